"""Messages are delivered once: leases, retries, expiry, two workers."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from store import outbox
from store.database import Database
from store.municipalities import ensure
from store.outbox import Content, Held, Outgoing, Result
from store.tables import OutboxMessage, OutboxState
from tests.at_once import at_once
from tests.small_city import AT, CITY


@pytest.fixture
def counter(database: Database) -> Database:
    with database.writing() as session:
        ensure(session, CITY)
    return database


def enqueue(
    database: Database, *keys: str, words: str = "こんにちは", expires_at: datetime | None = None
) -> None:
    with database.writing() as session:
        for key in keys:
            message = Outgoing(key, "line_reply", {"text": words}, expires_at)
            outbox.enqueue(session, message, municipality=CITY, now=AT)


def take(database: Database, *, after_seconds: float = 0, key: str = "") -> list[Held]:
    return outbox.take(database, now=AT + timedelta(seconds=after_seconds), key=key)


def settle(database: Database, held: Held, state: OutboxState, **how: object) -> None:
    outbox.settle(database, [Result(held, state, **how)], now=AT)  # type: ignore[arg-type]


def state(database: Database, key: str = "a") -> tuple[OutboxState, str] | None:
    with database.reading() as session:
        return outbox.state_of(session, key)


def test_a_message_is_kept_once(counter: Database) -> None:
    enqueue(counter, "a", words="一通目")
    enqueue(counter, "a", words="二通目")
    assert [held.payload for held in take(counter)] == [{"text": "一通目"}]


def test_messages_are_taken_in_the_order_they_were_written(counter: Database) -> None:
    enqueue(counter, "b", "a", "c")
    assert [held.key for held in take(counter)] == ["b", "a", "c"]


def test_a_message_that_one_worker_holds_is_not_taken_by_another(counter: Database) -> None:
    enqueue(counter, "a")
    take(counter)
    assert take(counter, after_seconds=29) == []


def test_what_a_dead_worker_held_is_taken_when_its_lease_ran_out(counter: Database) -> None:
    enqueue(counter, "a")
    take(counter)
    (again,) = take(counter, after_seconds=30)
    assert again.attempts == 2


def test_a_command_that_waits_takes_its_own_message_only(counter: Database) -> None:
    enqueue(counter, "a", "b")
    assert [held.key for held in take(counter, key="b")] == ["b"]


def test_a_message_too_late_to_be_of_use_expires(counter: Database) -> None:
    enqueue(counter, "a", expires_at=AT + timedelta(seconds=50))
    assert take(counter, after_seconds=50) == []
    assert state(counter) == (OutboxState.EXPIRED, "")


def test_a_message_in_time_does_not_expire(counter: Database) -> None:
    enqueue(counter, "a", expires_at=AT + timedelta(seconds=50))
    assert [held.key for held in take(counter, after_seconds=49)] == ["a"]


def test_a_delivered_message_is_never_taken_again(counter: Database) -> None:
    enqueue(counter, "a")
    (held,) = take(counter)
    settle(counter, held, OutboxState.SENT)
    assert take(counter, after_seconds=3600) == []
    assert state(counter) == (OutboxState.SENT, "")


def test_a_delivered_message_says_when(counter: Database) -> None:
    enqueue(counter, "a")
    (held,) = take(counter)
    settle(counter, held, OutboxState.SENT)
    with counter.reading() as session:
        assert session.scalars(select(OutboxMessage.sent_at)).one() == AT


def test_a_delivery_that_may_work_later_is_tried_later(counter: Database) -> None:
    enqueue(counter, "a")
    (held,) = take(counter)
    retry_at = AT + timedelta(seconds=10)
    settle(counter, held, OutboxState.WAITING, error="HTTP 503", retry_at=retry_at)
    assert take(counter, after_seconds=9) == []
    (again,) = take(counter, after_seconds=10)
    assert again.attempts == 2


def test_a_delivery_refused_for_good_is_given_up_and_says_why(counter: Database) -> None:
    enqueue(counter, "a")
    (held,) = take(counter)
    settle(counter, held, OutboxState.FAILED, error="HTTP 400")
    assert take(counter, after_seconds=3600) == []
    assert state(counter) == (OutboxState.FAILED, "HTTP 400")


def test_a_worker_that_was_too_slow_does_not_settle_for_the_one_that_took_over(
    counter: Database,
) -> None:
    enqueue(counter, "a")
    (slow,) = take(counter)
    take(counter, after_seconds=30)
    settle(counter, slow, OutboxState.FAILED, error="TimeoutError")
    assert state(counter) == (OutboxState.TAKEN, "")


def test_two_workers_never_take_the_same_message(counter: Database) -> None:
    enqueue(counter, *(f"m{number}" for number in range(60)))

    def take_all() -> list[str]:
        mine: list[str] = []
        while some := outbox.take(counter, now=AT, limit=4):
            mine += [held.key for held in some]
        return mine

    one, two = at_once(take_all, take_all)
    assert sorted(one + two) == sorted(f"m{number}" for number in range(60))


def test_a_message_nobody_wrote_has_no_state(counter: Database) -> None:
    assert state(counter, "unknown") is None


def enqueue_with_instead(database: Database, *, expires_at: datetime | None = None) -> None:
    instead = Content("slack_post", {"text": "もう一度"})
    with database.writing() as session:
        message = Outgoing("a", "slack_view", {}, expires_at, instead)
        outbox.enqueue(session, message, municipality=CITY, now=AT)


@pytest.mark.parametrize("end", [OutboxState.FAILED, OutboxState.EXPIRED])
def test_instead_of_what_could_not_be_delivered_another_message_goes_out(
    counter: Database, end: OutboxState
) -> None:
    enqueue_with_instead(counter)
    (held,) = take(counter)
    settle(counter, held, end)
    assert [(one.key, one.service, one.payload) for one in take(counter)] == [
        ("a:instead", "slack_post", {"text": "もう一度"})
    ]


def test_nothing_goes_out_instead_of_what_arrived(counter: Database) -> None:
    enqueue_with_instead(counter)
    (held,) = take(counter)
    settle(counter, held, OutboxState.SENT)
    assert take(counter) == []


def test_nothing_goes_out_instead_of_what_is_tried_again(counter: Database) -> None:
    enqueue_with_instead(counter)
    (held,) = take(counter)
    settle(counter, held, OutboxState.WAITING, retry_at=AT + timedelta(seconds=5))
    assert take(counter) == []


def test_what_expired_before_anybody_tried_is_replaced_too(counter: Database) -> None:
    enqueue_with_instead(counter, expires_at=AT + timedelta(seconds=3))
    assert take(counter, after_seconds=3) == []
    assert [held.key for held in take(counter, after_seconds=3)] == ["a:instead"]


def test_a_worker_that_lost_a_message_sends_nothing_instead_of_it(counter: Database) -> None:
    enqueue_with_instead(counter)
    (slow,) = take(counter)
    take(counter, after_seconds=30)
    settle(counter, slow, OutboxState.FAILED)
    assert take(counter, after_seconds=31) == []
