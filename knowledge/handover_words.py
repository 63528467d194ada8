"""Hear that somebody asks for a person (有人対応), ends that, or looks for an answer."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

from knowledge.normalise import in_letters, letters

_LONGEST = 1_000
"""Letters of a text that are listened to, so that one of any length takes no time."""


class Wish(StrEnum):
    """What somebody says around a handover."""

    ASKS = "asks"
    """For a person, and not about what."""
    ASKS_ABOUT = "asks_about"
    """For a person, and the text says about what."""
    ENDS = "ends"
    LOOKS = "looks"
    """Whether an answer has come."""


@dataclass(frozen=True)
class _Phrases:
    whole: dict[str, Wish]
    only: re.Pattern[str]
    about: re.Pattern[str]


def wish_in(text: str) -> Wish | None:
    """What a text wishes of a handover; nothing for any other."""
    spoken = letters(text[:_LONGEST])
    phrases = _phrases()
    if spoken in phrases.whole:
        return phrases.whole[spoken]
    if phrases.only.fullmatch(spoken):
        return Wish.ASKS
    return Wish.ASKS_ABOUT if phrases.about.search(spoken) else None


@cache
def _phrases() -> _Phrases:
    data = tomllib.loads((files("knowledge") / "handover_words.toml").read_text(encoding="utf-8"))
    parts = {name: f"(?:{in_letters(pattern)})" for name, pattern in data.pop("parts").items()}
    whole = {letters(one): Wish(wish) for wish, lists in data.items() for one in lists["is"]}
    only = "{around}*+(?:{staff}|{anybody}){says}*(?:{anybody}{says}*)?{wish}{politely}*{around}*"
    about = "{staff}{says}*{wish}"
    return _Phrases(whole, re.compile(only.format(**parts)), re.compile(about.format(**parts)))
