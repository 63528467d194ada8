"""Bring the database to the schema of this release, with Alembic."""

from __future__ import annotations

from contextlib import ExitStack
from functools import cache
from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, text

from store.database import Database
from store.tables import Base

_FOLDER = Path(__file__).parent / "migrations"
_LOCK = 7_351_001
"""Number of the advisory lock that lets only one process migrate a PostgreSQL database."""


class SchemaOutdated(Exception):
    """The database has the schema of another release; ``madoguchi migrate`` brings it up."""


def upgrade(database: Database, *, to: str = "head") -> None:
    """Create or upgrade the schema; does nothing where it is up to date."""
    with database.connection() as connection:
        _take_turns(connection)
        command.upgrade(_config(connection), to)


def downgrade(database: Database, *, to: str) -> None:
    """Take the schema back to an earlier release."""
    with database.connection() as connection:
        _take_turns(connection)
        command.downgrade(_config(connection), to)


def open_up_to_date(url: str) -> Database:
    """Open a database; an empty one gets its tables first.

    Raises:
        UnusableDatabaseUrl: neither SQLite nor PostgreSQL.
        SchemaOutdated: it has tables, but of another release.
    """
    with ExitStack() as if_it_fails:
        database = Database(url)
        if_it_fails.callback(database.close)
        with database.reading() as session:
            connection = session.connection()
            is_empty = not inspect(connection).get_table_names()
            current = MigrationContext.configure(connection).get_current_revision()
        if is_empty:
            upgrade(database)
        elif current != _head():
            raise SchemaOutdated(current)
        if_it_fails.pop_all()
    return database


def differences(database: Database) -> list[object]:
    """What the models say and the migrated database does not have, or the other way round."""
    with database.connection() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return list(compare_metadata(context, Base.metadata))


def new_revision(database: Database, message: str) -> None:
    """Write a migration for what changed in the models (for developers)."""
    with database.connection() as connection:
        command.revision(_config(connection), message=message, autogenerate=True)


@cache
def _head() -> str | None:
    """The last migration of this release: to find it, Alembic runs all their files."""
    return ScriptDirectory(str(_FOLDER)).get_current_head()


def _take_turns(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": _LOCK})


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(_FOLDER))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config
