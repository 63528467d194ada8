"""What a Home tab shows: whose initiatives, narrowed to what, which page.

It comes back from Slack with every press, so it is read with care and gives no right to anything.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from enum import StrEnum
from typing import Any

from handlers.intake import decoded
from store.tables import Status

ACTION = "home"
"""What the ids of actions in the Home tab begin with: ``home:page:2``, ``home:status``."""
ANY = "any"
"""The option that does not narrow; Slack wants a value for every option."""
LATE = "late"
"""The option for all that is late, whatever its status."""
MOST_VALUE = 150
"""Characters of an option's value (docs: composition objects, option)."""


class Scope(StrEnum):
    """Whose initiatives."""

    PLAN = "plan"
    DEPARTMENT = "department"


@dataclass(frozen=True)
class HomeState:
    """Each filter may be empty."""

    scope: str = Scope.PLAN.value
    """Who may not see the whole plan is shown their department."""
    status: str = ""
    """Name of a status, or ``LATE``."""
    theme: str = ""
    """The first `MOST_VALUE` characters of its title; so with departments."""
    department: str = ""
    page: int = 1

    def written(self) -> str:
        """As the view's private metadata (docs: Reference, views; at most 3,000 characters)."""
        return json.dumps(asdict(self), ensure_ascii=False)


def remembered(view: object) -> HomeState:
    """The state that a view was shown in; a new one where it does not say."""
    try:
        said = decoded(view["private_metadata"]) if isinstance(view, dict) else {}
    except (KeyError, ValueError):
        said = {}
    if not isinstance(said, dict):
        return HomeState()
    known = {one.name: type(one.default) for one in fields(HomeState)}
    kept = {name: said[name] for name, kind in known.items() if type(said.get(name)) is kind}
    return _checked(HomeState(**kept))


def after(state: HomeState, action: Mapping[str, Any]) -> HomeState:
    """The state after a press on a button or a choice from a menu of the Home tab."""
    _, name, argument = (*action["action_id"].split(":", 2), "")[:3]
    match name:
        case "page":
            return replace(state, page=int(argument) if argument.isdecimal() else 1)
        case "scope":
            return _checked(HomeState(scope=argument))
        case "status" | "theme" | "department":
            chosen = action["selected_option"]["value"]
            return _checked(replace(state, page=1, **{name: "" if chosen == ANY else chosen}))
        case _:
            return state


def _checked(state: HomeState) -> HomeState:
    """A state with a scope and a status that there are, and what fits into the view's metadata."""
    return HomeState(
        scope=state.scope if state.scope in list(Scope) else Scope.PLAN.value,
        status=state.status if state.status in (LATE, *Status.__members__) else "",
        theme=state.theme[:MOST_VALUE],
        department=state.department[:MOST_VALUE],
        page=state.page,
    )
