"""Indicators and maturity are observed again and again: the series stays, the latest counts."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from store import audit
from store.audit import Verified
from store.database import Database
from store.municipalities import knowledge_version
from store.observations import (
    NotYet,
    maturity_series,
    observe_as,
    observe_indicator,
    observe_maturity,
)
from store.people import NotAllowed
from store.plan_parts import indicators, parts
from store.records.plan_parts import ThemeRecord
from store.tables import AuditEntry, Indicator, MaturityLevel, Theme
from tests.small_city import (
    AT,
    CITY,
    HARUKA,
    MIDORI,
    PEOPLE,
    STAFF,
    TAKESHI,
    WRITER,
    bring,
    who,
)
from tests.small_plan import THEMES, bring_parts, found_small_plan
from tests.store.test_audit import checked

TODAY = AT.date()


@pytest.fixture
def city(database: Database) -> Database:
    found_small_plan(database)
    return database


def online(session: Session) -> Indicator:
    return next(row for row in indicators(session, CITY) if row.title == "オンライン申請の割合")


def observe(database: Database, value: float, on: date = TODAY) -> None:
    with database.writing() as session:
        observe_indicator(
            session,
            online(session),
            value=value,
            observed_on=on,
            source="統計",
            at=AT,
            actor=WRITER,
        )


def find_at(database: Database, level: int, on: date = TODAY) -> None:
    with database.writing() as session:
        reached = next(
            row
            for row in parts(session, CITY, MaturityLevel)
            if (row.category, row.level) == ("行政手続", level)
        )
        observe_maturity(session, reached, observed_on=on, source="点検", at=AT, actor=WRITER)


def values(database: Database) -> list[tuple[date, float]]:
    with database.reading() as session:
        return [(row.observed_on, row.value) for row in online(session).observations]


def test_the_series_is_in_order_of_the_day_observed(city: Database) -> None:
    observe(city, 31.5, date(2026, 3, 31))
    observe(city, 24, date(2025, 3, 31))
    assert values(city) == [(date(2025, 3, 31), 24.0), (date(2026, 3, 31), 31.5)]


def test_of_one_day_the_last_value_counts(city: Database) -> None:
    observe(city, 31.5)
    observe(city, 32.5)
    assert values(city)[-1] == (TODAY, 32.5)


def test_the_row_observed_shows_the_new_value_at_once(city: Database) -> None:
    with city.writing() as session:
        row = online(session)
        observe_indicator(session, row, value=1, observed_on=TODAY, source="", at=AT, actor=WRITER)
        assert [seen.value for seen in row.observations] == [1.0]


def test_levels_observed_are_kept_in_order(city: Database) -> None:
    find_at(city, 2, date(2026, 5, 1))
    find_at(city, 1, date(2025, 5, 1))
    with city.reading() as session:
        series = maturity_series(session, CITY)
        assert [(row.category, row.level) for row in series] == [("行政手続", 1), ("行政手続", 2)]


def test_nothing_is_observed_tomorrow(city: Database) -> None:
    tomorrow = date(2026, 6, 2)
    with pytest.raises(NotYet):
        observe(city, 31.5, tomorrow)
    with pytest.raises(NotYet):
        find_at(city, 2, tomorrow)
    assert values(city) == []


def test_an_observation_says_who_wrote_it_and_makes_the_answers_new(city: Database) -> None:
    with city.reading() as session:
        before = knowledge_version(session, CITY)
    observe(city, 31.5)
    with city.reading() as session:
        entry = session.query(AuditEntry).order_by(AuditEntry.id.desc()).first()
        assert entry is not None
        assert (entry.actor, entry.action) == (WRITER.name, "observe")
        assert entry.after["value"] == 31.5
        assert knowledge_version(session, CITY) == (before or 0) + 1


@pytest.mark.parametrize("table", ["indicator_observation", "maturity_observation"])
@pytest.mark.parametrize("tampering", ["UPDATE {} SET source = '別'", "DELETE FROM {}"])
def test_the_database_itself_refuses_to_change_what_was_observed(
    city: Database, table: str, tampering: str
) -> None:
    observe(city, 31.5)
    find_at(city, 2)
    with pytest.raises(DBAPIError, match="append"), city.connection() as connection:
        connection.execute(text(tampering.format(table)))


@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE indicator_observation SET value = 99",
        "DELETE FROM indicator_observation",
        "UPDATE maturity_observation SET level = 3",
        "DELETE FROM maturity_observation",
    ],
)
def test_an_observation_changed_behind_the_guard_is_named(city: Database, tampering: str) -> None:
    if "indicator" in tampering:
        observe(city, 31.5)
    else:
        find_at(city, 2)
    number = checked(city).entries
    without_guard(city, tampering)
    assert checked(city) == Verified(number - 1, broken_at=number, reason="observation")


def without_guard(database: Database, statement: str) -> None:
    table = statement.split()[1 if statement.startswith("UPDATE") else 2]
    with database.connection() as connection:
        if database.is_sqlite:
            for event in ("update", "delete"):
                connection.execute(text(f"DROP TRIGGER {table}_no_{event}"))
        else:
            connection.execute(text("SET LOCAL session_replication_role = replica"))
        connection.execute(text(statement))


def test_untouched_observations_are_confirmed(city: Database) -> None:
    observe(city, 31.5)
    find_at(city, 2)
    with city.reading() as session:
        assert audit.verify(session, CITY).broken_at is None


def test_a_part_that_an_import_no_longer_found_is_not_in_force(city: Database) -> None:
    bring_parts(city, ThemeRecord, THEMES[:2])
    with city.reading() as session:
        assert [row.title for row in parts(session, CITY, Theme)] == ["暮らしの改革", "窓口"]


@pytest.mark.parametrize(
    ("department", "person", "may"),
    [
        ("市民課", MIDORI, True),
        ("税務課、市民課", MIDORI, True),
        ("全課", MIDORI, True),
        ("市民課", HARUKA, True),
        ("", HARUKA, True),
        ("市民課", TAKESHI, False),
        ("市民課分室", MIDORI, False),
        ("", MIDORI, False),
    ],
)
def test_its_department_and_the_dx_office_observe_an_indicator(
    city: Database, department: str, person: str, may: bool
) -> None:
    bring(city, PEOPLE, STAFF, document="people.csv")
    refused = False
    with city.writing() as session:
        row = online(session)
        row.department = department
        try:
            observe_as(
                session,
                row,
                by=who(session, person),
                value=5,
                observed_on=TODAY,
                at=AT,
                via="Slack",
            )
        except NotAllowed:
            refused = True
    assert refused is not may
    assert values(city) == ([(TODAY, 5.0)] if may else [])
    with city.reading() as session:
        last = session.query(AuditEntry).order_by(AuditEntry.id.desc()).first()
        assert last is not None
        assert (last.action, last.outcome) == ("observe", "done" if may else "refused")
    assert checked(city).broken_at is None
