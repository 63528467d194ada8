"""Documented limits of LINE action objects and quick replies.

Sources, all in the Messaging API reference on developers.line.biz: "Action objects"
(#action-objects), "Specifications of the label" (#action-object-label-spec), "Quick reply"
(#quick-reply) and "Character counting in a text" for the unit of each limit.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from tests.standins.counting import graphemes, utf16_units

LABEL_QUICK_REPLY = 20  # #action-object-label-spec
LABEL_TEMPLATE = 20  # #action-object-label-spec
LABEL_IMAGE_CAROUSEL = 12  # #action-object-label-spec
LABEL_FLEX = 40  # #action-object-label-spec
ACTION_TEXT = 300  # #message-action
POSTBACK_DATA = 300  # #postback-action
POSTBACK_TEXT = 300  # #postback-action: displayText, text and fillInText
URI_LENGTH = 1000  # #uri-action
URI_SCHEMES = frozenset({"http", "https", "line", "tel"})  # #uri-action
CLIPBOARD_TEXT = 1000  # #clipboard-action
QUICK_REPLY_ITEMS = 13  # #items-object
MEDIA_URL_LENGTH = 2000  # image, icon and media URLs throughout the reference

_QUICK_REPLY_ONLY = ("camera", "cameraRoll", "location")


def check_text(
    owner: dict[str, Any],
    key: str,
    limit: int,
    path: str,
    *,
    required: bool = False,
    measure: Callable[[str], int] = utf16_units,
) -> list[str]:
    """A text of at most ``limit`` units that, when present, is not empty."""
    value = owner.get(key)
    if value is None:
        return [f"{path}.{key}: is required"] if required else []
    if not isinstance(value, str):
        return [f"{path}.{key}: must be a string"]
    if not value:
        return [f"{path}.{key}: must not be empty"]
    size = measure(value)
    return [f"{path}.{key}: {size} characters, the limit is {limit}"] if size > limit else []


def check_https(owner: dict[str, Any], key: str, path: str) -> list[str]:
    """A media URL: HTTPS and at most 2,000 characters."""
    problems = check_text(owner, key, MEDIA_URL_LENGTH, path)
    value = owner.get(key)
    if isinstance(value, str) and value and urlsplit(value).scheme.lower() != "https":
        problems.append(f"{path}.{key}: must be an https URL")
    return problems


def dicts(value: object) -> list[dict[str, Any]]:
    """The objects of a list; whatever else it holds is left to the schema."""
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def check_action(
    value: object, path: str, *, label_limit: int, label_required: bool, quick_reply: bool = False
) -> list[str]:
    """One action object, at a place with these rules for the label."""
    if not isinstance(value, dict):
        return [f"{path}: an action object is required"]
    kind = value.get("type")
    problems = check_text(
        value, "label", label_limit, path, required=label_required, measure=graphemes
    )
    if kind in _QUICK_REPLY_ONLY and not quick_reply:
        problems.append(f"{path}: a {kind} action is only for quick replies")
    elif kind == "richmenuswitch":
        problems.append(f"{path}: a richmenuswitch action is only for rich menus")
    elif kind == "message":
        problems += check_text(value, "text", ACTION_TEXT, path, required=True, measure=graphemes)
    elif kind == "postback":
        problems += _check_postback(value, path, quick_reply=quick_reply)
    elif kind == "uri":
        problems += _check_uri(value, path)
    elif kind == "datetimepicker":
        problems += check_text(value, "data", POSTBACK_DATA, path, required=True)
        if value.get("mode") not in ("date", "time", "datetime"):
            problems.append(f"{path}.mode: must be date, time or datetime")
    elif kind == "clipboard":
        problems += check_text(value, "clipboardText", CLIPBOARD_TEXT, path, required=True)
    elif kind not in _QUICK_REPLY_ONLY:
        problems.append(f"{path}.type: unknown action type {kind!r}")
    return problems


def _check_postback(action: dict[str, Any], path: str, *, quick_reply: bool) -> list[str]:
    problems = check_text(action, "data", POSTBACK_DATA, path, required=True)
    for key in ("displayText", "text", "fillInText"):
        problems += check_text(action, key, POSTBACK_TEXT, path, measure=graphemes)
    if "displayText" in action and "text" in action:
        problems.append(f"{path}: displayText and text cannot be used together")
    if quick_reply and "displayText" not in action and "text" not in action:
        problems.append(f"{path}.displayText: is required in a quick reply")
    if "fillInText" in action and action.get("inputOption") != "openKeyboard":
        problems.append(f"{path}.fillInText: needs inputOption openKeyboard")
    return problems


def _check_uri(action: dict[str, Any], path: str) -> list[str]:
    problems = _check_link(action, "uri", path, required=True)
    other = action.get("altUri")
    if isinstance(other, dict):
        problems += _check_link(other, "desktop", f"{path}.altUri", required=False)
    return problems


def _check_link(owner: dict[str, Any], key: str, path: str, *, required: bool) -> list[str]:
    problems = check_text(owner, key, URI_LENGTH, path, required=required)
    value = owner.get(key)
    if isinstance(value, str) and value:
        scheme = value.partition(":")[0].lower()
        if scheme not in URI_SCHEMES or ":" not in value:
            problems.append(f"{path}.{key}: the scheme must be http, https, line or tel")
        if any(char.isspace() for char in value):
            problems.append(f"{path}.{key}: white space must be percent-encoded")
    return problems


def check_quick_reply(value: object, path: str) -> list[str]:
    """The quick reply of a message."""
    if not isinstance(value, dict) or not isinstance(value.get("items"), list):
        return [f"{path}.items: a list of quick reply items is required"]
    items = value["items"]
    problems: list[str] = []
    if not 1 <= len(items) <= QUICK_REPLY_ITEMS:
        problems.append(f"{path}.items: {len(items)} items, allowed are 1 to {QUICK_REPLY_ITEMS}")
    for index, item in enumerate(items):
        place = f"{path}.items[{index}]"
        if not isinstance(item, dict):
            problems.append(f"{place}: must be an object")
            continue
        if item.get("type") != "action":
            problems.append(f"{place}.type: must be action")
        problems += check_https(item, "imageUrl", place)
        problems += check_action(
            item.get("action"),
            f"{place}.action",
            label_limit=LABEL_QUICK_REPLY,
            label_required=True,
            quick_reply=True,
        )
    return problems
