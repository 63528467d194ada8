"""What is on its way, and for how long what has arrived is kept."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.exc import SQLAlchemyError

from store.database import Database
from store.tables import InboxEvent, InboxState, OutboxMessage, OutboxState

KEPT_FOR = timedelta(days=30)
"""Finished events and messages hold user ids; after this nobody needs them for tracing a fault."""


def forget_finished(database: Database, *, now: datetime) -> None:
    """Delete events and messages that were finished and are older than 30 days."""
    inbox = (InboxState.DONE, InboxState.DEAD)
    outbox = (OutboxState.SENT, OutboxState.FAILED, OutboxState.EXPIRED)
    before = now - KEPT_FOR
    with database.writing() as session:
        session.execute(
            delete(InboxEvent).where(InboxEvent.state.in_(inbox), InboxEvent.received_at < before)
        )
        session.execute(
            delete(OutboxMessage).where(
                OutboxMessage.state.in_(outbox), OutboxMessage.created_at < before
            )
        )


def waiting(database: Database) -> dict[str, int] | None:
    """Events and messages that are not finished; nothing when the database does not answer."""
    inbox = (InboxState.WAITING, InboxState.TAKEN)
    outbox = (OutboxState.WAITING, OutboxState.TAKEN)
    try:
        with database.reading() as session:
            return {
                "inbox_waiting": session.scalar(
                    select(func.count(InboxEvent.id)).where(InboxEvent.state.in_(inbox))
                )
                or 0,
                "outbox_waiting": session.scalar(
                    select(func.count(OutboxMessage.id)).where(OutboxMessage.state.in_(outbox))
                )
                or 0,
            }
    except SQLAlchemyError:
        return None
