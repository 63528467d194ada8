"""The initiatives (取組) of a municipality's plans as a list: who, where, how far."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.narrowing import Filter, fits
from knowledge.plan_contents import PlanContents
from store import plans
from store.clock import TOKYO
from store.schedule import steps_in
from store.tables import Initiative


@dataclass(frozen=True)
class LastWord:
    """The standing progress entry that tells the status."""

    fiscal_year: int
    on: str | None
    """Day on which somebody posted it, ISO 8601; a document's word has only its year."""
    text: str
    by: str
    """Who posted it; empty for what a document brought."""
    source: str


@dataclass(frozen=True)
class ListedInitiative:
    """One line of the list."""

    plan: str
    title: str
    departments: tuple[str, ...]
    theme: tuple[str, ...]
    status: str
    last_word: LastWord | None
    steps: tuple[str, ...]
    """What it is to do in the fiscal year that the list is narrowed to."""


def listed(contents: Sequence[PlanContents], wanted: Filter) -> list[ListedInitiative]:
    """The initiatives that fit, plan by plan, those of one theme together."""
    return [
        _line(one, row, wanted)
        for one in contents
        for row in _by_theme(one)
        if fits(row, wanted, one.theme_paths[row.id])
    ]


def last_word(row: Initiative) -> LastWord | None:
    """The entry that tells an initiative's status, if there is one."""
    entry = plans.latest_progress(row)
    if entry is None:
        return None
    return LastWord(
        fiscal_year=entry.fiscal_year,
        on=entry.created_at.astimezone(TOKYO).date().isoformat() if entry.person else None,
        text=entry.text,
        by=entry.person.name if entry.person else "",
        source=entry.source,
    )


def _by_theme(contents: PlanContents) -> list[Initiative]:
    """In the order of the plan's themes, then of the plan; those without a theme come last."""
    order = {path: place for place, path in enumerate(contents.tree)}
    return sorted(
        contents.initiatives,
        key=lambda row: order.get(contents.theme_paths[row.id], len(order)),
    )


def _line(contents: PlanContents, row: Initiative, wanted: Filter) -> ListedInitiative:
    return ListedInitiative(
        plan=contents.plan.title,
        title=row.title,
        departments=row.department_names,
        theme=contents.theme_paths[row.id],
        status=plans.status_of(row).value,
        last_word=last_word(row),
        steps=tuple(steps_in(row, wanted.year)) if wanted.year is not None else (),
    )
