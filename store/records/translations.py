"""Procedures in other languages, as spreadsheets bring them (手続の訳)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from store.records.changes import key_out_of_use
from store.records.procedures import procedures
from store.records.shared_fields import fields_of, fill
from store.tables import Procedure, ProcedureTranslation


@dataclass(frozen=True)
class TranslationRecord:
    """A translation as a row of a spreadsheet has it."""

    procedure: str
    """Title of the procedure in Japanese."""
    language: str
    title: str
    summary: str
    who: str
    what_to_bring: tuple[str, ...]
    fee: str
    deadline: str
    place: str
    online_service: str
    offline_way: str
    note: str
    keywords: tuple[str, ...]
    verified_on: date | None
    source_document: str

    @property
    def key(self) -> str:
        return f"{self.procedure}/{self.language}"


_SHARED = (
    "title",
    "summary",
    "who",
    "fee",
    "deadline",
    "place",
    "online_service",
    "offline_way",
    "note",
    "verified_on",
    "source_document",
    "what_to_bring",
    "keywords",
)
_TRANSLATED = (
    "title",
    "summary",
    "who",
    "what_to_bring",
    "fee",
    "deadline",
    "place",
    "online_service",
    "online_url",
    "offline_way",
    "note",
)


class TranslationShelf:
    """Translations of the procedures there are.

    Whoever writes one, or says when it was compared, has the Japanese of that moment before them.
    """

    kind = ProcedureTranslation.__tablename__

    def __init__(self) -> None:
        self._moved: dict[str, ProcedureTranslation] = {}
        """Those that go on under another key, until they are put there."""

    def current(self, session: Session, municipality: str) -> Mapping[str, TranslationRecord]:
        return {key: _record(row) for key, row in self._rows(session, municipality).items()}

    def numbers(self, session: Session, municipality: str) -> Mapping[int, str]:
        return {row.id: key for key, row in self._rows(session, municipality).items()}

    def put(
        self,
        session: Session,
        municipality: str,
        records: Sequence[TranslationRecord],
        *,
        at: datetime,
    ) -> list[int]:
        originals = {row.title: row for row in procedures(session, municipality)}
        known = {(row.procedure_id, row.language): row for row in _all(session, municipality)}
        put = []
        for record in records:
            original = originals[record.procedure]
            there = known.get((original.id, record.language))
            row = self._moved.pop(record.key, None) or there
            if row is None:
                row = ProcedureTranslation(municipality=municipality)
            elif there is not None and there is not row:
                there.language = key_out_of_use(there.language, there.id)
                session.flush()
            row.procedure, row.language = original, record.language
            fill(row, record, _SHARED)
            row.original_digest = digest_of(original)
            row.retired_at = None
            session.add(row)
            session.flush()
            put.append(row.id)
        return put

    def rename(self, session: Session, municipality: str, before: str, after: str) -> None:
        """Let a translation go on as one of another procedure or language, once it is put."""
        moved = self._moved.pop(before, None)
        self._moved[after] = moved or self._rows(session, municipality)[before]

    def retire(
        self, session: Session, municipality: str, keys: Sequence[str], *, at: datetime
    ) -> list[int]:
        rows = self._rows(session, municipality)
        for key in keys:
            rows[key].retired_at = at
        return [rows[key].id for key in keys]

    def _rows(self, session: Session, municipality: str) -> dict[str, ProcedureTranslation]:
        rows = translations(session, municipality)
        return {f"{row.procedure.title}/{row.language}": row for row in rows}


def translations(session: Session, municipality: str) -> list[ProcedureTranslation]:
    """All in force of procedures in force, in the order they were first imported."""
    rows = _all(session, municipality)
    return [row for row in rows if row.retired_at is None and row.procedure.retired_at is None]


def digest_of(original: Procedure) -> str:
    """What tells whether the Japanese of a procedure has changed: SHA-256 of what is translated."""
    told = {name: getattr(original, name) for name in _TRANSLATED}
    return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()


def _all(session: Session, municipality: str) -> Sequence[ProcedureTranslation]:
    rows = select(ProcedureTranslation).filter_by(municipality=municipality)
    return session.scalars(rows.order_by(ProcedureTranslation.id)).all()


def _record(row: ProcedureTranslation) -> TranslationRecord:
    return TranslationRecord(row.procedure.title, row.language, **fields_of(row, _SHARED))
