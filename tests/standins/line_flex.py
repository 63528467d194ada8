"""Documented limits of LINE Flex Messages.

Sources, all in the Messaging API reference on developers.line.biz: "Flex Message"
(#flex-message) with "Bubble" (#bubble), "Carousel" (#f-carousel) and the components
(#box, #button, #f-image, #icon, #f-text, #span, #separator), and the guide
"Flex Message layout" for the keywords of margins and sizes.
"""

from __future__ import annotations

import re
from typing import Any

from tests.standins.counting import json_bytes
from tests.standins.line_actions import LABEL_FLEX, check_action, check_https, dicts

BUBBLE_BYTES = 30 * 1024  # #bubble
CAROUSEL_BYTES = 50 * 1024  # #f-carousel
CAROUSEL_BUBBLES = 12  # #f-carousel

_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}([0-9A-Fa-f]{2})?")
_SPACE = re.compile(r"none|xs|sm|md|lg|xl|xxl|\d+(\.\d+)?px")
_TEXT_SIZE = re.compile(r"xxs|xs|sm|md|lg|xl|xxl|3xl|4xl|5xl|\d+(\.\d+)?px")
_PATTERNS = {
    "color": _COLOUR,
    "backgroundColor": _COLOUR,
    "borderColor": _COLOUR,
    "separatorColor": _COLOUR,
    "startColor": _COLOUR,
    "endColor": _COLOUR,
    "centerColor": _COLOUR,
    "margin": _SPACE,
    "spacing": _SPACE,
}
_BASELINE_CHILDREN = ("icon", "text", "filler")


def check_flex(contents: object, path: str) -> list[str]:
    """The container of a Flex Message."""
    if not isinstance(contents, dict):
        return [f"{path}: a bubble or carousel is required"]
    if contents.get("type") == "bubble":
        return _check_bubble(contents, path)
    if contents.get("type") == "carousel":
        return _check_carousel(contents, path)
    return [f"{path}.type: must be bubble or carousel"]


def _check_carousel(carousel: dict[str, Any], path: str) -> list[str]:
    listed = carousel.get("contents")
    bubbles = dicts(listed)
    problems: list[str] = []
    if not 1 <= len(bubbles) <= CAROUSEL_BUBBLES:
        problems.append(
            f"{path}.contents: {len(bubbles)} bubbles, allowed are 1 to {CAROUSEL_BUBBLES}"
        )
    size = json_bytes(carousel)
    if size > CAROUSEL_BYTES:
        problems.append(f"{path}: the carousel is {size} bytes, the limit is {CAROUSEL_BYTES}")
    if len({str(bubble.get("size", "mega")) for bubble in bubbles}) > 1:
        problems.append(f"{path}.contents: all bubbles must have the same size")
    for index, bubble in enumerate(bubbles):
        problems += _check_bubble(bubble, f"{path}.contents[{index}]")
    return problems


def _check_bubble(bubble: dict[str, Any], path: str) -> list[str]:
    size = json_bytes(bubble)
    problems = (
        [f"{path}: the bubble is {size} bytes, the limit is {BUBBLE_BYTES}"]
        if size > BUBBLE_BYTES
        else []
    )
    parts = [key for key in ("header", "hero", "body", "footer") if key in bubble]
    if not parts:
        problems.append(f"{path}: a bubble needs a header, hero, body or footer")
    for key in parts:
        problems += _check_component(bubble[key], f"{path}.{key}", layout="")
    if isinstance(bubble.get("hero"), dict) and bubble["hero"].get("type") not in (
        "box",
        "image",
        "video",
    ):
        problems.append(f"{path}.hero: must be a box, image or video")
    styles = bubble.get("styles")
    if isinstance(styles, dict):
        for key, style in styles.items():
            if isinstance(style, dict):
                problems += _check_patterns(style, f"{path}.styles.{key}")
    if "action" in bubble:
        problems += _check_tap(bubble["action"], path)
    return problems


def _check_component(value: object, path: str, *, layout: str) -> list[str]:
    if not isinstance(value, dict):
        return [f"{path}: must be an object"]
    kind = value.get("type")
    problems = _check_patterns(value, path)
    if kind == "icon" and layout != "baseline":
        problems.append(f"{path}: an icon is only for a baseline box")
    if kind == "span":
        problems.append(f"{path}: a span is only for the contents of a text")
    if layout == "baseline" and kind not in _BASELINE_CHILDREN:
        problems.append(f"{path}: a {kind} cannot be in a baseline box")
    if kind == "box":
        inner = str(value.get("layout"))
        children = value.get("contents")
        for index, child in enumerate(children if isinstance(children, list) else []):
            problems += _check_component(child, f"{path}.contents[{index}]", layout=inner)
        if isinstance(value.get("background"), dict):
            problems += _check_patterns(value["background"], f"{path}.background")
    elif kind == "text":
        problems += _check_flex_text(value, path)
    elif kind in ("image", "icon"):
        problems += check_https(value, "url", path)
    elif kind == "video":
        problems += check_https(value, "url", path) + check_https(value, "previewUrl", path)
        problems += _check_component(value.get("altContent"), f"{path}.altContent", layout="")
    if kind == "button":
        problems += check_action(
            value.get("action"), f"{path}.action", label_limit=LABEL_FLEX, label_required=True
        )
    elif "action" in value:
        problems += _check_tap(value["action"], path)
    return problems


def _check_flex_text(text: dict[str, Any], path: str) -> list[str]:
    spans = dicts(text.get("contents"))
    problems = _check_size(text, path)
    if not spans and not text.get("text"):
        problems.append(f"{path}.text: must not be empty")
    for index, span in enumerate(spans):
        place = f"{path}.contents[{index}]"
        problems += _check_patterns(span, place) + _check_size(span, place)
        if not span.get("text"):
            problems.append(f"{place}.text: must not be empty")
    return problems


def _check_size(text: dict[str, Any], path: str) -> list[str]:
    size = text.get("size")
    if isinstance(size, str) and not _TEXT_SIZE.fullmatch(size):
        return [f"{path}.size: {size!r} is not a text size"]
    return []


def _check_patterns(owner: dict[str, Any], path: str) -> list[str]:
    return [
        f"{path}.{key}: {owner[key]!r} is not a valid value"
        for key, pattern in _PATTERNS.items()
        if isinstance(owner.get(key), str) and not pattern.fullmatch(owner[key])
    ]


def _check_tap(action: object, path: str) -> list[str]:
    return check_action(action, f"{path}.action", label_limit=LABEL_FLEX, label_required=False)
