"""FAQ as spreadsheets bring them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from store.municipalities import ensure_departments
from store.records.changes import key_out_of_use
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


class FaqShelf:
    kind = Faq.__tablename__

    def current(self, session: Session, municipality: str) -> Mapping[str, FaqRecord]:
        return {row.question: _faq(row) for row in faqs(session, municipality)}

    def numbers(self, session: Session, municipality: str) -> Mapping[int, str]:
        return {row.id: row.question for row in faqs(session, municipality)}

    def put(
        self, session: Session, municipality: str, records: Sequence[FaqRecord], *, at: datetime
    ) -> list[int]:
        names = (record.department for record in records)
        departments = ensure_departments(session, municipality, names)
        rows = _faqs(session, municipality, [record.question for record in records])
        for record in records:
            if record.question not in rows:
                rows[record.question] = Faq(municipality=municipality, question=record.question)
            row = rows[record.question]
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
            row.retired_at = None
        session.add_all(rows.values())
        session.flush()
        return [rows[record.question].id for record in records]

    def retire(
        self, session: Session, municipality: str, keys: Sequence[str], *, at: datetime
    ) -> list[int]:
        rows = _faqs(session, municipality, keys)
        for row in rows.values():
            row.retired_at = at
        return [rows[key].id for key in keys]

    def rename(self, session: Session, municipality: str, before: str, after: str) -> None:
        """Let a question go on in other words."""
        rows = _faqs(session, municipality, [before, after])
        if retired := rows.get(after):
            retired.question = key_out_of_use(after, retired.id)
            session.flush()
        rows[before].question = after
        session.flush()


def faqs(session: Session, municipality: str) -> list[Faq]:
    """All FAQ in force, in the order they were first imported."""
    return list(
        session.scalars(
            select(Faq)
            .where(Faq.municipality == municipality, Faq.retired_at.is_(None))
            .order_by(Faq.id)
        )
    )


def _faqs(session: Session, municipality: str, questions: Sequence[str]) -> dict[str, Faq]:
    """Those there are, whether in force or retired."""
    rows = session.scalars(
        select(Faq).where(Faq.municipality == municipality, Faq.question.in_(questions))
    )
    return {row.question: row for row in rows}


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
