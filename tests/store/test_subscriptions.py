"""Subscriptions: what has come, who is told once, and what is taken back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from store import approvals, corrections, outbox, subscriptions, what_came
from store.audit import Actor
from store.database import Database
from store.outbox import Outgoing
from store.subscriptions import DIGEST, MOST, TooMany
from store.tables import OutboxMessage, Procedure, Status, Subscription, Visibility
from tests.small_city import (
    AT,
    CITY,
    HARUKA,
    MIDORI,
    OTHER_CITY,
    PROCEDURES,
    bring,
    initiative,
    post,
    procedure,
    the_initiative,
    who,
)
from tests.small_city import INITIATIVES as PLAN

ME, OTHER = "hash-of-mine", "hash-of-another"
DONE = {"status": Status.DONE, "visibility": Visibility.PUBLIC}


def follow(database: Database, subject: str, *, who: str = ME, user: str = "U1") -> None:
    with database.writing() as session:
        subscriptions.follow(session, CITY, who, subject, line_user_id=user, at=AT)


def subject_of(session: Session) -> str:
    return f"initiative:{the_initiative(session).id}"


def following(database: Database, *, who: str = ME, user: str = "U1") -> str:
    """Follow the one initiative; returns the subject."""
    with database.reading() as session:
        subject = subject_of(session)
    follow(database, subject, who=who, user=user)
    return subject


def has_come(database: Database, subject: str) -> bool:
    with database.reading() as session:
        return what_came.come(session, CITY, {subject}) == {subject}


def left(database: Database, who: str = ME) -> list[str]:
    with database.reading() as session:
        return [row.subject for row in subscriptions.of(session, CITY, who)]


def push(database: Database) -> list[str]:
    """Put what has come into the outbox as pushes; returns their keys."""
    with database.writing() as session:
        subjects = subscriptions.followed(session, CITY)
        there = what_came.come(session, CITY, subjects)
        rows = subscriptions.to_push(session, CITY, there, limit=100)
        for row in rows:
            key = subscriptions.push_key(row, at=AT)
            payload = {"to": row.line_user_id, "messages": []}
            outbox.enqueue(session, Outgoing(key, "line_push", payload), municipality=CITY, now=AT)
            subscriptions.send_as(session, [row], key)
        return [row.sent_as for row in rows]


def in_outbox(database: Database) -> list[str]:
    with database.reading() as session:
        return list(session.scalars(select(OutboxMessage.key).order_by(OutboxMessage.id)))


def test_an_initiative_has_come_when_citizens_may_read_that_it_is_finished(city: Database) -> None:
    with city.reading() as session:
        subject = subject_of(session)
    assert not has_come(city, subject)
    with city.writing() as session:
        post(session, "完了した", **DONE)
    assert has_come(city, subject)


@pytest.mark.parametrize(
    "said",
    [{"status": Status.DONE}, {"status": Status.IN_PROGRESS, "visibility": Visibility.PUBLIC}],
)
def test_what_is_internal_or_under_way_has_not_come(city: Database, said: dict[str, Any]) -> None:
    with city.writing() as session:
        post(session, "ある報告", **said)
        subject = subject_of(session)
    assert not has_come(city, subject)


def test_a_report_that_is_withdrawn_has_not_come(city: Database) -> None:
    with city.writing() as session:
        entry = post(session, "完了した", **DONE)
        by = who(session, MIDORI)
        corrections.withdraw(session, entry, by=by, at=AT, via="Slack")
        subject = subject_of(session)
    assert not has_come(city, subject)


def test_where_publication_is_approved_it_comes_with_the_approval(city: Database) -> None:
    with city.writing() as session:
        approvals.switch(session, CITY, is_on=True, at=AT, actor=Actor("command line", "CLI"))
        entry = post(session, "完了した", **DONE)
        subject = subject_of(session)
    assert not has_come(city, subject)
    with city.writing() as session:
        again = session.merge(entry)
        approvals.approve(session, again, by=who(session, HARUKA), at=AT, via="Slack")
    assert has_come(city, subject)


def test_an_initiative_that_became_internal_has_not_come(city: Database) -> None:
    with city.writing() as session:
        post(session, "完了した", **DONE)
        subject = subject_of(session)
    bring(city, PLAN, [initiative(visibility=Visibility.INTERNAL)], document="plan.md")
    assert not has_come(city, subject)


def test_a_procedure_has_come_when_it_goes_online(city: Database) -> None:
    bring(city, PROCEDURES, [procedure("粗大ごみの申込")])
    with city.reading() as session:
        subject = f"procedure:{session.scalars(select(Procedure.id)).one()}"
    assert not has_come(city, subject)
    online = procedure("粗大ごみの申込", online_url="https://www.example.lg.jp/")
    bring(city, PROCEDURES, [online])
    assert has_come(city, subject)


def test_nothing_of_another_municipality_has_come(city: Database) -> None:
    with city.writing() as session:
        post(session, "完了した", **DONE)
        subject = subject_of(session)
        assert what_came.come(session, OTHER_CITY, {subject}) == set()


def test_following_twice_is_following_once(city: Database) -> None:
    subject = following(city)
    following(city)
    assert left(city) == [subject]


def test_one_citizen_follows_no_more_than_fits(city: Database) -> None:
    for number in range(MOST):
        follow(city, f"procedure:{number}")
    with pytest.raises(TooMany):
        follow(city, "procedure:99")


def test_news_is_pushed_once(city: Database) -> None:
    following(city)
    with city.writing() as session:
        post(session, "完了した", **DONE)
    assert len(push(city)) == 1
    assert push(city) == []


def test_what_arrived_is_erased(city: Database) -> None:
    following(city)
    following(city, who=OTHER, user="U2")
    with city.writing() as session:
        post(session, "完了した", **DONE)
    mine, _ = push(city)
    with city.writing() as session:
        subscriptions.arrived(session, CITY, mine)
    assert (left(city), len(left(city, OTHER))) == ([], 1)


def test_what_did_not_arrive_waits_for_the_next_message(city: Database) -> None:
    following(city)
    with city.writing() as session:
        post(session, "完了した", **DONE)
    (key,) = push(city)
    with city.writing() as session:
        subscriptions.not_arrived(session, CITY, key)
    assert push(city) == []
    with city.reading() as session:
        assert len(subscriptions.come_for(session, CITY, ME)) == 1


def test_without_an_address_nothing_is_pushed(city: Database) -> None:
    following(city, user="")
    with city.writing() as session:
        post(session, "完了した", **DONE)
    assert push(city) == []
    with city.reading() as session:
        assert len(subscriptions.come_for(session, CITY, ME)) == 1


def test_what_is_true_no_more_is_taken_back_while_it_waits(city: Database) -> None:
    following(city)
    with city.writing() as session:
        entry = post(session, "完了した", **DONE)
    push(city)
    with city.writing() as session:
        by = who(session, MIDORI)
        again = session.merge(entry)
        corrections.withdraw(session, again, by=by, at=AT, via="Slack")
        subscriptions.take_back_untrue(session, CITY)
    assert in_outbox(city) == []
    with city.reading() as session:
        assert session.scalars(select(Subscription.sent_as)).all() == [""]


@pytest.mark.parametrize(
    "end",
    [
        lambda session: subscriptions.unfollow(session, CITY, ME, subject_of(session)),
        lambda session: subscriptions.forget(session, CITY, ME),
        lambda session: subscriptions.switch(session, CITY, ME, is_on=False),
    ],
    ids=["unfollow", "forget", "off"],
)
def test_a_push_that_waits_is_taken_back(city: Database, end: Callable[[Session], object]) -> None:
    following(city)
    with city.writing() as session:
        post(session, "完了した", **DONE)
    push(city)
    with city.writing() as session:
        end(session)
    assert in_outbox(city) == []


def test_what_came_while_notices_were_off_is_told_when_they_are_on(city: Database) -> None:
    following(city)
    with city.writing() as session:
        subscriptions.switch(session, CITY, ME, is_on=False)
        post(session, "完了した", **DONE)
    assert push(city) == []
    with city.writing() as session:
        subscriptions.switch(session, CITY, ME, is_on=True)
    assert len(push(city)) == 1


def test_who_leaves_is_forgotten_and_nobody_else(city: Database) -> None:
    following(city)
    follow(city, DIGEST)
    subject = following(city, who=OTHER)
    with city.writing() as session:
        assert subscriptions.forget(session, CITY, ME) == 2
    assert (left(city), left(city, OTHER)) == ([], [subject])


def test_who_waits_in_vain_for_an_answer_is_forgotten_and_others_wait_on(city: Database) -> None:
    follow(city, "question:1")
    follow(city, "procedure:1")
    subscriptions.forget_old(city, now=AT + timedelta(days=91))
    assert left(city) == ["procedure:1"]
