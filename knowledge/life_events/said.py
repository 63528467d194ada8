"""What somebody writes while they are in a life event, where it is no question."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

from knowledge.life_events.event import Question
from knowledge.normalise import letters

_LONGEST = 40
"""Letters of a text that may be nothing else."""
_NUMBERED = re.compile(r"(\d{1,3})(?:番|ばん)?(?:は|を|が)?(\D*)")


class Wish(StrEnum):
    """What a text wishes of the checklist."""

    STOP = "stop"
    BACK = "back"
    LIST = "list"
    UNKNOWN = "unknown"
    """「わからない」, 「まだ決まっていない」."""


@dataclass(frozen=True)
class Ticked:
    """「3 済」: a step by its number on the list, from 1."""

    number: int
    is_done: bool


def wish_in(text: str) -> Wish | None:
    """What a text wishes; nothing for any other."""
    if len(text) > _LONGEST:
        return None
    spoken = letters(text)
    return next((wish for wish in Wish if spoken in _words()[wish]), None)


def ticked_in(text: str) -> Ticked | None:
    """Which step a text ticks off, or takes back."""
    found = _NUMBERED.fullmatch(letters(text)) if len(text) <= _LONGEST else None
    if found and found[2] in _words()["done"]:
        return Ticked(int(found[1]), True)
    if found and found[2] in _words()["undone"]:
        return Ticked(int(found[1]), False)
    return None


def answer_in(text: str, question: Question) -> str | None:
    """Which answer to a question a text is, by its words or its number; "" for 「わからない」."""
    spoken = letters(text[:_LONGEST])
    for number, answer in enumerate(question.answers, 1):
        if spoken in (letters(answer), str(number)):
            return answer
    if not question.may_not_know:
        return None
    is_unknown = spoken in (*_words()[Wish.UNKNOWN], str(len(question.answers) + 1))
    return "" if is_unknown else None


@cache
def _words() -> dict[str, frozenset[str]]:
    data = tomllib.loads((files(__package__) / "said.toml").read_text(encoding="utf-8"))
    return {name: frozenset(map(letters, words)) for name, words in data.items()}
