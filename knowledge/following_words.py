"""Hear that somebody wants to be told when something comes, or what to do with such notices."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

from knowledge.normalise import letters, normalise

_LONGEST = 300
"""Letters of a text that are listened to; whoever writes more asks something else."""


class Wish(StrEnum):
    """What somebody says about notices."""

    FOLLOW = "follow"
    SETTINGS = "settings"
    OFF = "off"
    ON = "on"
    DIGEST_ON = "digest_on"
    DIGEST_OFF = "digest_off"
    LEAVE = "leave"


@dataclass(frozen=True)
class Heard:
    """A wish, and what it is about; empty where the text does not say."""

    wish: Wish
    matter: str = ""


@dataclass(frozen=True)
class _Phrases:
    whole: dict[str, Wish]
    follow: re.Pattern[str]
    particles: re.Pattern[str]


def heard_in(text: str) -> Heard | None:
    """What a text wishes of notices; nothing for any other."""
    if len(text) > _LONGEST:
        return None
    phrases = _phrases()
    whole = phrases.whole.get(letters(text))
    if whole is not None:
        return Heard(whole)
    spoken = normalise(text)
    found = phrases.follow.search(spoken)
    if found is None:
        return None
    return Heard(Wish.FOLLOW, phrases.particles.sub("", spoken[: found.start()]))


@cache
def _phrases() -> _Phrases:
    data = tomllib.loads((files("knowledge") / "following_words.toml").read_text(encoding="utf-8"))
    parts = {name: f"(?:{pattern})" for name, pattern in data.pop("wish").items()}
    whole = {letters(one): Wish(wish) for wish, lists in data.items() for one in lists["is"]}
    follow = "{when}{between}{say}{politely}$".format(**parts)
    return _Phrases(whole, re.compile(follow), re.compile(parts["particles"]))
