"""FAQ as spreadsheets bring them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from store.municipalities import ensure_departments
from store.records.keyed_rows import KeyedRows, KeyedShelf
from store.tables import Faq, Visibility


@dataclass(frozen=True)
class FaqRecord:
    """A question and its answer as a row of a spreadsheet has them."""

    question: str
    answer: str
    department: str
    keywords: tuple[str, ...]
    wordings: tuple[str, ...]
    offline_way: str
    related_procedures: tuple[str, ...]
    visibility: Visibility
    source: str
    verified_on: date | None
    source_document: str

    @property
    def key(self) -> str:
        return self.question


class FaqShelf(KeyedShelf[Faq]):
    kind = Faq.__tablename__

    def rows(self, session: Session, municipality: str) -> KeyedRows[Faq]:
        return KeyedRows(session, Faq, Faq.question, municipality=municipality)

    def current(self, session: Session, municipality: str) -> Mapping[str, FaqRecord]:
        return {row.question: _faq(row) for row in faqs(session, municipality)}

    def put(
        self, session: Session, municipality: str, records: Sequence[FaqRecord], *, at: datetime
    ) -> list[int]:
        names = (record.department for record in records)
        departments = ensure_departments(session, municipality, names)
        rows = self.rows(session, municipality)
        filled = rows.to_fill(records)
        for row, record in zip(filled, records, strict=True):
            row.answer = record.answer
            row.department = departments.get(record.department)
            row.keywords = list(record.keywords)
            row.wordings = list(record.wordings)
            row.offline_way = record.offline_way
            row.related_procedures = list(record.related_procedures)
            row.visibility = record.visibility
            row.source = record.source
            row.verified_on = record.verified_on
            row.source_document = record.source_document
        return rows.keep(filled)


def faqs(session: Session, municipality: str) -> list[Faq]:
    """All FAQ in force, in the order they were first imported."""
    return FaqShelf().rows(session, municipality).in_force()


def _faq(row: Faq) -> FaqRecord:
    return FaqRecord(
        question=row.question,
        answer=row.answer,
        department=row.department.name if row.department else "",
        keywords=tuple(row.keywords),
        wordings=tuple(row.wordings),
        offline_way=row.offline_way,
        related_procedures=tuple(row.related_procedures),
        visibility=row.visibility,
        source=row.source,
        verified_on=row.verified_on,
        source_document=row.source_document,
    )
