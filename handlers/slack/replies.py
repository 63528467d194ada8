"""Replies to a command or click: Block Kit from typed objects, within Slack's limits.

Source of the limits: Slack API docs, Reference: blocks, block elements.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ConfirmObject,
    MarkdownTextObject,
    SectionBlock,
)

from handlers import wording
from handlers.slack.who import user_of
from store import inbox
from store.inbox import Turn
from store.outbox import Content, Outgoing
from store.tables import Person

MOST_SECTION = 3000
"""Characters of one section's text."""
MOST_SECTIONS = 48
"""A message takes 50 blocks; one is for buttons, one to say that the text was cut."""
MOST_BUTTON = 75
MOST_BUTTONS = 25
MOST_FALLBACK = 3000
"""Of the text for notifications; Slack would take 40,000."""
NOTICE = "slack_notice"
"""What goes into a thread of a channel, for which a payload says whether only staff may read it."""
RESPONSE_URL_LIFE = timedelta(minutes=30)
"""Source: Slack API docs, handling user interaction, message responses."""
_OPEN_ESCAPE = re.compile(r"(?:&[a-z]{0,3})?$")


@dataclass(frozen=True)
class Button:
    """A button: what it says, what it does, and on what."""

    text: str
    action_id: str
    value: str
    style: str | None = None
    confirm: ConfirmObject | None = None
    """What Slack asks before the press counts."""


@dataclass(frozen=True)
class Reply:
    """What one person gets back: text in mrkdwn, and buttons under it."""

    text: str
    buttons: tuple[Button, ...] = ()
    replaces: bool = False
    """Takes the place of the message whose button was pressed."""
    items: tuple[Reply, ...] = ()
    """What is listed under it, each with its own buttons; so many that a message holds them."""


def send(turn: Turn, reply: Reply, *, response_url: str, user_id: str) -> None:
    """Answer only the person who asked: through the URL that Slack gave for it, or where there
    is none as a direct message."""
    content = addressed(reply, response_url=response_url, user_id=user_id)
    turn.send(Outgoing(f"slack:{turn.event.event_key}", content.service, content.payload))


def tell(turn: Turn, person: Person, reply: Reply, *, key: str) -> None:
    """Tell somebody of staff what they did not ask for just now, as a direct message."""
    content = addressed(reply, user_id=person.slack_user_id)
    turn.send(Outgoing(key, content.service, content.payload))


def send_to_opener(turn: Turn, reply: Reply, *, opened_by: int | None) -> None:
    """Answer a form where it was opened, while Slack lets us; else as a direct message.

    A form has no response URL of its own (docs: handling user interaction, modals).
    """
    user_id = user_of(turn.event.payload)
    directly = addressed(reply, user_id=user_id)
    opener = inbox.find(turn.session, turn.event.municipality, opened_by) if opened_by else None
    url = ""
    if opener is not None and user_of(opener.payload) == user_id:
        is_open = turn.now - opener.received_at < RESPONSE_URL_LIFE
        url = opener.payload.get("response_url", "") if is_open else ""
    if not url:
        content, instead = directly, None
    else:
        content, instead = addressed(reply, response_url=url, user_id=user_id), directly
    key = f"slack:{turn.event.event_key}"
    turn.send(Outgoing(key, content.service, content.payload, instead=instead))


def addressed(reply: Reply, *, user_id: str, response_url: str = "") -> Content:
    """A reply as the message that carries it, see `send`."""
    body = body_of(reply)
    if response_url:
        return Content("slack_response", {"url": response_url, "body": body})
    message = {"channel": user_id, "text": body["text"], "blocks": body["blocks"]}
    return Content("slack_post", message)


def posted(channel: str, text: str, buttons: Sequence[Button] = ()) -> dict[str, Any]:
    """A message that many people read in a channel."""
    return {
        "channel": channel,
        "text": text[:MOST_FALLBACK],
        "blocks": [block.to_dict() for block in blocks_of(text, buttons, is_verbatim=True)],
        "unfurl_links": False,
        "unfurl_media": False,
    }


def body_of(reply: Reply) -> dict[str, Any]:
    """The message that Slack's response URL takes."""
    return {
        "response_type": "ephemeral",
        "replace_original": reply.replaces,
        "text": reply.text[:MOST_FALLBACK],
        "blocks": [
            block.to_dict()
            for part in (reply, *reply.items)
            for block in blocks_of(part.text, part.buttons)
        ],
    }


def blocks_of(
    text: str, buttons: Sequence[Button] = (), *, is_verbatim: bool = False
) -> list[Block]:
    """Section blocks for a text in mrkdwn, then one row of buttons.

    Args:
        is_verbatim: Slack makes no links or mentions of plain words, for what many people read.
    """
    pieces = sections(text)
    if len(pieces) > MOST_SECTIONS:
        pieces = [*pieces[:MOST_SECTIONS], wording.mrkdwn("slack/cut_off.j2")]
    verbatim = True if is_verbatim else None
    blocks: list[Block] = [
        SectionBlock(text=MarkdownTextObject(text=piece, verbatim=verbatim)) for piece in pieces
    ]
    if buttons:
        blocks.append(
            ActionsBlock(
                elements=[
                    ButtonElement(
                        text=shortened(button.text, MOST_BUTTON),
                        action_id=button.action_id,
                        value=button.value,
                        style=button.style,
                        confirm=button.confirm,
                    )
                    for button in buttons[:MOST_BUTTONS]
                ]
            )
        )
    return blocks


def sections(text: str, most: int = MOST_SECTION) -> list[str]:
    """Pieces of at most ``most`` characters, broken between lines where possible."""
    pieces: list[str] = []
    piece = ""
    for line in text.split("\n"):
        for part in _parts(line, most):
            if piece and len(piece) + 1 + len(part) > most:
                pieces.append(piece)
                piece = part
            else:
                piece = f"{piece}\n{part}" if piece else part
    if piece.strip():
        pieces.append(piece)
    return pieces


def _parts(line: str, most: int) -> Iterator[str]:
    """A line in pieces, none of which ends inside an escape such as ``&amp;``."""
    while len(line) > most:
        open_escape = _OPEN_ESCAPE.search(line[:most])
        end = open_escape.start() if open_escape else most
        yield line[:end]
        line = line[end:]
    yield line


def shortened(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"
