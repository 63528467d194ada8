"""Documented limits of Slack's block elements.

Source: the Block Kit reference on docs.slack.dev, "Block elements", one page for each type, and
the models of Slack's own Python and TypeScript SDKs.  An overflow menu is held to two to five
options as the long-standing reference says; newer SDKs accept a single one.
"""

from __future__ import annotations

import re
from typing import Any

from tests.standins.block_objects import (
    check_confirm,
    check_flags,
    check_keys,
    check_option_groups,
    check_options,
    check_string,
    check_style,
    check_text_object,
)

ACTION_ID = 255  # every interactive element
PLACEHOLDER = 150  # every element with a placeholder
BUTTON_TEXT = 75  # block-elements/button-element: text and accessibility_label
BUTTON_VALUE = 2000  # the same
BUTTON_URL = 3000  # the same
IMAGE_ALT_TEXT = 2000  # block-elements/image-element and blocks/image-block
IMAGE_URL = 3000  # the same
SELECT_OPTIONS = 100  # block-elements/select-menu-element: options and option groups
OVERFLOW_OPTIONS = (2, 5)  # block-elements/overflow-menu-element
CHOICE_OPTIONS = 10  # block-elements/radio-button-group-element and checkboxes-element
PLAIN_INPUT = 3000  # block-elements/plain-text-input-element

_PICKED = "action_id confirm focus_on_load placeholder"
_TYPED = "action_id focus_on_load placeholder dispatch_action_config initial_value"
_CONVERSATIONS = "filter default_to_current_conversation"
# For each type: required fields, optional fields.
_FIELDS = {
    "button": ("text", "action_id url value style confirm accessibility_label"),
    "image": ("alt_text", "image_url slack_file"),
    "overflow": ("options", "action_id confirm"),
    "static_select": ("", f"{_PICKED} options option_groups initial_option"),
    "external_select": ("", f"{_PICKED} min_query_length initial_option"),
    "users_select": ("", f"{_PICKED} initial_user"),
    "conversations_select": (
        "",
        f"{_PICKED} {_CONVERSATIONS} initial_conversation response_url_enabled",
    ),
    "channels_select": ("", f"{_PICKED} initial_channel response_url_enabled"),
    "multi_static_select": (
        "",
        f"{_PICKED} options option_groups initial_options max_selected_items",
    ),
    "multi_external_select": (
        "",
        f"{_PICKED} min_query_length initial_options max_selected_items",
    ),
    "multi_users_select": ("", f"{_PICKED} initial_users max_selected_items"),
    "multi_conversations_select": (
        "",
        f"{_PICKED} {_CONVERSATIONS} initial_conversations max_selected_items",
    ),
    "multi_channels_select": ("", f"{_PICKED} initial_channels max_selected_items"),
    "checkboxes": ("options", "action_id confirm focus_on_load initial_options"),
    "radio_buttons": ("options", "action_id confirm focus_on_load initial_option"),
    "datepicker": ("", f"{_PICKED} initial_date"),
    "timepicker": ("", f"{_PICKED} initial_time timezone"),
    "datetimepicker": ("", "action_id confirm focus_on_load initial_date_time"),
    "plain_text_input": ("", f"{_TYPED} multiline min_length max_length"),
    "email_text_input": ("", _TYPED),
    "url_text_input": ("", _TYPED),
    "number_input": ("is_decimal_allowed", f"{_TYPED} min_value max_value"),
    "rich_text_input": ("", _TYPED),
    "file_input": ("", "action_id filetypes max_files"),
    "workflow_button": ("text workflow action_id", "style accessibility_label"),
}
_SELECTS = frozenset(kind for kind in _FIELDS if kind.endswith("_select"))
_CHOICES = frozenset({"checkboxes", "radio_buttons"})
_PICKERS = frozenset({"datepicker", "timepicker"})
_BUTTONS = frozenset({"button", "workflow_button"})
_INPUTS = frozenset(kind for kind in _FIELDS if kind.endswith("_input"))
_COMMON = _SELECTS | _CHOICES | _PICKERS | {"datetimepicker"}

# Which elements each block may hold, from the pages of the blocks.
SECTION_ELEMENTS = _SELECTS | _CHOICES | _PICKERS | _BUTTONS | {"overflow", "image"}
ACTIONS_ELEMENTS = _COMMON | _BUTTONS | {"overflow", "rich_text_input"}
INPUT_ELEMENTS = _COMMON | _INPUTS

_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_PATTERNS = {
    "initial_date": re.compile(r"\d{4}-\d{2}-\d{2}"),
    "initial_time": re.compile(r"([01]\d|2[0-3]):[0-5]\d"),
}


def check_element(value: object, path: str, allowed: frozenset[str]) -> list[str]:
    """One element inside a block that may hold these types."""
    if not isinstance(value, dict):
        return [f"{path}: must be an element object"]
    kind = value.get("type")
    if not isinstance(kind, str) or kind not in _FIELDS:
        return [f"{path}.type: unknown element type {kind!r}"]
    if kind not in allowed:
        return [f"{path}.type: {kind} is not allowed in this block"]
    required, optional = _FIELDS[kind]
    problems = check_keys(value, path, required=required, optional=optional)
    problems += check_string(value, "action_id", ACTION_ID, path)
    problems += check_style(value, path)
    problems += check_flags(value, "focus_on_load multiline is_decimal_allowed", path)
    if value.get("confirm") is not None:
        problems += check_confirm(value["confirm"], f"{path}.confirm")
    if value.get("placeholder") is not None:
        problems += check_text_object(
            value["placeholder"], f"{path}.placeholder", limit=PLACEHOLDER
        )
    for key, pattern in _PATTERNS.items():
        if key in value and not pattern.fullmatch(str(value[key])):
            problems.append(f"{path}.{key}: {value[key]!r} has the wrong form")
    return problems + _check_by_type(kind, value, path)


def _check_by_type(kind: str, value: dict[str, Any], path: str) -> list[str]:
    if kind in _BUTTONS:
        return _check_button(value, path)
    if kind == "image":
        return check_image(value, path)
    if kind in {"static_select", "multi_static_select"}:
        return _check_static_select(value, path)
    if kind == "overflow":
        least, most = OVERFLOW_OPTIONS
        return check_options(value.get("options"), f"{path}.options", least, most, url=True)
    if kind in _CHOICES:
        place = f"{path}.options"
        problems = check_options(value.get("options"), place, 1, CHOICE_OPTIONS, mrkdwn=True)
        return problems + _check_initial(value, _listed(value), path)
    if kind == "plain_text_input":
        return _check_plain_input(value, path)
    if kind == "number_input":
        return _check_number_input(value, path)
    if kind in {"external_select", "multi_external_select"}:
        return _check_external_select(value, path)
    return []


def _check_button(button: dict[str, Any], path: str) -> list[str]:
    problems = check_text_object(button.get("text"), f"{path}.text", limit=BUTTON_TEXT)
    problems += check_string(button, "value", BUTTON_VALUE, path)
    problems += check_string(button, "url", BUTTON_URL, path)
    return problems + check_string(button, "accessibility_label", BUTTON_TEXT, path)


def check_image(image: dict[str, Any], path: str) -> list[str]:
    """What image elements and image blocks have in common."""
    problems = check_string(image, "alt_text", IMAGE_ALT_TEXT, path)
    problems += check_string(image, "image_url", IMAGE_URL, path)
    if ("image_url" in image) == ("slack_file" in image):
        problems.append(f"{path}: needs either image_url or slack_file")
    return problems


def _check_static_select(select: dict[str, Any], path: str) -> list[str]:
    if ("options" in select) == ("option_groups" in select):
        return [f"{path}: needs either options or option_groups"]
    if "option_groups" in select:
        groups = select["option_groups"]
        problems = check_option_groups(groups, f"{path}.option_groups", SELECT_OPTIONS)
        listed = [
            option
            for group in (groups if isinstance(groups, list) else [])
            if isinstance(group, dict)
            for option in _listed(group)
        ]
    else:
        problems = check_options(select["options"], f"{path}.options", 1, SELECT_OPTIONS)
        listed = _listed(select)
    most = select.get("max_selected_items")
    if most is not None and (not isinstance(most, int) or most < 1):
        problems.append(f"{path}.max_selected_items: must be 1 or more")
    return problems + _check_initial(select, listed, path)


def _listed(owner: dict[str, Any]) -> list[Any]:
    options = owner.get("options")
    return options if isinstance(options, list) else []


def _check_initial(owner: dict[str, Any], listed: list[Any], path: str) -> list[str]:
    """Options chosen at first must be exactly among those listed."""
    chosen = owner.get("initial_options", [])
    wanted = list(chosen) if isinstance(chosen, list) else [chosen]
    if "initial_option" in owner:
        wanted.append(owner["initial_option"])
    missing = [option for option in wanted if option not in listed]
    return [f"{path}: an initial option is not among the options"] if missing else []


def _check_plain_input(field: dict[str, Any], path: str) -> list[str]:
    problems = check_string(field, "initial_value", PLAIN_INPUT, path)
    for key, least in (("min_length", 0), ("max_length", 1)):
        size = field.get(key)
        if size is not None and not (isinstance(size, int) and least <= size <= PLAIN_INPUT):
            problems.append(f"{path}.{key}: must be from {least} to {PLAIN_INPUT}")
    return problems


def _check_number_input(field: dict[str, Any], path: str) -> list[str]:
    """Bounds and value are texts; docs: block-elements/number-input-element."""
    return [
        f"{path}.{key}: must be a number as a text"
        for key in ("min_value", "max_value", "initial_value")
        if field.get(key) is not None
        and not (isinstance(field[key], str) and _NUMBER.fullmatch(field[key]))
    ]


def _check_external_select(select: dict[str, Any], path: str) -> list[str]:
    least = select.get("min_query_length")
    problems = []
    if least is not None and (not isinstance(least, int) or least < 0):
        problems.append(f"{path}.min_query_length: must be 0 or more")
    chosen = select.get("initial_options", [])
    if "initial_option" in select:
        chosen = [select["initial_option"]]
    return problems + check_options(chosen, f"{path}.initial_option", 0, SELECT_OPTIONS)
