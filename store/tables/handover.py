"""Handovers (有人対応): a citizen on LINE and staff in Slack talk through the counter."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from store.tables.base import Base, words
from store.tables.office import Department


class HandoverState(StrEnum):
    """Where a handover stands."""

    WAITING = "waiting"
    """The citizen asked for a person and has yet to say about what."""
    OPEN = "open"
    CLOSED = "closed"


class Sender(StrEnum):
    """Whose words a message has; a citizen's go to staff, all others to the citizen."""

    CITIZEN = "citizen"
    STAFF = "staff"
    COUNTER = "counter"
    """What the bot itself has to tell the citizen, such as that staff ended the handover."""


class MessageState(StrEnum):
    """Where a message of a handover stands."""

    WAITING = "waiting"
    """For the one before it, or for a way to the citizen."""
    ON_ITS_WAY = "on_its_way"
    """In the outbox."""
    DELIVERED = "delivered"


class Handover(Base):
    """One handover (有人対応), without who the citizen is."""

    __tablename__ = "handover"
    __table_args__ = (
        Index("ix_handover_conversation", "conversation"),
        Index("ix_handover_channel", "channel", "thread_ts"),
        Index("ix_handover_state_last_at", "state", "last_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    municipality: Mapped[str] = mapped_column(ForeignKey("municipality.code"))
    department_id: Mapped[int | None] = mapped_column(ForeignKey("department.id"))
    state: Mapped[HandoverState] = mapped_column(words(HandoverState, "state"))
    conversation: Mapped[str]
    """Keyed hash of the citizen's conversation; emptied when nothing is left to deliver."""
    line_user_id: Mapped[str] = mapped_column(default="")
    """Whom to push to: kept only where that is allowed, and as long as ``conversation``."""
    channel: Mapped[str] = mapped_column(default="")
    """Id of the Slack channel that its thread is in."""
    thread_ts: Mapped[str] = mapped_column(default="")
    """What Slack calls the message that opened the thread; empty until that is posted."""
    held_reply: Mapped[str] = mapped_column(default="")
    """Key of the message in the outbox that keeps the citizen's reply token for staff."""
    asked_at: Mapped[datetime]
    last_at: Mapped[datetime]
    """When somebody wrote last."""
    closed_at: Mapped[datetime | None]

    department: Mapped[Department | None] = relationship(lazy="joined")


class HandoverMessage(Base):
    """One message of a handover, with personal numbers masked."""

    __tablename__ = "handover_message"
    __table_args__ = (Index("ix_handover_message_handover_id", "handover_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    municipality: Mapped[str] = mapped_column(ForeignKey("municipality.code"))
    handover_id: Mapped[int] = mapped_column(ForeignKey("handover.id"))
    sender: Mapped[Sender] = mapped_column(words(Sender, "sender"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    """Who of staff wrote it."""
    text: Mapped[str]
    state: Mapped[MessageState] = mapped_column(words(MessageState, "state"))
    written_at: Mapped[datetime]
