"""Which events are meant for the bot, and what is asked with them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def is_addressed(event: Mapping[str, Any]) -> bool:
    """In a group or room only a message that mentions the bot is meant for it, and what is pressed
    under its own.

    A quotation names the message that it quotes and not who wrote that, so it is no address
    (webhook description, quotedMessageId).
    """
    match event:
        case {"type": "postback"}:
            return True
        case {
            "source": {"type": "group" | "room"},
            "message": {"mention": {"mentionees": list(m)}},
        }:
            return any(isinstance(one, dict) and one.get("isSelf") is True for one in m)
        case {"source": {"type": "group" | "room"}}:
            return False
        case _:
            return True


def is_others_talk(event: Mapping[str, Any]) -> bool:
    """Whether it is a message that people of a group write to one another: nobody stores it."""
    return event.get("type") == "message" and not is_addressed(event)


def question_in(event: Mapping[str, Any]) -> str:
    """What somebody asks the bot with an event; empty where it is something else."""
    match event:
        case {"type": "message", "message": {"type": "text", "text": str(text)}}:
            return text if is_addressed(event) else ""
        case _:
            return ""
