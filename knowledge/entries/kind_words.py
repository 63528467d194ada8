"""Words by which people ask for an entry of a kind (`kind_words.toml`)."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from knowledge.answer import Kind


def words_for(kind: Kind) -> str:
    """What an entry of this kind is searched by besides its own text."""
    return _read().get(kind, {}).get("words", "")


def name_of(kind: Kind) -> str:
    """What people call the kind itself."""
    return _read()[kind]["name"]


def title_of_editions(plan: str) -> str:
    """What the editions (版) of a plan are called together."""
    return _read()[Kind.EDITION]["title"].format(plan=plan)


@cache
def _read() -> dict[str, dict[str, str]]:
    path = files("knowledge.entries") / "kind_words.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))
