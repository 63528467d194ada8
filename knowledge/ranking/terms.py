"""Texts as numbers: what is searched is compared as integers, not as strings."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from knowledge.normalise import letters
from knowledge.words import Cut, cut, reading

Terms = NDArray[np.int64]

_BITS_OF_A_LETTER = 21
"""Unicode ends at 0x10FFFF; three letters fit into 63 bits."""


def run_code(run: str) -> int:
    """The number of a run of up to three letters."""
    code = 0
    for letter in run:
        code = code << _BITS_OF_A_LETTER | ord(letter)
    return code


def _runs(text: str, size: int) -> Terms:
    """The numbers of all runs of so many letters, in order."""
    points = np.frombuffer(text.encode("utf-32-le"), dtype="<u4").astype(np.int64)
    if size < 2 or len(points) < size:
        return np.zeros(0, dtype=np.int64)
    codes = np.zeros(len(points) - size + 1, dtype=np.int64)
    for start in range(size):
        codes = codes << _BITS_OF_A_LETTER | points[start : start + len(codes)]
    return codes


class Terminology:
    """The numbers of all words that were ever met, and of texts that were cut before.

    When one entry changes, the others are not cut again. Used by one thread at a time to build;
    looking a word up is safe at any time.
    """

    def __init__(self, remembered: int = 300_000) -> None:
        self._numbers: dict[str, int] = {}
        self._words: list[str] = []
        self.cut = lru_cache(remembered)(self._cut)
        self.pairs = lru_cache(remembered)(_pairs)
        self.sounds = lru_cache(remembered)(_sounds)

    def number(self, word: str) -> int:
        """The number of a word; −1 for one that no text has."""
        return self._numbers.get(word, -1)

    def word(self, number: int) -> str:
        return self._words[number]

    def numbers(self, words: Iterable[str]) -> Terms:
        """The numbers of words, new ones for new words."""
        return np.array([self._numbered(word) for word in words], dtype=np.int64)

    def _numbered(self, word: str) -> int:
        number = self._numbers.get(word)
        if number is None:
            self._words.append(word)
            number = self._numbers[word] = len(self._words) - 1
        return number

    def _cut(self, text: str) -> tuple[Terms, Terms]:
        found: Cut = cut(text)
        return self.numbers(found.words), self.numbers(found.compounds)


def _pairs(text: str) -> Terms:
    return _runs(letters(text), 2)


def _sounds(text: str) -> Terms:
    spoken = reading(text)
    return _runs(spoken, min(3, len(spoken)))
