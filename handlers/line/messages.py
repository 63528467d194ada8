"""LINE message objects, within LINE's limits by construction.

Source of the limits: LINE Developers, Messaging API reference, message objects.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from linebot.v3.messaging import MessageAction, QuickReply, QuickReplyItem, TextMessage

from handlers.answers.text import answer_text
from knowledge.answer import Answer, Candidate

Message = dict[str, Any]

MOST_MESSAGES = 5
"""Messages in one reply."""
MOST_TEXT_UNITS = 5000
"""UTF-16 code units in one text message."""
MOST_LABEL = 20
"""Characters on a quick reply button."""
MOST_ACTION_TEXT = 300
"""Characters that a button may send in the person's name."""


def from_answer(answer: Answer) -> list[Message]:
    """The messages that show an answer, with a button for each alternative under the last."""
    pieces = list(split_text(answer_text(answer)))[:MOST_MESSAGES]
    *first, last = pieces
    return [text_message(piece) for piece in first] + [text_message(last, answer.alternatives)]


def text_message(text: str, choices: Sequence[Candidate] = ()) -> Message:
    """A text message; pressing a choice asks for that entry by its title."""
    items = [
        QuickReplyItem(
            action=MessageAction(
                label=_shortened(choice.title), text=choice.title[:MOST_ACTION_TEXT]
            )
        )
        for choice in choices
    ]
    message = TextMessage(text=text, quickReply=QuickReply(items=items) if items else None)
    return dict(message.to_dict())


def split_text(text: str, most: int = MOST_TEXT_UNITS) -> Iterator[str]:
    """Pieces of at most ``most`` UTF-16 units, broken at line ends where there are some."""
    piece = ""
    for line in text.splitlines(keepends=True):
        for part in _parts(line, most):
            if utf16_units(piece + part) > most:
                yield piece.rstrip("\n")
                piece = ""
            piece += part
    if piece.strip():
        yield piece.rstrip("\n")


def utf16_units(text: str) -> int:
    """Length as LINE counts it: most emoji are two."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _parts(line: str, most: int) -> Iterator[str]:
    if utf16_units(line) <= most:
        yield line
        return
    part = ""
    for letter in line:
        if utf16_units(part + letter) > most:
            yield part
            part = ""
        part += letter
    if part:
        yield part


def _shortened(title: str) -> str:
    return title if utf16_units(title) <= MOST_LABEL else title[: MOST_LABEL - 1] + "…"
