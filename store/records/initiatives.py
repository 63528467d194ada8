"""Initiatives as a plan document brings them, and as they are stored."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from store.tables import (
    Department,
    Initiative,
    InitiativeDepartment,
    ProgressEntry,
    ProgressMark,
    ScheduleItem,
    Status,
    Visibility,
)


@dataclass(frozen=True)
class ScheduleRecord:
    """A schedule item (スケジュール); years are fiscal years."""

    text: str
    first_year: int
    last_year: int
    blank_until: int | None = None
    first_half: int | None = None
    """1 for 上期, 2 for 下期, nothing for a whole year."""
    last_half: int | None = None


@dataclass(frozen=True)
class ProgressRecord:
    """What a document reports for one fiscal year."""

    fiscal_year: int
    mark: ProgressMark
    status: Status
    text: str
    visibility: Visibility = Visibility.PUBLIC
    percent: int | None = None
    evidence_url: str | None = None
    is_posted: bool = field(default=False, compare=False)
    """Whether a person posted it."""


@dataclass(frozen=True)
class InitiativeRecord:
    """An initiative (取組) as a document has it."""

    title: str
    departments: tuple[str, ...]
    purpose: str
    current_state: str
    ideal_state: str
    note: str
    schedule: tuple[ScheduleRecord, ...]
    progress: tuple[ProgressRecord, ...]
    source_document: str
    source_heading: str
    source_edition: str
    theme: tuple[str, ...] = ()
    direction: str = ""
    visibility: Visibility | None = None
    """Nothing leaves it to what is stored."""

    @property
    def key(self) -> str:
        return self.title


@dataclass(frozen=True)
class StoredReport:
    """A progress entry (進捗) of an initiative, whoever brought it."""

    id: int
    fiscal_year: int
    mark: ProgressMark
    status: Status
    text: str
    visibility: Visibility
    percent: int | None
    evidence_url: str | None
    person_id: int | None
    origin: str | None
    replaces_id: int | None

    @property
    def record(self) -> ProgressRecord:
        return ProgressRecord(
            self.fiscal_year,
            self.mark,
            self.status,
            self.text,
            self.visibility,
            self.percent,
            self.evidence_url,
            is_posted=self.person_id is not None,
        )


Tell = Callable[[Sequence[StoredReport]], Sequence[StoredReport]]
"""Which of an initiative's reports a record of it holds."""


def stored_initiatives(
    session: Session, plan_id: int, tell: Tell
) -> Mapping[str, InitiativeRecord]:
    """The initiatives of a plan in force by title, in plan order.

    Read as plain rows: a plan can have many thousands, and they are only compared.
    """
    in_force = (Initiative.plan_id == plan_id, Initiative.retired_at.is_(None))
    departments = _by_initiative(session, _DEPARTMENTS.where(*in_force))
    schedule = _by_initiative(session, _SCHEDULE.where(*in_force))
    reports = _by_initiative(session, _REPORTS.where(*in_force))
    rows = session.execute(
        select(*Initiative.__table__.columns).where(*in_force).order_by(Initiative.id)
    )
    return {
        row.title: InitiativeRecord(
            title=row.title,
            departments=tuple(name for (name,) in departments[row.id]),
            purpose=row.purpose,
            current_state=row.current_state,
            ideal_state=row.ideal_state,
            note=row.note,
            schedule=tuple(ScheduleRecord(*item) for item in schedule[row.id]),
            progress=tuple(
                report.record for report in tell([StoredReport(*one) for one in reports[row.id]])
            ),
            source_document=row.source_document,
            source_heading=row.source_heading,
            source_edition=row.source_edition,
            theme=tuple(row.theme),
            direction=row.direction,
            visibility=row.visibility,
        )
        for row in rows
    }


def stored_reports(
    session: Session, initiative_ids: Collection[int]
) -> Mapping[int, list[StoredReport]]:
    """Every report of these initiatives, by the initiative's id, in the order they were written."""
    query = _REPORTS.where(Initiative.id.in_(initiative_ids))
    found = _by_initiative(session, query)
    return {number: [StoredReport(*one) for one in found[number]] for number in initiative_ids}


_DEPARTMENTS = (
    select(InitiativeDepartment.initiative_id, Department.name)
    .join(Initiative)
    .join(Department)
    .order_by(InitiativeDepartment.initiative_id, InitiativeDepartment.position)
)
_SCHEDULE = (
    select(
        ScheduleItem.initiative_id,
        ScheduleItem.text,
        ScheduleItem.first_year,
        ScheduleItem.last_year,
        ScheduleItem.blank_until,
        ScheduleItem.first_half,
        ScheduleItem.last_half,
    )
    .join(Initiative)
    .order_by(ScheduleItem.initiative_id, ScheduleItem.position)
)
_REPORTS = (
    select(
        ProgressEntry.initiative_id,
        ProgressEntry.id,
        ProgressEntry.fiscal_year,
        ProgressEntry.mark,
        ProgressEntry.status,
        ProgressEntry.text,
        ProgressEntry.visibility,
        ProgressEntry.percent,
        ProgressEntry.evidence_url,
        ProgressEntry.person_id,
        ProgressEntry.origin,
        ProgressEntry.replaces_id,
    )
    .join(Initiative)
    .order_by(ProgressEntry.id)
)


def _by_initiative(
    session: Session, query: Select[*tuple[Any, ...]]
) -> Mapping[int, list[tuple[Any, ...]]]:
    found: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for initiative_id, *values in session.execute(query):
        found[initiative_id].append(tuple(values))
    return found
