"""Learn how sure the counter may be, from orders of questions that were not learned from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import lightgbm
import numpy as np
import typer
from numpy.typing import NDArray

from benchmarks.examples import Example
from benchmarks.forest import SEEDS, Forest
from knowledge.decision import LEXICAL_SIGNS, SEMANTIC_SIGNS, signs
from knowledge.ranking import Ranked

Orders = Sequence[tuple[Ranked, ...]]
"""Of one question, as it is written and in hiragana."""
ROUNDS = 60
SETTINGS = {
    "objective": "binary",
    "num_leaves": 6,
    "min_data_in_leaf": 30,
    "feature_fraction": 0.6,
    "lambda_l2": 5.0,
}
FAQ_WEIGHT = 0.4
"""Of a graded query: what is only related there would often do as an answer."""
HIRAGANA_WEIGHT = 0.3
LINES = np.arange(0.2, 0.96, 0.05)


@dataclass(frozen=True)
class Judged:
    """Questions as they are written whose best entry is not called by its name."""

    sure: NDArray[np.float64]
    right: NDArray[np.float64]
    groups: NDArray[np.str_]

    @classmethod
    def together(cls, parts: Sequence[Judged]) -> Judged:
        return cls(
            np.concatenate([each.sure for each in parts]),
            np.concatenate([each.right for each in parts]),
            np.concatenate([each.groups for each in parts]),
        )


@dataclass(frozen=True)
class _Sample:
    row: NDArray[np.float32]
    is_right: bool
    weight: float
    group: str
    form: int


def fit_decision(examples: Sequence[Example], orders: Sequence[Orders]) -> Forest:
    """Trees on the signs of each best entry: is it right?"""
    samples = [*_samples(examples, orders)]
    rows = np.array([each.row for each in samples])
    columns = SEMANTIC_SIGNS if rows.shape[1] == len(SEMANTIC_SIGNS) else LEXICAL_SIGNS
    data = lightgbm.Dataset(
        rows,
        np.array([each.is_right for each in samples], dtype=float),
        weight=np.array([each.weight for each in samples]),
        free_raw_data=False,
    )
    settings = SETTINGS | {"monotone_constraints": [1] * len(columns)}  # each sign speaks for it
    return Forest.learn(data, columns, settings, ROUNDS, share=1 / len(SEEDS))


def judged(decision: Forest, examples: Sequence[Example], orders: Sequence[Orders]) -> Judged:
    """How sure the decision is of questions as they are written."""
    samples = [each for each in _samples(examples, orders) if each.form == 0]
    scores = decision.scores(np.array([each.row for each in samples]))
    return Judged(
        1 / (1 + np.exp(-scores.astype(float))),
        np.array([each.is_right for each in samples], dtype=float),
        np.array([each.group for each in samples]),
    )


def report_decision(name: str, found: Judged) -> NDArray[np.float64]:
    """Print what each line for a direct answer gives.

    Returns:
        Confidence of each question, and whether it was right.
    """
    sure, right = found.sure, found.right
    above = float((sure[right == 1][:, None] > sure[right == 0][None, :]).mean())
    typer.echo(f"{name} decision: AUROC {above:.3f}, {len(right)} questions")
    for line in LINES:
        told = []
        for group in dict.fromkeys(found.groups.tolist()):
            own = found.groups == group
            shown = sure[own] >= line
            good = right[own][shown].mean() if shown.any() else 0.0
            told.append(f"{group} {shown.mean():.2f} shown {good:.3f} right")
        typer.echo(f"  from {line:.2f}: {', '.join(told)}")
    return np.column_stack([sure, right])


def _samples(examples: Sequence[Example], orders: Sequence[Orders]) -> Iterator[_Sample]:
    for example, both in zip(examples, orders, strict=True):
        for form, best in enumerate(both):
            if best and not best[0].is_exact:
                yield _Sample(
                    signs(best, example.looks[form]),
                    example.relevant.get(example.names[best[0].number], 0) > 0,
                    (FAQ_WEIGHT if example.is_graded else 1.0) * (HIRAGANA_WEIGHT if form else 1.0),
                    example.group,
                    form,
                )
