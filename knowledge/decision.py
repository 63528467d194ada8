"""Answer, ask back, or pass on: how sure must the counter be?"""

from __future__ import annotations

import math
from collections.abc import Sequence

from knowledge.answer import Decision
from knowledge.ranking import Ranked

ANSWER_FROM = 0.6
"""Confidence from which the best entry is shown as the answer."""
ASK_BACK_FROM = 0.3
"""Confidence from which candidates are offered; below it the question is passed on."""
ANSWER_COVERAGE = 0.5
"""Share of the question that an entry must have to be shown as the answer: where most of what was
asked is unknown, a single matching word proves nothing."""
ASK_BACK_COVERAGE = 0.4
TIED_FROM = 0.8
"""Share of the best score from which an entry fits as well as the best one."""
MOST_TIED = 2
"""With so many others that fit as well nobody can know which is meant."""

SIGNS = ("coverage", "phrase_coverage", "margin", "body_only")
_BIAS = -2.2
_WEIGHTS = (3.9, -0.6, 2.8, -1.1)
"""Logistic regression; `benchmarks/decision.py` fits it, docs/benchmarks.md says how well."""


def signs(ranked: Sequence[Ranked]) -> tuple[float, ...]:
    """What the best entry shows, each 0 to 1, in the order of `SIGNS`."""
    best = ranked[0]
    second = ranked[1].score if len(ranked) > 1 else 0.0
    return (
        best.coverage,
        best.phrase_coverage,
        (best.score - second) / best.score,
        float(best.phrase_coverage == 0),
    )


def confidence(ranked: Sequence[Ranked]) -> float:
    """How likely the best entry is the one that was meant, 0 to 1."""
    if not ranked:
        return 0.0
    if ranked[0].is_exact:
        return 1.0
    total = sum(weight * sign for weight, sign in zip(_WEIGHTS, signs(ranked), strict=True))
    return 1 / (1 + math.exp(-_BIAS - total))


def _is_tied(ranked: Sequence[Ranked]) -> bool:
    """Whether others fit as well, such as all that 児童手当 alone may mean: then people choose."""
    if ranked[0].is_exact or len(ranked) <= MOST_TIED:
        return False
    return ranked[MOST_TIED].score >= TIED_FROM * ranked[0].score


def decide(ranked: Sequence[Ranked], sure: float) -> Decision:
    """The decision on a ranking, at the confidence of its best entry."""
    if not ranked:
        return Decision.PASS_ON
    if sure >= ANSWER_FROM and ranked[0].coverage >= ANSWER_COVERAGE and not _is_tied(ranked):
        return Decision.ANSWER
    if sure >= ASK_BACK_FROM and ranked[0].coverage >= ASK_BACK_COVERAGE:
        return Decision.ASK_BACK
    return Decision.PASS_ON
