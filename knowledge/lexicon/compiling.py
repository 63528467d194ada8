"""Make the packaged file of Sudachi's synonyms from the dictionary's own.

``python -m knowledge.lexicon.compiling synonyms.txt`` writes it anew; ``synonyms.txt`` is
``src/main/text/synonyms.txt`` of WorksApplications/SudachiDict. Cutting its 66,000 words takes
more than a second, which a start of the bot need not wait for.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

from knowledge.lexicon.same_meaning import Words
from knowledge.lexicon.sudachi_synonyms import line
from knowledge.words import content_words

MOST_WORDS = 4
"""Content words of an expression. With phrases recall@10 on municipal FAQ is .634, with single
words alone .619; more than four hardly occur."""
MOST_EXPRESSIONS = 20
"""A larger group is too vague to stand for any of its expressions."""

_NUMBER, _EXPANSION, _FIELD, _WORD = 0, 2, 7, 8
_NEVER = "2"
"""Kept in the dictionary so that nobody adds the word again (SudachiDict: docs/synonyms.md).

Words that must not be looked up themselves («1») are no exception here: recall@10 on municipal FAQ
is .634 with and .624 without them, and what means the same does so both ways."""
_LEFT_OUT = ("企業名", "人名", "キャラ", "店名", "スポーツ", "音楽", "不快")
"""Fields of names that no office answers for, and of insults. Without them ranking is the same."""

_HEAD = "# Compiled from the synonym dictionary of SudachiDict; see NOTICE beside this file."


def compiled(source: Iterable[str]) -> Iterator[str]:
    """Lines of the packaged file, from the lines of the dictionary."""
    yield _HEAD
    rows = (row for row in csv.reader(source) if row and _is_wanted(row))
    found: dict[frozenset[Words], None] = {}
    for _, group in groupby(rows, key=lambda row: row[_NUMBER]):
        cut = (tuple(content_words(row[_WORD])) for row in group)
        expressions = frozenset(words for words in cut if 0 < len(words) <= MOST_WORDS)
        if 2 <= len(expressions) <= MOST_EXPRESSIONS:
            found[expressions] = None
    yield from map(line, found)


def _is_wanted(row: list[str]) -> bool:
    return row[_EXPANSION] != _NEVER and not any(name in row[_FIELD] for name in _LEFT_OUT)


def _main(source: Path, target: Path) -> None:
    with source.open(encoding="utf-8", newline="") as file:
        target.write_text("".join(f"{each}\n" for each in compiled(file)), encoding="utf-8")


if __name__ == "__main__":
    _main(Path(sys.argv[1]), Path(__file__).parent / "data" / "sudachi_synonyms.txt")
