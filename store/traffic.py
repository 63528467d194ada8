"""What is on its way, and for how long what has arrived is kept."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete, func, or_, select, update
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from store import outbox
from store.database import Database
from store.inbox import Taken
from store.tables import InboxEvent, InboxState, OutboxMessage, OutboxState, unfinished

KEPT_FOR = timedelta(days=30)
"""Finished events and messages hold user ids; after this nobody needs them for tracing a fault."""
_DELIVERED = (OutboxState.SENT, OutboxState.FAILED, OutboxState.EXPIRED)
"""States in which nothing more is done for a message."""
ERASED = "erased"
"""What the conversation of an event is called whose citizen has left."""


def forget_finished(database: Database, *, now: datetime) -> None:
    """Delete events and messages that were finished and are older than 30 days."""
    inbox = (InboxState.DONE, InboxState.DEAD)
    before = now - KEPT_FOR
    with database.writing() as session:
        session.execute(
            delete(InboxEvent).where(InboxEvent.state.in_(inbox), InboxEvent.received_at < before)
        )
        session.execute(
            delete(OutboxMessage).where(
                OutboxMessage.state.in_(_DELIVERED), OutboxMessage.created_at < before
            )
        )


def forget_conversation(session: Session, event: Taken, *, receiver: str, push: str) -> None:
    """Erase what a conversation left behind, up to the event that is being handled: the words and
    ids in what was received, the replies, and what was pushed or waits to be.

    Args:
        receiver: whom pushes were addressed to.
        push: the service that pushes.
    """
    theirs = select(InboxEvent).where(
        InboxEvent.conversation == event.conversation, InboxEvent.id <= event.id
    )
    for row in session.scalars(theirs):
        row.payload, row.conversation = {}, ERASED
        reply = OutboxMessage.key == f"{row.source}:{row.event_key}"
        finished = OutboxMessage.state.in_(_DELIVERED)
        session.execute(update(OutboxMessage).where(reply, finished).values(payload={}))
    outbox.drop_pushes(session, push, receiver)
    for message in session.scalars(select(OutboxMessage).where(OutboxMessage.service == push)):
        if message.payload.get("to") == receiver and message.state in _DELIVERED:
            message.payload = {}
    session.flush()


def waiting(database: Database) -> dict[str, int] | None:
    """Events and messages that are not finished; nothing when the database does not answer."""
    try:
        with database.reading() as session:
            return {
                "inbox_waiting": session.scalar(
                    select(func.count(InboxEvent.id)).where(unfinished(InboxEvent.state))
                )
                or 0,
                "outbox_waiting": session.scalar(
                    select(func.count(OutboxMessage.id)).where(
                        unfinished(OutboxMessage.state),
                        # What is held back waits for nobody.
                        or_(OutboxMessage.attempts > 0, OutboxMessage.held_until.is_(None)),
                    )
                )
                or 0,
            }
    except SQLAlchemyError:
        return None
