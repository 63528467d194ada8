"""Migrations bring an empty database, and one of an earlier release, to what the models say."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import inspect, text

from store.database import Database
from store.municipalities import ensure, find
from store.schema import SchemaOutdated, differences, downgrade, open_up_to_date, upgrade
from tests.at_once import at_once
from tests.small_city import CITY


@pytest.fixture
def empty(database_url: str) -> Iterator[Database]:
    opened = Database(database_url)
    yield opened
    opened.close()


def tables(database: Database) -> set[str]:
    with database.reading() as session:
        return set(inspect(session.connection()).get_table_names())


def test_an_empty_database_upgraded_is_what_the_models_say(empty: Database) -> None:
    upgrade(empty)
    assert differences(empty) == []


def test_a_missing_table_counts_as_a_difference(empty: Database) -> None:
    upgrade(empty)
    with empty.connection() as connection:
        connection.execute(text("DROP TABLE digest"))
    assert differences(empty) != []


def test_upgrading_twice_changes_nothing(empty: Database) -> None:
    upgrade(empty)
    upgrade(empty)
    assert differences(empty) == []


def test_two_processes_may_upgrade_at_once(database_url: str) -> None:
    def open_and_upgrade() -> None:
        mine = Database(database_url)
        upgrade(mine)
        mine.close()

    at_once(open_and_upgrade, open_and_upgrade)
    opened = Database(database_url)
    assert differences(opened) == []
    opened.close()


def test_a_downgrade_to_the_beginning_leaves_no_table(empty: Database) -> None:
    upgrade(empty)
    downgrade(empty, to="base")
    assert tables(empty) == {"alembic_version"}


def test_after_a_downgrade_the_way_up_is_open_again(empty: Database) -> None:
    upgrade(empty)
    downgrade(empty, to="base")
    upgrade(empty)
    assert differences(empty) == []


def test_opening_an_empty_database_makes_its_tables(database_url: str) -> None:
    opened = open_up_to_date(database_url)
    assert differences(opened) == []
    opened.close()


def test_opening_a_current_database_keeps_what_is_in_it(database_url: str) -> None:
    first = open_up_to_date(database_url)
    with first.writing() as session:
        ensure(session, CITY, "うみべ市")
    first.close()
    again = open_up_to_date(database_url)
    with again.reading() as session:
        assert find(session, CITY) is not None
    again.close()


def test_opening_a_database_of_another_release_is_refused(empty: Database) -> None:
    upgrade(empty)
    with empty.connection() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'earlier'"))
    with pytest.raises(SchemaOutdated):
        open_up_to_date(empty.url.render_as_string(hide_password=False))


def test_opening_somebody_elses_database_is_refused(empty: Database) -> None:
    with empty.connection() as connection:
        connection.execute(text("CREATE TABLE ledger (id INTEGER)"))
    with pytest.raises(SchemaOutdated):
        open_up_to_date(empty.url.render_as_string(hide_password=False))
    assert tables(empty) == {"ledger"}
