"""Life events (ライフイベント) as data: their questions, and the steps that may follow."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

from knowledge.life_events.deadlines import Deadline
from knowledge.normalise import in_letters, letters

_FILES = (
    "moving",
    "marriage",
    "birth",
    "raising_children",
    "care",
    "bereavement",
    "disaster",
    "work",
)
"""In the order in which people are shown them."""
MOST_ANSWERS = 4
_LONGEST_HEARD = 60
"""Letters of a text in which a life event is heard; what is longer tells of more than one thing."""


class Tone(StrEnum):
    """How the counter speaks of an event."""

    PLAIN = "plain"
    JOY = "joy"
    """Somebody is to be congratulated."""
    GRIEF = "grief"


@dataclass(frozen=True)
class Question:
    """A question with answers to choose from."""

    ask: str
    answers: tuple[str, ...]
    """No two of an event are the same: steps name them."""
    may_not_know: bool = False
    """Whether 「わからない」 is an answer too; then no step is left out for this question."""
    when: tuple[str, ...] = ()
    """Answers to questions before; asked only of who gave one of them. Empty: of all."""


@dataclass(frozen=True)
class DayQuestion:
    """The question from which day the deadlines count."""

    ask: str
    name: str
    """What the list calls that day, such as 「引っ越しの日」."""
    when: tuple[str, ...] = ()


@dataclass(frozen=True)
class Step:
    """One thing to do (手順)."""

    title: str
    what: str = ""
    when: tuple[str, ...] = ()
    """Answers: of each question that is named here, one of them must have been given."""
    deadline: Deadline = field(default_factory=lambda: Deadline.read(""))
    day_name: str = ""
    """From which day the law counts, where that has another name than the one asked for."""
    procedures: tuple[str, ...] = ()
    """Titles of procedures of the municipality that tell more; the first there is."""
    department: str = ""
    """A department of the municipality, or a word that says which one takes it."""
    place: str = ""
    """Where to go, where that is no department of the municipality."""
    source: str = ""
    """The law that says so."""

    @property
    def key(self) -> str:
        """A short name that fits on a button whatever the title."""
        return hashlib.sha256(self.title.encode()).hexdigest()[:12]


@dataclass(frozen=True)
class LifeEvent:
    """A life event (ライフイベント), whatever the municipality."""

    key: str
    name: str
    tone: Tone
    questions: tuple[Question, ...]
    days: tuple[DayQuestion, ...]
    """The first that fits the answers is asked."""
    steps: tuple[Step, ...]
    heard_in: re.Pattern[str]
    """What people say who may be in it, as `letters` leaves it."""

    def asked_of(self, answers: Mapping[int, str]) -> list[int]:
        """Numbers of the questions for somebody who answered so; "" is 「わからない」."""
        return [
            number
            for number, question in enumerate(self.questions)
            if self.fits(question.when, answers)
        ]

    def day_of(self, answers: Mapping[int, str]) -> DayQuestion | None:
        """The question for a day, for somebody who answered so."""
        return next((one for one in self.days if self.fits(one.when, answers)), None)

    def fits(self, when: Sequence[str], answers: Mapping[int, str]) -> bool:
        """Whether somebody who answered so is meant. Who does not know an answer is not left out
        for it; who was not asked is."""
        for number, question in enumerate(self.questions):
            named = [answer for answer in question.answers if answer in when]
            if named and answers.get(number) not in ("", *named):
                return False
        return True


@cache
def life_events() -> tuple[LifeEvent, ...]:
    """All packaged life events."""
    return tuple(map(_read, _FILES))


def life_event(key: str) -> LifeEvent | None:
    """The life event with this key."""
    return next((one for one in life_events() if one.key == key), None)


def heard(text: str) -> LifeEvent | None:
    """The life event that somebody tells of in passing, such as 「父が亡くなりました」."""
    spoken = letters(text[: 2 * _LONGEST_HEARD])
    if len(spoken) > _LONGEST_HEARD:
        return None
    return next((one for one in life_events() if one.heard_in.search(spoken)), None)


def _read(name: str) -> LifeEvent:
    data = tomllib.loads((files(__package__) / f"{name}.toml").read_text(encoding="utf-8"))
    return LifeEvent(
        key=name,
        name=data["name"],
        tone=Tone(data.get("tone", Tone.PLAIN)),
        questions=tuple(Question(**_with_tuples(one)) for one in data["questions"]),
        days=tuple(DayQuestion(**_with_tuples(one)) for one in data["days"]),
        steps=tuple(map(_step, data["steps"])),
        heard_in=re.compile(in_letters(*data["heard_in"])),
    )


def _step(told: Mapping[str, Any]) -> Step:
    deadline = Deadline.read(told.get("deadline", ""))
    return Step(**{**_with_tuples(told), "deadline": deadline})


def _with_tuples(told: Mapping[str, Any]) -> dict[str, Any]:
    return {name: tuple(one) if isinstance(one, list) else one for name, one in told.items()}
