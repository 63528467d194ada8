"""What all forms are made of: fields with their labels, options, and what was said in a field.

Source of the limits: Slack API docs, Reference: blocks, composition objects.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from slack_sdk.models.blocks import InputBlock, Option
from slack_sdk.models.blocks.block_elements import InputInteractiveElement

from handlers import wording
from handlers.slack.replies import shortened

MOST_OPTION = 75
"""Characters of an option's text."""


def asked(
    labels: str, name: str, element: InputInteractiveElement, *, is_optional: bool = False
) -> InputBlock:
    """A field: its name is the id of the block, and in the template of labels that of its label;
    a label ``…_hint`` stands under it."""
    words = wording.labels(labels)
    return InputBlock(
        block_id=name,
        label=words[name],
        element=element,
        hint=words.get(f"{name}_hint"),
        optional=is_optional,
    )


def option(text: str, value: str) -> Option:
    """One thing to choose."""
    return Option(value=value, text=shortened(text, MOST_OPTION))


def said_in(view: Mapping[str, Any], name: str) -> str:
    """What was typed or chosen in a field; empty where nothing was."""
    found: Any = view
    for key in ("state", "values", name, name):
        found = found.get(key) if isinstance(found, dict) else None
    if not isinstance(found, dict):
        return ""
    chosen = found.get("selected_option")
    value = chosen.get("value") if isinstance(chosen, dict) else found.get("value")
    return value.strip() if isinstance(value, str) else ""
