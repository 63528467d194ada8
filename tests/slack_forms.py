"""A modal as a person sees it: fields with what is in them, options to choose from, a button."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import httpx

from tests.standins.webhook_events import block_suggestion_form, view_submission_form

_CHOSEN = frozenset({"static_select", "external_select", "radio_buttons"})

Post = Callable[[bytes], httpx.Response]


class Form:
    """One opened modal; what is filled in must be among what it offers."""

    def __init__(self, view: dict[str, Any], post: Post, *, team: str, user: str) -> None:
        self.view = view
        self.team = team
        self.user = user
        self._post = post
        self._values = {
            block["block_id"]: _initial(block["element"])
            for block in view["blocks"]
            if block["type"] == "input"
        }

    @property
    def notes(self) -> str:
        """What stands between the fields."""
        return "\n".join(
            element["text"]
            for block in self.view["blocks"]
            if block["type"] == "context"
            for element in block["elements"]
        )

    @property
    def shown(self) -> str:
        """What stands above the fields, as Slack would show it."""
        return "\n".join(
            block["text"]["text"] for block in self.view["blocks"] if block["type"] == "section"
        )

    def said(self, field: str) -> str | None:
        """What is in a field: its text, or the text of the option that is chosen."""
        value = self._values[field]
        if value["type"] in _CHOSEN:
            chosen = value["selected_option"]
            return str(chosen["text"]["text"]) if chosen else None
        return None if value["value"] is None else str(value["value"])

    def offered(self, field: str, typed: str = "") -> list[str]:
        """The options to choose from, as they are shown."""
        return [one["text"]["text"] for one in self._options(field, typed)]

    def choose(self, field: str, text: str, *, typed: str = "") -> Form:
        """Choose an option by its text; ``typed`` is what the person looks for."""
        options = self._options(field, typed)
        found = [one for one in options if one["text"]["text"] == text]
        assert found, f"{text} is not among {[one['text']['text'] for one in options]}"
        self._values[field]["selected_option"] = found[0]
        return self

    def write(self, field: str, text: str | None) -> Form:
        self._values[field]["value"] = text
        return self

    def clear(self, field: str) -> Form:
        self._values[field]["selected_option"] = None
        return self

    def body(self, **whose: Any) -> bytes:
        """What Slack sends when the person submits the form."""
        values = {name: {name: value} for name, value in self._values.items()}
        whose = {"team_id": self.team, "user_id": self.user, **whose}
        return view_submission_form(self.view, values, **whose)

    def submit(self) -> dict[str, str]:
        """Submit the form; the problems by field, none for a form that closes or shows more."""
        answer = self._post(self.body())
        assert answer.status_code == 200
        told = json.loads(answer.content) if answer.content else {}
        if told.get("response_action") == "update":
            self.view |= told["view"]
        return dict(told.get("errors", {}))

    def _options(self, field: str, typed: str) -> list[dict[str, Any]]:
        (element,) = [
            block["element"] for block in self.view["blocks"] if block.get("block_id") == field
        ]
        if element["type"] != "external_select":
            return list(element["options"])
        body = block_suggestion_form(
            field, typed, view=self.view, team_id=self.team, user_id=self.user
        )
        answer = self._post(body)
        assert answer.status_code == 200
        return list(answer.json()["options"])


def _initial(element: dict[str, Any]) -> dict[str, Any]:
    """The state of a field nobody has touched."""
    if element["type"] in _CHOSEN:
        return {"type": element["type"], "selected_option": element.get("initial_option")}
    return {"type": element["type"], "value": element.get("initial_value")}
