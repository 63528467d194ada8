"""LINE message objects, within LINE's limits by construction.

Source of the limits: LINE Developers, Messaging API reference, message objects.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from linebot.v3.messaging import (
    Action,
    DatetimePickerAction,
    MessageAction,
    PostbackAction,
    QuickReply,
    QuickReplyItem,
    TextMessage,
)
from pydantic.v1 import BaseModel  # the SDK's models are of version 1

from handlers.line.taps import DayTap, Tap

Message = dict[str, Any]

MOST_MESSAGES = 4
"""Messages in one reply: LINE takes five, and one is kept for a notice of the city."""
MOST_TEXT_UNITS = 5000
"""UTF-16 code units in one text message."""
MOST_OFFERS = 13
"""Buttons under a message."""
MOST_LABEL = 20
"""Characters on a quick reply button."""
MOST_ACTION_TEXT = 300
"""Characters that a button may send in the person's name."""


def text_message(text: str, offers: Sequence[Tap | DayTap | str] = ()) -> Message:
    """A text message, with a button for each thing that a person may want next."""
    message = TextMessage(text=text, quickReply=quick_reply(offers))
    return as_json(message)


def as_json(model: BaseModel) -> dict[str, Any]:
    """What a model of the SDK is on the wire. Its own ``to_dict`` reads all that is in a model
    again for each level, and takes several times as long."""
    return model.dict(by_alias=True, exclude_none=True)


def quick_reply(offers: Sequence[Tap | DayTap | str]) -> QuickReply | None:
    """Buttons under a message: taps, and words that a person may say; the first so many."""
    items = [QuickReplyItem(action=_action(offer)) for offer in offers[:MOST_OFFERS]]
    return QuickReply(items=items) if items else None


def _action(offer: Tap | DayTap | str) -> Action:
    if isinstance(offer, str):
        return MessageAction(label=shortened(offer), text=offer[:MOST_ACTION_TEXT])
    if isinstance(offer, DayTap):
        return day_action(offer, shortened(offer.label))
    return PostbackAction(
        label=shortened(offer.label),
        data=offer.data,
        displayText=offer.said[:MOST_ACTION_TEXT],
    )


def day_action(offer: DayTap, label: str) -> Action:
    """What opens the calendar of the telephone."""
    return DatetimePickerAction(
        label=label,
        data=offer.data,
        mode="date",
        initial=offer.shown.isoformat(),
        min=offer.first.isoformat(),
        max=offer.last.isoformat(),
    )


def split_text(text: str, most: int = MOST_TEXT_UNITS) -> Iterator[str]:
    """Pieces of at most ``most`` UTF-16 units, broken at line ends where there are some.

    A line that is longer than a piece begins in the one before it, so that there are few.
    """
    piece, units = "", 0
    for line in text.splitlines(keepends=True):
        for part in [line] if utf16_units(line) <= most else line:
            if units + utf16_units(part) > most:
                yield piece.rstrip("\n")
                piece, units = "", 0
            piece += part
            units += utf16_units(part)
    if piece.strip():
        yield piece.rstrip("\n")


def utf16_units(text: str) -> int:
    """Length as LINE counts it: most emoji are two."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def shortened(label: str, most: int = MOST_LABEL) -> str:
    """What fits on a button."""
    return label if utf16_units(label) <= most else label[: most - 1] + "…"
