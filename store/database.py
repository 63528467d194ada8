"""The connection to SQLite or PostgreSQL, and the two ways to use it: reading and writing."""

from __future__ import annotations

import json
import sqlite3
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import Connection, Engine, ExceptionContext, Table, create_engine, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.orm import Session

BUSY_TIMEOUT_MS = 5000


class UnusableDatabaseUrl(ValueError):
    """``DATABASE_URL`` names neither SQLite nor PostgreSQL, or cannot be read."""


def database_url(text: str) -> URL:
    """Read ``DATABASE_URL``; ``postgres://`` and ``postgresql://`` mean psycopg 3.

    Raises:
        UnusableDatabaseUrl: anything else than a SQLite file or PostgreSQL. A database in memory
            would be another one for each connection.
    """
    try:
        url = make_url(text)
    except ArgumentError:
        # Without the text and its cause: a password may stand in it.
        raise UnusableDatabaseUrl from None
    if url.drivername in {"postgres", "postgresql", "postgresql+psycopg"}:
        return url.set(drivername="postgresql+psycopg")
    is_file = url.database not in {None, "", ":memory:"}
    if url.drivername in {"sqlite", "sqlite+pysqlite"} and is_file:
        return url.set(drivername="sqlite")
    raise UnusableDatabaseUrl(url.drivername)


class Database:
    """One database with an engine for reading and one for writing.

    On SQLite a write transaction starts with ``BEGIN IMMEDIATE`` and is the only one of its
    process: a deferred transaction that reads and then writes loses updates or fails as locked.
    """

    def __init__(self, url: str) -> None:
        self.url = database_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        if self.is_sqlite:
            Path(str(self.url.database)).parent.mkdir(parents=True, exist_ok=True)
            self._readers = _sqlite_engine(self.url, begin="BEGIN")
            self._writers = _sqlite_engine(self.url, begin="BEGIN IMMEDIATE")
        else:
            self._writers = create_engine(self.url, pool_pre_ping=True, **_SHARED)
            event.listen(self._writers, "handle_error", _leave_the_row_out)
            # Otherwise each query of a session would see what others wrote since the one before.
            self._readers = self._writers.execution_options(isolation_level="REPEATABLE READ")
        self._one_writer: AbstractContextManager[Any] = (
            threading.Lock() if self.is_sqlite else nullcontext()
        )

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that sees one state of the database and writes nothing."""
        with Session(self._readers, autoflush=False) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A session whose changes are committed at the end of the block, or not at all."""
        with self._one_writer, Session(self._writers) as session, session.begin():
            yield session

    @contextmanager
    def connection(self) -> Iterator[Connection]:
        """A bare write transaction, for Core inserts by the thousand and for migrations."""
        with self._one_writer, self._writers.begin() as connection:
            yield connection

    def insert_new(
        self, connection: Connection, table: Table, rows: Sequence[dict[str, Any]]
    ) -> None:
        """Insert rows and leave out those that a unique constraint already knows."""
        insert = sqlite.insert(table) if self.is_sqlite else postgresql.insert(table)
        connection.execute(insert.on_conflict_do_nothing(), rows)

    def close(self) -> None:
        self._readers.dispose()
        self._writers.dispose()


def _json(value: Any) -> str:
    """JSON as people can read it in the database: Japanese is not escaped."""
    return json.dumps(value, ensure_ascii=False)


_SHARED: dict[str, Any] = {"json_serializer": _json, "hide_parameters": True}
"""Of both engines: what people wrote must not stand in an error that is logged."""


def _leave_the_row_out(context: ExceptionContext) -> None:
    """Shorten PostgreSQL's error to its first line: its detail quotes the row that was refused."""
    original = context.original_exception
    if isinstance(original, psycopg.Error) and original.diag.message_detail is not None:
        original.args = (original.diag.message_primary,)
        if context.sqlalchemy_exception is not None:
            context.sqlalchemy_exception.args = (str(original),)


def _use_write_ahead_log(cursor: sqlite3.Cursor) -> None:
    """Switch a database to WAL. SQLite does not wait by itself when another process is at it."""
    deadline = time.monotonic() + BUSY_TIMEOUT_MS / 1000
    while True:
        try:
            cursor.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.01)
        else:
            return


def _sqlite_engine(url: URL, *, begin: str) -> Engine:
    engine = create_engine(url, connect_args={"timeout": BUSY_TIMEOUT_MS / 1000}, **_SHARED)

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: Any) -> None:
        # The driver must not begin transactions by itself; SQLAlchemy's events do it below.
        connection.isolation_level = None
        cursor = connection.cursor()
        _use_write_ahead_log(cursor)
        cursor.execute("PRAGMA synchronous=FULL")
        cursor.execute("PRAGMA foreign_keys=ON")
        cursor.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine
