"""Where people look who choose instead of asking: procedures by area of life (分野), initiatives by
theme (テーマ).

The headings under which plans list procedures tell how they go online, which helps nobody to find
one.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from knowledge.answer import Kind, Part
from knowledge.entries import Entry
from knowledge.entries.initiatives import PATH
from knowledge.normalise import normalise

REST = "rest"
"""The area of what fits nowhere."""
_FILE = Path(__file__).with_name("areas.toml")
_IN_TITLE = 2
"""How much more a word in the title says than one in a wording."""


@dataclass(frozen=True)
class Area:
    """Entries that are looked for together, in the order in which they are stored."""

    name: str
    """Of `areas.toml`, or `REST`; of initiatives the title of their theme, empty for none."""
    entries: tuple[Entry, ...]


def of_procedures(entries: Iterable[Entry]) -> list[Area]:
    """The areas that have procedures; each procedure stands in one."""
    found: dict[str, list[Entry]] = {name: [] for name in (*_words(), REST)}
    for entry in entries:
        if entry.kind is Kind.PROCEDURE:
            found[_area_of(entry)].append(entry)
    return [Area(name, tuple(listed)) for name, listed in found.items() if listed]


def of_initiatives(entries: Iterable[Entry]) -> list[Area]:
    """The initiatives by the first theme that they stand under, those without one last."""
    found: dict[str, list[Entry]] = {}
    for entry in entries:
        if entry.kind is Kind.INITIATIVE:
            found.setdefault(_theme_of(entry), []).append(entry)
    without = found.pop("", [])
    areas = [Area(name, tuple(listed)) for name, listed in found.items()]
    return [*areas, Area("", tuple(without))] if without else areas


def _area_of(entry: Entry) -> str:
    """The area whose words the entry has most of, the first of several."""
    title = normalise(entry.title)
    others = normalise("\n".join((*entry.names, *entry.wordings)))
    weights = {
        name: sum(_IN_TITLE * (word in title) + (word in others) for word in words)
        for name, words in _words().items()
    }
    best = max(weights, key=lambda name: weights[name])
    return best if weights[best] else REST


def _theme_of(entry: Entry) -> str:
    lines = [line for one in entry.passages if one.part is Part.THEME for line in one.lines]
    return lines[0].split(PATH)[0] if lines else ""


@cache
def _words() -> Mapping[str, tuple[str, ...]]:
    told = tomllib.loads(_FILE.read_text("utf-8"))
    return {name: tuple(map(normalise, words)) for name, words in told.items()}
