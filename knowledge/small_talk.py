"""Recognise greetings, thanks and the like, which need a kind word and no search."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from knowledge.answer import SmallTalk
from knowledge.normalise import in_letters, letters

LONGEST_ONLY = 60
"""Letters of a text that is looked at for being made of certain words only."""


@dataclass(frozen=True)
class _Signs:
    """How one kind of small talk is recognised; see `small_talk.toml`."""

    whole: frozenset[str]
    only: re.Pattern[str]
    contains: re.Pattern[str]

    def fit(self, spoken: str) -> bool:
        return (
            spoken in self.whole
            or (len(spoken) <= LONGEST_ONLY and self.only.fullmatch(spoken) is not None)
            or self.contains.search(spoken) is not None
        )


def recognise(text: str) -> SmallTalk | None:
    """What sort of small talk a text is, or nothing for a question."""
    spoken = letters(text)
    return next((kind for kind, signs in _phrases().items() if signs.fit(spoken)), None)


@cache
def _phrases() -> dict[SmallTalk, _Signs]:
    data = tomllib.loads((files("knowledge") / "small_talk.toml").read_text(encoding="utf-8"))
    return {
        SmallTalk(kind): _Signs(
            whole=frozenset(map(letters, lists.get("is", ()))),
            only=_only(lists.get("only", ()), lists.get("around", ())),
            contains=re.compile(in_letters(*lists.get("contains", ()))),
        )
        for kind, lists in data.items()
    }


def _only(words: Sequence[str], around: Sequence[str]) -> re.Pattern[str]:
    """Nothing but ``words`` and what may stand ``around`` them, at least one of the words.

    Each part is possessive: a text is read once from left to right, so that none takes long.
    """
    word, between = in_letters(*words), in_letters(*around)
    return re.compile(rf"(?:(?!{word})(?:{between}))*+(?:{word})(?:{word}|{between})*+")
