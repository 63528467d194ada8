"""Documented limits of Slack's blocks, messages and views.

Source: the Block Kit reference on docs.slack.dev, "Blocks" (one page for each type) and
"Views", the page of chat.postMessage for the length of a text, and the models of Slack's own
Python SDK.  The archived Web API description does not describe blocks.
"""

from __future__ import annotations

from collections import Counter
from typing import Any, Literal

from tests.standins.block_elements import (
    ACTIONS_ELEMENTS,
    INPUT_ELEMENTS,
    SECTION_ELEMENTS,
    check_element,
    check_image,
)
from tests.standins.block_objects import (
    check_count,
    check_flags,
    check_keys,
    check_string,
    check_text_object,
)

MESSAGE_TEXT = 40_000  # methods/chat.postMessage, "Truncating content"
MESSAGE_BLOCKS = 50  # reference/block-kit/blocks
VIEW_BLOCKS = 100  # reference/block-kit/blocks and reference/views
ATTACHMENTS = 100  # methods/chat.postMessage
BLOCK_ID = 255  # every block
SECTION_TEXT = 3000  # blocks/section-block
SECTION_FIELDS = 10  # the same
SECTION_FIELD_TEXT = 2000  # the same
HEADER_TEXT = 150  # blocks/header-block
CONTEXT_ELEMENTS = 10  # blocks/context-block
ACTIONS = 25  # blocks/actions-block
IMAGE_TITLE = 2000  # blocks/image-block
INPUT_TEXT = 2000  # blocks/input-block: label and hint
MARKDOWN_TEXT = 12_000  # blocks/markdown-block, all of one message together
VIEW_TITLE = 24  # reference/views: title, submit and close
PRIVATE_METADATA = 3000  # reference/views
CALLBACK_ID = 255  # reference/views, external_id too

Surface = Literal["message", "view"]
# For each type: required fields, optional fields.
_FIELDS = {
    "section": ("", "text fields accessory expand"),
    "divider": ("", ""),
    "header": ("text", ""),
    "context": ("elements", ""),
    "actions": ("elements", ""),
    "image": ("alt_text", "image_url slack_file title"),
    "input": ("label element", "hint optional dispatch_action"),
    "rich_text": ("elements", ""),
    "markdown": ("text", ""),
    "file": ("external_id source", ""),
    "video": (
        "title video_url thumbnail_url alt_text",
        "author_name description provider_icon_url provider_name title_url",
    ),
}
_MESSAGE_ONLY = frozenset({"markdown", "file"})
_RICH_TEXT = (
    "rich_text_section",
    "rich_text_list",
    "rich_text_preformatted",
    "rich_text_quote",
)


def check_message_content(body: dict[str, Any]) -> list[str]:
    """The text, blocks and attachments of a message, already decoded."""
    problems: list[str] = []
    text = body.get("text")
    if isinstance(text, str) and len(text) > MESSAGE_TEXT:
        problems.append(f"text: {len(text)} characters, the limit is {MESSAGE_TEXT}")
    if body.get("blocks") is not None:
        problems += check_blocks(body["blocks"], "blocks")
    attachments = body.get("attachments")
    if attachments is not None:
        problems += check_count(attachments, 0, ATTACHMENTS, "attachments")
    for index, attachment in enumerate(attachments if isinstance(attachments, list) else []):
        if isinstance(attachment, dict) and "blocks" in attachment:
            problems += check_blocks(attachment["blocks"], f"attachments[{index}].blocks")
    return problems


def check_blocks(value: object, path: str, *, surface: Surface = "message") -> list[str]:
    """All blocks of a message or of a view."""
    most = MESSAGE_BLOCKS if surface == "message" else VIEW_BLOCKS
    problems = check_count(value, 0, most, path)
    blocks = value if isinstance(value, list) else []
    for index, block in enumerate(blocks):
        if isinstance(block, dict):
            problems += _check_block(block, f"{path}[{index}]", surface)
    listed = [block for block in blocks if isinstance(block, dict)]
    ids = Counter(block["block_id"] for block in listed if isinstance(block.get("block_id"), str))
    problems += [f"{path}: block_id {name!r} is not unique" for name, n in ids.items() if n > 1]
    total = sum(len(str(b.get("text", ""))) for b in listed if b.get("type") == "markdown")
    if total > MARKDOWN_TEXT:
        problems.append(f"{path}: {total} characters of markdown, the limit is {MARKDOWN_TEXT}")
    return problems


def check_view(value: object, path: str = "view") -> list[str]:
    """A modal or a Home tab."""
    if not isinstance(value, dict):
        return [f"{path}: must be a view object"]
    kind = value.get("type")
    if kind not in ("modal", "home"):
        return [f"{path}.type: must be modal or home, not {kind!r}"]
    both = "private_metadata callback_id external_id"
    if kind == "home":
        problems = check_keys(value, path, required="blocks", optional=both)
    else:
        more = f"{both} submit close clear_on_close notify_on_close submit_disabled"
        problems = check_keys(value, path, required="title blocks", optional=more)
        problems += check_flags(value, "clear_on_close notify_on_close submit_disabled", path)
        for key in ("title", "submit", "close"):
            if value.get(key) is not None:
                problems += check_text_object(value[key], f"{path}.{key}", limit=VIEW_TITLE)
        blocks = value.get("blocks")
        if isinstance(blocks, list) and "submit" not in value and _has_input(blocks):
            problems.append(f"{path}.submit: is required beside an input block")
    if value.get("private_metadata") != "":
        problems += check_string(value, "private_metadata", PRIVATE_METADATA, path)
    for key in ("callback_id", "external_id"):
        if value.get(key) != "":
            problems += check_string(value, key, CALLBACK_ID, path)
    return problems + check_blocks(value.get("blocks"), f"{path}.blocks", surface="view")


def _has_input(blocks: list[Any]) -> bool:
    return any(isinstance(block, dict) and block.get("type") == "input" for block in blocks)


def _check_block(block: dict[str, Any], path: str, surface: Surface) -> list[str]:
    kind = block.get("type")
    if not isinstance(kind, str) or kind not in _FIELDS:
        return [f"{path}.type: unknown block type {kind!r}"]
    required, optional = _FIELDS[kind]
    problems = check_keys(block, path, required=required, optional=f"block_id {optional}")
    problems += check_string(block, "block_id", BLOCK_ID, path)
    if surface == "view" and kind in _MESSAGE_ONLY:
        problems.append(f"{path}.type: {kind} is only for messages")
    if kind == "section":
        problems += _check_section(block, path)
    elif kind == "header":
        problems += check_text_object(block.get("text"), f"{path}.text", limit=HEADER_TEXT)
    elif kind == "context":
        problems += _check_context(block.get("elements"), f"{path}.elements")
    elif kind == "actions":
        problems += _check_actions(block.get("elements"), f"{path}.elements")
    elif kind == "image":
        problems += check_image(block, path)
        if block.get("title") is not None:
            problems += check_text_object(block["title"], f"{path}.title", limit=IMAGE_TITLE)
    elif kind == "input":
        problems += _check_input(block, path)
    elif kind == "markdown":
        problems += check_string(block, "text", MARKDOWN_TEXT, path)
    elif kind == "rich_text":
        problems += _check_rich_text(block.get("elements"), f"{path}.elements")
    return problems


def _check_section(block: dict[str, Any], path: str) -> list[str]:
    problems: list[str] = []
    text, fields = block.get("text"), block.get("fields")
    if text is None and fields is None:
        problems.append(f"{path}: needs text or fields")
    if text is not None:
        problems += check_text_object(text, f"{path}.text", limit=SECTION_TEXT, mrkdwn=True)
    if fields is not None:
        problems += check_count(fields, 1, SECTION_FIELDS, f"{path}.fields")
    for index, field in enumerate(fields if isinstance(fields, list) else []):
        place = f"{path}.fields[{index}]"
        problems += check_text_object(field, place, limit=SECTION_FIELD_TEXT, mrkdwn=True)
    if block.get("accessory") is not None:
        problems += check_element(block["accessory"], f"{path}.accessory", SECTION_ELEMENTS)
    return problems + check_flags(block, "expand", path)


def _check_context(value: object, path: str) -> list[str]:
    problems = check_count(value, 1, CONTEXT_ELEMENTS, path)
    for index, element in enumerate(value if isinstance(value, list) else []):
        place = f"{path}[{index}]"
        if isinstance(element, dict) and element.get("type") == "image":
            problems += check_element(element, place, frozenset({"image"}))
        else:
            problems += check_text_object(element, place, mrkdwn=True)
    return problems


def _check_actions(value: object, path: str) -> list[str]:
    problems = check_count(value, 1, ACTIONS, path)
    elements = value if isinstance(value, list) else []
    for index, element in enumerate(elements):
        problems += check_element(element, f"{path}[{index}]", ACTIONS_ELEMENTS)
    names = Counter(
        element["action_id"]
        for element in elements
        if isinstance(element, dict) and isinstance(element.get("action_id"), str)
    )
    return problems + [
        f"{path}: action_id {name!r} is not unique" for name, n in names.items() if n > 1
    ]


def _check_input(block: dict[str, Any], path: str) -> list[str]:
    problems = check_element(block.get("element"), f"{path}.element", INPUT_ELEMENTS)
    for key in ("label", "hint"):
        if block.get(key) is not None:
            problems += check_text_object(block[key], f"{path}.{key}", limit=INPUT_TEXT)
    return problems + check_flags(block, "optional dispatch_action", path)


def _check_rich_text(value: object, path: str) -> list[str]:
    if not isinstance(value, list):
        return [f"{path}: must be a list"]
    return [
        f"{path}[{index}].type: must be a rich text element"
        for index, element in enumerate(value)
        if not isinstance(element, dict) or element.get("type") not in _RICH_TEXT
    ]
