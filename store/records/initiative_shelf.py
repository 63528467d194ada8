"""Write what a plan document says of its initiatives; progress is only ever added."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime

from sqlalchemy.orm import Session, selectinload

from store import audit
from store.municipalities import ensure_departments
from store.records.initiatives import (
    InitiativeRecord,
    ProgressRecord,
    ScheduleRecord,
    StoredReport,
    stored_initiatives,
    stored_reports,
)
from store.records.keyed_rows import KeyedRows, KeyedShelf
from store.records.plan_identity import PlanName
from store.tables import (
    Department,
    Initiative,
    InitiativeDepartment,
    ProgressEntry,
    ProgressMark,
    ScheduleItem,
    Visibility,
)

_WITH_WHAT_HANGS_ON_THEM = (
    selectinload(Initiative.departments),
    selectinload(Initiative.schedule),
)


class InitiativeShelf(KeyedShelf[Initiative]):
    """Initiatives of one plan; what people reported of one stays with its row."""

    kind = Initiative.__tablename__

    def __init__(self, plan: PlanName, actor: audit.Actor) -> None:
        self._plan = plan
        self._actor = actor

    def rows(self, session: Session, municipality: str) -> KeyedRows[Initiative]:
        return _rows_of(session, municipality, self._plan.find(session, municipality))

    def current(self, session: Session, municipality: str) -> Mapping[str, InitiativeRecord]:
        plan_id = self._plan.find(session, municipality)
        return stored_initiatives(session, plan_id, self._told) if plan_id is not None else {}

    def put(
        self,
        session: Session,
        municipality: str,
        records: Sequence[InitiativeRecord],
        *,
        at: datetime,
    ) -> list[int]:
        plan = self._plan.ensure(session, municipality)
        rows = _rows_of(session, municipality, plan.id)
        filled = rows.to_fill(records, *_WITH_WHAT_HANGS_ON_THEM)
        names = {name for record in records for name in record.departments}
        departments = ensure_departments(session, municipality, names)
        for row, record in zip(filled, records, strict=True):
            _fill(row, record, at)
            _link(row, [departments[name] for name in record.departments])
            _plan_ahead(row, record.schedule)
        ids = rows.keep(filled)
        reports = stored_reports(session, ids)
        entries = [
            entry
            for row, record in zip(filled, records, strict=True)
            for entry in self._news(row, record.progress, reports[row.id], at)
        ]
        self._append(session, municipality, entries, at=at)
        return ids

    def _told(self, reports: Sequence[StoredReport]) -> list[StoredReport]:
        """What plan documents reported last, by year, unless they took that back.

        What people posted has a person, and what a spreadsheet reported has an origin.
        """
        last = {
            report.fiscal_year: report
            for report in reports
            if report.person_id is None and report.origin is None
        }
        return [
            report
            for _, report in sorted(last.items())
            if report.mark is not ProgressMark.WITHDRAWN
        ]

    def _news(
        self,
        row: Initiative,
        wanted: Sequence[ProgressRecord],
        reports: Sequence[StoredReport],
        at: datetime,
    ) -> Iterator[ProgressEntry]:
        """What to append: what the document reports now, and that it no longer reports a year."""
        told = {report.fiscal_year: report for report in self._told(reports)}
        replaced = {report.replaces_id for report in reports}
        for record in wanted:
            before = told.pop(record.fiscal_year, None)
            if before is None or before.record != record:
                yield new_entry(row, record, before, replaced, at=at)
        for year, before in told.items():
            gone = ProgressRecord(year, ProgressMark.WITHDRAWN, before.status, "")
            yield new_entry(row, gone, before, replaced, at=at)

    def _append(
        self, session: Session, municipality: str, entries: Sequence[ProgressEntry], *, at: datetime
    ) -> None:
        session.add_all(entries)
        session.flush()
        notes = [
            audit.Note(
                action="import.progress",
                subject=f"progress_entry:{entry.id}",
                after=audit.vouched_facts(entry),
            )
            for entry in entries
        ]
        audit.append_all(session, municipality, notes, at=at, actor=self._actor)


def new_entry(
    row: Initiative,
    record: ProgressRecord,
    before: StoredReport | None,
    replaced: Collection[int | None],
    *,
    at: datetime,
    source: str = "",
    origin: str | None = None,
) -> ProgressEntry:
    """An entry in place of ``before``, unless that one is among those replaced already.

    Args:
        source: the document that tells it; the initiative's own where none is given.
    """
    return ProgressEntry(
        municipality=row.municipality,
        initiative_id=row.id,
        fiscal_year=record.fiscal_year,
        mark=record.mark,
        status=record.status,
        text=record.text,
        visibility=record.visibility,
        percent=record.percent,
        evidence_url=record.evidence_url,
        replaces_id=before.id if before is not None and before.id not in replaced else None,
        origin=origin,
        source=source or row.source_document,
        created_at=at,
    )


def _fill(row: Initiative, record: InitiativeRecord, at: datetime) -> None:
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


def _link(row: Initiative, departments: Sequence[Department]) -> None:
    """Let these be the departments; a place that stays keeps its row."""
    del row.departments[len(departments) :]
    for link, department in zip(row.departments, departments, strict=False):
        link.department = department
    row.departments += [
        InitiativeDepartment(
            position=position, municipality=row.municipality, department=departments[position]
        )
        for position in range(len(row.departments), len(departments))
    ]


def _plan_ahead(row: Initiative, schedule: Sequence[ScheduleRecord]) -> None:
    """Let this be the schedule; a place that stays keeps its row."""
    del row.schedule[len(schedule) :]
    row.schedule += [
        ScheduleItem(municipality=row.municipality, position=position)
        for position in range(len(row.schedule), len(schedule))
    ]
    for item, record in zip(row.schedule, schedule, strict=True):
        for name, value in vars(record).items():
            setattr(item, name, value)


def _rows_of(session: Session, municipality: str, plan_id: int | None) -> KeyedRows[Initiative]:
    return KeyedRows(
        session, Initiative, Initiative.title, municipality=municipality, plan_id=plan_id
    )
