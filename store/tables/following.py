"""Subscriptions (通知登録): what a citizen wants to hear of once it has come."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from store.tables.base import Base


class Subscription(Base):
    """A subscription (通知登録) of a citizen; erased when they were told."""

    __tablename__ = "subscription"
    __table_args__ = (
        UniqueConstraint("municipality", "conversation", "subject"),
        Index("ix_subscription_municipality_subject", "municipality", "subject"),
        Index("ix_subscription_sent_as", "sent_as"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    municipality: Mapped[str] = mapped_column(ForeignKey("municipality.code"))
    conversation: Mapped[str]
    """Keyed hash of the citizen's conversation."""
    line_user_id: Mapped[str] = mapped_column(default="")
    """Whom to push to: kept only where that is allowed."""
    subject: Mapped[str]
    """What it is about: ``initiative:12`` to be finished, ``procedure:12`` to go online,
    ``question:12`` to be answered, or the weekly ``digest``."""
    is_paused: Mapped[bool] = mapped_column(default=False)
    """Whether the citizen has switched notices off for now."""
    is_left: Mapped[bool] = mapped_column(default=False)
    """The news could not be pushed and waits for the citizen's next message."""
    sent_as: Mapped[str] = mapped_column(default="")
    """Key of the message in the outbox that tells it; empty while none does."""
    told_until: Mapped[datetime | None]
    """Up to when the digest has told what happened; nothing for all others."""
    created_at: Mapped[datetime]
