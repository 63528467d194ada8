"""BM25 over lists of words, with a weight per word of the query.

Own code because ranking is what this project is about: the weight of each word is needed for
synonyms and misspellings, and each word's part of the score to say why an entry was found.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

K1 = 1.2
B = 0.75
"""The usual constants (Robertson and Zaragoza 2009, «The Probabilistic Relevance Framework»)."""

Scores = NDArray[np.float32]


class Bm25:
    """An index of ``len(texts)`` texts, each a list of words."""

    def __init__(self, texts: Sequence[Sequence[str]]) -> None:
        self.size = len(texts)
        lengths = [len(words) for words in texts]
        average = (sum(lengths) / self.size if self.size else 0.0) or 1.0
        postings: dict[str, tuple[list[int], list[int]]] = {}
        for number, words in enumerate(texts):
            for word, count in Counter(words).items():
                ids, counts = postings.setdefault(word, ([], []))
                ids.append(number)
                counts.append(count)
        norms = np.array([K1 * (1 - B + B * length / average) for length in lengths])
        self._postings: dict[str, tuple[NDArray[np.int32], Scores]] = {}
        for word, (ids, counts) in postings.items():
            where = np.array(ids, dtype=np.int32)
            often = np.array(counts, dtype=np.float64)
            part = self._idf(len(ids)) * often * (K1 + 1) / (often + norms[where])
            self._postings[word] = (where, part.astype(np.float32))

    @property
    def vocabulary(self) -> list[str]:
        return list(self._postings)

    def __contains__(self, word: str) -> bool:
        return word in self._postings

    def idf(self, word: str) -> float:
        """How telling a word is; a word that no text has is the most telling of all."""
        found = self._postings.get(word)
        return self._idf(len(found[0]) if found else 0)

    def scores(self, words: Mapping[str, float]) -> Scores:
        """Score of every text, shape (size,), for words with their weights."""
        total = np.zeros(self.size, dtype=np.float32)
        for word, weight in words.items():
            found = self._postings.get(word)
            if found is not None:
                total[found[0]] += np.float32(weight) * found[1]
        return total

    def _idf(self, texts_with_it: int) -> float:
        return math.log(1 + (self.size - texts_with_it + 0.5) / (texts_with_it + 0.5))
