"""FAQ entries that nobody wrote, varied enough to measure an index by: the same for one seed.

Names of areas make rare words, the rest common ones, as in a real set.
"""

from __future__ import annotations

import random
import tomllib
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

from store.records.faq import FaqRecord
from store.tables import Visibility

DOCUMENT = "made up"
LONGEST = 6
"""Sentences of an answer."""


def entries(count: int, seed: int = 1) -> list[FaqRecord]:
    """So many entries with different questions."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    found: dict[str, FaqRecord] = {}
    while len(found) < count:
        entry = _entry(chance)
        found.setdefault(entry.question, entry)
    return [*found.values()]


def questions(count: int, seed: int = 2) -> list[str]:
    """What people might ask of them, in other words than theirs."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    return [_asked(chance) for _ in range(count)]


def _entry(chance: random.Random) -> FaqRecord:
    one = _picked(chance)
    sentences = [_sentence(chance, one.thing) for _ in range(chance.randint(2, LONGEST))]
    return FaqRecord(
        question=f"{one.area}の{one.whose}が{one.thing}を{one.action}{one.end}",
        answer="\n".join(sentences),
        department="",
        keywords=(one.thing, one.paper) if chance.random() < 0.3 else (),
        wordings=tuple(_asked(chance) for _ in range(chance.choice((0, 0, 1, 2)))),
        offline_way="",
        related_procedures=(),
        visibility=Visibility.PUBLIC,
        source=DOCUMENT,
        verified_on=None,
        source_document=DOCUMENT,
    )


def _asked(chance: random.Random) -> str:
    one = _picked(chance)
    where = f"{one.area}の" if chance.random() < 0.5 else ""
    return f"{where}{one.thing}を{one.action}{one.colloquial}"


@dataclass(frozen=True)
class _Words:
    """Words picked by chance for one entry."""

    area: str
    thing: str
    action: str
    whose: str
    place: str
    paper: str
    paper2: str
    end: str
    colloquial: str
    month: int
    day: int
    number: int


def _picked(chance: random.Random) -> _Words:
    lists = _lists()
    return _Words(
        area=chance.choice(lists["areas_first"]) + chance.choice(lists["areas_second"]),
        thing=chance.choice(lists["things"]),
        action=chance.choice(lists["actions"]),
        whose=chance.choice(lists["whose"]),
        place=chance.choice(lists["places"]),
        paper=chance.choice(lists["papers"]),
        paper2=chance.choice(lists["papers"]),
        end=chance.choice(lists["ends"]),
        colloquial=chance.choice(lists["colloquial"]),
        month=chance.randint(1, 12),
        day=chance.randint(1, 28),
        number=chance.randint(1, 90) * 100,
    )


def _sentence(chance: random.Random, thing: str) -> str:
    """One sentence of an answer; half of them are about what was asked."""
    one = _picked(chance)
    shape: str = chance.choice(_lists()["sentences"])
    words = asdict(one) | ({"thing": thing} if chance.random() < 0.5 else {})
    return shape.format(**words)


@cache
def _lists() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
