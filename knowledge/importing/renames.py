"""Which entries go on under another title when an import drops some and brings others."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from knowledge.normalise import letters, normalise, without_footnote_marks
from store.records.initiatives import InitiativeRecord
from store.records.plan_parts import IndicatorRecord

TITLE_LIKE = 65.0
"""RapidFuzz ratio, 0 to 100, of two titles that say the same of one thing; measured with the other
thresholds on pairs of published plans, docs/benchmarks.md."""
TITLE_NEAR = 50.0
TITLE_ALONE = 85.0
"""Likeness from which a title is worth asking about whatever the texts say."""
TEXT_LIKE = 70.0
TEXT_NEAR = 50.0
TEXT_ALONE = 85.0
"""Likeness from which a text is worth asking about whatever the titles say."""
CLOSE_WITHIN = 10.0
"""A pair whose runner-up is as near as this (title and text together, 0 to 200) is in doubt."""
TEXT_LETTERS = 500
"""How much of a text is compared."""
MOST_PAIRS = 1_000_000
"""With more there is no telling; it is another document rather than another edition."""

_BRACKETS = re.compile(r"[（(【\[［〔][^）)】\]］〕]*[）)】\]］〕]")
_NUMBERING = re.compile(
    r"^\s*(?:[①-⑳●○■◆◇・]|[（(]\s*[\d０-９]+\s*[)）]|第?[\d０-９]+(?:[-－.．][\d０-９]+)*(?:[.．、:：\s]|[章節項]))\s*"
)
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True)
class Card:
    """What an entry is recognised by."""

    key: str
    title: str
    text: str = ""
    facts: tuple[Any, ...] = ()
    """In place of a text: what stays when only the title changes."""


@dataclass(frozen=True)
class Rename:
    """An entry that goes on under another key."""

    kind: str
    before: str
    after: str


@dataclass(frozen=True)
class Renames:
    """Pairs that are surely one entry, and pairs that somebody has to decide on."""

    sure: tuple[Rename, ...] = ()
    doubtful: tuple[Rename, ...] = ()


@dataclass(frozen=True)
class _Pair:
    before: int
    after: int
    score: float
    is_sure: bool


def card(record: object) -> Card | None:
    """The card of a kind of entry that something hangs on: progress, or what was observed."""
    match record:
        case InitiativeRecord():
            texts = (record.purpose, record.current_state, record.ideal_state, record.direction)
            return Card(record.key, record.title, "".join(texts))
        case IndicatorRecord(baseline=None):
            return Card(record.key, record.title)
        case IndicatorRecord():
            facts = (record.unit, record.baseline, record.baseline_year)
            return Card(record.key, record.title, facts=facts)
        case _:
            return None


def find_renames(kind: str, removed: Sequence[Card], added: Sequence[Card]) -> Renames:
    """Match what is gone against what is new, one to one, the likeliest pair first."""
    if not removed or not added or len(removed) * len(added) > MOST_PAIRS:
        return Renames()
    pairs = _pairs(removed, added)
    sure: list[Rename] = []
    doubtful: list[Rename] = []
    taken: tuple[set[int], set[int]] = (set(), set())
    for pair in sorted(pairs, key=lambda pair: (-pair.is_sure, -pair.score)):
        if pair.before in taken[0] or pair.after in taken[1]:
            continue
        taken[0].add(pair.before)
        taken[1].add(pair.after)
        found = Rename(kind, removed[pair.before].key, added[pair.after].key)
        (sure if pair.is_sure and not _is_rivalled(pair, pairs) else doubtful).append(found)
    return Renames(tuple(sure), tuple(doubtful))


def _pairs(removed: Sequence[Card], added: Sequence[Card]) -> list[_Pair]:
    """All pairs that may be one entry."""
    whole = _likeness(removed, added, lambda one: _words(one.title))
    title = np.maximum(whole, _likeness(removed, added, lambda one: _core(one.title)))
    text = _likeness(removed, added, lambda one: letters(one.text)[:TEXT_LETTERS])
    found = []
    for before, old in enumerate(removed):
        near = (title[before] >= TITLE_NEAR) | (text[before] >= TEXT_ALONE)
        for after in map(int, np.flatnonzero(near)):
            new = added[after]
            told = _evidence(old, new, float(text[before, after]))
            likeness = float(whole[before, after]), float(title[before, after]), told
            if _may_be_one(*likeness):
                is_sure = _is_one(*likeness) and _digits(old.title) == _digits(new.title)
                score = likeness[1] + (told or 0.0)
                found.append(_Pair(before, after, score, is_sure))
    return found


def _is_one(whole: float, title: float, text: float | None) -> bool:
    if text is None or whole == 100:
        return whole == 100
    return (title >= TITLE_LIKE and text >= TEXT_LIKE) or (title >= 90 and text >= TEXT_NEAR)


def _may_be_one(whole: float, title: float, text: float | None) -> bool:
    if text is None:
        return title >= TEXT_LIKE
    return whole >= TITLE_ALONE or text >= TEXT_ALONE or (title >= TITLE_NEAR and text >= TEXT_NEAR)


def _is_rivalled(pair: _Pair, pairs: Sequence[_Pair]) -> bool:
    """Whether another pair with one of the two is nearly as likely."""
    return any(
        (other.before == pair.before) != (other.after == pair.after)
        and other.score >= pair.score - CLOSE_WITHIN
        for other in pairs
    )


def _evidence(old: Card, new: Card, text: float) -> float | None:
    """How far what stands under the titles agrees, 0 to 100; nothing where nothing stands there."""
    if old.facts or new.facts:
        return 100.0 if old.facts == new.facts else 0.0
    return text if old.text and new.text else None


def _likeness(
    removed: Sequence[Card], added: Sequence[Card], words: Callable[[Card], str]
) -> NDArray[np.float32]:
    return process.cdist(
        [words(one) for one in removed],
        [words(one) for one in added],
        scorer=fuzz.ratio,
        dtype=np.float32,
    )


def _words(title: str) -> str:
    """The title without its number, footnote marks and spaces."""
    return letters(_NUMBERING.sub("", without_footnote_marks(title)), keep_katakana=True)


def _core(title: str) -> str:
    """The title also without what stands in brackets."""
    return _words(_BRACKETS.sub("", title)) or _words(title)


def _digits(title: str) -> list[str]:
    return _DIGITS.findall(normalise(_NUMBERING.sub("", without_footnote_marks(title))))
