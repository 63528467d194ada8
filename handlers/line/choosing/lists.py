"""A list to choose from, within LINE's limits by construction however many and long its rows are.

Sources of the limits: LINE Developers, Messaging API reference, Flex Message and quick reply.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from linebot.v3.messaging import FlexBox, FlexBubble, FlexComponent

from handlers.line import flex
from handlers.line.messages import (
    MOST_OFFERS,
    Message,
    as_json,
    shortened,
    split_text,
    text_message,
)
from handlers.line.taps import Link, Tap
from handlers.line.visit import Visit

ROWS_ON_PAGE = 8
"""Rows of one bubble: two screens of a telephone at most, also with long titles."""
MOST_BYTES = 36 * 1024
"""Of all rows of one list; a carousel takes 50 kB with what stands around them."""
MOST_TITLE = 100
"""UTF-16 units of a row."""
_ROW_COLOUR = "#EAF1EE"


@dataclass(frozen=True)
class Row:
    """One thing to choose."""

    press: Tap | Link
    more: str = ""
    """A few words under it."""


@dataclass(frozen=True)
class List:
    """What there is to choose from."""

    heading: str
    """What stands on top of the first page."""
    rows: Sequence[Row]
    further: Callable[[int], Tap]
    """The button that shows the list from a row on."""
    offers: Sequence[Tap] = ()
    """What may be pressed besides."""


def list_messages(visit: Visit, shown: List, start: int = 0) -> list[Message]:
    """A list from a row on: as many rows as there is room for, and a button for what follows."""
    if start >= len(shown.rows):  # the list is shorter than it was
        start = 0
    if visit.choices.is_text_only:
        return _as_text(shown, start)
    size = flex.letters(is_large=visit.choices.is_large)
    rows = shown.rows[start:]
    boxes: list[FlexBox] = []
    left = MOST_BYTES
    for row in rows[: flex.MOST_BUBBLES * ROWS_ON_PAGE]:
        box = _box(row, size)
        left -= _bytes_of(box)
        if left < 0 and boxes:
            break
        boxes.append(box)
    pages = [boxes[at : at + ROWS_ON_PAGE] for at in range(0, len(boxes), ROWS_ON_PAGE)]
    rest = [shown.further(start + len(boxes))] if len(boxes) < len(rows) else []
    told = "\n".join((shown.heading, *(_told(row) for row in rows[: len(boxes)])))
    bubbles = [
        _bubble(visit, shown.heading if number == 1 else "", page, (number, len(pages)), rest, size)
        for number, page in enumerate(pages, 1)
    ]
    return [flex.flex_message(told, bubbles, [*rest, *shown.offers])]


def _as_text(shown: List, start: int) -> list[Message]:
    """A numbered list with a button for each number."""
    rows = shown.rows[start:]
    room = MOST_OFFERS - len(shown.offers)
    if len(rows) > room:
        rows = rows[: room - 1]
    end = start + len(rows)
    rest = [shown.further(end)] if end < len(shown.rows) else []
    lines = [f"{number} {_told(row)}" for number, row in enumerate(rows, start + 1)]
    numbered = [
        Tap(f"{number} {row.press.label}", row.press.said, row.press.data)
        for number, row in enumerate(rows, start + 1)
        if isinstance(row.press, Tap)
    ]
    *first, last = split_text("\n".join((shown.heading, "", *lines)))
    offers = [*numbered, *rest, *shown.offers]
    return [*map(text_message, first), text_message(last, offers)]


def _bubble(
    visit: Visit,
    heading: str,
    rows: Sequence[FlexBox],
    place: tuple[int, int],
    rest: Sequence[Tap],
    size: flex.Letters,
) -> FlexBubble:
    number, pages = place
    body: list[FlexComponent] = [*rows]
    if heading:
        body.insert(0, flex.words(heading, size.title, is_bold=True))
    if pages > 1:
        told = visit.labels("line/labels.j2")["page"].format(page=number, of=pages)
        body.append(flex.words(told, size.small, colour=flex.QUIET, margin="lg"))
    buttons = [flex.button(tap, is_main=True) for tap in rest] if number == pages else []
    return flex.bubble(body, buttons)


def _box(row: Row, size: flex.Letters) -> FlexBox:
    """A row over the whole width, which shows the whole title."""
    contents = [flex.words(_title(row), size.body, colour=flex.ACCENT, is_bold=True)]
    if row.more:
        contents.append(flex.words(row.more, size.small, colour=flex.QUIET, margin="xs"))
    return FlexBox(
        layout="vertical",
        contents=contents,
        action=flex.action(_short(row.press)),
        backgroundColor=_ROW_COLOUR,
        cornerRadius="md",
        paddingAll="lg",
        margin="md",
    )


def _short(press: Tap | Link) -> Tap | Link:
    """A press that repeats no more of a long title than the row shows."""
    if isinstance(press, Link):
        return press
    return Tap(press.label, shortened(press.said, MOST_TITLE), press.data)


def _title(row: Row) -> str:
    return shortened(row.press.label, MOST_TITLE)


def _told(row: Row) -> str:
    """A row as it is read out."""
    return f"{_title(row)}　{row.more}" if row.more else _title(row)


def _bytes_of(component: FlexComponent) -> int:
    return len(json.dumps(as_json(component), ensure_ascii=False).encode())
