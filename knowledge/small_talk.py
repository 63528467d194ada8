"""Recognise greetings, thanks and the like, which need a kind word and no search."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from knowledge.answer import SmallTalk
from knowledge.normalise import letters

LONGEST_OPENING = 20
"""Letters: a longer text that opens with a greeting goes on to ask something."""
LONGEST_QUESTION = 500
"""Characters of a question; what is longer is a letter, and the bot asks for one sentence."""


def recognise(text: str) -> SmallTalk | None:
    """What sort of small talk a text is, or nothing for a question."""
    if len(text) > LONGEST_QUESTION:
        return SmallTalk.TOO_LONG
    spoken = letters(text)
    if not spoken:
        return SmallTalk.EMPTY
    for kind, (whole, openings) in _phrases().items():
        if spoken in whole:
            return kind
        if len(spoken) <= LONGEST_OPENING and spoken.startswith(openings):
            return kind
    return None


@cache
def _phrases() -> dict[SmallTalk, tuple[frozenset[str], tuple[str, ...]]]:
    data = tomllib.loads((files("knowledge") / "small_talk.toml").read_text(encoding="utf-8"))
    return {
        SmallTalk(kind): (
            frozenset(map(letters, lists["is"])),
            tuple(map(letters, lists["starts"])),
        )
        for kind, lists in data.items()
    }
