"""What people call what every office has, as a table that a clerk can read and check."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from knowledge.lexicon.spoken import Row, Spoken

_DATA = "administrative_words.csv"
_WORD, _MEANINGS, _SEPARATOR = "言葉", "同じ意味の言葉", "、"


@cache
def administrative_words() -> Spoken:
    """The packaged table, read and cut once."""
    return Spoken.of(list(_rows()))


def _rows() -> Iterator[Row]:
    text = (files(__package__) / "data" / _DATA).read_text(encoding="utf-8-sig")
    for row in csv.DictReader(text.splitlines()):
        yield row[_WORD], row[_MEANINGS].split(_SEPARATOR)
