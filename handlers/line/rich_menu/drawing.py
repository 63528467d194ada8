"""Draw a rich menu: large letters and strong contrast, for old eyes on a small screen."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from handlers.line.rich_menu.icons import ICONS, WHITE, Colour, Pen
from handlers.line.rich_menu.menus import HEIGHT, WIDTH, Box, Menu, Tile, boxes

MOST_BYTES = 1024 * 1024
"""What LINE takes for an image (LINE Developers, Messaging API reference, upload rich menu
image)."""
COLOURS: Mapping[str, Colour] = {
    "green": (0, 103, 71),
    "orange": (168, 66, 0),
    "blue": (16, 78, 139),
    "purple": (96, 47, 127),
    "grey": (66, 74, 84),
    "red": (184, 15, 28),
    "dark": (33, 37, 43),
}
"""White letters on each have a contrast of 6 to 1 or more (WCAG 2.2 asks for 4.5)."""
_GAP = 22
"""Pixels between tiles."""
_FINE = 2
"""Shapes and letters are drawn so many times larger and made smaller, for smooth edges."""
_COLOURS_KEPT = 96
"""Of the picture; so few keep it small, and nobody sees a difference."""


@cache
def png(menu: Menu) -> bytes:
    """A menu's image as LINE takes it."""
    whole = Image.new("RGB", (WIDTH * _FINE, HEIGHT * _FINE), WHITE)
    draw = ImageDraw.Draw(whole)
    for tile, box in zip(menu.tiles, boxes(), strict=True):
        _draw_tile(draw, tile, box)
    small = whole.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
    file = BytesIO()
    few = small.quantize(_COLOURS_KEPT, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    few.save(file, "PNG", optimize=True)
    return file.getvalue()


def _draw_tile(draw: ImageDraw.ImageDraw, tile: Tile, box: Box) -> None:
    """A large tile has its icon above the words, a small one beside them."""
    ground = COLOURS[tile.colour]
    left, top = box.x * _FINE, box.y * _FINE
    width, height = box.width * _FINE, box.height * _FINE
    half = _GAP * _FINE // 2
    draw.rounded_rectangle(
        (left + half, top + half, left + width - half, top + height - half), 44 * _FINE, fill=ground
    )
    if tile.hint:
        side = 236 * _FINE
        x, y = left + (width - side) / 2, top + 54 * _FINE
        ICONS[tile.icon](Pen(draw, x, y, side, ground))
        middle = left + width / 2
        _write(draw, tile.label, middle, top + 392 * _FINE, 150, anchor="mm")
        _write(draw, tile.hint, middle, top + 530 * _FINE, 92, anchor="mm", is_bold=False)
    else:
        side = 170 * _FINE
        length = _font(140).getlength(tile.label)
        x = left + (width - side - 60 * _FINE - length) / 2
        middle = top + height / 2
        ICONS[tile.icon](Pen(draw, x, middle - side / 2, side, ground))
        _write(draw, tile.label, x + side + 60 * _FINE, middle, 140, anchor="lm")


def _write(
    draw: ImageDraw.ImageDraw,
    text: str,
    x: float,
    y: float,
    size: int,
    *,
    anchor: str,
    is_bold: bool = True,
) -> None:
    # The font has one weight; an outline makes it bold.
    stroke = size * _FINE // 50 if is_bold else size * _FINE // 100
    draw.text((x, y), text, WHITE, _font(size), anchor, stroke_width=stroke, stroke_fill=WHITE)


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    """IPAex Gothic, which a package carries; importing that would load matplotlib."""
    found = find_spec("matplotlib_fontja")
    if found is None or found.origin is None:
        raise ModuleNotFoundError("matplotlib_fontja")
    return ImageFont.truetype(Path(found.origin).parent / "fonts" / "ipaexg.ttf", size * _FINE)
