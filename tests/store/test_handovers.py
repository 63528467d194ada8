"""Handovers: who may answer, in which order messages go, and what is forgotten when."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from store import audit, handovers
from store.database import Database
from store.people import NotAllowed
from store.tables import AuditEntry, Handover, HandoverMessage, HandoverState, MessageState
from tests.small_city import AT, CITY, MIDORI, who

ME = "keyed-hash-of-a-conversation"


def opened(database: Database, text: str = "粗大ごみについて") -> int:
    """Number of a new handover that a citizen began with ``text``."""
    with database.writing() as session:
        handover = handovers.ask(session, CITY, ME, at=AT)
        handovers.begin(
            session, handover, text, department=None, channel="C1", line_user_id="U1", at=AT
        )
        return handover.id


def texts(database: Database, number: int, *, for_citizen: bool) -> list[str]:
    """What may go out now."""
    with database.writing() as session:
        handover = handovers.find(session, CITY, number)
        assert handover is not None
        return [one.text for one in handovers.waiting(session, handover, for_citizen=for_citizen)]


def answer(database: Database, number: int, text: str) -> None:
    with database.writing() as session:
        handover = handovers.find(session, CITY, number)
        assert handover is not None
        by = who(session, MIDORI)
        handovers.answer(session, handover, text, by=by, at=AT, via="Slack")


def close(database: Database, number: int) -> None:
    with database.writing() as session:
        handover = handovers.find(session, CITY, number)
        assert handover is not None
        handovers.close_as(session, handover, by=who(session, MIDORI), at=AT, via="Slack")


def put_all(database: Database, number: int, state: MessageState) -> None:
    with database.writing() as session:
        handover = handovers.find(session, CITY, number)
        assert handover is not None
        every = session.scalars(select(HandoverMessage.id)).all()
        handovers.put(session, handover, every, state)


def row(database: Database) -> Handover:
    with database.reading() as session:
        return session.scalars(select(Handover)).one()


def test_each_side_hears_the_other(city: Database) -> None:
    number = opened(city)
    answer(city, number, "承知しました")
    assert texts(city, number, for_citizen=False) == ["粗大ごみについて"]
    assert texts(city, number, for_citizen=True) == ["承知しました"]


def test_what_is_on_its_way_lets_the_next_wait(city: Database) -> None:
    number = opened(city)
    put_all(city, number, MessageState.ON_ITS_WAY)
    with city.writing() as session:
        handover = handovers.find(session, CITY, number)
        assert handover is not None
        handovers.say(session, handover, "もう一つ", at=AT)
    assert texts(city, number, for_citizen=False) == []
    with city.writing() as session:
        handover = handovers.find(session, CITY, number)
        assert handover is not None
        first = session.scalars(select(HandoverMessage.id).order_by(HandoverMessage.id)).first()
        assert first is not None
        handovers.put(session, handover, [first], MessageState.DELIVERED)
    assert texts(city, number, for_citizen=False) == ["もう一つ"]


def test_a_person_who_is_no_longer_there_may_not_answer(city: Database) -> None:
    number = opened(city)
    with city.writing() as session:
        handover = handovers.find(session, CITY, number)
        assert handover is not None
        stranger = who(session, MIDORI)
        stranger.is_active = False
        with pytest.raises(NotAllowed):
            handovers.answer(session, handover, "返事", by=stranger, at=AT, via="Slack")
    assert texts(city, number, for_citizen=True) == []


def test_nobody_answers_after_the_end(city: Database) -> None:
    number = opened(city)
    close(city, number)
    with pytest.raises(handovers.AlreadyClosed):
        answer(city, number, "遅い返事")


def test_after_the_end_nothing_tells_who_the_citizen_was(city: Database) -> None:
    close(city, opened(city))
    assert (row(city).conversation, row(city).line_user_id) == ("", "")


def test_what_is_left_for_the_citizen_keeps_the_address_for_a_week(city: Database) -> None:
    number = opened(city)
    answer(city, number, "窓口でお待ちしています")
    close(city, number)
    assert row(city).conversation == ME
    handovers.forget_old(city, now=AT + timedelta(days=7))
    assert row(city).conversation == ME
    handovers.forget_old(city, now=AT + timedelta(days=7, seconds=1))
    assert (row(city).conversation, row(city).line_user_id) == ("", "")


def test_words_are_forgotten_after_a_month(city: Database) -> None:
    close(city, opened(city))
    handovers.forget_old(city, now=AT + timedelta(days=31))
    with city.reading() as session:
        assert session.scalars(select(HandoverMessage)).all() == []
    assert row(city).state is HandoverState.CLOSED


def test_who_asked_and_said_no_more_is_in_no_handover_half_an_hour_later(city: Database) -> None:
    with city.writing() as session:
        handovers.ask(session, CITY, ME, at=AT)
    later = AT + timedelta(minutes=31)
    with city.reading() as session:
        assert handovers.standing(session, CITY, ME, now=AT) is HandoverState.WAITING
        assert handovers.standing(session, CITY, ME, now=later) is None
    handovers.forget_old(city, now=later)
    assert row(city).state is HandoverState.CLOSED


def test_silence_of_three_days_is_seen(city: Database) -> None:
    number = opened(city)
    for days, seen in ((2, []), (3, [number])):
        with city.reading() as session:
            found = handovers.silent(session, now=AT + timedelta(days=days))
            assert [one.id for one in found] == seen


def test_every_step_is_audited_without_words_or_names(city: Database) -> None:
    number = opened(city, "秘密の話")
    answer(city, number, "秘密の返事")
    close(city, number)
    with city.reading() as session:
        assert audit.verify(session, CITY).broken_at is None
        trail = session.scalars(
            select(AuditEntry)
            .where(AuditEntry.subject == f"handover:{number}")
            .order_by(AuditEntry.id)
        ).all()
        assert [entry.action for entry in trail] == [
            "handover.ask",
            "handover.open",
            "handover.say",
            "handover.answer",
            "handover.close",
        ]
        told = str([(entry.actor, entry.before, entry.after) for entry in trail])
    assert [secret for secret in ("秘密", "U1", ME) if secret in told] == []


def test_who_leaves_is_forgotten_with_their_words(city: Database) -> None:
    opened(city)
    with city.writing() as session:
        handovers.forget(session, CITY, ME, at=AT)
        assert session.scalars(select(HandoverMessage)).all() == []
    left = row(city)
    assert (left.state, left.conversation, left.line_user_id) == (HandoverState.CLOSED, "", "")
