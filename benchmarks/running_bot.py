"""What benchmarks share that measure the running bot from outside: databases, start, resources."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import psycopg
from psycopg import sql

from tests.databases import POSTGRESQL, postgresql_answers

MADOGUCHI = str(Path(sys.executable).with_name("madoguchi"))


def kinds_of_database() -> Iterator[str]:
    """SQLite, and PostgreSQL where a server answers."""
    yield "sqlite"
    if postgresql_answers():
        yield "postgresql"
    else:
        print("\nno PostgreSQL server (TEST_POSTGRESQL_URL names one)")


@contextmanager
def empty_database(kind: str, folder: Path) -> Iterator[str]:
    """The URL of an empty database as an office has it: a commit is on the disk."""
    if kind == "sqlite":
        yield f"sqlite:///{folder / 'bench.db'}"
        return
    name = f"madoguchi_bench_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(POSTGRESQL, autocommit=True) as server:
        server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    try:
        yield f"{POSTGRESQL.rpartition('/')[0]}/{name}"
    finally:
        with psycopg.connect(POSTGRESQL, autocommit=True) as server:
            server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


@contextmanager
def running(*command: str, port: int, **settings: str) -> Iterator[int]:
    """Run a program with these settings until the block ends; its process id once it is healthy.

    It starts in an empty folder, so that no ``.env`` of a developer counts.
    """
    with tempfile.TemporaryDirectory() as folder:
        process = subprocess.Popen(  # noqa: S603 - our own command
            command,
            env={**os.environ, "PORT": str(port), **settings},
            cwd=folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            _await_health(port)
            yield process.pid
        finally:
            process.terminate()
            process.wait()


def processor_seconds(process: int) -> float:
    """How long a process has kept a core busy, from proc_pid_stat(5)."""
    fields = Path(f"/proc/{process}/stat").read_text("ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def most_megabytes(process: int) -> float:
    """The most memory that a process has held so far, from proc_pid_status(5)."""
    status = Path(f"/proc/{process}/status").read_text("utf-8")
    line = next(line for line in status.splitlines() if line.startswith("VmHWM:"))
    return int(line.split()[1]) / 1024


def _await_health(port: int) -> None:
    for _ in range(1200):
        try:
            if httpx.get(f"http://127.0.0.1:{port}/healthz", trust_env=False).status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.05)
    raise SystemExit("the bot did not start")
