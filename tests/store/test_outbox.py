"""Messages are delivered once: leases, retries, expiry, two workers."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from store import inbox, outbox, threads
from store.database import Database
from store.municipalities import ensure
from store.outbox import Content, Held, Outgoing, Result, Thread
from store.tables import OutboxMessage, OutboxState
from tests.at_once import at_once
from tests.small_city import AT, CITY, the_initiative


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


# Threads


def in_thread(database: Database, *keys: str) -> None:
    """Messages of the thread of one initiative; it is opened where there is none."""
    with database.writing() as session:
        item = the_initiative(session)
        thread = threads.current(session, item, "C1") or threads.begin(session, item, "C1")
        for key in keys:
            message = Outgoing(
                key, "slack_notice", {}, tells_back={"told": key}, thread_id=thread.id
            )
            outbox.enqueue(session, message, municipality=CITY, now=AT)


def test_messages_of_a_thread_go_out_one_after_the_other(city: Database) -> None:
    in_thread(city, "opening", "a", "b")
    order = []
    for _ in range(3):
        (held,) = take(city)
        order.append(held.key)
        settle(city, held, OutboxState.SENT)
    assert order == ["opening", "a", "b"]
    assert take(city) == []


def test_a_message_of_a_thread_that_is_to_be_tried_again_keeps_its_place(city: Database) -> None:
    in_thread(city, "opening", "a")
    (held,) = take(city)
    settle(city, held, OutboxState.WAITING, retry_at=AT + timedelta(seconds=9))
    assert take(city) == []
    assert [one.key for one in take(city, after_seconds=9)] == ["opening"]


def test_who_comes_later_knows_what_the_opening_is_called(city: Database) -> None:
    in_thread(city, "opening", "a")
    (opening,) = take(city)
    settle(city, opening, OutboxState.SENT, receipt="1700000000.000001")
    (later,) = take(city)
    settle(city, later, OutboxState.SENT, receipt="1700000000.000002")
    in_thread(city, "b")
    assert [held.thread for held in (opening, later, *take(city))] == [
        Thread("", ""),
        Thread("1700000000.000001", ""),
        Thread("1700000000.000001", ""),
    ]


def test_where_the_opening_failed_those_that_wait_know_why_and_later_ones_open_another(
    city: Database,
) -> None:
    in_thread(city, "opening", "a")
    (opening,) = take(city)
    settle(city, opening, OutboxState.FAILED, error="Slack is_archived")
    (waiting,) = take(city)
    assert waiting.thread == Thread("", "Slack is_archived")
    settle(city, waiting, OutboxState.FAILED)
    in_thread(city, "b")
    assert [held.thread for held in take(city)] == [Thread("", "")]


def test_what_could_not_be_delivered_comes_back_as_an_event_with_the_reason(
    city: Database,
) -> None:
    in_thread(city, "opening")
    (held,) = take(city)
    settle(city, held, OutboxState.FAILED, error="Slack is_archived")
    settle(city, held, OutboxState.FAILED, error="told twice")
    (event,) = inbox.take(city, now=AT)
    assert (event.source, event.event_key) == ("outbox", "opening")
    assert event.payload == {"told": "opening", "error": "Slack is_archived"}


# A page that is shown anew: only the latest counts


def show(database: Database, words: str, *, after_seconds: float = 0, sorry: str = "") -> None:
    instead = Content("slack_post", {"text": sorry}) if sorry else None
    message = Outgoing("home", "slack_view", {"text": words}, instead=instead, is_latest=True)
    with database.writing() as session:
        now = AT + timedelta(seconds=after_seconds)
        outbox.enqueue(session, message, municipality=CITY, now=now)


def texts(held: list[Held]) -> list[str]:
    return [one.payload["text"] for one in held]


def test_a_later_page_takes_the_place_of_one_that_waits(counter: Database) -> None:
    show(counter, "古い")
    show(counter, "新しい")
    assert texts(take(counter)) == ["新しい"]


def test_a_page_is_sent_again_after_one_that_arrived(counter: Database) -> None:
    show(counter, "古い")
    (held,) = take(counter)
    settle(counter, held, OutboxState.SENT)
    show(counter, "新しい")
    assert texts(take(counter)) == ["新しい"]


@pytest.mark.parametrize("outcome", [OutboxState.SENT, OutboxState.WAITING, OutboxState.FAILED])
def test_a_later_page_waits_for_the_one_on_its_way(counter: Database, outcome: OutboxState) -> None:
    show(counter, "古い", sorry="見せられません")
    (held,) = take(counter)
    show(counter, "新しい")
    assert take(counter) == []
    settle(counter, held, outcome)
    assert texts(take(counter)) == ["新しい"]


def test_a_later_page_goes_out_though_the_worker_with_the_older_died(counter: Database) -> None:
    show(counter, "古い")
    take(counter)
    show(counter, "新しい", after_seconds=1)
    assert texts(take(counter, after_seconds=29)) == []
    assert texts(take(counter, after_seconds=31)) == ["新しい"]


def test_a_later_page_keeps_the_wait_that_the_service_asked_for(counter: Database) -> None:
    show(counter, "古い")
    (held,) = take(counter)
    settle(counter, held, OutboxState.WAITING, retry_at=AT + timedelta(seconds=30))
    show(counter, "新しい", after_seconds=1)
    assert take(counter, after_seconds=29) == []
    assert texts(take(counter, after_seconds=30)) == ["新しい"]


def test_whoever_gets_no_page_is_told_so_each_time(counter: Database) -> None:
    for _ in range(2):
        show(counter, "新しい", sorry="見せられません")
        (held,) = take(counter, key="home")
        settle(counter, held, OutboxState.FAILED)
        (told,) = take(counter)
        assert (told.key, told.payload["text"]) == ("home:instead", "見せられません")
        settle(counter, told, OutboxState.SENT)


# Held back


def test_what_is_held_back_goes_out_later_or_is_withdrawn(counter: Database) -> None:
    until = AT + timedelta(seconds=40)
    with counter.writing() as session:
        for key in ("a", "b"):
            message = Outgoing(key, "line_reply", {"token": key}, held_until=until)
            outbox.enqueue(session, message, municipality=CITY, now=AT)
    assert take(counter, after_seconds=39) == []
    with counter.writing() as session:
        assert outbox.withdraw(session, "a", now=AT) == {"token": "a"}
        assert outbox.withdraw(session, "a", now=AT) is None
    assert [held.key for held in take(counter, after_seconds=40)] == ["b"]
    with counter.writing() as session:
        assert outbox.withdraw(session, "b", now=until) is None


def test_a_delivery_tells_of_its_success_where_that_was_asked_for(counter: Database) -> None:
    with counter.writing() as session:
        message = Outgoing("a", "slack_post", {}, tells_back={"told": 1}, tells_success=True)
        outbox.enqueue(session, message, municipality=CITY, now=AT)
    (held,) = take(counter)
    settle(counter, held, OutboxState.SENT, receipt="1700000000.000001")
    (event,) = inbox.take(counter, now=AT)
    assert event.payload == {"told": 1, "error": "", "receipt": "1700000000.000001"}
