"""Simple pictures for the rich menu, drawn of shapes: white, with the tile's colour for details.

Each is drawn on a square of 100 by 100 units.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PIL.ImageDraw import ImageDraw

Colour = tuple[int, int, int]
Point = tuple[float, float]

WHITE: Colour = (255, 255, 255)


@dataclass(frozen=True)
class Pen:
    """Draws in units of a hundredth of the icon's side."""

    draw: ImageDraw
    x: float
    y: float
    side: float
    ground: Colour
    """Colour of the tile under it."""

    def box(
        self,
        left: float,
        top: float,
        right: float,
        bottom: float,
        *,
        round_by: float = 0,
        colour: Colour = WHITE,
    ) -> None:
        corners = (*self._at((left, top)), *self._at((right, bottom)))
        self.draw.rounded_rectangle(corners, self._size(round_by), fill=colour)

    def disc(self, x: float, y: float, radius: float, colour: Colour = WHITE) -> None:
        low, high = self._at((x - radius, y - radius)), self._at((x + radius, y + radius))
        self.draw.ellipse((*low, *high), fill=colour)

    def shape(self, points: Sequence[Point], colour: Colour = WHITE) -> None:
        self.draw.polygon([self._at(point) for point in points], fill=colour)

    def line(self, points: Sequence[Point], width: float, colour: Colour = WHITE) -> None:
        """A line with round ends and bends."""
        places = [self._at(point) for point in points]
        self.draw.line(places, colour, round(self._size(width)), joint="curve")
        for x, y in points:
            self.disc(x, y, width / 2, colour)

    def arc(
        self,
        x: float,
        y: float,
        radius: float,
        start: float,
        end: float,
        width: float,
        colour: Colour = WHITE,
    ) -> None:
        low, high = self._at((x - radius, y - radius)), self._at((x + radius, y + radius))
        self.draw.arc((*low, *high), start, end, colour, round(self._size(width)))

    def _at(self, point: Point) -> Point:
        return self.x + self._size(point[0]), self.y + self._size(point[1])

    def _size(self, units: float) -> float:
        return units * self.side / 100


def _document(pen: Pen) -> None:
    pen.shape([(18, 5), (62, 5), (82, 25), (82, 95), (18, 95)])
    pen.shape([(62, 5), (62, 25), (82, 25)], pen.ground)
    pen.line([(65, 7), (80, 22)], 2)
    for y, right in ((42, 70), (57, 70), (72, 54)):
        pen.line([(31, y), (right, y)], 6, pen.ground)


def _family(pen: Pen) -> None:
    for x, head, top in ((29, 13, 22), (71, 13, 22)):
        pen.disc(x, top, head)
        pen.box(x - 19, 40, x + 19, 95, round_by=18)
    pen.disc(50, 52, 14, pen.ground)
    pen.box(31, 63, 69, 99, round_by=17, colour=pen.ground)
    pen.disc(50, 53, 10)
    pen.box(35, 67, 65, 95, round_by=13)


def _city(pen: Pen) -> None:
    pen.shape([(50, 4), (94, 30), (6, 30)])
    pen.box(8, 33, 92, 41)
    for x in (15, 36, 57, 78):
        pen.box(x, 46, x + 9, 80)
    pen.box(10, 80, 90, 86)
    pen.box(4, 88, 96, 96)
    pen.disc(50, 21, 5, pen.ground)


def _speech(pen: Pen) -> None:
    pen.box(4, 10, 96, 72, round_by=20)
    pen.shape([(24, 66), (24, 95), (54, 66)])
    for x in (29, 50, 71):
        pen.disc(x, 41, 6.5, pen.ground)


def _letters(pen: Pen) -> None:
    pen.line([(8, 88), (30, 18), (52, 88)], 10)
    pen.line([(17, 64), (43, 64)], 10)
    pen.line([(62, 88), (76, 48), (90, 88)], 8)
    pen.line([(68, 75), (84, 75)], 8)


def _question(pen: Pen) -> None:
    pen.disc(50, 50, 46)
    pen.arc(50, 40, 20, 180, 60, 9, pen.ground)
    pen.line([(57, 53), (50, 62)], 8, pen.ground)
    pen.disc(50, 77, 6, pen.ground)


def _warning(pen: Pen) -> None:
    yellow = (255, 214, 10)
    pen.line([(50, 12), (92, 86), (8, 86), (50, 12)], 12, yellow)
    pen.shape([(50, 12), (92, 86), (8, 86)], yellow)
    pen.line([(50, 36), (50, 60)], 10, pen.ground)
    pen.disc(50, 75, 6, pen.ground)


def _shelter(pen: Pen) -> None:
    pen.line([(6, 50), (50, 10), (94, 50)], 9)
    pen.shape([(18, 50), (50, 20), (82, 50), (82, 94), (18, 94)])
    pen.disc(44, 45, 7, pen.ground)
    pen.line([(44, 58), (52, 70), (64, 66)], 7, pen.ground)
    pen.line([(44, 58), (40, 74), (50, 80), (48, 90)], 7, pen.ground)
    pen.line([(40, 74), (30, 82)], 7, pen.ground)


def _ambulance(pen: Pen) -> None:
    pen.box(2, 24, 66, 78, round_by=6)
    pen.shape([(66, 40), (84, 40), (98, 58), (98, 78), (66, 78)])
    pen.shape([(71, 46), (82, 46), (90, 57), (71, 57)], pen.ground)
    pen.box(29, 33, 39, 65, colour=pen.ground)
    pen.box(18, 44, 50, 54, colour=pen.ground)
    for x in (24, 76):
        pen.disc(x, 80, 13, pen.ground)
        pen.disc(x, 80, 9)
    pen.box(38, 14, 54, 24, round_by=4)


def _police(pen: Pen) -> None:
    pen.shape([(50, 4), (90, 18), (90, 52), (76, 78), (50, 96), (24, 78), (10, 52), (10, 18)])
    star = ((50, 26), (56, 42), (74, 42), (60, 53), (65, 70), (50, 60), (35, 70), (40, 53))
    pen.shape([*star, (26, 42), (44, 42)], pen.ground)


ICONS: Mapping[str, Callable[[Pen], None]] = {
    "document": _document,
    "family": _family,
    "city": _city,
    "speech": _speech,
    "letters": _letters,
    "question": _question,
    "warning": _warning,
    "shelter": _shelter,
    "ambulance": _ambulance,
    "police": _police,
}
