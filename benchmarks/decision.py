"""Fit the weights of `knowledge.decision` and show how well they tell right from wrong.

    python benchmarks/decision.py --faq FAQ.jsonl --queries Q.jsonl --questions QUESTIONS.jsonl

Samples: every query of the graded set (right when the best entry is relevant), every question of
the question set that has an answer in the database, and every out-of-scope question put to every
municipality. Prints the weights, the area under the ROC curve by 5-fold cross-validation, and what
each threshold would answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import numpy as np
import typer
from numpy.typing import NDArray

from bot.settings import load
from bot.wiring import open_office
from knowledge.answer import Audience
from knowledge.counter import Counter
from knowledge.decision import SIGNS, signs
from knowledge.evaluation import ranking as graded
from knowledge.evaluation.lines import read_lines
from knowledge.evaluation.questions import ExpectedQuestion
from knowledge.evaluation.ranking import FaqLine, RankedQuery
from knowledge.normalise import title_key
from knowledge.ranking import Ranked, rank
from store import municipalities
from store.database import Database

Samples = list[tuple[list[float], bool]]
FOLDS = 5
RIDGE = 1e-2


def main(
    faq: Annotated[Path, typer.Option()],
    queries: Annotated[Path, typer.Option()],
    questions: Annotated[Path, typer.Option()],
) -> None:
    asked = read_lines(questions, ExpectedQuestion)
    samples = _from_graded(read_lines(faq, FaqLine), read_lines(queries, RankedQuery))
    samples += _from_questions(asked)
    features = np.array([row for row, _ in samples])
    right = np.array([label for _, label in samples], dtype=float)
    weights = fit(features, right)
    for name, weight in zip(("bias", *SIGNS), weights, strict=True):
        print(f"{name}\t{weight:.2f}")
    print(f"samples\t{len(samples)}\tright\t{right.mean():.2f}")
    scores = cross_validated(features, right)
    print(f"AUROC\t{auroc(scores, right):.3f}")
    for threshold in np.arange(0.2, 0.9, 0.05):
        shown = scores >= threshold
        share = right[shown].mean() if shown.any() else float("nan")
        print(f"from {threshold:.2f}\tshown {shown.mean():.2f}\tright of shown {share:.2f}")


def _from_graded(faq: Sequence[FaqLine], queries: Sequence[RankedQuery]) -> Samples:
    with TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{Path(folder) / 'decision.db'}")
        ids = graded.fill(database, faq)
        index = Counter(database).shelves(graded.CODE).indexes[Audience.STAFF]
        samples = []
        for query in queries:
            ranked = rank(query.question, index)
            best = ids[index.entries[ranked[0].number].title] if ranked else ""
            samples.append(_sample(ranked, query.relevant.get(best, 0) > 0))
        database.close()
    return [sample for sample in samples if sample is not None]


def _from_questions(asked: Sequence[ExpectedQuestion]) -> Samples:
    office = open_office(load())
    with office.database.reading() as session:
        codes = municipalities.codes(session)
    samples = []
    for item in asked:
        places = [item.municipality] if item.expect else codes
        for code in (code for code in places if code in codes):
            index = office.counter.shelves(code).indexes[item.audience]
            ranked = rank(item.question, index)
            wanted = {title_key(title) for title in item.expect}
            best = title_key(index.entries[ranked[0].number].title) if ranked else ""
            samples.append(_sample(ranked, best in wanted))
    return [sample for sample in samples if sample is not None]


def _sample(ranked: Sequence[Ranked], right: bool) -> tuple[list[float], bool] | None:
    return (list(signs(ranked)), right) if ranked and not ranked[0].is_exact else None


def fit(features: NDArray[np.float64], right: NDArray[np.float64]) -> NDArray[np.float64]:
    """Logistic regression by Newton's method with a small ridge penalty."""
    rows = np.column_stack([np.ones(len(features)), features])
    weights = np.zeros(rows.shape[1])
    for _ in range(50):
        chance = 1 / (1 + np.exp(-rows @ weights))
        slope = rows.T @ (right - chance) - RIDGE * weights
        curve = (rows * (chance * (1 - chance))[:, None]).T @ rows + RIDGE * np.eye(rows.shape[1])
        weights = weights + np.linalg.solve(curve, slope)
    return weights


def cross_validated(
    features: NDArray[np.float64], right: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Confidence of each sample from weights fitted on the other folds."""
    scores = np.zeros(len(right))
    fold = np.random.default_rng(1).permutation(len(right)) % FOLDS
    for number in range(FOLDS):
        weights = fit(features[fold != number], right[fold != number])
        rows = np.column_stack([np.ones((fold == number).sum()), features[fold == number]])
        scores[fold == number] = 1 / (1 + np.exp(-rows @ weights))
    return scores


def auroc(scores: NDArray[np.float64], right: NDArray[np.float64]) -> float:
    """Chance that a right sample scores above a wrong one."""
    above = scores[right == 1][:, None] > scores[right == 0][None, :]
    return float(above.mean())


if __name__ == "__main__":
    typer.run(main)
