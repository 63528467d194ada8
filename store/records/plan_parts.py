"""Parts of a plan (sections, terms, meetings …) as a document or spreadsheet brings them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Generic, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from store.records.keyed_rows import KeyedRows, KeyedShelf
from store.records.plan_identity import PlanName
from store.records.shared_fields import fill, frozen
from store.tables import (
    CadenceUnit,
    Edition,
    Indicator,
    ItemKind,
    MaturityLevel,
    Meeting,
    PlanItem,
    PlanPart,
    Section,
    Term,
    Theme,
    Visibility,
)


@dataclass(frozen=True, kw_only=True)
class PartRecord:
    """What every part has besides its own fields."""

    key: str
    source_document: str
    source_heading: str = ""
    source_edition: str = ""
    visibility: Visibility | None = None
    """Nothing leaves it to what is stored, or to the kind's default."""


@dataclass(frozen=True, kw_only=True)
class EditionRecord(PartRecord):
    """An edition (版) as the history of a document lists it."""

    title: str
    issued_on: str = ""
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class SectionRecord(PartRecord):
    """A heading and the text under it."""

    title: str
    path: tuple[str, ...] = ()
    text: str


@dataclass(frozen=True, kw_only=True)
class ThemeRecord(PartRecord):
    """A theme (政策分野) with the titles of those above it."""

    title: str
    path: tuple[str, ...] = ()
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class TermRecord(PartRecord):
    """A term (用語) and what it means."""

    title: str
    mark: str = ""
    text: str


@dataclass(frozen=True, kw_only=True)
class MeetingRecord(PartRecord):
    """A meeting (会議体); its cadence is ``times`` in every ``every`` units."""

    title: str
    purpose: str = ""
    members: tuple[str, ...] = ()
    cadence: str = ""
    times: int | None = None
    every: int | None = None
    unit: CadenceUnit | None = None


@dataclass(frozen=True, kw_only=True)
class IndicatorRecord(PartRecord):
    """An indicator (指標); years are fiscal years."""

    title: str
    unit: str = ""
    baseline: float | None = None
    baseline_year: int | None = None
    target: float | None = None
    target_year: int | None = None
    department: str = ""


@dataclass(frozen=True, kw_only=True)
class MaturityRecord(PartRecord):
    """A level of a category of digital maturity (デジタル化レベル)."""

    category: str
    level: int
    text: str
    target_year: int | None = None


@dataclass(frozen=True, kw_only=True)
class ItemRecord(PartRecord):
    """An item of a list in the document, with its facts as label and text."""

    kind: ItemKind
    title: str
    group: str = ""
    path: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()


_TABLES: dict[type[PartRecord], type[PlanPart]] = {
    EditionRecord: Edition,
    SectionRecord: Section,
    ThemeRecord: Theme,
    TermRecord: Term,
    MeetingRecord: Meeting,
    IndicatorRecord: Indicator,
    MaturityRecord: MaturityLevel,
    ItemRecord: PlanItem,
}

PART_RECORDS: tuple[type[PartRecord], ...] = tuple(_TABLES)
"""Every kind of part, in the order in which they are written."""

PART_KINDS = {record: table.__tablename__ for record, table in _TABLES.items()}

P = TypeVar("P", bound=PartRecord)


class PartShelf(KeyedShelf[PlanPart], Generic[P]):
    """The parts of one kind of one plan; what was observed of a part stays with its row."""

    def __init__(self, record: type[P], plan: PlanName) -> None:
        self._record = record
        self._table = _TABLES[record]
        self._plan = plan
        self._names = [field.name for field in fields(record)]
        self.kind = self._table.__tablename__

    def rows(self, session: Session, municipality: str) -> KeyedRows[PlanPart]:
        return self._rows_of(session, municipality, self._plan.find(session, municipality))

    def current(self, session: Session, municipality: str) -> Mapping[str, P]:
        plan_id = self._plan.find(session, municipality)
        # As plain rows: a plan can have many thousands, and they are only compared.
        columns = [getattr(self._table, name) for name in self._names]
        rows = session.execute(
            select(*columns)
            .where(self._table.plan_id == plan_id, self._table.retired_at.is_(None))
            .order_by(self._table.id)
        )
        records = (
            self._record(**dict(zip(self._names, map(frozen, row), strict=True))) for row in rows
        )
        return {record.key: record for record in records}

    def put(
        self, session: Session, municipality: str, records: Sequence[P], *, at: datetime
    ) -> list[int]:
        plan = self._plan.ensure(session, municipality)
        rows = self._rows_of(session, municipality, plan.id)
        filled = rows.to_fill(records)
        for row, record in zip(filled, records, strict=True):
            fill(row, record, (name for name in self._names if name != "visibility"))
            row.visibility = record.visibility or row.visibility or Visibility.PUBLIC
            row.imported_at = at
        return rows.keep(filled)

    def _rows_of(
        self, session: Session, municipality: str, plan_id: int | None
    ) -> KeyedRows[PlanPart]:
        return KeyedRows(
            session, self._table, self._table.key, municipality=municipality, plan_id=plan_id
        )
