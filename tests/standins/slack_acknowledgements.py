"""Checks what a bot answers in the acknowledgement of a request from Slack.

Source: docs.slack.dev, "block_suggestion payload" and "External data source" for options,
"Modals" and "view_submission payload" for response actions, and the models of Slack's own SDK.
"""

from __future__ import annotations

from typing import Any

from tests.standins.block_elements import SELECT_OPTIONS
from tests.standins.block_kit import check_view
from tests.standins.block_objects import check_option_groups, check_options

ERROR_TEXT = 2000
"""Not documented; as long as a hint, which stands at the same place."""
_VIEW_ACTIONS = frozenset({"update", "push"})


def check_acknowledgement(payload: dict[str, Any], body: object) -> list[str]:
    """Where the body of a 200 does not fit what was asked; an empty one is None."""
    match payload.get("type"):
        case "block_suggestion":
            return _check_options(body)
        case "view_submission":
            return [] if body in (None, {}) else _check_response_action(payload, body)
        case "url_verification":
            return []
        case _:
            return [] if body is None else ["acknowledgement: must be empty"]


def _check_options(body: object) -> list[str]:
    if not isinstance(body, dict) or len(body) != 1:
        return ["acknowledgement: must hold options or option_groups"]
    if "option_groups" in body:
        return check_option_groups(body["option_groups"], "option_groups", SELECT_OPTIONS)
    return check_options(body.get("options"), "options", 0, SELECT_OPTIONS)


def _check_response_action(payload: dict[str, Any], body: object) -> list[str]:
    if not isinstance(body, dict):
        return ["acknowledgement: must be an object"]
    action = body.get("response_action")
    if action == "clear":
        return [f"{key}: unknown field" for key in body if key != "response_action"]
    if action in _VIEW_ACTIONS:
        return check_view(body.get("view"))
    if action != "errors":
        return [f"response_action: {action!r} is unknown"]
    return _check_errors(payload, body.get("errors"))


def _check_errors(payload: dict[str, Any], errors: object) -> list[str]:
    if not isinstance(errors, dict) or not errors:
        return ["errors: must name at least one block"]
    blocks = payload.get("view", {}).get("blocks", [])
    inputs = {block.get("block_id") for block in blocks if block.get("type") == "input"}
    problems = [f"errors.{name}: is no input block" for name in errors if name not in inputs]
    return problems + [
        f"errors.{name}: must be 1 to {ERROR_TEXT} characters"
        for name, text in errors.items()
        if not isinstance(text, str) or not 0 < len(text) <= ERROR_TEXT
    ]
