"""What a check-up of the bot's surroundings finds, one finding a thing that was looked at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class State(StrEnum):
    """Whether a thing is as it should be."""

    GOOD = "good"
    NOTE = "note"
    """Nothing is wrong, but somebody may want to know."""
    BAD = "bad"
    """Something will not work until it is mended."""


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at; ``name`` is a macro of `terminal/doctor_findings.j2`."""

    state: State
    name: str
    values: Mapping[str, Any] = field(default_factory=dict)


def good(name: str, /, **values: object) -> Finding:
    return Finding(State.GOOD, name, values)


def note(name: str, /, **values: object) -> Finding:
    return Finding(State.NOTE, name, values)


def bad(name: str, /, **values: object) -> Finding:
    return Finding(State.BAD, name, values)
