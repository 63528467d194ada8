"""Wordings (別の言い方) as a spreadsheet brings them: what stands in it has been reviewed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from store import wordings
from store.records.changes import key_out_of_use
from store.tables import Wording, WordingOrigin, WordingState

NO_DOCUMENT = "wording"
"""Wordings come from people and questions as well, so no file is the whole of what it once brought;
only a row that was exported can be missing."""
REVIEWED_BY = "import"


@dataclass(frozen=True)
class NamedEntry:
    """An entry as a row of a spreadsheet names it."""

    kind: str
    title: str


@dataclass(frozen=True)
class WordingRecord:
    """A wording as a row of a spreadsheet has it."""

    kind: str
    title: str
    wording: str
    source_document: str

    @property
    def key(self) -> str:
        return f"{self.kind}/{self.title}/{self.wording}"


class WordingShelf:
    """Accepted wordings of the entries there are; ``names`` gives those by their key."""

    kind = Wording.__tablename__

    def __init__(self, names: Callable[[Session, str], Mapping[str, NamedEntry]]) -> None:
        self._names = names
        self._moved: dict[str, Wording] = {}
        """Wordings that go on under another key, until they are put there."""

    def current(self, session: Session, municipality: str) -> Mapping[str, WordingRecord]:
        named = self._names(session, municipality)
        records = [_record(row, named) for row in _counting(session, municipality, named)]
        return {record.key: record for record in records}

    def numbers(self, session: Session, municipality: str) -> Mapping[int, str]:
        return {row.id: key for key, row in self._rows(session, municipality).items()}

    def put(
        self, session: Session, municipality: str, records: Sequence[WordingRecord], *, at: datetime
    ) -> list[int]:
        named = self._names(session, municipality)
        keys = {entry: key for key, entry in named.items()}
        known = {(row.entry_key, row.text): row for row in wordings.listed(session, municipality)}
        put = []
        for record in records:
            place = keys[NamedEntry(record.kind, record.title)], record.wording
            row, there = self._moved.pop(record.key, None), known.get(place)
            if row is not None and there is not None and there is not row:
                there.text = key_out_of_use(there.text, there.id)
                session.flush()
            row = row or there or _new(municipality, at)
            row.entry_key, row.text = place
            row.state, row.reviewed_at, row.reviewed_by = WordingState.ACCEPTED, at, REVIEWED_BY
            session.add(row)
            session.flush()
            put.append(row.id)
        return put

    def retire(
        self, session: Session, municipality: str, keys: Sequence[str], *, at: datetime
    ) -> list[int]:
        rows = self._rows(session, municipality)
        for key in keys:
            row = rows[key]
            row.state, row.reviewed_at, row.reviewed_by = WordingState.REFUSED, at, REVIEWED_BY
        return [rows[key].id for key in keys]

    def rename(self, session: Session, municipality: str, before: str, after: str) -> None:
        """Let a wording go on in other words or with another entry, once it is put there."""
        moved = self._moved.pop(before, None)
        self._moved[after] = moved or self._rows(session, municipality)[before]

    def _rows(self, session: Session, municipality: str) -> dict[str, Wording]:
        named = self._names(session, municipality)
        rows = _counting(session, municipality, named)
        return {_record(row, named).key: row for row in rows}


def _counting(
    session: Session, municipality: str, named: Mapping[str, NamedEntry]
) -> list[Wording]:
    rows = wordings.listed(session, municipality, WordingState.ACCEPTED)
    return [row for row in rows if row.entry_key in named]


def _record(row: Wording, named: Mapping[str, NamedEntry]) -> WordingRecord:
    entry = named[row.entry_key]
    return WordingRecord(entry.kind, entry.title, row.text, NO_DOCUMENT)


def _new(municipality: str, at: datetime) -> Wording:
    return Wording(municipality=municipality, origin=WordingOrigin.CLERK, proposed_at=at)
