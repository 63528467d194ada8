"""Tell in which language to speak to somebody: what they say of it, and what they write."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from knowledge.normalise import in_letters, letters, normalise

_LONGEST = 500
"""Letters of a text that are looked at."""
_ADDRESS = re.compile(r"https?://\S+|\S+@\S+")
_JAPANESE = re.compile(r"[ぁ-ゖァ-ヺ々一-鿿]")
_LATIN_WORD = re.compile(r"[a-z]+")


@dataclass(frozen=True)
class _Words:
    wishes: dict[str, re.Pattern[str]]
    little: frozenset[str]
    alone: frozenset[str]


def wished_language(text: str) -> str:
    """Code of the language that a text asks for and nothing else; empty for any other text."""
    spoken = letters(text[:_LONGEST])
    wishes = _words().wishes.items()
    return next((code for code, pattern in wishes if pattern.fullmatch(spoken)), "")


def guessed_language(text: str) -> str:
    """``ja`` or ``en``, where a text is surely in one of them; empty where it may be in either.

    Nobody is taken for a reader of easy Japanese because they write in hiragana: old people do.
    """
    plain = _ADDRESS.sub(" ", normalise(text[:_LONGEST]))
    found = _LATIN_WORD.findall(plain)
    if _JAPANESE.search(plain):
        return "" if found else "ja"
    if len(found) > 1 and not _words().little.isdisjoint(found):
        return "en"
    return "en" if not _words().alone.isdisjoint(found) else ""


@cache
def _words() -> _Words:
    data = tomllib.loads((files("knowledge") / "language_words.toml").read_text(encoding="utf-8"))
    english = data["english"]
    return _Words(
        {code: re.compile(in_letters(*patterns)) for code, patterns in data["wishes"].items()},
        frozenset(english["little"].split()),
        frozenset(english["alone"].split()),
    )
