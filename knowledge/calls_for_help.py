"""Hear whether somebody is in danger or despair, before anything is searched."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from knowledge.answer import Notice
from knowledge.normalise import in_letters, letters, normalise

_APART = "\n"
"""Between the two forms of a text that are compared; no pattern reaches across it."""
_JAPANESE = re.compile(r"[ぁ-ヿ㐀-鿿]")
_LONGEST = 2_000
"""Characters of a text that are listened to, so that one of any length takes no time."""


@dataclass(frozen=True)
class Heard:
    """What a text says of danger."""

    notices: tuple[Notice, ...] = ()
    is_only_a_call: bool = False
    """It happens now, and nothing else is asked."""


@dataclass(frozen=True)
class _Signs:
    names: re.Pattern[str]
    happens: re.Pattern[str]
    told: re.Pattern[str]


def hear(text: str) -> Heard:
    """Which dangers a text tells of, and whether it is a call for help and no question."""
    beginning = text[:_LONGEST]
    english = "" if _JAPANESE.search(beginning) else normalise(beginning)
    spoken = f"{letters(beginning)}{_APART}{english}"
    told = []
    happens = False
    matters, dangers = _dangers()
    for notice, signs in dangers.items():
        rest = signs.names.sub("□", spoken)
        if signs.happens.search(rest):
            happens = True
            told.append(notice)
        elif signs.told.search(rest):
            told.append(notice)
    return Heard(tuple(told), happens and not matters.search(spoken))


@cache
def _dangers() -> tuple[re.Pattern[str], dict[Notice, _Signs]]:
    data = tomllib.loads((files("knowledge") / "calls_for_help.toml").read_text(encoding="utf-8"))
    matters = _any_of(data.pop("matters")["patterns"])
    return matters, {
        Notice(kind): _Signs(
            _any_of(lists["names"]), _any_of(lists["happens"]), _any_of(lists["told"])
        )
        for kind, lists in data.items()
    }


def _any_of(patterns: Sequence[str]) -> re.Pattern[str]:
    return re.compile(in_letters(*patterns), re.MULTILINE)
