"""Procedures as spreadsheets bring them, and as plans list them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy.orm import Session

from store.municipalities import ensure_departments
from store.records.keyed_rows import KeyedRows, KeyedShelf
from store.records.shared_fields import fields_of, fill
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
    hours: str = ""
    page_url: str = ""

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


_SHARED = (
    "group",
    "summary",
    "who",
    "fee",
    "deadline",
    "place",
    "hours",
    "online_service",
    "online_url",
    "page_url",
    "offline_way",
    "related_initiative",
    "note",
    "visibility",
    "source",
    "verified_on",
    "source_document",
    "what_to_bring",
    "keywords",
    "wordings",
    "life_events",
)

_OF_A_LISTING = ("visibility", "source", "source_document")
"""What a procedure has that a plan merely lists."""


class _Procedures(KeyedShelf[Procedure]):
    kind = Procedure.__tablename__

    def rows(self, session: Session, municipality: str) -> KeyedRows[Procedure]:
        return KeyedRows(session, Procedure, Procedure.title, municipality=municipality)


class ProcedureShelf(_Procedures):
    def current(self, session: Session, municipality: str) -> Mapping[str, ProcedureRecord]:
        return {row.title: _procedure(row) for row in procedures(session, municipality)}

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
        rows = self.rows(session, municipality)
        filled = rows.to_fill(records)
        for row, record in zip(filled, records, strict=True):
            fill(row, record, _SHARED)
            row.department = departments.get(record.department)
        return rows.keep(filled)


class ListedProcedureShelf(_Procedures):
    """Procedures as plans list them; it leaves alone what a person has written about one."""

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
        rows = self.rows(session, municipality)
        filled = rows.to_fill(records)
        for row, record in zip(filled, records, strict=True):
            is_new = row not in session
            if is_new or row.retired_at is not None:
                row.summary = row.offline_way = ""
                row.source = record.source
                row.source_document = record.source_document
            row.listed_group = record.group
            row.listed_in = record.source_document
        return rows.keep(filled)

    def retire(
        self, session: Session, municipality: str, keys: Sequence[str], *, at: datetime
    ) -> list[int]:
        """Take them off the list; one goes out of use only where nobody has written about it."""
        rows = self.rows(session, municipality).by_key(keys)
        for row in rows.values():
            if not _is_written(row):
                row.retired_at = at
            row.listed_in = row.listed_group = ""
        return [rows[key].id for key in keys]


def procedures(session: Session, municipality: str) -> list[Procedure]:
    """All procedures in force, in the order they were first imported."""
    return ProcedureShelf().rows(session, municipality).in_force()


def _is_written(row: Procedure) -> bool:
    """Whether a person has written about a procedure, more than that a plan lists it."""
    told = [getattr(row, name) for name in _SHARED if name not in _OF_A_LISTING]
    return row.department is not None or any(told)


def _procedure(row: Procedure) -> ProcedureRecord:
    department = row.department.name if row.department else ""
    return ProcedureRecord(title=row.title, department=department, **fields_of(row, _SHARED))
