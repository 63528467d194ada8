"""Documented limits of Slack's composition objects.

Source: the Block Kit reference on docs.slack.dev, "Composition objects" (text, option, option
group and confirmation dialog objects), and the models of Slack's own Python SDK.
"""

from __future__ import annotations

from typing import Any

TEXT_OBJECT = 3000  # composition-objects/text-object
OPTION_TEXT = 75  # composition-objects/option-object: text and description
OPTION_VALUE = 150  # composition-objects/option-object
OPTION_URL = 3000  # composition-objects/option-object, overflow menus only
OPTION_GROUP_LABEL = 75  # composition-objects/option-group-object
CONFIRM_TITLE = 100  # composition-objects/confirmation-dialog-object
CONFIRM_TEXT = 300  # the same
CONFIRM_BUTTON = 30  # the same: confirm and deny
STYLES = ("primary", "danger")  # confirmation dialog and button element


def check_keys(
    owner: dict[str, Any], path: str, *, required: str = "", optional: str = ""
) -> list[str]:
    """The names of an object's fields, each list separated by spaces."""
    needed = required.split()
    allowed = {"type", *needed, *optional.split()}
    problems = [f"{path}.{key}: is required" for key in needed if owner.get(key) is None]
    return problems + [f"{path}.{key}: unknown field" for key in owner if key not in allowed]


def check_string(owner: dict[str, Any], key: str, limit: int, path: str) -> list[str]:
    """An optional text that is not empty and has at most ``limit`` characters."""
    value = owner.get(key)
    if value is None:
        return []
    if not isinstance(value, str):
        return [f"{path}.{key}: must be a string"]
    if not value:
        return [f"{path}.{key}: must not be empty"]
    if len(value) > limit:
        return [f"{path}.{key}: {len(value)} characters, the limit is {limit}"]
    return []


def check_flags(owner: dict[str, Any], names: str, path: str) -> list[str]:
    """Fields that must be true or false when present."""
    return [
        f"{path}.{key}: must be true or false"
        for key in names.split()
        if owner.get(key) is not None and not isinstance(owner[key], bool)
    ]


def check_count(value: object, least: int, most: int, path: str) -> list[str]:
    """A list with an allowed number of objects in it."""
    if not isinstance(value, list):
        return [f"{path}: must be a list"]
    if not least <= len(value) <= most:
        return [f"{path}: {len(value)} items, allowed are {least} to {most}"]
    if not all(isinstance(item, dict) for item in value):
        return [f"{path}: must hold objects only"]
    return []


def check_text_object(
    value: object, path: str, *, limit: int = TEXT_OBJECT, mrkdwn: bool = False
) -> list[str]:
    """A text object; ``mrkdwn`` says whether that type is allowed at this place."""
    if not isinstance(value, dict):
        return [f"{path}: must be a text object"]
    kind = value.get("type")
    if kind not in ("plain_text", "mrkdwn"):
        return [f"{path}.type: must be plain_text or mrkdwn, not {kind!r}"]
    problems: list[str] = []
    if kind == "mrkdwn" and not mrkdwn:
        problems.append(f"{path}.type: must be plain_text here, not mrkdwn")
    flag = "emoji" if kind == "plain_text" else "verbatim"
    problems += check_keys(value, path, required="text", optional=flag)
    problems += check_flags(value, flag, path)
    return problems + check_string(value, "text", limit, path)


def check_option(
    value: dict[str, Any], path: str, *, mrkdwn: bool = False, url: bool = False
) -> list[str]:
    """An option of a menu, of checkboxes or of radio buttons."""
    optional = "description url" if url else "description"
    problems = check_keys(value, path, required="text value", optional=optional)
    for key in ("text", "description"):
        if value.get(key) is not None:
            problems += check_text_object(
                value[key], f"{path}.{key}", limit=OPTION_TEXT, mrkdwn=mrkdwn
            )
    problems += check_string(value, "value", OPTION_VALUE, path)
    return problems + check_string(value, "url", OPTION_URL, path)


def check_options(
    value: object, path: str, least: int, most: int, *, mrkdwn: bool = False, url: bool = False
) -> list[str]:
    """A list of options."""
    problems = check_count(value, least, most, path)
    for index, option in enumerate(value if isinstance(value, list) else []):
        if isinstance(option, dict):
            problems += check_option(option, f"{path}[{index}]", mrkdwn=mrkdwn, url=url)
    return problems


def check_option_groups(value: object, path: str, most: int) -> list[str]:
    """The groups of a select menu."""
    problems = check_count(value, 1, most, path)
    for index, group in enumerate(value if isinstance(value, list) else []):
        if isinstance(group, dict):
            place = f"{path}[{index}]"
            problems += check_keys(group, place, required="label options")
            problems += check_text_object(
                group.get("label"), f"{place}.label", limit=OPTION_GROUP_LABEL
            )
            problems += check_options(group.get("options"), f"{place}.options", 1, most)
    return problems


def check_style(owner: dict[str, Any], path: str) -> list[str]:
    """The style of a button or of a confirmation."""
    style = owner.get("style")
    return [] if style is None or style in STYLES else [f"{path}.style: must be primary or danger"]


def check_confirm(value: object, path: str) -> list[str]:
    """A confirmation dialog."""
    if not isinstance(value, dict):
        return [f"{path}: must be a confirmation dialog object"]
    problems = check_keys(value, path, required="title text confirm deny", optional="style")
    limits = {
        "title": CONFIRM_TITLE,
        "text": CONFIRM_TEXT,
        "confirm": CONFIRM_BUTTON,
        "deny": CONFIRM_BUTTON,
    }
    for key, limit in limits.items():
        if value.get(key) is not None:
            problems += check_text_object(
                value[key], f"{path}.{key}", limit=limit, mrkdwn=key == "text"
            )
    return problems + check_style(value, path)
