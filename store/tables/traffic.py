"""What comes in and goes out: inbox, outbox, questions asked and digests sent."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    JSON,
    BindParameter,
    ColumnElement,
    ForeignKey,
    Index,
    UniqueConstraint,
    bindparam,
    text,
)
from sqlalchemy.orm import InstrumentedAttribute, Mapped, mapped_column, relationship

from store.tables.base import Base, words

_UNFINISHED = text("state IN ('waiting', 'taken')")
_OF_UNFINISHED: dict[str, Any] = {"sqlite_where": _UNFINISHED, "postgresql_where": _UNFINISHED}
"""Of events and messages few of those that are kept, and always taken in their order."""


def unfinished(state: InstrumentedAttribute[Any]) -> ColumnElement[bool]:
    """That an event or a message waits or is taken, by the column of its state. It is written out
    in the query: only so does SQLite see that the index of what is unfinished will do, and a long
    queue costs no more than a short one."""
    states: BindParameter[list[str]] = bindparam(
        "unfinished", ["waiting", "taken"], unique=True, expanding=True, literal_execute=True
    )
    return state.in_(states)


class InboxState(StrEnum):
    """Where an event received (inbox) stands."""

    WAITING = "waiting"
    """Stored and acknowledged, not handled yet, or to be tried again at ``not_before``."""
    TAKEN = "taken"
    """A worker holds it until ``lease_until``; after that another may take it."""
    DONE = "done"
    DEAD = "dead"
    """Handling failed too often; the sender got an apology."""


class OutboxState(StrEnum):
    """Where a message to deliver (outbox) stands."""

    WAITING = "waiting"
    TAKEN = "taken"
    SENT = "sent"
    FAILED = "failed"
    """Refused for good, or tried too often; ``error`` says why."""
    EXPIRED = "expired"
    """Too late to be of use, such as a reply after its token's life."""


class InboxEvent(Base):
    """One event received (inbox), stored before it is acknowledged."""

    __tablename__ = "inbox"
    __table_args__ = (
        UniqueConstraint("source", "event_key"),
        Index("ix_inbox_unfinished", "id", **_OF_UNFINISHED),
        Index("ix_inbox_unfinished_conversation", "conversation", "id", **_OF_UNFINISHED),
        Index("ix_inbox_conversation_id", "conversation", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    municipality: Mapped[str] = mapped_column(ForeignKey("municipality.code"))
    source: Mapped[str]
    """``line``, ``slack``, ``outbox`` for how a delivery ended, or ``clock`` for what is due."""
    event_key: Mapped[str]
    """What makes a redelivery recognisable: webhookEventId, event_id, trigger_id."""
    conversation: Mapped[str]
    """Events of one conversation are handled one after the other."""
    payload: Mapped[dict[str, Any]]
    state: Mapped[InboxState] = mapped_column(words(InboxState, "state"))
    attempts: Mapped[int] = mapped_column(default=0)
    not_before: Mapped[datetime]
    lease_until: Mapped[datetime | None]
    error: Mapped[str] = mapped_column(default="")
    received_at: Mapped[datetime]
    handled_at: Mapped[datetime | None]


class OutboxMessage(Base):
    """One message to deliver (outbox), written in the transaction of what it tells about."""

    __tablename__ = "outbox"
    __table_args__ = (
        Index("ix_outbox_unfinished", "id", **_OF_UNFINISHED),
        Index("ix_outbox_thread_id", "thread_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    municipality: Mapped[str] = mapped_column(ForeignKey("municipality.code"))
    key: Mapped[str] = mapped_column(unique=True)
    """What must not be sent twice, such as ``line:<webhookEventId>`` or ``digest:<id>``."""
    service: Mapped[str]
    """Which client delivers it, such as ``line_reply``, ``slack_post`` or ``slack_view``."""
    payload: Mapped[dict[str, Any]]
    instead: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    """Service and payload of what goes out where this one could not be delivered."""
    tells_back: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    """Payload of the event that then goes into the inbox, with why; nothing for most."""
    tells_success: Mapped[bool] = mapped_column(default=False)
    """The event goes into the inbox where it was delivered, too."""
    thread_id: Mapped[int | None] = mapped_column(ForeignKey("initiative_thread.id"))
    """The thread it belongs to; the messages of one thread go out one after the other."""
    state: Mapped[OutboxState] = mapped_column(words(OutboxState, "state"))
    attempts: Mapped[int] = mapped_column(default=0)
    not_before: Mapped[datetime]
    held_until: Mapped[datetime | None]
    """Until then it is held back on purpose, and may be taken back."""
    expires_at: Mapped[datetime | None]
    lease_until: Mapped[datetime | None]
    error: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]

    thread: Mapped[InitiativeThread | None] = relationship()


class InitiativeThread(Base):
    """The thread of an initiative in a department's channel: the history of its progress.

    The first message that belongs to it opens it.
    """

    __tablename__ = "initiative_thread"
    __table_args__ = (Index("ix_initiative_thread_initiative_id", "initiative_id", "channel"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    municipality: Mapped[str] = mapped_column(ForeignKey("municipality.code"))
    initiative_id: Mapped[int] = mapped_column(ForeignKey("initiative.id"))
    channel: Mapped[str]
    """Id of the Slack channel."""
    ts: Mapped[str] = mapped_column(default="")
    """What Slack calls the message that opened it; empty until that is posted."""
    error: Mapped[str] = mapped_column(default="")
    """Why nothing can be posted in it any more; the next entry then opens another."""


class Reviewed(StrEnum):
    """What the office made of a question that got no answer."""

    ANSWERED = "answered"
    """There is an answer now, or a wording by which one is found."""
    PUT_ASIDE = "put_aside"
    """Nothing to answer; the same words are not shown again."""


class Question(Base):
    """A question (質問) that somebody asked, with its outcome and without who asked."""

    __tablename__ = "question"
    __table_args__ = (Index("ix_question_municipality_asked_at", "municipality", "asked_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    municipality: Mapped[str] = mapped_column(ForeignKey("municipality.code"))
    audience: Mapped[str]
    channel: Mapped[str]
    text: Mapped[str]
    """With personal numbers masked."""
    decision: Mapped[str]
    kind: Mapped[str]
    title: Mapped[str]
    entry_key: Mapped[str] = mapped_column(default="")
    """Kind and id of the entry it was answered with, such as ``procedure:12``."""
    confidence: Mapped[float]
    asked_at: Mapped[datetime]
    reviewed_as: Mapped[Reviewed | None] = mapped_column(words(Reviewed, "reviewed_as"))
    reviewed_at: Mapped[datetime | None]


class QuestionRating(Base):
    """What one person thought of the answer to a question: the last thing they said counts."""

    __tablename__ = "question_rating"

    question_id: Mapped[int] = mapped_column(ForeignKey("question.id"), primary_key=True)
    rater: Mapped[str] = mapped_column(primary_key=True)
    """Keyed hash, another one for each question; never a user's id."""
    municipality: Mapped[str] = mapped_column(ForeignKey("municipality.code"))
    is_helpful: Mapped[bool]
    reason: Mapped[str] = mapped_column(default="")
    """Why it did not help, as far as they said, such as ``unclear``."""
    rated_at: Mapped[datetime]


class Digest(Base):
    """A digest (ダイジェスト): one per kind, audience and period."""

    __tablename__ = "digest"
    __table_args__ = (UniqueConstraint("municipality", "kind", "audience", "period"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    municipality: Mapped[str] = mapped_column(ForeignKey("municipality.code"))
    kind: Mapped[str]
    audience: Mapped[str]
    period: Mapped[str]
    """ISO week such as ``2026-W47``."""
    created_at: Mapped[datetime]
