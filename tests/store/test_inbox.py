"""Events received are kept, and taken in turn."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from store import inbox
from store.database import Database
from store.inbox import InboxWriter, Received, Taken
from store.municipalities import ensure
from store.tables import InboxEvent
from tests.at_once import at_once
from tests.small_city import AT, CITY, OTHER_CITY

PATIENCE_SECONDS = 10


@pytest.fixture
def counter(database: Database) -> Database:
    """A municipality without anything else: what an event needs."""
    with database.writing() as session:
        ensure(session, CITY)
    return database


def event(key: str, conversation: str = "citizen-1", municipality: str = CITY) -> Received:
    return Received(municipality, "line", key, conversation, {"text": key}, AT)


def receive(database: Database, *events: Received) -> None:
    writer = InboxWriter(database)
    writer.store(events).result(PATIENCE_SECONDS)
    writer.close()


def take(database: Database, *, after_seconds: float = 0, limit: int = 20) -> list[Taken]:
    return inbox.take(database, now=AT + timedelta(seconds=after_seconds), limit=limit)


def keys(taken: list[Taken]) -> list[str]:
    return [item.event_key for item in taken]


def stored(database: Database) -> list[str]:
    with database.reading() as session:
        return list(session.scalars(select(InboxEvent.event_key).order_by(InboxEvent.id)))


def test_an_event_comes_back_as_it_was_received(counter: Database) -> None:
    receive(counter, event("絵文字😀"))
    (taken,) = take(counter)
    assert (taken.municipality, taken.source, taken.payload) == (CITY, "line", {"text": "絵文字😀"})
    assert (taken.received_at, taken.attempts) == (AT, 1)


def test_a_redelivered_event_is_kept_once(counter: Database) -> None:
    receive(counter, event("a"))
    receive(counter, event("a"), event("b"))
    assert stored(counter) == ["a", "b"]


def test_an_event_that_comes_twice_in_one_request_is_kept_once(counter: Database) -> None:
    receive(counter, event("a"), event("a"))
    assert stored(counter) == ["a"]


def test_the_same_key_of_another_source_is_another_event(counter: Database) -> None:
    slack = Received(CITY, "slack", "a", "channel-1", {}, AT)
    receive(counter, event("a"), slack)
    assert stored(counter) == ["a", "a"]


def test_a_conversation_is_taken_one_event_at_a_time(counter: Database) -> None:
    receive(counter, event("1a", "one"), event("1b", "one"), event("2a", "two"))
    assert keys(take(counter)) == ["1a", "2a"]
    assert take(counter) == [], "the next event of a conversation must wait for the one before it"


def test_the_next_event_of_a_conversation_follows_when_the_first_is_done(
    counter: Database,
) -> None:
    receive(counter, event("first"), event("second"))
    (first,) = take(counter)
    with inbox.turn(counter, first, lambda: AT) as turn:
        assert turn.event == first
    assert keys(take(counter)) == ["second"]


def test_no_more_are_taken_than_asked_for(counter: Database) -> None:
    receive(counter, *(event(str(number), f"citizen-{number}") for number in range(5)))
    assert keys(take(counter, limit=2)) == ["0", "1"]


def test_what_a_dead_worker_held_is_taken_again_when_its_lease_ran_out(counter: Database) -> None:
    receive(counter, event("a"))
    take(counter)
    assert take(counter, after_seconds=59) == []
    (again,) = take(counter, after_seconds=60)
    assert (again.event_key, again.attempts) == ("a", 2)


def test_a_failed_event_waits_and_is_taken_again(counter: Database) -> None:
    receive(counter, event("a"))
    (failed,) = take(counter)
    inbox.give_back(counter, failed, AT, "TimeoutError")
    assert take(counter, after_seconds=0.9) == []
    (again,) = take(counter, after_seconds=1)
    assert again.attempts == 2


def test_each_failure_waits_longer_until_the_last_try(counter: Database) -> None:
    receive(counter, event("a"))
    waits = []
    second = 0
    while True:
        (failed,) = take(counter, after_seconds=second)
        if failed.is_last_try:
            break
        inbox.give_back(counter, failed, AT + timedelta(seconds=second), "TimeoutError")
        before = second
        while not take_would_give(counter, second):
            second += 1
        waits.append(second - before)
    assert waits == [1, 5, 30]


def take_would_give(database: Database, second: int) -> bool:
    with database.reading() as session:
        row = session.scalars(select(InboxEvent)).one()
        return row.not_before <= AT + timedelta(seconds=second)


def test_a_failed_event_holds_the_later_ones_of_its_conversation(counter: Database) -> None:
    receive(counter, event("first"), event("second"))
    (failed,) = take(counter)
    inbox.give_back(counter, failed, AT, "TimeoutError")
    assert take(counter) == []
    assert keys(take(counter, after_seconds=1)) == ["first"]


def test_two_workers_never_take_the_same_event(counter: Database) -> None:
    receive(counter, *(event(str(number), f"citizen-{number}") for number in range(40)))

    def take_all() -> list[str]:
        mine: list[str] = []
        while some := take(counter, limit=3):
            mine += keys(some)
        return mine

    one, two = at_once(take_all, take_all)
    assert sorted(one + two, key=int) == [str(number) for number in range(40)]


def test_an_earlier_event_is_found_by_its_own_municipality_only(counter: Database) -> None:
    receive(counter, event("a"))
    (taken,) = take(counter)
    with counter.reading() as session:
        assert inbox.find(session, CITY, taken.id) == taken
        assert inbox.find(session, OTHER_CITY, taken.id) is None
