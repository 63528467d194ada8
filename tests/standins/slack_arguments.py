"""Checks the arguments of Slack Web API methods by the archived official description.

The description was archived in 2021, so arguments and methods documented since are listed here
(source: the page of each method under docs.slack.dev/reference/methods).
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

JSON_ARGUMENTS = frozenset({"attachments", "blocks", "metadata", "unfurls", "view"})
_NEWER = {
    "chat.postMessage": {"markdown_text", "metadata"},
    "chat.postEphemeral": {"markdown_text"},
    "chat.scheduleMessage": {"markdown_text", "metadata"},
    "chat.update": {"markdown_text", "metadata", "reply_broadcast", "file_ids"},
    "conversations.open": {"prevent_creation"},
    "views.open": {"interactivity_pointer"},
    "views.push": {"interactivity_pointer"},
}
_BOOLEAN_WORDS = frozenset({"true", "false", "1", "0"})


class WebMethods:
    """The methods of the Web API and their arguments."""

    def __init__(self, spec: Mapping[str, Any]) -> None:
        self._operations: dict[str, dict[str, Any]] = {}
        for path, operations in spec["paths"].items():
            self._operations[path.strip("/")] = next(iter(operations.values()))

    def __contains__(self, method: str) -> bool:
        return method in self._operations

    def accepts_json(self, method: str) -> bool:
        """Whether the method reads a JSON body."""
        return "application/json" in self._operations[method].get("consumes", [])

    def problems(self, method: str, arguments: Mapping[str, Any], *, form: bool) -> list[str]:
        """Missing, unknown and mistyped arguments; the token is not looked at here."""
        known = {
            parameter["name"]: parameter
            for parameter in self._operations[method]["parameters"]
            if parameter["name"] != "token"
        }
        problems = [
            f"{name}: is required"
            for name, parameter in known.items()
            if parameter.get("required") and arguments.get(name) in (None, "")
        ]
        for name, value in arguments.items():
            if name in known:
                wrong = _type_problem(name, known[name]["type"], value, form=form)
                problems += [wrong] if wrong else []
            elif name not in _NEWER.get(method, set()):
                problems.append(f"{name}: unknown argument")
        return problems


def decode_arguments(arguments: Mapping[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """Arguments with those that carry JSON as a text decoded, and what could not be decoded."""
    decoded = dict(arguments)
    problems: list[str] = []
    for name in JSON_ARGUMENTS & decoded.keys():
        if isinstance(decoded[name], str):
            try:
                decoded[name] = json.loads(decoded[name])
            except ValueError:
                problems.append(f"{name}: is not JSON")
                del decoded[name]
    return decoded, problems


def _type_problem(name: str, kind: str, value: object, *, form: bool) -> str | None:
    if value is None:
        return None
    if form:
        text = str(value)
        fits = {
            "boolean": text.lower() in _BOOLEAN_WORDS,
            "integer": re.fullmatch(r"-?\d+", text) is not None,
            "number": re.fullmatch(r"-?\d+(\.\d+)?", text) is not None,
        }.get(kind, True)
    else:
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        fits = {
            "boolean": isinstance(value, bool),
            "integer": is_number and isinstance(value, int),
            "number": is_number,
        }.get(kind, _fits_string(name, value))
    return None if fits else f"{name}: must be of type {kind}"


def _fits_string(name: str, value: object) -> bool:
    """Some arguments described as texts carry objects or flags in a JSON body."""
    if name in JSON_ARGUMENTS:
        return isinstance(value, str | list | dict)
    return isinstance(value, str) or (name in {"as_user", "link_names"} and value in (True, False))
