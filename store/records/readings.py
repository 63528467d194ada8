"""Readings that a municipality corrects, as spreadsheets bring them (読み方)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from store.records.keyed_rows import KeyedRows, KeyedShelf
from store.tables import CorrectedReading


@dataclass(frozen=True)
class ReadingRecord:
    """A word and how it is read, as a row of a spreadsheet has them."""

    word: str
    reading: str
    source_document: str

    @property
    def key(self) -> str:
        return self.word


class ReadingShelf(KeyedShelf[CorrectedReading]):
    kind = CorrectedReading.__tablename__

    def rows(self, session: Session, municipality: str) -> KeyedRows[CorrectedReading]:
        return KeyedRows(
            session, CorrectedReading, CorrectedReading.word, municipality=municipality
        )

    def current(self, session: Session, municipality: str) -> Mapping[str, ReadingRecord]:
        return {
            row.word: ReadingRecord(row.word, row.reading, row.source_document)
            for row in self.rows(session, municipality).in_force()
        }

    def put(
        self, session: Session, municipality: str, records: Sequence[ReadingRecord], *, at: datetime
    ) -> list[int]:
        rows = self.rows(session, municipality)
        filled = rows.to_fill(records)
        for row, record in zip(filled, records, strict=True):
            row.reading = record.reading
            row.source_document = record.source_document
        return rows.keep(filled)


def corrected_readings(session: Session, municipality: str) -> dict[str, str]:
    """How words are read there, by word."""
    rows = ReadingShelf().rows(session, municipality).in_force()
    return {row.word: row.reading for row in rows}
