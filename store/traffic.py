"""How much is on its way, for whoever watches the bot."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError

from store.database import Database
from store.tables import InboxEvent, InboxState, OutboxMessage, OutboxState


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
