"""What an import found, skipped and would change, for a person and for a machine."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from handlers import wording
from handlers.terminal.changed_part import Part, changed_parts
from knowledge.importing.comparison import Comparison
from knowledge.importing.job import Job
from knowledge.importing.plan_job import PlanJob, kind_of_change
from knowledge.importing.reading import Problem
from store.records.changes import Action, Change, FieldChange, plain_value

MOST_ENTRIES = 30
"""Shown of one kind, unless all are asked for."""
MOST_PARTS = 3
"""Places shown of one long text."""
_ORDER = (Action.ADDED, Action.CHANGED, Action.REMOVED)


@dataclass(frozen=True)
class FieldView:
    """A field that changes: two lists without what they share, or the parts of a text."""

    name: str
    is_list: bool
    before: tuple[Any, ...] = ()
    after: tuple[Any, ...] = ()
    parts: tuple[Part, ...] = ()
    more: int = 0


@dataclass(frozen=True)
class EntryView:
    """An entry that changes, and how."""

    change: Change
    name: str
    fields: tuple[FieldView, ...]


@dataclass(frozen=True)
class Group:
    """The changes of one kind."""

    kind: str
    entries: tuple[EntryView, ...]
    rest: int
    only_edition: int
    """Entries that change in nothing but the edition they come from."""


def text(job: Job, comparison: Comparison, *, everything: bool) -> str:
    """The report for a person."""
    return wording.plain(
        "terminal/import_changes.j2",
        job=job,
        plan=job.plan if isinstance(job, PlanJob) else None,
        counts=counts(comparison.changes),
        groups=_groups(comparison.changes, None if everything else MOST_ENTRIES),
        doubtful=comparison.doubtful,
        overtaken=comparison.overtaken,
        leftovers=job.not_understood,
        most=len(job.not_understood) if everything else MOST_ENTRIES,
    )


def data(
    job: Job, comparison: Comparison, *, outcome: str, problems: Sequence[Problem] = ()
) -> dict[str, Any]:
    """The report for a machine."""
    plan = job.plan if isinstance(job, PlanJob) else None
    nothing = dict.fromkeys(counts(()), 0)
    return {
        "document": job.document,
        "plan": plan.name.title if plan else None,
        "edition": plan.edition if plan else None,
        "period": plain_value([plan.name.starts_on, plan.name.ends_on]) if plan else None,
        "found": job.found,
        "changes": [_change_data(change) for change in comparison.changes],
        "doubtful": [plain_value(rename) for rename in comparison.doubtful],
        "skipped": [plain_value(leftover) for leftover in job.not_understood],
        "problems": [plain_value(problem) for problem in problems],
        "outcome": outcome,
        "written": counts(comparison.changes) if outcome == "written" else nothing,
    }


def counts(changes: Sequence[Change]) -> dict[str, Any]:
    """How many entries are added, changed and removed."""
    found = Counter(change.action.value for change in changes)
    return {action.value: found[action.value] for action in _ORDER}


def _change_data(change: Change) -> dict[str, Any]:
    return {
        "kind": kind_of_change(change),
        "key": change.key,
        "action": change.action.value,
        "before_key": change.before_key or None,
        "fields": [plain_value(field) for field in change.fields],
    }


def _groups(changes: Sequence[Change], most: int | None) -> list[Group]:
    """The changes by kind, in the order in which the document brings the kinds."""
    found: dict[str, list[Change]] = {}
    for change in changes:
        found.setdefault(kind_of_change(change), []).append(change)
    return [_group(kind, some, most) for kind, some in found.items()]


def _group(kind: str, changes: Sequence[Change], most: int | None) -> Group:
    told = [change for change in changes if not _is_only_edition(change)]
    told.sort(key=lambda change: (_ORDER.index(change.action), not change.before_key))
    return Group(
        kind,
        entries=tuple(
            EntryView(change, _name(kind, change), tuple(map(_field, _told_fields(change))))
            for change in told[:most]
        ),
        rest=len(told[most:]) if most is not None else 0,
        only_edition=len(changes) - len(told),
    )


def _is_only_edition(change: Change) -> bool:
    return {field.name for field in change.fields} == {"source_edition"}


def _name(kind: str, change: Change) -> str:
    """The key of an entry, without the kind that the keys of listed items start with."""
    return change.key.removeprefix(f"{kind}＞")


def _told_fields(change: Change) -> list[FieldChange]:
    """Without what goes without saying: the new edition, and what a new title brings along."""
    renamed = {"title", "source_heading"} if change.before_key else set[str]()
    untold = {"key", "source_edition"} | renamed
    return [field for field in change.fields if field.name not in untold]


def _field(field: FieldChange) -> FieldView:
    before, after = field.before, field.after
    if isinstance(before, tuple) and isinstance(after, tuple):
        gone = tuple(item for item in before if item not in after)
        new = tuple(item for item in after if item not in before)
        if not gone and not new:  # only their order changed
            gone, new = before, after
        return FieldView(field.name, is_list=True, before=gone, after=new)
    if isinstance(before, str) and isinstance(after, str) and before and after:
        parts = [
            Part(*map(wording.shown, (part.before, part.after)))
            for part in changed_parts(before, after)
        ]
    else:
        parts = [Part(wording.shown(before), wording.shown(after))]
    more = len(parts[MOST_PARTS:])
    return FieldView(field.name, is_list=False, parts=tuple(parts[:MOST_PARTS]), more=more)
