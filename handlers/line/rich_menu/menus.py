"""The rich menus as ``menus.toml`` has them, and where each tile lies on the image.

Source of the limits: LINE Developers, Messaging API reference, rich menu object.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

_FILE = Path(__file__).with_name("menus.toml")

WIDTH, HEIGHT = 2500, 1686
"""Pixels of the image: LINE's large size."""
_LARGE = 620
"""Height of a row of large tiles; what is left of two is the row of small ones."""


class MenuKind(StrEnum):
    """Which menu is shown."""

    USUAL = "usual"
    DISASTER = "disaster"
    """While a notice of the city stands."""


@dataclass(frozen=True)
class Box:
    """A part of the image, in pixels."""

    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True)
class Tile:
    """One part of the menu that can be tapped."""

    label: str
    hint: str
    """A few words under the label; empty for none."""
    icon: str
    """Name of a drawing (`icons.ICONS`)."""
    colour: str
    """Name of a colour (`drawing.COLOURS`)."""
    said: str = ""
    action: str = ""
    call: str = ""


@dataclass(frozen=True)
class Menu:
    """What a rich menu shows."""

    kind: MenuKind
    bar: str
    """What stands on the bar that opens and closes it."""
    tiles: tuple[Tile, ...]


@cache
def menus() -> Mapping[MenuKind, Menu]:
    """The menus by their kind."""
    told = tomllib.loads(_FILE.read_text("utf-8"))
    return {
        kind: Menu(kind, told[kind]["bar"], tuple(Tile(**tile) for tile in told[kind]["tiles"]))
        for kind in MenuKind
    }


def boxes() -> tuple[Box, ...]:
    """Where the tiles of a menu lie, in their order."""
    half = WIDTH // 2
    rows = ((0, _LARGE), (_LARGE, _LARGE), (2 * _LARGE, HEIGHT - 2 * _LARGE))
    return tuple(Box(x, y, half, height) for y, height in rows for x in (0, half))
