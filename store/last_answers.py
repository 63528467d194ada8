"""What each conversation was about last, for ten minutes and without who takes part in it."""

from __future__ import annotations

import hashlib
import hmac
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from store.database import Database
from store.tables import LastAnswer

REMEMBERED_FOR = timedelta(minutes=10)
"""Whoever asks 「費用は？」 later than this has begun to think of something else."""


def conversation_hash(key: bytes, conversation: str) -> str:
    """A conversation's name for `LastAnswer`: without the key nobody can tell whose it is."""
    return hmac.new(key, conversation.encode("utf-8", "replace"), hashlib.sha256).hexdigest()


def remember(
    session: Session, municipality: str, conversation: str, *, entry_key: str, at: datetime
) -> None:
    """Keep the entry that a conversation is about now; ``conversation`` is hashed already."""
    session.merge(
        LastAnswer(
            conversation=conversation,
            municipality=municipality,
            entry_key=entry_key,
            answered_at=at,
        )
    )


def recall(session: Session, municipality: str, conversation: str, *, now: datetime) -> str:
    """Key of the entry that the conversation was about within ten minutes; else empty."""
    found = session.scalar(
        select(LastAnswer.entry_key).where(
            LastAnswer.conversation == conversation,
            LastAnswer.municipality == municipality,
            LastAnswer.answered_at >= now - REMEMBERED_FOR,
        )
    )
    return found or ""


def forget(session: Session, conversation: str) -> None:
    """The conversation went on to something that has no entry."""
    session.execute(delete(LastAnswer).where(LastAnswer.conversation == conversation))


def forget_old(database: Database, *, now: datetime) -> None:
    """Delete what is too old to be recalled."""
    with database.writing() as session:
        session.execute(delete(LastAnswer).where(LastAnswer.answered_at < now - REMEMBERED_FOR))
