"""What each conversation was about last, for ten minutes and without who takes part in it."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session

from store.database import Database
from store.pseudonyms import pseudonym
from store.tables import LastAnswer

REMEMBERED_FOR = timedelta(minutes=10)
"""Whoever asks 「費用は？」 later than this has begun to think of something else."""


def conversation_hash(key: bytes, conversation: str) -> str:
    """A conversation's name for `LastAnswer`: without the key nobody can tell whose it is."""
    return pseudonym(key, conversation)


def remember(
    session: Session, municipality: str, conversation: str, *, entry_key: str, at: datetime
) -> str:
    """Keep the entry that a conversation is about now; ``conversation`` is hashed already. Returns
    what it was about before (`recall`)."""
    row = session.get(LastAnswer, conversation)
    before = _still(row, municipality, at)
    if row is None:
        row = LastAnswer(conversation=conversation)
        session.add(row)
    row.municipality, row.entry_key, row.answered_at = municipality, entry_key, at
    return before


def recall(session: Session, municipality: str, conversation: str, *, now: datetime) -> str:
    """Key of the entry that the conversation was about within ten minutes; else empty."""
    return _still(session.get(LastAnswer, conversation), municipality, now)


def forget(session: Session, conversation: str) -> None:
    """The conversation went on to something that has no entry."""
    session.execute(delete(LastAnswer).where(LastAnswer.conversation == conversation))


def forget_old(database: Database, *, now: datetime) -> None:
    """Delete what is too old to be recalled."""
    with database.writing() as session:
        session.execute(delete(LastAnswer).where(LastAnswer.answered_at < now - REMEMBERED_FOR))


def _still(row: LastAnswer | None, municipality: str, now: datetime) -> str:
    if row is None or row.municipality != municipality:
        return ""
    return row.entry_key if row.answered_at >= now - REMEMBERED_FOR else ""
