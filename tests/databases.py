"""Fresh databases for tests: a SQLite file, or a PostgreSQL database of its own."""

from __future__ import annotations

import os
import sqlite3
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from store.database import Database
from store.schema import upgrade
from store.tables import Base

POSTGRESQL = os.environ.get("TEST_POSTGRESQL_URL", "postgresql://postgres@127.0.0.1:5432/postgres")
"""A server on which tests may create and drop databases."""


def postgresql_answers() -> bool:
    try:
        psycopg.connect(POSTGRESQL, connect_timeout=2).close()
    except psycopg.OperationalError:
        return False
    return True


BACKENDS = [
    "sqlite",
    pytest.param(
        "postgresql",
        marks=[
            pytest.mark.postgresql,
            pytest.mark.skipif(
                not postgresql_answers() and os.environ.get("CI") != "true",
                reason="no PostgreSQL server on 127.0.0.1:5432 (TEST_POSTGRESQL_URL names another)",
            ),
        ],
    ),
]
"""Parameters for a fixture: every test with it runs on both databases; CI must not skip one."""


@contextmanager
def fresh_database(backend: str, folder: Path) -> Iterator[str]:
    """The URL of an empty database that is gone afterwards."""
    if backend == "sqlite":
        yield f"sqlite:///{folder / 'madoguchi.db'}"
        return
    name = f"madoguchi_test_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(POSTGRESQL, autocommit=True) as server:
        server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        # Nobody pulls the plug on a test: a commit need not wait for the disk.
        server.execute(
            sql.SQL("ALTER DATABASE {} SET synchronous_commit = off").format(sql.Identifier(name))
        )
    try:
        yield f"{POSTGRESQL.rpartition('/')[0]}/{name}"
    finally:
        with psycopg.connect(POSTGRESQL, autocommit=True) as server:
            server.execute(
                sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
            )


@contextmanager
def lasting_database(backend: str, folder: Path) -> Iterator[Database]:
    """A database with all tables, to be emptied between tests, so that it is opened and migrated
    once: a PostgreSQL database takes half a second, and SQLAlchemy prepares each query once."""
    with fresh_database(backend, folder) as url:
        opened = Database(url)
        upgrade(opened)
        if opened.is_sqlite:
            _copy(_file(opened), _empty_file(opened))
        yield opened
        opened.close()


def empty_tables(database: Database) -> None:
    """Take out everything that a test left in a lasting database, append-only rows included."""
    if database.is_sqlite:
        _copy(_empty_file(database), _file(database))
        return
    with database.connection() as connection:
        # As a replica the server asks neither foreign keys nor the triggers of append-only tables.
        connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
        for name in connection.exec_driver_sql(_NOT_EMPTY).scalars():
            connection.execute(Base.metadata.tables[name].delete())


_NOT_EMPTY = " UNION ALL ".join(
    f"SELECT '{table}' WHERE EXISTS (SELECT 1 FROM \"{table}\")"  # noqa: S608 - our own tables
    for table in Base.metadata.tables
)


def _file(database: Database) -> str:
    return database.url.database or ""


def _empty_file(database: Database) -> str:
    return f"{_file(database)}.empty"


def _copy(source: str, target: str) -> None:
    """As SQLite copies: others may have either file open."""
    with closing(sqlite3.connect(source)) as here, closing(sqlite3.connect(target)) as there:
        here.backup(there)
