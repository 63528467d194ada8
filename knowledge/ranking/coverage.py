"""How much of a question's meaning a text has."""

from __future__ import annotations

from knowledge.ranking.asked import Asked
from knowledge.ranking.bm25 import Bm25

BY_OTHER_WORDS = 0.8
"""The most that words of the same meaning cover of a word that was asked for."""


def covered(asked: Asked, field: Bm25, text: int) -> float:
    """Share of a question's words, weighted by how telling each is, that a text has, 0 to 1.

    A question in hiragana is compared by its sound instead of words that merely sound alike.
    """
    telling = [field.idf(word) for word in asked.words]
    shares = [_share(asked, place, field, text) for place in range(len(asked.words))]
    total = sum(telling)
    return sum(map(float.__mul__, telling, shares)) / total if total else 0.0


def _share(asked: Asked, place: int, field: Bm25, text: int) -> float:
    others = 0.0
    for meant in asked.meant:
        if not meant.by[0] <= place < meant.by[1] or not field.has(meant.word, text):
            continue
        if meant.why in {"asked", "heard"}:
            return 1.0
        others += meant.weight
    return min(others, BY_OTHER_WORDS)
