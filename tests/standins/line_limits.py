"""Documented limits of LINE requests and messages.

Sources, all in the Messaging API reference on developers.line.biz: "Message objects"
(#message-objects), "Template messages" (#template-messages), "Send ... message" for the
requests, "Display a loading indicator" (#display-a-loading-indicator), and "Retrying a failed
API request" for the retry key.  The API description sets no length for ``altText``; the
reference says 1,500 for Flex, template and imagemap messages alike.
"""

from __future__ import annotations

import re
from typing import Any

from tests.standins.counting import graphemes
from tests.standins.line_actions import (
    LABEL_IMAGE_CAROUSEL,
    LABEL_TEMPLATE,
    check_action,
    check_https,
    check_quick_reply,
    check_text,
    dicts,
)
from tests.standins.line_flex import check_flex

MESSAGES = 5  # #send-reply-message and its siblings
TEXT = 5000  # #text-message
EMOJIS = 20  # #text-message
ALT_TEXT = 1500  # #flex-message, #template-messages, #imagemap-message
SENDER_NAME = 20  # #icon-nickname-switch
LOCATION_TEXT = 100  # #location-message: title and address
MULTICAST_USERS = 500  # #send-multicast-message
TEMPLATE_TITLE = 40  # #buttons, #carousel
BUTTONS_TEXT = 160  # #buttons, without image and title
CAROUSEL_TEXT = 120  # #carousel, without image and title
TEXT_BESIDE_IMAGE_OR_TITLE = 60  # #buttons, #carousel
BUTTONS_ACTIONS = 4  # #buttons
CONFIRM_TEXT = 240  # #confirm
CONFIRM_ACTIONS = 2  # #confirm, exactly
COLUMNS = 10  # #carousel, #image-carousel
COLUMN_ACTIONS = 3  # #carousel

_USER = re.compile(r"U[0-9a-f]{32}")  # "User ID" in the webhook description
_CHAT = re.compile(r"[UCR][0-9a-f]{32}")
_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", re.I)


def check_retry_key(value: str | None, *, allowed: bool) -> list[str]:
    """The X-Line-Retry-Key header."""
    if value is None:
        return []
    if not allowed:
        return ["X-Line-Retry-Key: not for this endpoint"]
    return [] if _UUID.fullmatch(value) else ["X-Line-Retry-Key: must be a UUID"]


def check_recipients(value: object, *, many: bool) -> list[str]:
    """The ``to`` of a push or multicast message."""
    if not many:
        valid = isinstance(value, str) and _CHAT.fullmatch(value)
        return [] if valid else ["to: must be a user, group or room ID"]
    if not isinstance(value, list) or not 1 <= len(value) <= MULTICAST_USERS:
        return [f"to: must be a list of 1 to {MULTICAST_USERS} user IDs"]
    wrong = [user for user in value if not isinstance(user, str) or not _USER.fullmatch(user)]
    return [f"to: {wrong[0]!r} is not a user ID"] if wrong else []


def check_loading(body: dict[str, Any]) -> list[str]:
    """The body of a loading indicator request."""
    problems: list[str] = []
    chat = body.get("chatId")
    if not isinstance(chat, str) or not _USER.fullmatch(chat):
        problems.append("chatId: must be a user ID")
    seconds = body.get("loadingSeconds", 20)
    if not isinstance(seconds, int) or not 5 <= seconds <= 60 or seconds % 5:
        problems.append("loadingSeconds: must be a multiple of 5 from 5 to 60")
    return problems


def check_messages(value: object) -> list[str]:
    """The messages of a request."""
    if not isinstance(value, list) or not 1 <= len(value) <= MESSAGES:
        return [f"messages: must be a list of 1 to {MESSAGES} messages"]
    problems: list[str] = []
    for index, message in enumerate(value):
        place = f"messages[{index}]"
        if isinstance(message, dict):
            problems += _check_message(message, place)
        else:
            problems.append(f"{place}: must be an object")
    return problems


def _check_message(message: dict[str, Any], path: str) -> list[str]:
    problems: list[str] = []
    kind = message.get("type")
    if kind in ("text", "textV2"):
        problems += check_text(message, "text", TEXT, path, required=True)
        if len(dicts(message.get("emojis"))) > EMOJIS:
            problems.append(f"{path}.emojis: at most {EMOJIS}")
    elif kind == "flex":
        problems += check_text(message, "altText", ALT_TEXT, path, required=True)
        problems += check_flex(message.get("contents"), f"{path}.contents")
    elif kind == "template":
        problems += check_text(message, "altText", ALT_TEXT, path, required=True)
        problems += _check_template(message.get("template"), f"{path}.template")
    elif kind == "imagemap":
        problems += check_text(message, "altText", ALT_TEXT, path, required=True)
    elif kind == "location":
        for key in ("title", "address"):
            problems += check_text(message, key, LOCATION_TEXT, path, required=True)
    for key in ("originalContentUrl", "previewImageUrl"):
        problems += check_https(message, key, path)
    if "quickReply" in message:
        problems += check_quick_reply(message["quickReply"], f"{path}.quickReply")
    if isinstance(message.get("sender"), dict):
        problems += check_text(message["sender"], "name", SENDER_NAME, f"{path}.sender")
        problems += check_https(message["sender"], "iconUrl", f"{path}.sender")
    return problems


def _check_template(value: object, path: str) -> list[str]:
    if not isinstance(value, dict):
        return [f"{path}: a template object is required"]
    kind = value.get("type")
    if kind == "buttons":
        problems = _check_card(value, path, text_limit=BUTTONS_TEXT)
        return problems + _check_actions(value, path, 1, BUTTONS_ACTIONS)
    if kind == "confirm":
        problems = check_text(value, "text", CONFIRM_TEXT, path, required=True, measure=graphemes)
        return problems + _check_actions(value, path, CONFIRM_ACTIONS, CONFIRM_ACTIONS)
    columns = dicts(value.get("columns"))
    if kind not in ("carousel", "image_carousel"):
        return [f"{path}.type: unknown template type {kind!r}"]
    problems = (
        []
        if 1 <= len(columns) <= COLUMNS
        else [f"{path}.columns: {len(columns)} columns, allowed are 1 to {COLUMNS}"]
    )
    for index, column in enumerate(columns):
        place = f"{path}.columns[{index}]"
        if kind == "image_carousel":
            problems += check_https(column, "imageUrl", place)
            problems += check_action(
                column.get("action"),
                f"{place}.action",
                label_limit=LABEL_IMAGE_CAROUSEL,
                label_required=False,
            )
        else:
            problems += _check_card(column, place, text_limit=CAROUSEL_TEXT)
            problems += _check_actions(column, place, 1, COLUMN_ACTIONS)
    if kind == "carousel" and len({_column_shape(column) for column in columns}) > 1:
        problems.append(f"{path}.columns: all must have the same number of actions and parts")
    return problems


def _column_shape(column: dict[str, Any]) -> tuple[int, bool, bool]:
    return (
        len(dicts(column.get("actions"))),
        "title" in column,
        "thumbnailImageUrl" in column,
    )


def _check_card(card: dict[str, Any], path: str, *, text_limit: int) -> list[str]:
    if "title" in card or "thumbnailImageUrl" in card:
        text_limit = TEXT_BESIDE_IMAGE_OR_TITLE
    problems = check_text(card, "text", text_limit, path, required=True, measure=graphemes)
    problems += check_text(card, "title", TEMPLATE_TITLE, path, measure=graphemes)
    problems += check_https(card, "thumbnailImageUrl", path)
    if "defaultAction" in card:
        problems += check_action(
            card["defaultAction"],
            f"{path}.defaultAction",
            label_limit=LABEL_TEMPLATE,
            label_required=False,
        )
    return problems


def _check_actions(owner: dict[str, Any], path: str, least: int, most: int) -> list[str]:
    actions = owner.get("actions")
    if not isinstance(actions, list) or not least <= len(actions) <= most:
        return [f"{path}.actions: must be a list of {least} to {most} actions"]
    problems: list[str] = []
    for index, action in enumerate(actions):
        problems += check_action(
            action,
            f"{path}.actions[{index}]",
            label_limit=LABEL_TEMPLATE,
            label_required=True,
        )
    return problems
