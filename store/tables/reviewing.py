"""What becomes of questions without an answer: drafts that a second person reads, and who waits."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from store.tables.base import Base, words
from store.tables.office import Person


class DraftState(StrEnum):
    """Where a draft of an answer stands."""

    WAITING = "waiting"
    PUBLISHED = "published"
    RETURNED = "returned"
    """Sent back to its author; the questions are open again."""


class AnswerDraft(Base):
    """An answer (回答) written in a review, before a second person has read it (承認).

    It is no entry yet: nobody finds it, neither citizens nor staff.
    """

    __tablename__ = "answer_draft"
    __table_args__ = (Index("ix_answer_draft_municipality_state", "municipality", "state"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    municipality: Mapped[str] = mapped_column(ForeignKey("municipality.code"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    asked: Mapped[list[str]] = mapped_column(default=list)
    """The questions that it answers, in their words."""
    by_citizens: Mapped[bool]
    """Whether a citizen asked any of them."""
    faq: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """The FAQ that it becomes; empty where another entry answers."""
    entry_key: Mapped[str] = mapped_column(default="")
    """Of the entry that answers already."""
    title: Mapped[str]
    """Of that entry, or the question of the FAQ."""
    wordings: Mapped[list[str]] = mapped_column(default=list)
    """By which that entry is to be found."""
    state: Mapped[DraftState] = mapped_column(words(DraftState, "state"))
    written_at: Mapped[datetime]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    decided_at: Mapped[datetime | None]
    comment: Mapped[str] = mapped_column(default="")
    """Why it was sent back."""

    person: Mapped[Person] = relationship(foreign_keys=person_id)
    decided_by: Mapped[Person | None] = relationship(foreign_keys=decided_by_id)


class AnswerNotice(Base):
    """Somebody of staff wants to be told when a question of theirs has an answer; erased then."""

    __tablename__ = "answer_notice"

    question_id: Mapped[int] = mapped_column(ForeignKey("question.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    municipality: Mapped[str] = mapped_column(ForeignKey("municipality.code"))
    wanted_at: Mapped[datetime]

    person: Mapped[Person] = relationship()
