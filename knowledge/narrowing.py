"""Narrow initiatives (取組) down by theme, department, fiscal year or status."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from knowledge.normalise import title_key
from store import plans
from store.municipalities import ALL_DEPARTMENTS
from store.schedule import steps_in
from store.tables import Initiative, Status, Visibility


@dataclass(frozen=True)
class Filter:
    """What a list is narrowed by; each may be missing."""

    department: str = ""
    year: int | None = None
    status: Status | None = None
    theme: str = ""
    """Title of a theme on any level."""
    public_only: bool = False
    """Only what citizens may see counts."""


def fits(item: Initiative, wanted: Filter, theme: Sequence[str] = ()) -> bool:
    """Whether an initiative, which stands under ``theme`` (outermost first), is wanted."""
    named = set(item.department_names)
    status = plans.status_of(item, public_only=wanted.public_only)
    return (
        (item.visibility is Visibility.PUBLIC or not wanted.public_only)
        and (not wanted.department or wanted.department in named or bool(named & ALL_DEPARTMENTS))
        and (wanted.status is None or status is wanted.status)
        and (wanted.year is None or bool(steps_in(item, wanted.year)))
        and (not wanted.theme or wanted.theme in theme)
    )


def named_by(word: str, names: Iterable[str]) -> str:
    """The name that a word is, or else the first that holds it; nothing where none does."""
    key = title_key(word)
    keys = {title_key(name): name for name in names}
    return keys.get(key) or next((name for found, name in keys.items() if key in found), "")
