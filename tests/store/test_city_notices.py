"""Notices of the city: one at a time, by the DX office only, each with its audit entry."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from store import audit, city_notices
from store.city_notices import (
    MOST_TEXT,
    AlreadyOver,
    NoticeTextMissing,
    NoticeTextTooLong,
    UnusableLink,
)
from store.database import Database
from store.people import NotAllowed
from store.tables import AuditEntry, CityNotice
from tests.at_once import at_once
from tests.small_city import AT, CITY, HARUKA, MIDORI, OTHER_CITY, WRITER, who

VIA = "Slack"
SHELTER = "避難所を開きました。"
LATER = AT + timedelta(hours=1)


def publish(
    city: Database, text: str = SHELTER, *, link: str = "", until: datetime | None = None
) -> None:
    with city.writing() as session:
        city_notices.publish(session, CITY, text, link=link, until=until, at=AT, actor=WRITER)


def standing(city: Database, municipality: str = CITY, *, now: datetime = LATER) -> str:
    with city.reading() as session:
        notice = city_notices.current(session, municipality, now=now)
        return notice.text if notice else ""


def actions(city: Database) -> list[tuple[str, str]]:
    with city.reading() as session:
        rows = session.execute(
            select(AuditEntry.action, AuditEntry.outcome)
            .where(AuditEntry.action.startswith("notice"))
            .order_by(AuditEntry.number)
        )
        return [(action, outcome) for action, outcome in rows]


def test_nothing_is_told_before_a_notice_is_published(city: Database) -> None:
    assert standing(city) == ""


def test_a_notice_stands_until_it_is_taken_back(city: Database) -> None:
    publish(city)
    assert standing(city) == SHELTER
    with city.writing() as session:
        city_notices.clear(session, CITY, at=LATER, actor=WRITER)
    assert standing(city) == ""
    assert actions(city) == [("notice.publish", "done"), ("notice.clear", "done")]


def test_a_notice_ends_by_itself_at_its_time(city: Database) -> None:
    publish(city, until=LATER)
    assert standing(city, now=LATER - timedelta(seconds=1)) == SHELTER
    assert standing(city, now=LATER) == ""


def test_a_newer_notice_takes_the_place_of_the_older(city: Database) -> None:
    publish(city, "警報が出ています。")
    publish(city)
    assert standing(city) == SHELTER
    with city.writing() as session:
        city_notices.clear(session, CITY, at=LATER, actor=WRITER)
    assert standing(city) == "", "the older one must not come back"


def test_what_was_published_stays_on_record(city: Database) -> None:
    publish(city, "警報が出ています。")
    publish(city)
    with city.reading() as session:
        kept = [row.text for row in session.scalars(select(CityNotice).order_by(CityNotice.id))]
        assert kept == ["警報が出ています。", SHELTER]
        assert audit.verify(session, CITY).broken_at is None


def test_another_municipality_is_told_nothing(city: Database) -> None:
    publish(city)
    assert standing(city, OTHER_CITY) == ""


def test_taking_back_where_nothing_stands_writes_nothing(city: Database) -> None:
    with city.writing() as session:
        assert city_notices.clear(session, CITY, at=AT, actor=WRITER) is None
    assert actions(city) == []


def test_somebody_of_the_dx_office_publishes_and_takes_back(city: Database) -> None:
    with city.writing() as session:
        city_notices.publish_as(session, who(session, HARUKA), SHELTER, at=AT, via=VIA)
    assert standing(city) == SHELTER
    with city.writing() as session:
        city_notices.clear_as(session, who(session, HARUKA), at=LATER, via=VIA)
    assert standing(city) == ""


def test_a_clerk_of_a_section_may_not(city: Database) -> None:
    with city.writing() as session, pytest.raises(NotAllowed):
        city_notices.publish_as(session, who(session, MIDORI), SHELTER, at=AT, via=VIA)
    assert standing(city) == ""


def test_a_clerk_of_a_section_may_not_take_back(city: Database) -> None:
    publish(city)
    with city.writing() as session, pytest.raises(NotAllowed):
        city_notices.clear_as(session, who(session, MIDORI), at=LATER, via=VIA)
    assert standing(city) == SHELTER
    assert actions(city)[-1] == ("notice", "refused")


@pytest.mark.parametrize(
    ("text", "link", "until", "reason"),
    [
        (" \n", "", None, NoticeTextMissing),
        ("あ" * (MOST_TEXT + 1), "", None, NoticeTextTooLong),
        (SHELTER, "javascript:alert(1)", None, UnusableLink),
        (SHELTER, "https://[x", None, UnusableLink),
        (SHELTER, "https://city.example/ a", None, UnusableLink),
        (SHELTER, "https://city.example/" + "a" * 1000, None, UnusableLink),
        (SHELTER, "", AT, AlreadyOver),
    ],
)
def test_what_cannot_be_published(
    city: Database, text: str, link: str, until: datetime | None, reason: type[Exception]
) -> None:
    with pytest.raises(reason):
        publish(city, text, link=link, until=until)
    assert standing(city) == ""


def test_the_evacuation_page_is_named_and_forgotten(city: Database) -> None:
    for url in ("https://city.example/shelters", ""):
        with city.writing() as session:
            city_notices.name_evacuation_page(session, CITY, url, at=AT, actor=WRITER)
        with city.reading() as session:
            assert city_notices.evacuation_url(session, CITY) == url
    assert actions(city) == [("notice.evacuation_page", "done")] * 2


def test_of_two_published_at_once_one_stands(city: Database) -> None:
    at_once(lambda: publish(city, "一"), lambda: publish(city, "二"))
    with city.reading() as session:
        rows = session.scalars(select(CityNotice).where(CityNotice.cleared_at.is_(None))).all()
        assert len(rows) == 1
