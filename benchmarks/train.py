"""Learn the order of entries from graded questions, and write `knowledge/ranking/model.json`.

    make train FAQ=faq.jsonl QUERIES=queries.jsonl QUESTIONS=questions.jsonl

A question set is asked in the database of the settings, where its municipalities must be; the FAQ
set gets a store of its own, kept under `--work` with its vectors. Each question is learned from
twice: as it is written, and in hiragana as Sudachi reads it. Prints how well the order does on
questions it has not seen, by 5-fold cross-validation over questions, and how sure it is of them.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import lightgbm
import numpy as np
import typer
from numpy.typing import NDArray

from benchmarks.decision import Judged, Orders, fit_decision, judged, report_decision
from benchmarks.examples import Example, from_faq, from_questions, without_meanings
from benchmarks.forest import Forest
from knowledge.evaluation.ranking import DEPTH, measures
from knowledge.ranking import Ranked
from knowledge.ranking.order import in_order
from knowledge.ranking.signals import LEXICAL, SEMANTIC
from knowledge.ranking.trees import Trees

MODEL = Path(__file__).parent.parent / "knowledge" / "ranking" / "model.json"
FOLDS = 5
ROUNDS = 80
SETTINGS = {
    "objective": "lambdarank",
    "num_leaves": 7,
    "min_data_in_leaf": 40,
    "feature_fraction": 0.5,
    "bagging_fraction": 0.7,
    "bagging_freq": 1,
}
"""Small trees, for there are few examples; 40 or 150 of them and 5 leaves do as well."""
NEVER_WORSE = frozenset({"phrase", "body", "whole", "meaning_phrase", "meaning_whole"})
"""Signals of which more must never place an entry further back."""
FAQ_WEIGHT = 0.25
"""Of a query of a FAQ set: entries of plans and procedures are asked for otherwise, and with more
their order suffers while that of the FAQ hardly gains."""
FORMS = ("", "_hiragana")


def main(
    faq: Annotated[list[Path], typer.Option(help="FAQ sets")],
    queries: Annotated[list[Path], typer.Option(help="graded queries of each FAQ set")],
    questions: Annotated[list[Path], typer.Option(help="question sets")],
    work: Annotated[Path, typer.Option(help="where stores with vectors are kept")],
) -> None:
    examples = [
        example
        for faq_file, query_file in zip(faq, queries, strict=True)
        for example in from_faq(faq_file, query_file, work)
    ]
    examples += from_questions(questions)
    written: dict[str, dict[str, Any]] = {"order": {}, "decision": {}}
    for name, signals in (("lexical", LEXICAL), ("semantic", SEMANTIC)):
        seen = examples if name == "semantic" else [without_meanings(each) for each in examples]
        learned = Learned.from_examples(seen, signals)
        _report(name, seen, learned.unseen)
        sure = report_decision(name, _asked_unseen(seen, signals))
        written["decision"][name] = learned.decision.written()
        for form, (forest, suffix) in enumerate(zip(learned.orders, FORMS, strict=True)):
            written["order"][name + suffix] = forest.written()
            _check_reading(forest, seen[0].looks[form].signals.rows(signals))
        np.savetxt(work / f"confidence_{name}.tsv", sure, fmt="%.4f")
    MODEL.write_text(json.dumps(written, separators=(",", ":")) + "\n", encoding="utf-8")
    typer.echo(f"{MODEL.stat().st_size / 1000:.0f} kB")


@dataclass(frozen=True)
class Learned:
    """The orders of both forms, and how sure they are."""

    orders: tuple[Forest, ...]
    unseen: Sequence[Orders]
    """Of each example, in an order learned without its question: from these confidence is
    learned, as of what an order has learned from it is too sure."""
    decision: Forest

    @classmethod
    def from_examples(cls, examples: Sequence[Example], signals: Sequence[str]) -> Learned:
        ranked = [cross_validated(examples, signals, form) for form in range(len(FORMS))]
        unseen = [*zip(*ranked, strict=True)]
        orders = tuple(_learn(examples, signals, form) for form in range(len(FORMS)))
        return cls(orders, unseen, fit_decision(examples, unseen))

    def ask(self, examples: Sequence[Example], signals: Sequence[str]) -> Judged:
        """How sure it is of each example, as it will be of questions that people ask."""
        orders = [
            tuple(
                _in_order(example, forest, signals, form) for form, forest in enumerate(self.orders)
            )
            for example in examples
        ]
        return judged(self.decision, examples, orders)


def _asked_unseen(examples: Sequence[Example], signals: Sequence[str]) -> Judged:
    """Confidence of every question, learned without it, order and all."""
    fold_of = _folds(examples)
    found = []
    for number in range(FOLDS):
        known = [each for each in examples if fold_of[each.question] != number]
        asked = [each for each in examples if fold_of[each.question] == number]
        found.append(Learned.from_examples(known, signals).ask(asked, signals))
    return Judged.together(found)


def _learn(examples: Sequence[Example], signals: Sequence[str], form: int) -> Forest:
    looks = [
        (seen.signals.rows(signals), grades, FAQ_WEIGHT if example.is_graded else 1.0)
        for example in examples
        for seen in [example.looks[form]]
        for grades in [example.grades(seen)]
        if grades.any()
    ]
    data = lightgbm.Dataset(
        np.concatenate([rows for rows, _, _ in looks]),
        np.concatenate([grades for _, grades, _ in looks]),
        weight=np.concatenate([np.full(len(rows), weight) for rows, _, weight in looks]),
        group=[len(rows) for rows, _, _ in looks],
        free_raw_data=False,
    )
    never_worse = {"monotone_constraints": [int(name in NEVER_WORSE) for name in signals]}
    return Forest.learn(data, signals, SETTINGS | never_worse, ROUNDS, share=1.0)


def cross_validated(
    examples: Sequence[Example], signals: Sequence[str], form: int
) -> list[tuple[Ranked, ...]]:
    """For each question the order of its entries, learned from the others."""
    fold_of = _folds(examples)
    forests = [
        _learn([each for each in examples if fold_of[each.question] != number], signals, form)
        for number in range(FOLDS)
    ]
    return [
        _in_order(example, forests[fold_of[example.question]], signals, form)
        for example in examples
    ]


def _folds(examples: Sequence[Example]) -> dict[str, int]:
    """The fold of each question; what is asked twice is in one."""
    texts = [*dict.fromkeys(example.question for example in examples)]
    folds = np.random.default_rng(1).permutation(len(texts)) % FOLDS
    return dict(zip(texts, folds.tolist(), strict=True))


def _in_order(
    example: Example, forest: Forest, signals: Sequence[str], form: int
) -> tuple[Ranked, ...]:
    seen = example.looks[form]
    scores = forest.scores(seen.signals.rows(signals))
    return in_order(seen, scores, example.index, limit=DEPTH)


def _check_reading(forest: Forest, rows: NDArray[np.float32]) -> None:
    """The bot must score as LightGBM does.

    Raises:
        RuntimeError: it does not.
    """
    read = Trees.load(forest.written()).scores(rows)
    if not np.allclose(read, forest.scores(rows), atol=0.01):
        raise RuntimeError("the trees are read otherwise than they were learned")


def _report(name: str, examples: Sequence[Example], orders: Sequence[Orders]) -> None:
    for group in dict.fromkeys(example.group for example in examples if example.relevant):
        own = [
            (example, order)
            for example, order in zip(examples, orders, strict=True)
            if example.group == group
        ]
        for form, way in enumerate(("written", "hiragana")):
            figures = measures(
                # Entries may share a title, and finding one of them is enough.
                [
                    [*dict.fromkeys(e.names[item.number] for item in order[form])]
                    for e, order in own
                ],
                [example.relevant for example, _ in own],
            )
            typer.echo(f"{name} {group} {way} {figures}")


if __name__ == "__main__":
    typer.run(main)
