"""Pages of Flex messages, within LINE's limits by construction.

Sources: LINE Developers, Messaging API reference, Flex Message (a bubble has at most 30 kB, a
carousel 50 kB and 12 bubbles, a button's label 40 characters, a link 1,000).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from linebot.v3.messaging import (
    Action,
    FlexBox,
    FlexBubble,
    FlexButton,
    FlexCarousel,
    FlexComponent,
    FlexMessage,
    FlexText,
    PostbackAction,
    URIAction,
)

from handlers.line.messages import (
    MOST_ACTION_TEXT,
    Message,
    as_json,
    day_action,
    quick_reply,
    shortened,
    split_text,
)
from handlers.line.taps import DayTap, Link, Tap

MOST_BUBBLES = 12
MOST_BYTES = 45 * 1024
"""Of the pages of a carousel, which has some words of its own."""
MOST_ALT_UNITS = 1500
MOST_BUTTON_LABEL = 40
MOST_URI = 1000
INK, QUIET, ACCENT = "#111111", "#555555", "#0B5D3F"
"""All of them at least 7 to 1 against white (WCAG 2.2, 1.4.6)."""


@dataclass(frozen=True)
class Letters:
    """How large letters are; each grows further with the setting of the telephone itself."""

    title: str = "lg"
    heading: str = "sm"
    body: str = "md"
    small: str = "xs"


LARGE = Letters(title="xxl", heading="lg", body="xl", small="md")


def letters(*, is_large: bool) -> Letters:
    return LARGE if is_large else Letters()


def words(
    text: str, size: str, *, colour: str = INK, is_bold: bool = False, margin: str = "none"
) -> FlexText:
    """Some words that break where the line ends."""
    return FlexText(
        text=text,
        size=size,
        color=colour,
        weight="bold" if is_bold else "regular",
        margin=margin,
        wrap=True,
        scaling=True,
    )


def button(shown: Tap | DayTap | Link, *, is_main: bool = False) -> FlexButton:
    """A button over the whole width, high enough for a thumb."""
    return FlexButton(
        action=action(shown),
        style="primary" if is_main else "secondary",
        color=ACCENT if is_main else None,
        height="sm",
        margin="sm",
        adjustMode="shrink-to-fit",
        scaling=True,
    )


def action(shown: Tap | DayTap | Link) -> Action:
    """What a press does."""
    label = shortened(shown.label, MOST_BUTTON_LABEL)
    if isinstance(shown, Link):
        return URIAction(label=label, uri=shown.uri)
    if isinstance(shown, DayTap):
        return day_action(shown, label)
    return PostbackAction(label=label, data=shown.data, displayText=shown.said[:MOST_ACTION_TEXT])


def link_to(label: str, uri: str) -> list[Link]:
    """A button that opens an address; none where LINE would not take it."""
    try:
        parts = urlsplit(uri)
    except ValueError:
        return []
    is_usable = parts.scheme in {"http", "https", "tel"} and bool(parts.netloc or parts.path)
    fits = len(uri) <= MOST_URI and uri.isascii() and not any(map(str.isspace, uri))
    return [Link(label, uri)] if is_usable and fits else []


def bubble(body: Sequence[FlexComponent], buttons: Sequence[FlexButton] = ()) -> FlexBubble:
    """A page with its buttons at the foot."""
    return FlexBubble(
        size="mega",
        body=FlexBox(layout="vertical", contents=list(body)),
        footer=FlexBox(layout="vertical", contents=list(buttons)) if buttons else None,
    )


def flex_message(
    alt_text: str, bubbles: Sequence[FlexBubble], offers: Sequence[Tap | str] = ()
) -> Message:
    """One page, or some side by side.

    Args:
        alt_text: what a screen reader and a notification say: the whole of it in short.
    """
    contents = bubbles[0] if len(bubbles) == 1 else FlexCarousel(contents=list(bubbles))
    message = FlexMessage(
        altText=in_short(alt_text), contents=contents, quickReply=quick_reply(offers)
    )
    return as_json(message)


def side_by_side(bubbles: Sequence[FlexBubble]) -> list[list[FlexBubble]]:
    """Pages in as few carousels as take them."""
    together: list[list[FlexBubble]] = [[]]
    size = 0
    for one in bubbles:
        units = len(json.dumps(as_json(one), ensure_ascii=False).encode())
        if together[-1] and (len(together[-1]) == MOST_BUBBLES or size + units > MOST_BYTES):
            together.append([])
            size = 0
        together[-1].append(one)
        size += units
    return together


def in_short(text: str) -> str:
    """As much of a text as fits where a message is only told."""
    first, *rest = split_text(text, MOST_ALT_UNITS - 1)
    return f"{first}…" if rest else first
