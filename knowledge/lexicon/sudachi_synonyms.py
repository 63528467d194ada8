"""Sudachi's synonym dictionary, as `compiling` has cut it to content words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files

from knowledge.lexicon.same_meaning import Circles, Words

_DATA = "sudachi_synonyms.txt"
_COMMENT, _BETWEEN_EXPRESSIONS, _BETWEEN_WORDS = "#", "\t", " "


@cache
def sudachi_synonyms() -> Circles:
    """The packaged dictionary, read once."""
    file = files(__package__) / "data" / _DATA
    return Circles(list(groups(file.read_text(encoding="utf-8").splitlines())))


def groups(lines: Iterable[str]) -> Iterator[tuple[Words, ...]]:
    """Expressions that mean the same, from the lines of the packaged file: a group a line."""
    for line in lines:
        if not line.startswith(_COMMENT):
            expressions = line.split(_BETWEEN_EXPRESSIONS)
            yield tuple(tuple(each.split(_BETWEEN_WORDS)) for each in expressions)


def line(group: Iterable[Words]) -> str:
    """The line of a group, the same whatever the order of its expressions."""
    return _BETWEEN_EXPRESSIONS.join(sorted(map(_BETWEEN_WORDS.join, group)))
