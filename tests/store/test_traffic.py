"""Events and messages that are finished are not kept for ever."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import insert, select

from store.database import Database
from store.municipalities import ensure
from store.tables import InboxEvent, InboxState, OutboxMessage, OutboxState
from store.traffic import forget_finished
from tests.small_city import AT, CITY

LONG_AGO = AT - timedelta(days=31)


def add_event(database: Database, key: str, state: InboxState, received_at: datetime) -> None:
    fields = {"municipality": CITY, "source": "line", "conversation": key, "payload": {}}
    with database.writing() as session:
        ensure(session, CITY)
        session.execute(
            insert(InboxEvent).values(
                event_key=key, state=state, received_at=received_at, not_before=AT, **fields
            )
        )


def add_message(database: Database, key: str, state: OutboxState, created_at: datetime) -> None:
    fields = {"municipality": CITY, "service": "line_reply", "payload": {}}
    with database.writing() as session:
        ensure(session, CITY)
        session.execute(
            insert(OutboxMessage).values(
                key=key, state=state, created_at=created_at, not_before=AT, **fields
            )
        )


def test_old_events_are_forgotten_once_they_are_finished(database: Database) -> None:
    for state in InboxState:
        add_event(database, f"old {state}", state, LONG_AGO)
        add_event(database, f"new {state}", state, AT)
    forget_finished(database, now=AT)
    with database.reading() as session:
        left = set(session.scalars(select(InboxEvent.event_key)))
    assert left == {f"new {state}" for state in InboxState} | {"old waiting", "old taken"}


def test_old_messages_are_forgotten_once_they_are_finished(database: Database) -> None:
    for state in OutboxState:
        add_message(database, f"old {state}", state, LONG_AGO)
        add_message(database, f"new {state}", state, AT)
    forget_finished(database, now=AT)
    with database.reading() as session:
        left = set(session.scalars(select(OutboxMessage.key)))
    assert left == {f"new {state}" for state in OutboxState} | {"old waiting", "old taken"}
