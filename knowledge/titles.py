"""Find the initiative that a person means by part of its title."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process

from knowledge.normalise import letters, title_key
from knowledge.words import is_hiragana, reading

LIKE_FROM = 70.0
"""RapidFuzz WRatio, 0 to 100, from which a title may be meant."""
SURE_FROM = 90.0
"""Likeness from which a single title is taken without asking."""
CLOSE_WITHIN = 8.0
"""Titles within this many points of the best one are as likely to be meant."""
NEAR_FROM = 45.0
"""Likeness from which a title is worth naming where none fits."""
MOST_CHOICES = 5

_QUOTED = re.compile(r"^[「『\"“](.+?)[」』\"”]\s*(.*)$", re.DOTALL)
_SPACE = re.compile(r"[\s　]+")


@dataclass(frozen=True)
class Found:
    """Just one title fits."""

    id: int


@dataclass(frozen=True)
class Several:
    """More than one fits, or one only roughly; the person must choose."""

    ids: tuple[int, ...]


@dataclass(frozen=True)
class NotFound:
    """None fits; these are the nearest."""

    nearest: tuple[int, ...]


Match = Found | Several | NotFound


def find_title(text: str, titles: Mapping[int, str]) -> Match:
    """The title a person means: exactly, by a part that only one has, or by likeness."""
    key = title_key(text)
    exact = [number for number, title in titles.items() if title_key(title) == key]
    if exact:
        return Found(exact[0]) if len(exact) == 1 else Several(tuple(exact[:MOST_CHOICES]))
    wanted = letters(text)
    sounds = {number: letters(title) for number, title in titles.items()}
    holding = [number for number, sound in sounds.items() if wanted and wanted in sound]
    if len(holding) == 1:
        return Found(holding[0])
    if holding:
        return Several(tuple(holding[:MOST_CHOICES]))
    ranked = process.extract(wanted, sounds, scorer=fuzz.WRatio, limit=MOST_CHOICES)
    if not ranked or ranked[0][1] < LIKE_FROM:
        return NotFound(tuple(number for _, score, number in ranked[:3] if score >= NEAR_FROM))
    best = ranked[0][1]
    close = tuple(number for _, score, number in ranked if score >= best - CLOSE_WITHIN)
    return Found(close[0]) if len(close) == 1 and best >= SURE_FROM else Several(close)


def titles_like(text: str, titles: Mapping[int, str]) -> list[int]:
    """Titles that what somebody has typed so far may mean, in their order: all that hold it as it
    is written or as it is read, else those that are like it; every title for nothing."""
    wanted = letters(text)
    if not wanted:
        return list(titles)
    holding = [
        number
        for number, title in titles.items()
        if wanted in letters(title) or (is_hiragana(wanted) and wanted in _sound(title))
    ]
    if holding:
        return holding
    sounds = {number: letters(title) for number, title in titles.items()}
    ranked = process.extract(wanted, sounds, scorer=fuzz.WRatio, limit=None, score_cutoff=LIKE_FROM)
    return [number for _, _, number in ranked]


@lru_cache(maxsize=10_000)
def _sound(title: str) -> str:
    return reading(title)


def split_title(text: str, titles: Mapping[int, str]) -> tuple[str, str]:
    """Part the words of a command into a title and what follows.

    A title in 「」 ends there; else the longest beginning that is exactly a title counts, and
    failing that the first word.
    """
    if quoted := _QUOTED.match(text.strip()):
        return quoted[1], quoted[2].strip()
    keys = {title_key(title) for title in titles.values()}
    breaks = [found.span() for found in _SPACE.finditer(text.strip())]
    stripped = text.strip()
    for start, end in reversed(breaks):
        if title_key(stripped[:start]) in keys:
            return stripped[:start], stripped[end:]
    if not breaks:
        return stripped, ""
    start, end = breaks[0]
    return stripped[:start], stripped[end:]
