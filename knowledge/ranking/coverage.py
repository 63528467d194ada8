"""How much of a question's meaning a text has."""

from __future__ import annotations

import numpy as np

from knowledge.ranking.asked import Asked, Meant
from knowledge.ranking.bm25 import Bm25, Texts

BY_OTHER_WORDS = 0.8
"""The most that words of the same meaning cover of a word that was asked for."""


class Coverage:
    """One question in one field; what is the same for all its texts is looked up once."""

    def __init__(self, asked: Asked, field: Bm25) -> None:
        self._telling = [field.idf(word) for word in asked.words]
        self._total = sum(self._telling)
        found = [(meant, field.texts_with(meant.word)) for meant in asked.meant]
        there = [(meant, texts) for meant, texts in found if len(texts)]
        self._of_each_word = [
            [(meant, texts) for meant, texts in there if meant.by[0] <= place < meant.by[1]]
            for place in range(len(asked.words))
        ]

    def of(self, text: int) -> float:
        """Share of the question's words, weighted by how telling each is, that a text has, 0 to 1.

        A question in hiragana is compared by its sound instead of words that merely sound alike.
        """
        if not self._total:
            return 0.0
        number = np.int32(text)  # a plain int would have the texts copied
        shares = (_share(words, number) for words in self._of_each_word)
        return sum(map(float.__mul__, self._telling, shares)) / self._total


def _share(words: list[tuple[Meant, Texts]], text: np.int32) -> float:
    others = 0.0
    for meant, texts in words:
        place = texts.searchsorted(text)
        if place == len(texts) or texts[place] != text:
            continue
        if meant.why in {"asked", "heard"}:
            return 1.0
        others += meant.weight
    return min(others, BY_OTHER_WORDS)
