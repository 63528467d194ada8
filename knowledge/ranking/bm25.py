"""BM25 over texts of numbered terms, with a weight per term of the query.

Own code because ranking is what this project is about: the weight of each term is needed for
synonyms and misspellings, and each term's part of the score to say why an entry was found.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from knowledge.ranking.terms import Terms

K1 = 1.2
B = 0.75
"""The usual constants (Robertson and Zaragoza 2009, «The Probabilistic Relevance Framework»)."""

Scores = NDArray[np.float32]
Texts = NDArray[np.int32]
"""Numbers of texts, in rising order."""


class Bm25:
    """An index of ``len(texts)`` texts, each the numbers of its terms.

    Memory: 8 bytes for each different term of each text.
    """

    def __init__(self, texts: Sequence[Terms], number: Callable[[str], int]) -> None:
        """
        Args:
            number: the number of a term, or one that no text has.
        """
        self.size = len(texts)
        self._number = number
        lengths = np.fromiter(map(len, texts), dtype=np.int64, count=self.size)
        every = np.concatenate(texts) if self.size else np.zeros(0, dtype=np.int64)
        owners = np.repeat(np.arange(self.size, dtype=np.int64), lengths)
        self._terms, term_of = np.unique(every, return_inverse=True)
        pairs, often = np.unique(term_of * max(self.size, 1) + owners, return_counts=True)
        term_of, text_of = np.divmod(pairs, max(self.size, 1))
        self._starts = np.searchsorted(term_of, np.arange(len(self._terms) + 1))
        average = float(lengths.mean()) if lengths.any() else 1.0
        norms = K1 * (1 - B + B * lengths / average)
        idf = self._idf(np.diff(self._starts))
        self._idf_of_none = float(self._idf(np.array(0)))
        self._spans: dict[int, slice] = {}
        parts = idf[term_of] * often * (K1 + 1) / (often + norms[text_of])
        self._idfs = idf
        self._texts: Texts = text_of.astype(np.int32)
        self._parts: Scores = parts.astype(np.float32)

    @property
    def terms(self) -> Terms:
        """The numbers of all terms that some text has, in rising order."""
        return self._terms

    def __contains__(self, term: str) -> bool:
        return self._span(self._number(term)) is not None

    def has(self, term: str, text: int) -> bool:
        """Whether a text has a term."""
        own = self.texts_with(term)
        place = own.searchsorted(np.int32(text))  # a plain int would have the texts copied
        return bool(place < len(own) and own[place] == text)

    def texts_with(self, term: str) -> Texts:
        """The texts that have a term."""
        span = self._span(self._number(term))
        found: Texts = self._texts[:0] if span is None else self._texts[span]
        return found

    def idf(self, term: str) -> float:
        """How telling a term is; one that no text has is the most telling of all."""
        number = self._number(term)
        if self._span(number) is None:
            return self._idf_of_none
        return float(self._idfs[self._terms.searchsorted(number)])

    def idf_of(self, terms: Terms) -> NDArray[np.float64]:
        """How telling each of some terms is, all of which some text has."""
        return self._idfs[np.searchsorted(self._terms, terms)]

    def scores(self, terms: Mapping[str, float]) -> Scores:
        """Score of every text, shape (size,), for terms with their weights."""
        return self.scores_by_number((self._number(term), each) for term, each in terms.items())

    def scores_by_number(self, terms: Iterable[tuple[int, float]]) -> Scores:
        """The same for numbers of terms."""
        total = np.zeros(self.size, dtype=np.float32)
        for number, weight in terms:
            span = self._span(number)
            if span is not None:
                total[self._texts[span]] += np.float32(weight) * self._parts[span]
        return total

    def part(self, term: str, text: int) -> float:
        """What a term of weight 1 adds to the score of one text."""
        span = self._span(self._number(term))
        if span is None or not self.has(term, text):
            return 0.0
        return float(self._parts[span][self._texts[span].searchsorted(np.int32(text))])

    def _span(self, number: int) -> slice | None:
        known = self._spans.get(number)
        if known is not None:
            return known
        place = int(self._terms.searchsorted(number))
        if place == len(self._terms) or self._terms[place] != number:
            return None
        span = slice(int(self._starts[place]), int(self._starts[place + 1]))
        self._spans[number] = span  # of terms that were asked for; the same few again and again
        return span

    def _idf(self, texts_with_it: NDArray[np.int64]) -> NDArray[np.float64]:
        rare: NDArray[np.float64] = np.log(
            1 + (self.size - texts_with_it + 0.5) / (texts_with_it + 0.5)
        )
        return rare
