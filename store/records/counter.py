"""Procedures and FAQ as spreadsheets bring them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from store.municipalities import ensure_department
from store.records.changes import key_out_of_use
from store.tables import Department, Faq, Procedure, Visibility


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


_PLAIN = (
    "group",
    "summary",
    "who",
    "fee",
    "deadline",
    "place",
    "online_service",
    "online_url",
    "offline_way",
    "related_initiative",
    "note",
    "visibility",
    "source",
    "verified_on",
    "source_document",
)
_OF_A_LISTING = ("visibility", "source", "source_document")
"""What a procedure has that a plan merely lists."""
_LISTS = ("what_to_bring", "keywords", "wordings", "life_events")


class ProcedureShelf:
    kind = Procedure.__tablename__

    def current(self, session: Session, municipality: str) -> Mapping[str, ProcedureRecord]:
        return {row.title: _procedure(row) for row in procedures(session, municipality)}

    def numbers(self, session: Session, municipality: str) -> Mapping[int, str]:
        return {row.id: row.title for row in procedures(session, municipality)}

    def put(
        self, session: Session, municipality: str, record: ProcedureRecord, *, at: datetime
    ) -> int:
        department = _department(session, municipality, record.department)
        row = _one_procedure(session, municipality, record.title)
        if row is None:
            row = Procedure(municipality=municipality, title=record.title)
        for name in _PLAIN:
            setattr(row, name, getattr(record, name))
        for name in _LISTS:
            setattr(row, name, list(getattr(record, name)))
        row.department = department
        row.retired_at = None
        session.add(row)
        session.flush()
        return row.id

    def retire(self, session: Session, municipality: str, key: str, *, at: datetime) -> int:
        row = _known_procedure(session, municipality, key)
        row.retired_at = at
        return row.id

    def rename(self, session: Session, municipality: str, before: str, after: str) -> None:
        """Let a procedure go on under another title."""
        row = _known_procedure(session, municipality, before)
        if retired := _one_procedure(session, municipality, after):
            retired.title = key_out_of_use(after, retired.id)
            session.flush()
        row.title = after
        session.flush()


class ListedProcedureShelf:
    """Procedures as plans list them; it leaves alone what a person has written about one."""

    kind = Procedure.__tablename__

    def current(self, session: Session, municipality: str) -> Mapping[str, ListedProcedureRecord]:
        return {
            row.title: ListedProcedureRecord(row.title, row.listed_group, row.listed_in)
            for row in procedures(session, municipality)
        }

    def put(
        self, session: Session, municipality: str, record: ListedProcedureRecord, *, at: datetime
    ) -> int:
        row = _one_procedure(session, municipality, record.title)
        if row is None or row.retired_at is not None:
            row = row or Procedure(municipality=municipality, title=record.title)
            row.summary = row.offline_way = ""
            row.source = record.source
            row.source_document = record.source_document
        row.listed_group = record.group
        row.listed_in = record.source_document
        row.retired_at = None
        session.add(row)
        session.flush()
        return row.id

    def retire(self, session: Session, municipality: str, key: str, *, at: datetime) -> int:
        """Take it off the list; it goes out of use only where nobody has written about it."""
        row = _known_procedure(session, municipality, key)
        if not _is_written(row):
            row.retired_at = at
        row.listed_in = row.listed_group = ""
        return row.id


class FaqShelf:
    kind = Faq.__tablename__

    def current(self, session: Session, municipality: str) -> Mapping[str, FaqRecord]:
        return {row.question: _faq(row) for row in faqs(session, municipality)}

    def numbers(self, session: Session, municipality: str) -> Mapping[int, str]:
        return {row.id: row.question for row in faqs(session, municipality)}

    def put(self, session: Session, municipality: str, record: FaqRecord, *, at: datetime) -> int:
        department = _department(session, municipality, record.department)
        row = _one_faq(session, municipality, record.question)
        if row is None:
            row = Faq(municipality=municipality, question=record.question)
        row.answer = record.answer
        row.department = department
        row.keywords = list(record.keywords)
        row.wordings = list(record.wordings)
        row.offline_way = record.offline_way
        row.related_procedures = list(record.related_procedures)
        row.visibility = record.visibility
        row.source = record.source
        row.verified_on = record.verified_on
        row.source_document = record.source_document
        row.retired_at = None
        session.add(row)
        session.flush()
        return row.id

    def retire(self, session: Session, municipality: str, key: str, *, at: datetime) -> int:
        row = _known_faq(session, municipality, key)
        row.retired_at = at
        return row.id

    def rename(self, session: Session, municipality: str, before: str, after: str) -> None:
        """Let a question go on in other words."""
        row = _known_faq(session, municipality, before)
        if retired := _one_faq(session, municipality, after):
            retired.question = key_out_of_use(after, retired.id)
            session.flush()
        row.question = after
        session.flush()


def procedures(session: Session, municipality: str) -> list[Procedure]:
    """All procedures in force, in the order they were first imported."""
    return list(
        session.scalars(
            select(Procedure)
            .where(Procedure.municipality == municipality, Procedure.retired_at.is_(None))
            .order_by(Procedure.id)
        )
    )


def faqs(session: Session, municipality: str) -> list[Faq]:
    """All FAQ in force, in the order they were first imported."""
    return list(
        session.scalars(
            select(Faq)
            .where(Faq.municipality == municipality, Faq.retired_at.is_(None))
            .order_by(Faq.id)
        )
    )


def _is_written(row: Procedure) -> bool:
    """Whether a person has written about a procedure, more than that a plan lists it."""
    told = [getattr(row, name) for name in (*_PLAIN, *_LISTS) if name not in _OF_A_LISTING]
    return row.department is not None or any(told)


def _department(session: Session, municipality: str, name: str) -> Department | None:
    return ensure_department(session, municipality, name) if name else None


def _one_procedure(session: Session, municipality: str, title: str) -> Procedure | None:
    return session.scalars(
        select(Procedure).where(Procedure.municipality == municipality, Procedure.title == title)
    ).one_or_none()


def _known_procedure(session: Session, municipality: str, title: str) -> Procedure:
    row = _one_procedure(session, municipality, title)
    if row is None:
        raise LookupError(title)
    return row


def _one_faq(session: Session, municipality: str, question: str) -> Faq | None:
    return session.scalars(
        select(Faq).where(Faq.municipality == municipality, Faq.question == question)
    ).one_or_none()


def _known_faq(session: Session, municipality: str, question: str) -> Faq:
    row = _one_faq(session, municipality, question)
    if row is None:
        raise LookupError(question)
    return row


def _procedure(row: Procedure) -> ProcedureRecord:
    plain: dict[str, Any] = {name: getattr(row, name) for name in _PLAIN}
    lists: dict[str, Any] = {name: tuple(getattr(row, name)) for name in _LISTS}
    department = row.department.name if row.department else ""
    return ProcedureRecord(title=row.title, department=department, **plain, **lists)


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
