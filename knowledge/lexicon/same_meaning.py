"""Two shapes of words that mean the same, looked up by their content words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

Words = tuple[str, ...]
"""Content words of one expression, in order: 保険証 is («保険», «証»)."""


class SameMeaning(Protocol):
    """Expressions of one source, and what each means."""

    longest: int
    """Content words of the longest expression."""

    def of(self, expression: Words) -> Iterator[tuple[Words, ...]]:
        """Groups of expressions that say the same, without the expression itself."""


class Stars:
    """A word and each of its meanings, both ways; meanings say nothing about one another.

    引っ越し may mean 転入 or 転出, but 転入 never means 転出.
    """

    def __init__(self, rows: Iterable[tuple[Words, Sequence[Words]]]) -> None:
        self._means: dict[Words, dict[Words, None]] = {}
        for word, meanings in rows:
            for meaning in meanings:
                if word and meaning and word != meaning:
                    self._means.setdefault(word, {})[meaning] = None
                    self._means.setdefault(meaning, {})[word] = None
        self.longest = max(map(len, self._means), default=0)

    def of(self, expression: Words) -> Iterator[tuple[Words, ...]]:
        if meanings := self._means.get(expression):
            yield tuple(meanings)


class Circles:
    """Groups in which every expression says the same as every other."""

    def __init__(self, groups: Sequence[tuple[Words, ...]]) -> None:
        self._groups = groups
        self._in: dict[Words, list[int]] = {}
        for number, group in enumerate(groups):
            for expression in group:
                self._in.setdefault(expression, []).append(number)
        self.longest = max(map(len, self._in), default=0)

    def of(self, expression: Words) -> Iterator[tuple[Words, ...]]:
        for number in self._in.get(expression, ()):
            yield tuple(other for other in self._groups[number] if other != expression)
