"""A Home tab as a person sees it: what it says, buttons to press, menus to choose from."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.standins.webhook_events import home_action_form

Press = Callable[[bytes], "Home"]


class Home:
    """One Home tab that is shown; what is pressed or chosen must be there."""

    def __init__(self, view: dict[str, Any], press: Press, *, team: str, user: str) -> None:
        self.view = view
        self.team = team
        self.user = user
        self._press = press

    @property
    def blocks(self) -> list[dict[str, Any]]:
        return list(self.view["blocks"])

    @property
    def title(self) -> str:
        return "".join(one["text"]["text"] for one in self.blocks if one["type"] == "header")

    @property
    def text(self) -> str:
        """All that is to be read in sections and small print."""
        return "\n".join(
            part["text"]
            for block in self.blocks
            if block["type"] in {"section", "context"}
            for part in [block.get("text"), *block.get("fields", []), *block.get("elements", [])]
            if part
        )

    @property
    def initiatives(self) -> dict[str, str]:
        """What is said of each initiative that has a button to report on it, by title, in order."""
        rows = [block["text"]["text"] for block in self.blocks if "accessory" in block]
        return {row.partition("\n")[0].strip("*"): row for row in rows}

    def texts(self, number: int) -> list[str]:
        """What is said of the initiative with this number."""
        return [
            block["text"]["text"]
            for block in self.blocks
            if block.get("accessory", {}).get("action_id") == f"open_progress:{number}"
        ]

    @property
    def buttons(self) -> dict[str, dict[str, Any]]:
        """Buttons in rows, by what they say."""
        return {one["text"]["text"]: one for one in self._elements if one["type"] == "button"}

    @property
    def buttons_and_menus(self) -> dict[str, dict[str, Any]]:
        """What stands in rows, by the id of its action."""
        return {one["action_id"]: one for one in self._elements}

    def offered(self, name: str) -> list[str]:
        """What a menu offers."""
        return [one["text"]["text"] for one in _options(self._menu(name))]

    def chosen(self, name: str) -> str:
        return str(self._menu(name)["initial_option"]["text"]["text"])

    def press(self, label: str) -> Home:
        """Press a button in a row; the Home tab after it."""
        return self._press(self.pressing(self.buttons[label]))

    def choose(self, name: str, label: str) -> Home:
        """Choose from a menu; the Home tab after it."""
        menu = self._menu(name)
        found = [one for one in _options(menu) if one["text"]["text"] == label]
        assert found, f"{label} is not among {self.offered(name)}"
        action = {"type": menu["type"], "action_id": menu["action_id"]}
        return self._press(self.pressing(action | {"selected_option": found[0]}))

    def update(self, title: str) -> bytes:
        """What Slack sends when the button 更新 of an initiative is pressed."""
        (button,) = [
            block["accessory"]
            for block in self.blocks
            if "accessory" in block and block["text"]["text"].startswith(f"*{title}*")
        ]
        return self.pressing(button)

    def pressing(self, element: dict[str, Any]) -> bytes:
        """What Slack sends for an element of this tab."""
        return home_action_form(element, view=self.view, team_id=self.team, user_id=self.user)

    @property
    def _elements(self) -> list[dict[str, Any]]:
        rows = [block["elements"] for block in self.blocks if block["type"] == "actions"]
        return [element for row in rows for element in row]

    def _menu(self, name: str) -> dict[str, Any]:
        return self.buttons_and_menus[f"home:{name}"]


def _options(menu: dict[str, Any]) -> list[dict[str, Any]]:
    groups = menu.get("option_groups", [menu])
    return [option for group in groups for option in group["options"]]
