"""Life events (ライフイベント): own steps, where a conversation is, and what to remind it of."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from store.tables.base import Base, Retirable, Visibility


class LifeEventStep(Retirable):
    """A step (手順) that a municipality adds to life events, or puts in the place of a packaged one
    of the same title."""

    __tablename__ = "life_event_step"
    __table_args__ = (UniqueConstraint("municipality", "title"),)

    municipality: Mapped[str] = mapped_column(ForeignKey("municipality.code"))
    title: Mapped[str]
    life_events: Mapped[list[str]] = mapped_column(default=list)
    """Names of the events it belongs to."""
    what: Mapped[str] = mapped_column(default="")
    when: Mapped[list[str]] = mapped_column("when_answers", default=list)
    """Answers that somebody must have given for it."""
    deadline: Mapped[str] = mapped_column(default="")
    procedure: Mapped[str] = mapped_column(default="")
    """Title of the entry that tells more."""
    department: Mapped[str] = mapped_column(default="")
    place: Mapped[str] = mapped_column(default="")
    source: Mapped[str] = mapped_column(default="")
    visibility: Mapped[Visibility] = mapped_column(default=Visibility.PUBLIC)
    """内部 leaves out the packaged step of this title."""
    source_document: Mapped[str] = mapped_column(default="")


class LifeEventVisit(Base):
    """How far a conversation is in a life event; erased a day after the last tap."""

    __tablename__ = "life_event_visit"
    __table_args__ = (Index("ix_life_event_visit_last_at", "last_at"),)

    conversation: Mapped[str] = mapped_column(primary_key=True)
    """Keyed hash; never a user's id."""
    municipality: Mapped[str] = mapped_column(ForeignKey("municipality.code"))
    event: Mapped[str]
    answers: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """By the number of the question; "" for 「わからない」."""
    day: Mapped[date | None]
    is_day_asked: Mapped[bool] = mapped_column(default=False)
    """Whether the question for the day was answered, be it with 「まだ決まっていない」."""
    done: Mapped[list[str]] = mapped_column(default=list)
    """Titles of the steps that are ticked off."""
    last_at: Mapped[datetime]


class LifeEventReminder(Base):
    """A deadline that somebody asked to be reminded of; erased when that is done or called off."""

    __tablename__ = "life_event_reminder"
    __table_args__ = (
        UniqueConstraint("conversation", "event", "title"),
        Index("ix_life_event_reminder_on_day", "on_day"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    municipality: Mapped[str] = mapped_column(ForeignKey("municipality.code"))
    conversation: Mapped[str]
    """Keyed hash of the citizen's conversation."""
    line_user_id: Mapped[str]
    """Whom to push to; kept for this alone."""
    event: Mapped[str]
    title: Mapped[str]
    due: Mapped[date]
    on_day: Mapped[date]
    """When to remind."""
