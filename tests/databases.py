"""Fresh databases for tests: a SQLite file, or a PostgreSQL database of its own."""

from __future__ import annotations

import os
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

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
def empty_tables(backend: str, migrated: str, folder: Path) -> Iterator[str]:
    """The URL of a database like ``migrated``, all its tables empty, for one test.

    Creating and migrating a PostgreSQL database takes half a second, so there it is the same one
    every time, emptied afterwards.
    """
    if backend == "sqlite":
        copy = folder / "tables.db"
        shutil.copyfile(migrated.removeprefix("sqlite:///"), copy)
        yield f"sqlite:///{copy}"
        return
    yield migrated
    with psycopg.connect(migrated) as server:
        # As a replica the server asks neither foreign keys nor the triggers of append-only tables.
        server.execute("SET LOCAL session_replication_role = replica")
        for table in Base.metadata.sorted_tables:
            server.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(table.name)))
