"""Reading and writing without losing an update, on SQLite and on PostgreSQL."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, StatementError

from store.audit import Actor, append
from store.database import Database, UnusableDatabaseUrl, database_url
from store.municipalities import ensure, find
from store.tables import AuditEntry, Municipality
from tests.at_once import at_once
from tests.small_city import AT, CITY

ROOT = Path(__file__).parents[2]
COUNT_UP = """
import sys
from functools import partial
from store.database import Database
from tests.at_once import at_once
from tests.store.test_database import count_up

database = Database(sys.argv[1])
at_once(*[partial(count_up, database, 20)] * 3)
database.close()
"""


def count_up(database: Database, times: int) -> None:
    """Read a number, then write one more: loses updates unless writers take turns."""
    for _ in range(times):
        with database.writing() as session:
            row = session.get_one(Municipality, CITY, with_for_update=True)
            row.audit_count = row.audit_count + 1


def counted(database: Database) -> int:
    with database.reading() as session:
        return session.get_one(Municipality, CITY).audit_count


@pytest.fixture
def counter(database: Database) -> Database:
    with database.writing() as session:
        ensure(session, CITY)
    return database


@pytest.mark.parametrize(
    ("given", "driver"),
    [
        ("sqlite:///var/madoguchi.db", "sqlite"),
        ("sqlite+pysqlite:////data/madoguchi.db", "sqlite"),
        ("postgres://staff:secret@db.example/plan", "postgresql+psycopg"),
        ("postgresql://staff:secret@db.example:5433/plan", "postgresql+psycopg"),
        ("postgresql+psycopg://db.example/plan", "postgresql+psycopg"),
    ],
)
def test_the_usual_forms_of_an_address_are_taken(given: str, driver: str) -> None:
    assert database_url(given).drivername == driver


@pytest.mark.parametrize(
    "given",
    [
        "",
        "madoguchi.db",
        "mysql://staff@db.example/plan",
        "postgresql+psycopg2://db.example/plan",
        "postgresql+asyncpg://db.example/plan",
        "sqlite+aiosqlite:///madoguchi.db",
        "https://db.example/plan",
    ],
)
def test_any_other_address_is_refused(given: str) -> None:
    with pytest.raises(UnusableDatabaseUrl):
        database_url(given)


@pytest.mark.parametrize("given", ["sqlite://", "sqlite:///:memory:"])
def test_a_database_in_memory_is_refused(given: str) -> None:
    """Readers and writers have an engine each; in memory each would have its own database."""
    with pytest.raises(UnusableDatabaseUrl):
        database_url(given)


def test_a_password_stays_out_of_the_error() -> None:
    with pytest.raises(UnusableDatabaseUrl) as refused:
        database_url("postgresql//staff:secret@db.example/plan")
    assert "secret" not in str(refused.value)


def test_the_folder_of_a_new_sqlite_file_is_made(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'new' / 'deep' / 'madoguchi.db'}")
    with database.reading() as session:
        session.execute(text("SELECT 1"))
    database.close()
    assert (tmp_path / "new" / "deep" / "madoguchi.db").is_file()


def test_threads_that_count_up_lose_no_update(counter: Database) -> None:
    at_once(*[partial(count_up, counter, 20)] * 4)
    assert counted(counter) == 80


def test_processes_with_threads_that_count_up_lose_no_update(counter: Database) -> None:
    url = counter.url.render_as_string(hide_password=False)
    running = [
        subprocess.Popen([sys.executable, "-c", COUNT_UP, url], cwd=ROOT)  # noqa: S603
        for _ in range(2)
    ]
    assert [process.wait(60) for process in running] == [0, 0]
    assert counted(counter) == 120


def test_a_reading_session_sees_one_state(counter: Database) -> None:
    with counter.reading() as session:
        before = session.execute(text("SELECT audit_count FROM municipality")).scalar_one()
        count_up(counter, 1)
        after = session.execute(text("SELECT audit_count FROM municipality")).scalar_one()
    assert after == before


def test_a_reader_is_not_held_up_by_a_writer(counter: Database) -> None:
    with counter.writing() as session:
        session.get_one(Municipality, CITY).name = "新うみべ市"
        session.flush()
        with counter.reading() as reader:
            assert reader.get_one(Municipality, CITY).name == CITY


def test_a_block_that_breaks_writes_nothing(counter: Database) -> None:
    def write_and_break() -> None:
        with counter.writing() as session:
            ensure(session, "third")
            session.flush()
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_and_break()
    with counter.reading() as session:
        assert find(session, "third") is None


def test_a_row_of_an_unknown_municipality_is_refused(database: Database) -> None:
    with pytest.raises(DBAPIError), database.connection() as connection:
        connection.execute(
            text(
                "INSERT INTO department (municipality, name, telephone, hours, place, handles,"
                " is_general_desk, source_document)"
                " VALUES ('nowhere', '幽霊課', '', '', '', '[]', false, '')"
            )
        )


def test_a_time_comes_back_in_utc(counter: Database) -> None:
    with counter.writing() as session:
        append(session, CITY, at=AT, actor=Actor("a", "CLI"), action="a", subject="a:1")
    with counter.reading() as session:
        kept = session.query(AuditEntry).one().at
    assert kept == AT
    assert kept.tzinfo is UTC


def test_a_time_without_a_time_zone_is_never_stored(counter: Database) -> None:
    naive = datetime(2026, 6, 1, 9, 0)  # noqa: DTZ001 - the mistake under test
    with pytest.raises(StatementError, match="time zone"), counter.writing() as session:
        append(session, CITY, at=naive, actor=Actor("a", "CLI"), action="a", subject="a:1")


def test_words_people_wrote_stay_out_of_a_database_error(database: Database) -> None:
    with pytest.raises(DBAPIError) as refused, database.connection() as connection:
        connection.execute(
            text("INSERT INTO municipality (code, name) VALUES (:code, :name)"),
            {"code": None, "name": "ひみつの言葉"},
        )
    assert "ひみつの言葉" not in str(refused.value)
