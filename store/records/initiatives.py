"""Initiatives as a plan document brings them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from store import audit
from store.municipalities import ensure_department
from store.plans import initiatives
from store.records.changes import key_out_of_use
from store.records.plan_identity import PlanName
from store.tables import (
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


class InitiativeShelf:
    """Initiatives of one plan."""

    kind = Initiative.__tablename__

    def __init__(self, plan: PlanName, actor: audit.Actor) -> None:
        self._plan = plan
        self._actor = actor

    def current(self, session: Session, municipality: str) -> Mapping[str, InitiativeRecord]:
        return {
            row.title: _record(row, self._reports(row)) for row in self._rows(session, municipality)
        }

    def numbers(self, session: Session, municipality: str) -> Mapping[int, str]:
        return {row.id: row.title for row in self._rows(session, municipality)}

    def put(
        self, session: Session, municipality: str, record: InitiativeRecord, *, at: datetime
    ) -> int:
        plan = self._plan.ensure(session, municipality)
        row = _one(session, plan.id, record.title)
        if row is None:
            row = Initiative(municipality=municipality, plan_id=plan.id, title=record.title)
        row.theme = list(record.theme)
        row.direction = record.direction
        row.purpose = record.purpose
        row.current_state = record.current_state
        row.ideal_state = record.ideal_state
        row.note = record.note
        row.visibility = record.visibility or row.visibility or Visibility.PUBLIC
        row.source_document = record.source_document
        row.source_heading = record.source_heading
        row.source_edition = record.source_edition
        row.imported_at = at
        row.retired_at = None
        row.departments.clear()
        row.schedule.clear()
        session.add(row)
        session.flush()
        row.departments += [
            InitiativeDepartment(
                position=position,
                municipality=municipality,
                department=ensure_department(session, municipality, name),
            )
            for position, name in enumerate(record.departments)
        ]
        row.schedule += [
            ScheduleItem(
                municipality=municipality,
                position=position,
                text=item.text,
                first_year=item.first_year,
                first_half=item.first_half,
                last_year=item.last_year,
                last_half=item.last_half,
                blank_until=item.blank_until,
            )
            for position, item in enumerate(record.schedule)
        ]
        session.flush()
        self._report(session, row, record.progress, at)
        return row.id

    def rename(self, session: Session, municipality: str, before: str, after: str) -> None:
        """Let an initiative go on under another title: its progress stays with it."""
        plan_id = self._plan.find(session, municipality)
        if retired := _one(session, plan_id, after):
            retired.title = key_out_of_use(after, retired.id)
            session.flush()
        _known(session, plan_id, before).title = after
        session.flush()

    def retire(self, session: Session, municipality: str, key: str, *, at: datetime) -> int:
        row = _known(session, self._plan.find(session, municipality), key)
        row.retired_at = at
        session.flush()
        return row.id

    def _rows(self, session: Session, municipality: str) -> list[Initiative]:
        plan_id = self._plan.find(session, municipality)
        return [row for row in initiatives(session, municipality) if row.plan_id == plan_id]

    def _reports(self, row: Initiative) -> tuple[ProgressRecord, ...]:
        """What documents report about an initiative, by year."""
        return tuple(report_of(entry) for _, entry in sorted(_imported(row).items()))

    def _report(
        self,
        session: Session,
        initiative: Initiative,
        reports: Sequence[ProgressRecord],
        at: datetime,
    ) -> None:
        """Append what the document reports now, and take back what it no longer reports."""
        session.refresh(initiative, ["progress"])
        known = _imported(initiative)
        wanted = {report.fiscal_year: report for report in reports}
        for year, report in wanted.items():
            before = known.get(year)
            if before is None or report_of(before) != report:
                self._append(session, initiative, report, before, at=at)
        for year, before in known.items():
            if year not in wanted:
                gone = ProgressRecord(year, ProgressMark.WITHDRAWN, before.status, "")
                self._append(session, initiative, gone, before, at=at)

    def _append(
        self,
        session: Session,
        initiative: Initiative,
        report: ProgressRecord,
        before: ProgressEntry | None,
        *,
        at: datetime,
        source: str = "",
        origin: str | None = None,
    ) -> None:
        """Append an entry in place of ``before``, unless somebody replaced that already.

        Args:
            source: the document that tells it; the initiative's own where none is given.
        """
        replaced = {entry.replaces_id for entry in initiative.progress}
        entry = ProgressEntry(
            municipality=initiative.municipality,
            initiative_id=initiative.id,
            fiscal_year=report.fiscal_year,
            mark=report.mark,
            status=report.status,
            text=report.text,
            visibility=report.visibility,
            replaces_id=before.id if before is not None and before.id not in replaced else None,
            origin=origin,
            source=source or initiative.source_document,
            created_at=at,
        )
        session.add(entry)
        session.flush()
        audit.append(
            session,
            initiative.municipality,
            at=at,
            actor=self._actor,
            action="import.progress",
            subject=f"progress_entry:{entry.id}",
            after=audit.vouched_facts(entry),
        )


def _one(session: Session, plan_id: int | None, title: str) -> Initiative | None:
    return session.scalars(
        select(Initiative).where(Initiative.plan_id == plan_id, Initiative.title == title)
    ).one_or_none()


def _known(session: Session, plan_id: int | None, title: str) -> Initiative:
    found = _one(session, plan_id, title)
    if found is None:
        raise LookupError(title)
    return found


def _record(row: Initiative, reports: tuple[ProgressRecord, ...]) -> InitiativeRecord:
    return InitiativeRecord(
        title=row.title,
        departments=tuple(link.department.name for link in row.departments),
        purpose=row.purpose,
        current_state=row.current_state,
        ideal_state=row.ideal_state,
        note=row.note,
        schedule=tuple(
            ScheduleRecord(
                item.text,
                item.first_year,
                item.last_year,
                item.blank_until,
                item.first_half,
                item.last_half,
            )
            for item in row.schedule
        ),
        progress=reports,
        source_document=row.source_document,
        source_heading=row.source_heading,
        source_edition=row.source_edition,
        theme=tuple(row.theme),
        direction=row.direction,
        visibility=row.visibility,
    )


def _imported(row: Initiative) -> dict[int, ProgressEntry]:
    """The last entry that a plan document brought, by fiscal year, unless it took that back.

    What people posted has a person, and what a spreadsheet reported has an origin.
    """
    last = {
        entry.fiscal_year: entry
        for entry in row.progress
        if entry.person_id is None and entry.origin is None
    }
    return {year: entry for year, entry in last.items() if entry.mark is not ProgressMark.WITHDRAWN}


def report_of(entry: ProgressEntry) -> ProgressRecord:
    return ProgressRecord(
        entry.fiscal_year,
        entry.mark,
        entry.status,
        entry.text,
        entry.visibility,
        is_posted=entry.person_id is not None,
    )
