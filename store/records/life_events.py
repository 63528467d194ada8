"""A municipality's own steps of life events as spreadsheets bring them (ライフイベントの手順)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from store.records.keyed_rows import KeyedRows, KeyedShelf
from store.records.shared_fields import fields_of, fill
from store.tables import LifeEventStep, Visibility


@dataclass(frozen=True)
class LifeEventStepRecord:
    """A step (手順) as a row of a spreadsheet has it."""

    title: str
    life_events: tuple[str, ...]
    what: str
    when: tuple[str, ...]
    deadline: str
    procedure: str
    department: str
    place: str
    source: str
    visibility: Visibility
    source_document: str

    @property
    def key(self) -> str:
        return self.title


_SHARED = (
    "what",
    "deadline",
    "procedure",
    "department",
    "place",
    "source",
    "visibility",
    "source_document",
    "life_events",
    "when",
)


class LifeEventStepShelf(KeyedShelf[LifeEventStep]):
    kind = LifeEventStep.__tablename__

    def rows(self, session: Session, municipality: str) -> KeyedRows[LifeEventStep]:
        return KeyedRows(session, LifeEventStep, LifeEventStep.title, municipality=municipality)

    def current(self, session: Session, municipality: str) -> Mapping[str, LifeEventStepRecord]:
        return {row.title: _record(row) for row in own_steps(session, municipality)}

    def put(
        self,
        session: Session,
        municipality: str,
        records: Sequence[LifeEventStepRecord],
        *,
        at: datetime,
    ) -> list[int]:
        rows = self.rows(session, municipality)
        filled = rows.to_fill(records)
        for row, record in zip(filled, records, strict=True):
            fill(row, record, _SHARED)
        return rows.keep(filled)


def own_steps(session: Session, municipality: str) -> list[LifeEventStep]:
    """All steps in force, in the order they were first imported."""
    return LifeEventStepShelf().rows(session, municipality).in_force()


def _record(row: LifeEventStep) -> LifeEventStepRecord:
    return LifeEventStepRecord(title=row.title, **fields_of(row, _SHARED))
