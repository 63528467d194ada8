"""One event, handled once: its writes and the mark «done» are one transaction."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from store import inbox, outbox
from store.database import Database
from store.inbox import Taken, TurnLost
from store.outbox import Outgoing
from store.tables import InboxEvent, InboxState, OutboxMessage
from tests.small_city import AT, post, progress_texts
from tests.store.test_inbox import event, receive, take

LATER = AT + timedelta(minutes=2)
"""When the lease of an event taken at `AT` has run out."""


class Broken(Exception):
    """What a handler with a mistake in it raises."""


@pytest.fixture
def taken(city: Database) -> Taken:
    """An event that this worker holds."""
    receive(city, event("a"))
    (held,) = take(city)
    return held


def reply(key: str = "line:a") -> Outgoing:
    return Outgoing(key, "line_reply", {"text": "記録しました"})


def state(database: Database) -> InboxState:
    with database.reading() as session:
        return session.scalars(select(InboxEvent.state)).one()


def messages(database: Database) -> list[str]:
    with database.reading() as session:
        return list(session.scalars(select(OutboxMessage.key).order_by(OutboxMessage.id)))


def test_a_turn_commits_what_it_wrote_with_the_mark_done(city: Database, taken: Taken) -> None:
    with inbox.turn(city, taken, lambda: AT) as turn:
        post(turn.session, "視察した")
        turn.send(reply())
    assert state(city) is InboxState.DONE
    with city.reading() as session:
        assert progress_texts(session) == ["視察した"]
    assert messages(city) == ["line:a"]


def test_a_turn_that_breaks_writes_nothing(city: Database, taken: Taken) -> None:
    def handle() -> None:
        with inbox.turn(city, taken, lambda: AT) as turn:
            post(turn.session, "視察した")
            turn.send(reply())
            raise Broken

    with pytest.raises(Broken):
        handle()
    with city.reading() as session:
        assert progress_texts(session) == []
    assert messages(city) == []


def test_a_turn_that_breaks_leaves_the_event_to_be_taken_again(
    city: Database, taken: Taken
) -> None:
    with pytest.raises(Broken), inbox.turn(city, taken, lambda: AT):
        raise Broken
    (again,) = take(city, after_seconds=60)
    assert again.id == taken.id


def test_a_turn_that_only_reads_holds_no_lock(city: Database, taken: Taken) -> None:
    with inbox.turn(city, taken, lambda: AT), city.writing() as session:
        post(session, "その間に記録した")
    assert state(city) is InboxState.DONE


def test_a_worker_that_was_too_slow_writes_nothing(city: Database, taken: Taken) -> None:
    inbox.take(city, now=LATER)
    with pytest.raises(TurnLost), inbox.turn(city, taken, lambda: LATER) as turn:
        post(turn.session, "遅れて記録した")
    with city.reading() as session:
        assert progress_texts(session) == []


def test_the_worker_that_took_over_finishes(city: Database, taken: Taken) -> None:
    (mine,) = inbox.take(city, now=LATER)
    with pytest.raises(TurnLost), inbox.turn(city, taken, lambda: LATER):
        pass
    with inbox.turn(city, mine, lambda: LATER) as turn:
        post(turn.session, "引き継いで記録した")
    with city.reading() as session:
        assert progress_texts(session) == ["引き継いで記録した"]


def test_a_worker_that_was_too_slow_cannot_give_the_event_back(
    city: Database, taken: Taken
) -> None:
    inbox.take(city, now=LATER)
    inbox.give_back(city, taken, LATER, "TimeoutError")
    assert state(city) is InboxState.TAKEN


def test_an_event_that_is_done_cannot_be_given_back(city: Database, taken: Taken) -> None:
    """The commit arrived, but the connection broke before the worker heard of it."""
    with inbox.turn(city, taken, lambda: AT) as turn:
        post(turn.session, "視察した")
    inbox.give_back(city, taken, AT, "OperationalError")
    assert take(city, after_seconds=3600) == [], "the event would be handled a second time"


def test_an_event_that_is_done_has_no_second_turn(city: Database, taken: Taken) -> None:
    with inbox.turn(city, taken, lambda: AT) as turn:
        post(turn.session, "視察した")
    with pytest.raises(TurnLost), inbox.turn(city, taken, lambda: AT) as turn:
        post(turn.session, "視察した")
    with city.reading() as session:
        assert progress_texts(session) == ["視察した"]


def test_an_event_that_failed_too_often_is_buried_with_an_apology(
    city: Database, taken: Taken
) -> None:
    with inbox.burial(city, taken, lambda: AT, "KeyError") as turn:
        turn.send(reply("line:a:apology"))
    assert state(city) is InboxState.DEAD
    assert messages(city) == ["line:a:apology"]


def test_a_buried_event_is_never_taken_again(city: Database, taken: Taken) -> None:
    with inbox.burial(city, taken, lambda: AT, "KeyError"):
        pass
    assert take(city, after_seconds=3600) == []


def test_a_buried_event_lets_the_next_of_its_conversation_pass(city: Database) -> None:
    receive(city, event("first"), event("second"))
    (first,) = take(city)
    with inbox.burial(city, first, lambda: AT, "KeyError"):
        pass
    assert [item.event_key for item in take(city)] == ["second"]


def test_the_grave_tells_why(city: Database, taken: Taken) -> None:
    with inbox.burial(city, taken, lambda: AT, "KeyError"):
        pass
    with city.reading() as session:
        assert session.scalars(select(InboxEvent.error)).one() == "KeyError"


def test_a_message_written_in_a_turn_can_be_delivered_after_it(
    city: Database, taken: Taken
) -> None:
    with inbox.turn(city, taken, lambda: AT) as turn:
        turn.send(reply())
    (held,) = outbox.take(city, now=AT)
    assert held.payload == {"text": "記録しました"}
