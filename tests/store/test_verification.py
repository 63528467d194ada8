"""How long a verification holds, who may make one, and what is to be verified again."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from store import verification
from store.database import Database
from store.people import NotAllowed
from store.tables import AuditEntry
from store.verification import BadDays, Incomplete
from tests.small_city import (
    AT,
    CITY,
    FAQS,
    HARUKA,
    MIDORI,
    PROCEDURES,
    TAKESHI,
    WRITER,
    bring,
    faq,
    found_small_city,
    procedure,
    who,
)

TODAY = date(2026, 6, 1)


@pytest.fixture
def city(database: Database) -> Database:
    found_small_city(database)
    bring(
        database,
        PROCEDURES,
        [
            procedure("転出届", verified_on=TODAY - timedelta(days=365)),
            procedure("転入届", verified_on=TODAY - timedelta(days=366)),
            procedure("原付の廃車", verified_on=date(2024, 4, 1), department="税務課"),
            procedure("犬の登録", verified_on=None, offline_way=""),
        ],
    )
    bring(database, FAQS, [faq("駐車場はありますか", "あります。")], document="faq.csv")
    return database


def titles(database: Database, department_id: int | None = None) -> list[str]:
    with database.reading() as session:
        return [
            one.title
            for one in verification.unsure(session, CITY, now=AT, department_id=department_id)
        ]


def verify(database: Database, title: str, by: str) -> None:
    with database.writing() as session:
        (one,) = [one for one in verification.unsure(session, CITY, now=AT) if one.title == title]
        verification.verify(session, CITY, one.key, by=who(session, by), at=AT, via="Slack")


def test_what_was_never_verified_comes_first_then_the_oldest(city: Database) -> None:
    assert titles(city) == ["犬の登録", "駐車場はありますか", "原付の廃車", "転入届"]


def test_a_department_sees_its_own(city: Database) -> None:
    with city.reading() as session:
        number = who(session, TAKESHI).department_id
    assert titles(city, number) == ["原付の廃車"]


@pytest.mark.parametrize("by", [MIDORI, HARUKA])
def test_the_department_and_the_dx_office_may_verify(city: Database, by: str) -> None:
    verify(city, "転入届", by)
    assert "転入届" not in titles(city)


def test_another_department_may_not_and_the_trail_tells_of_it(city: Database) -> None:
    with city.writing() as session:
        (one,) = [
            one for one in verification.unsure(session, CITY, now=AT) if one.title == "転入届"
        ]
        with pytest.raises(NotAllowed):
            verification.verify(
                session, CITY, one.key, by=who(session, TAKESHI), at=AT, via="Slack"
            )
    assert "転入届" in titles(city)
    with city.reading() as session:
        newest = select(AuditEntry).order_by(AuditEntry.id.desc()).limit(1)
        assert session.scalars(newest).one().outcome == "refused"


def test_what_is_not_written_yet_cannot_be_verified(city: Database) -> None:
    with pytest.raises(Incomplete):
        verify(city, "犬の登録", MIDORI)


def test_a_city_may_let_a_verification_hold_longer(city: Database) -> None:
    with city.writing() as session:
        verification.let_hold_for(session, CITY, 400, at=AT, actor=WRITER)
    assert titles(city) == ["犬の登録", "駐車場はありますか", "原付の廃車"]


@pytest.mark.parametrize("days", [0, -1, 3651])
def test_a_time_that_makes_no_sense_is_refused(city: Database, days: int) -> None:
    with city.writing() as session, pytest.raises(BadDays):
        verification.let_hold_for(session, CITY, days, at=AT, actor=WRITER)


@pytest.mark.parametrize("key", ["", "procedure:", "procedure:99999", "theme:1", "procedure:x"])
def test_what_is_not_there_is_not_verified(city: Database, key: str) -> None:
    with city.writing() as session:
        by = who(session, HARUKA)
        assert verification.verify(session, CITY, key, by=by, at=AT, via="Slack") is None
