"""The writer that stores events before LINE and Slack are told that they arrived."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from store.database import Database
from store.inbox import InboxFull, InboxWriter
from store.municipalities import ensure
from tests.small_city import CITY
from tests.store.test_inbox import PATIENCE_SECONDS, event, stored

UNKNOWN = "nowhere"


@pytest.fixture
def counter(database: Database) -> Database:
    with database.writing() as session:
        ensure(session, CITY)
    return database


@contextmanager
def held_up(database: Database, **limits: int) -> Iterator[InboxWriter]:
    """A writer whose commits wait until the block ends; then it stores what waits and stops."""
    writer = InboxWriter(database, **limits)
    with database.connection() as connection:
        if not database.is_sqlite:
            connection.execute(text("LOCK TABLE inbox IN EXCLUSIVE MODE"))
        yield writer
    writer.close()


def test_what_waits_is_stored_before_the_writer_stops(counter: Database) -> None:
    writer = InboxWriter(counter)
    for number in range(50):
        writer.store([event(str(number))])
    writer.close()
    assert len(stored(counter)) == 50


def test_an_event_is_durable_when_its_future_is_done(counter: Database) -> None:
    writer = InboxWriter(counter)
    writer.store([event("a")]).result(PATIENCE_SECONDS)
    assert stored(counter) == ["a"]
    writer.close()


def test_the_sender_learns_that_the_database_refused(counter: Database) -> None:
    writer = InboxWriter(counter)
    refused = writer.store([event("a", municipality=UNKNOWN)])
    with pytest.raises(IntegrityError):
        refused.result(PATIENCE_SECONDS)
    writer.close()


def test_the_writer_goes_on_after_the_database_refused(counter: Database) -> None:
    writer = InboxWriter(counter)
    writer.store([event("a", municipality=UNKNOWN)])
    writer.store([event("b")]).exception(PATIENCE_SECONDS)
    writer.store([event("c")]).result(PATIENCE_SECONDS)
    writer.close()
    assert "c" in stored(counter)


def test_a_refused_event_does_not_take_others_of_its_batch_with_it(counter: Database) -> None:
    with held_up(counter) as writer:
        writer.store([event("first")])
        writer.store([event("a", municipality=UNKNOWN)])
        kept = writer.store([event("b")])
    kept.result(PATIENCE_SECONDS)
    assert stored(counter) == ["first", "b"]


def test_a_sender_who_hung_up_does_not_stop_the_writer(counter: Database) -> None:
    with held_up(counter) as writer:
        writer.store([event("first")])
        writer.store([event("a")]).cancel()
        later = writer.store([event("b")])
    later.result(PATIENCE_SECONDS)
    assert stored(counter) == ["first", "a", "b"]


def test_more_than_memory_should_hold_is_refused(counter: Database) -> None:
    accepted = 0
    refused = 0
    with held_up(counter, room=2) as writer:
        for number in range(10):
            try:
                writer.store([event(str(number))])
            except InboxFull:
                refused += 1
            else:
                accepted += 1
    assert refused > 0
    assert len(stored(counter)) == accepted
