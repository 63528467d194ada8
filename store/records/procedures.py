"""Procedures as spreadsheets bring them, and as plans list them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from store.municipalities import ensure_departments
from store.records.changes import key_out_of_use
from store.tables import Procedure, Visibility


@dataclass(frozen=True)
class ProcedureRecord:
    """A procedure (手続) as a row of a spreadsheet has it."""

    title: str
    group: str
    summary: str
    who: str
    what_to_bring: tuple[str, ...]
    fee: str
    deadline: str
    department: str
    place: str
    online_service: str
    online_url: str
    offline_way: str
    keywords: tuple[str, ...]
    wordings: tuple[str, ...]
    life_events: tuple[str, ...]
    related_initiative: str
    note: str
    visibility: Visibility
    source: str
    verified_on: date | None
    source_document: str

    @property
    def key(self) -> str:
        return self.title


@dataclass(frozen=True)
class ListedProcedureRecord:
    """A procedure that a plan lists for going online: its name, and no more than its group."""

    title: str
    group: str
    source_document: str
    source: str = field(default="", compare=False)
    """Shown under an answer as long as nobody has written more about the procedure."""

    @property
    def key(self) -> str:
        return self.title


_PLAIN = (
    "group",
    "summary",
    "who",
    "fee",
    "deadline",
    "place",
    "online_service",
    "online_url",
    "offline_way",
    "related_initiative",
    "note",
    "visibility",
    "source",
    "verified_on",
    "source_document",
)


_OF_A_LISTING = ("visibility", "source", "source_document")
"""What a procedure has that a plan merely lists."""


_LISTS = ("what_to_bring", "keywords", "wordings", "life_events")


class ProcedureShelf:
    kind = Procedure.__tablename__

    def current(self, session: Session, municipality: str) -> Mapping[str, ProcedureRecord]:
        return {row.title: _procedure(row) for row in procedures(session, municipality)}

    def numbers(self, session: Session, municipality: str) -> Mapping[int, str]:
        return {row.id: row.title for row in procedures(session, municipality)}

    def put(
        self,
        session: Session,
        municipality: str,
        records: Sequence[ProcedureRecord],
        *,
        at: datetime,
    ) -> list[int]:
        names = (record.department for record in records)
        departments = ensure_departments(session, municipality, names)
        rows = _procedures(session, municipality, [record.title for record in records])
        for record in records:
            if record.title not in rows:
                rows[record.title] = Procedure(municipality=municipality, title=record.title)
            row = rows[record.title]
            for name in _PLAIN:
                setattr(row, name, getattr(record, name))
            for name in _LISTS:
                setattr(row, name, list(getattr(record, name)))
            row.department = departments.get(record.department)
            row.retired_at = None
        session.add_all(rows.values())
        session.flush()
        return [rows[record.title].id for record in records]

    def retire(
        self, session: Session, municipality: str, keys: Sequence[str], *, at: datetime
    ) -> list[int]:
        rows = _procedures(session, municipality, keys)
        for row in rows.values():
            row.retired_at = at
        return [rows[key].id for key in keys]

    def rename(self, session: Session, municipality: str, before: str, after: str) -> None:
        """Let a procedure go on under another title."""
        _rename_procedure(session, municipality, before, after)


class ListedProcedureShelf:
    """Procedures as plans list them; it leaves alone what a person has written about one."""

    kind = Procedure.__tablename__

    def current(self, session: Session, municipality: str) -> Mapping[str, ListedProcedureRecord]:
        return {
            row.title: ListedProcedureRecord(row.title, row.listed_group, row.listed_in)
            for row in procedures(session, municipality)
        }

    def put(
        self,
        session: Session,
        municipality: str,
        records: Sequence[ListedProcedureRecord],
        *,
        at: datetime,
    ) -> list[int]:
        rows = _procedures(session, municipality, [record.title for record in records])
        for record in records:
            row = rows.get(record.title)
            if row is None or row.retired_at is not None:
                row = row or Procedure(municipality=municipality, title=record.title)
                row.summary = row.offline_way = ""
                row.source = record.source
                row.source_document = record.source_document
            row.listed_group = record.group
            row.listed_in = record.source_document
            row.retired_at = None
            rows[record.title] = row
        session.add_all(rows.values())
        session.flush()
        return [rows[record.title].id for record in records]

    def retire(
        self, session: Session, municipality: str, keys: Sequence[str], *, at: datetime
    ) -> list[int]:
        """Take them off the list; one goes out of use only where nobody has written about it."""
        rows = _procedures(session, municipality, keys)
        for row in rows.values():
            if not _is_written(row):
                row.retired_at = at
            row.listed_in = row.listed_group = ""
        return [rows[key].id for key in keys]

    def rename(self, session: Session, municipality: str, before: str, after: str) -> None:
        """Let a procedure go on under the title that the list has for it now."""
        _rename_procedure(session, municipality, before, after)


def procedures(session: Session, municipality: str) -> list[Procedure]:
    """All procedures in force, in the order they were first imported."""
    return list(
        session.scalars(
            select(Procedure)
            .where(Procedure.municipality == municipality, Procedure.retired_at.is_(None))
            .order_by(Procedure.id)
        )
    )


def _is_written(row: Procedure) -> bool:
    """Whether a person has written about a procedure, more than that a plan lists it."""
    told = [getattr(row, name) for name in (*_PLAIN, *_LISTS) if name not in _OF_A_LISTING]
    return row.department is not None or any(told)


def _procedures(session: Session, municipality: str, titles: Sequence[str]) -> dict[str, Procedure]:
    """Those there are, whether in force or retired."""
    rows = session.scalars(
        select(Procedure).where(Procedure.municipality == municipality, Procedure.title.in_(titles))
    )
    return {row.title: row for row in rows}


def _rename_procedure(session: Session, municipality: str, before: str, after: str) -> None:
    rows = _procedures(session, municipality, [before, after])
    if retired := rows.get(after):
        retired.title = key_out_of_use(after, retired.id)
        session.flush()
    rows[before].title = after
    session.flush()


def _procedure(row: Procedure) -> ProcedureRecord:
    plain: dict[str, Any] = {name: getattr(row, name) for name in _PLAIN}
    lists: dict[str, Any] = {name: tuple(getattr(row, name)) for name in _LISTS}
    department = row.department.name if row.department else ""
    return ProcedureRecord(title=row.title, department=department, **plain, **lists)
