"""Words whose reading or plain meaning stands in a list: a city's own, then the packaged ones.

``readings.csv`` corrects what the dictionary reads otherwise, ``counters.csv`` says how what is
counted is read (its first column is a regular expression; empty for any number), and
``plain_words.csv`` explains hard words.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

FREE_LENGTH = 3
"""Letters of a listed word that is found wherever it stands; a shorter one (方) only where a word
begins and ends, for it may stand in others (方法)."""
_DIGITS = str.maketrans("０１２３４５６７８９，．", "0123456789,.")


@dataclass(frozen=True)
class Listed:
    """A listed word where it stands in a text."""

    start: int
    end: int
    sound: str
    """Empty where it is to have no reading."""
    is_counted: bool = False


@cache
def plain_words() -> Mapping[str, str]:
    """Hard words of offices, and what they mean in words that everybody knows."""
    return _pairs("plain_words.csv")


def listed_words(text: str, ends: Set[int], own: Mapping[str, str]) -> Iterator[Listed]:
    """The listed words of a text and what it counts (the 日 of 14日), from left to right.

    Args:
        ends: places in the text where one word ends and another begins.
        own: readings that a city has corrected, by word.
    """
    known, counted = _pattern(tuple(own)), _counters()
    digits = text.translate(_DIGITS)
    place = 0
    while place < len(text):
        number, word = counted.match(digits, place), known.match(text, place)
        if number is not None:
            row = number.lastgroup or ""
            yield Listed(number.end(row), number.end(), _readings_of_counters()[row], True)
            place = number.end()
        elif word is not None and _stands_alone(word, ends):
            sound = own[word[0]] if word[0] in own else _pairs("readings.csv")[word[0]]
            yield Listed(word.start(), word.end(), sound)
            place = word.end()
        else:
            place += 1


def _stands_alone(word: re.Match[str], ends: Set[int]) -> bool:
    return len(word[0]) >= FREE_LENGTH or {word.start(), word.end()} <= ends


@lru_cache(32)
def _pattern(own: tuple[str, ...]) -> re.Pattern[str]:
    words = sorted({*own, *_pairs("readings.csv")}, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, words)))


@cache
def _counters() -> re.Pattern[str]:
    """A number and what it counts; the group of the number is named after its row."""
    return re.compile(
        "|".join(
            f"(?<![0-9])(?P<row{row}>{number or '[0-9][0-9,.]*'}){word}"
            for row, (number, word, _) in enumerate(_rows("counters.csv"))
        )
    )


@cache
def _readings_of_counters() -> Mapping[str, str]:
    return {f"row{row}": sound for row, (_, _, sound) in enumerate(_rows("counters.csv"))}


@cache
def _pairs(name: str) -> Mapping[str, str]:
    return {row[0]: row[1] for row in _rows(name)}


def _rows(name: str) -> list[list[str]]:
    """The rows of a packaged list, without its headings."""
    text = (files("knowledge.easy_japanese") / name).read_text(encoding="utf-8")
    return list(csv.reader(text.splitlines()))[1:]
