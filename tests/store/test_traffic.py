"""Events and messages that are finished are not kept for ever."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import insert, select

from store import inbox
from store.database import Database
from store.inbox import Received
from store.municipalities import ensure
from store.tables import InboxEvent, InboxState, OutboxMessage, OutboxState
from store.traffic import forget_conversation, forget_finished
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


def add_message(
    database: Database,
    key: str,
    state: OutboxState,
    created_at: datetime,
    payload: dict[str, str] | None = None,
    service: str = "line_reply",
) -> None:
    fields = {"municipality": CITY, "service": service, "payload": payload or {}}
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


def test_a_conversation_that_ends_leaves_no_words_and_no_ids(database: Database) -> None:
    with database.writing() as session:
        ensure(session, CITY)
    events = [
        Received(CITY, "line", f"{who}{number}", f"line:{who}", {"user": who}, AT)
        for who in ("mine", "other")
        for number in (1, 2, 3)
    ]
    inbox.store(database, events)
    for name in ("mine1", "other1"):
        add_message(database, f"line:{name}", OutboxState.SENT, AT, {"words": name})
    for state in (OutboxState.SENT, OutboxState.WAITING):
        for who in ("mine", "other"):
            add_message(database, f"{state}:{who}", state, AT, {"to": who}, service="line_push")
    with database.writing() as session:
        second = session.scalars(select(InboxEvent).where(InboxEvent.event_key == "mine2")).one()
        event = inbox.find(session, CITY, second.id)
        assert event is not None
        forget_conversation(session, event, receiver="mine", push="line_push")
    with database.reading() as session:
        told = {row.event_key for row in session.scalars(select(InboxEvent)) if row.payload}
        sent = {row.key for row in session.scalars(select(OutboxMessage)) if row.payload}
        hashes = {row.conversation for row in session.scalars(select(InboxEvent))}
        kept = session.scalars(select(OutboxMessage.key)).all()
    assert told == {"mine3", "other1", "other2", "other3"}, "what comes after it is answered"
    assert sent == {"line:other1", "sent:other", "waiting:other"}
    assert hashes == {"erased", "line:mine", "line:other"}
    assert "waiting:mine" not in kept
