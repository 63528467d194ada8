"""What a citizen reads in messages on LINE, and what they can press."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

Message = dict[str, Any]
Action = dict[str, Any]


def words(messages: Sequence[Message]) -> str:
    """Everything that messages say; of a Flex message what a screen reader says."""
    return "\n".join(shown(message) for message in messages)


def shown(message: Message) -> str:
    return str(message["altText"] if message["type"] == "flex" else message["text"])


def on_pages(message: Message) -> list[str]:
    """Every text that stands on the pages of a Flex message."""
    return [str(part["text"]) for part in _parts(message) if part.get("type") == "text"]


def page_buttons(message: Message) -> list[Action]:
    """What can be pressed on the pages of a Flex message."""
    return [part["action"] for part in _parts(message) if "action" in part]


def offered(messages: Sequence[Message]) -> list[Action]:
    """The buttons under the last message."""
    return [item["action"] for item in messages[-1].get("quickReply", {}).get("items", [])]


def entries_offered(messages: Sequence[Message]) -> list[Action]:
    """Those of the buttons that show an entry."""
    return [one for one in offered(messages) if ".entry?" in one.get("data", "")]


def said_with(action: Action) -> str:
    """What a citizen seems to say who presses a button."""
    return str(action["text"] if action["type"] == "message" else action["displayText"])


def offer(messages: Sequence[Message], said: str) -> Action:
    """The button under the last message that says this."""
    found = [action for action in offered(messages) if said_with(action) == said]
    assert found, f"{said} is not among {[said_with(one) for one in offered(messages)]}"
    return found[0]


def _parts(value: object) -> Iterator[dict[str, Any]]:
    """Every object inside a Flex message, from top to bottom."""
    if isinstance(value, dict):
        if value.get("type") in {"text", "button", "box", "image"}:
            yield value
        for inner in value.values():
            yield from _parts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _parts(inner)
