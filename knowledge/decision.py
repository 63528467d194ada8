"""Answer, ask back, or pass on: how sure must the counter be?"""

from __future__ import annotations

import math
from functools import cache

import numpy as np
from numpy.typing import NDArray

from knowledge.answer import Decision
from knowledge.ranking import Look, Ranked, Ranking
from knowledge.ranking.order import model
from knowledge.ranking.trees import Trees

ANSWER_FROM = 0.85
"""Confidence from which the best entry is shown as the answer: of unseen questions 97 to 98 % are
then answered right (docs/benchmarks.md)."""
ASK_BACK_FROM = 0.4
"""Confidence from which candidates are offered; below it the question is passed on."""
ANSWER_COVERAGE = 0.3
"""Share of the question that an entry must have to be shown as the answer: where most of what was
asked is unknown, a single matching word proves nothing."""
MANY = 3
"""Entries that have all of the question in a title or wording, from which it is too general to be
answered with one of them that is not called so (児童手当)."""

LEXICAL_SIGNS = ("coverage", "phrase_coverage", "score", "share", "whole", "phrase")
SEMANTIC_SIGNS = (*LEXICAL_SIGNS, "nearness", "meaning_phrase", "meaning_whole")
"""What the best entry shows: how much of the question it has, its score and the share of it among
the best ten, and where it stands by single signals, 1 for the best of all."""


def confidence(ranking: Ranking) -> float:
    """How likely the best entry is the one that was meant, 0 to 1 (learned by `make train`)."""
    if not ranking.best or ranking.look is None:
        return 0.0
    if ranking.best[0].is_exact:
        return 1.0
    trees = _learned(has_meanings=ranking.look.has_meanings)
    row = signs(ranking.best, ranking.look)
    return 1 / (1 + math.exp(-float(trees.scores(row[None, :])[0])))


def signs(best: tuple[Ranked, ...], seen: Look) -> NDArray[np.float32]:
    """The signs of the best entry, in their order."""
    first = best[0]
    shares = np.exp([item.score - first.score for item in best])
    names = ("whole", "phrase", *(("meaning_phrase", "meaning_whole") if seen.has_meanings else ()))
    place = int(np.flatnonzero(seen.signals.candidates == first.number)[0])
    stands = dict(zip(names, seen.signals.rows(names)[place].tolist(), strict=True))
    found = stands | {
        "coverage": first.coverage,
        "phrase_coverage": first.phrase_coverage,
        "score": first.score,
        "share": float(1 / shares.sum()),
        "nearness": first.nearness,
    }
    wanted = SEMANTIC_SIGNS if seen.has_meanings else LEXICAL_SIGNS
    return np.array([found[name] for name in wanted], dtype=np.float32)


def decide(ranking: Ranking, sure: float) -> Decision:
    """The decision on a ranking, at the confidence of its best entry."""
    if not ranking.best:
        return Decision.PASS_ON
    first = ranking.best[0]
    if sure >= ANSWER_FROM and first.coverage >= ANSWER_COVERAGE:
        return Decision.ASK_BACK if is_for_many(ranking) else Decision.ANSWER
    return Decision.ASK_BACK if sure >= ASK_BACK_FROM else Decision.PASS_ON


def is_for_many(ranking: Ranking) -> bool:
    """Whether several entries are called what was asked, and none of them just so."""
    if ranking.look is None or not ranking.best or ranking.best[0].is_exact:
        return False
    fitting = sum(item.phrase_coverage == 1.0 for item in ranking.best)
    return fitting >= MANY or ranking.best[0].number in ranking.look.family


@cache
def _learned(*, has_meanings: bool) -> Trees:
    return Trees.load(model()["decision"]["semantic" if has_meanings else "lexical"])
