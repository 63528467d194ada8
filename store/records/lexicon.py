"""A municipality's own words as spreadsheets bring them (用語の言い換え)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from store.records.keyed_rows import KeyedRows, KeyedShelf
from store.tables import LexiconWord


@dataclass(frozen=True)
class LexiconRecord:
    """A word and what it means, as a row of a spreadsheet has them."""

    word: str
    means: tuple[str, ...]
    source_document: str

    @property
    def key(self) -> str:
        return self.word


class LexiconShelf(KeyedShelf[LexiconWord]):
    kind = LexiconWord.__tablename__

    def rows(self, session: Session, municipality: str) -> KeyedRows[LexiconWord]:
        return KeyedRows(session, LexiconWord, LexiconWord.word, municipality=municipality)

    def current(self, session: Session, municipality: str) -> Mapping[str, LexiconRecord]:
        return {row.word: _record(row) for row in lexicon_words(session, municipality)}

    def put(
        self, session: Session, municipality: str, records: Sequence[LexiconRecord], *, at: datetime
    ) -> list[int]:
        rows = self.rows(session, municipality)
        filled = rows.to_fill(records)
        for row, record in zip(filled, records, strict=True):
            row.means = list(record.means)
            row.source_document = record.source_document
        return rows.keep(filled)


def lexicon_words(session: Session, municipality: str) -> list[LexiconWord]:
    """All words in force, in the order they were first imported."""
    return LexiconShelf().rows(session, municipality).in_force()


def _record(row: LexiconWord) -> LexiconRecord:
    return LexiconRecord(row.word, tuple(row.means), row.source_document)
