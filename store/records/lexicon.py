"""A municipality's own words as spreadsheets bring them (用語の言い換え)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from store.records.changes import key_out_of_use
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


class LexiconShelf:
    kind = LexiconWord.__tablename__

    def current(self, session: Session, municipality: str) -> Mapping[str, LexiconRecord]:
        return {row.word: _record(row) for row in lexicon_words(session, municipality)}

    def numbers(self, session: Session, municipality: str) -> Mapping[int, str]:
        return {row.id: row.word for row in lexicon_words(session, municipality)}

    def put(
        self, session: Session, municipality: str, records: Sequence[LexiconRecord], *, at: datetime
    ) -> list[int]:
        rows = _rows(session, municipality, [record.word for record in records])
        for record in records:
            if record.word not in rows:
                rows[record.word] = LexiconWord(municipality=municipality, word=record.word)
            row = rows[record.word]
            row.means = list(record.means)
            row.source_document = record.source_document
            row.retired_at = None
        session.add_all(rows.values())
        session.flush()
        return [rows[record.word].id for record in records]

    def retire(
        self, session: Session, municipality: str, keys: Sequence[str], *, at: datetime
    ) -> list[int]:
        rows = _rows(session, municipality, keys)
        for row in rows.values():
            row.retired_at = at
        return [rows[key].id for key in keys]

    def rename(self, session: Session, municipality: str, before: str, after: str) -> None:
        """Let the meanings of a word go on under another spelling."""
        rows = _rows(session, municipality, [before, after])
        if retired := rows.get(after):
            retired.word = key_out_of_use(after, retired.id)
            session.flush()
        rows[before].word = after
        session.flush()


def lexicon_words(session: Session, municipality: str) -> list[LexiconWord]:
    """All words in force, in the order they were first imported."""
    return list(
        session.scalars(
            select(LexiconWord)
            .where(LexiconWord.municipality == municipality, LexiconWord.retired_at.is_(None))
            .order_by(LexiconWord.id)
        )
    )


def _rows(session: Session, municipality: str, words: Sequence[str]) -> dict[str, LexiconWord]:
    """Those there are, whether in force or retired."""
    rows = session.scalars(
        select(LexiconWord).where(
            LexiconWord.municipality == municipality, LexiconWord.word.in_(words)
        )
    )
    return {row.word: row for row in rows}


def _record(row: LexiconWord) -> LexiconRecord:
    return LexiconRecord(row.word, tuple(row.means), row.source_document)
