"""The bot's processes as an operator starts, stops and kills them."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import httpx

from tests.standins.line_api import LineApiStandIn
from tests.standins.slack_api import SlackApiStandIn
from tests.standins.webhook_events import line_signature
from tests.town import (
    LINE_SECRET,
    LINE_TOKEN,
    PATIENCE_SECONDS,
    SLACK_SECRET,
    SLACK_TOKEN,
    free_port,
)

START_SECONDS = 30.0


class Operator:
    """Starts processes of the bot on one SQLite file, all with the same settings."""

    def __init__(self, database: Path, line: LineApiStandIn, slack: SlackApiStandIn) -> None:
        self.database = database
        self.port = free_port()
        self.log = database.with_suffix(".log")
        self._running: list[subprocess.Popen[bytes]] = []
        self._settings = {
            "PATH": os.environ["PATH"],
            "DATABASE_URL": f"sqlite:///{database}",
            "PORT": str(self.port),
            "LINE_CHANNEL_SECRET": LINE_SECRET,
            "LINE_CHANNEL_ACCESS_TOKEN": LINE_TOKEN,
            "LINE_API_BASE_URL": line.url,
            "SLACK_SIGNING_SECRET": SLACK_SECRET,
            "SLACK_BOT_TOKEN": SLACK_TOKEN,
            "SLACK_API_BASE_URL": slack.url,
        }

    def start(self, *words: str) -> subprocess.Popen[bytes]:
        """Start `madoguchi …`; its log goes to a file."""
        command = [str(Path(sys.executable).with_name("madoguchi")), *words]
        with self.log.open("ab") as log:
            process = subprocess.Popen(  # noqa: S603 - our own command
                command, env=self._settings, cwd=self.database.parent, stdout=log, stderr=log
            )
        self._running.append(process)
        return process

    def started(self, *words: str) -> subprocess.Popen[bytes]:
        """The first process that was started with these words."""
        return next(
            process
            for process in self._running
            if isinstance(process.args, list) and tuple(process.args[1:]) == words
        )

    def serve(self, *words: str) -> subprocess.Popen[bytes]:
        """Start the web process and wait until it answers."""
        process = self.start("serve", *words)
        deadline = time.monotonic() + START_SECONDS
        while self.status() != 200:
            assert process.poll() is None, self.log.read_text("utf-8")
            assert time.monotonic() < deadline, "the web process does not answer"
            time.sleep(0.02)
        return process

    def status(self) -> int:
        """What /healthz answers; 0 when nobody listens."""
        try:
            return httpx.get(f"{self.url}/healthz", trust_env=False, timeout=5).status_code
        except httpx.TransportError:
            return 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def post_line(self, body: bytes) -> int:
        """Status of a webhook request; 0 when it did not come through."""
        headers = {"x-line-signature": line_signature(LINE_SECRET, body)}
        try:
            return httpx.post(
                f"{self.url}/line/webhook",
                content=body,
                headers=headers,
                trust_env=False,
                timeout=PATIENCE_SECONDS,
            ).status_code
        except httpx.TransportError:
            return 0

    def rows(self, query: str) -> list[tuple[object, ...]]:
        with closing(sqlite3.connect(self.database, timeout=10)) as connection:
            return connection.execute(query).fetchall()

    def let_leases_run_out(self) -> None:
        """What a dead process held is free after a minute; here that minute is over."""
        with closing(sqlite3.connect(self.database, timeout=10)) as connection, connection:
            for table in ("inbox", "outbox"):
                connection.execute(f"UPDATE {table} SET lease_until = '2000-01-01'")  # noqa: S608

    def stop(self, process: subprocess.Popen[bytes]) -> float:
        """Ask a process to end; seconds until it did."""
        start = time.monotonic()
        process.send_signal(signal.SIGTERM)
        process.wait(20)
        return time.monotonic() - start

    def kill(self, process: subprocess.Popen[bytes]) -> None:
        process.kill()
        process.wait(10)

    def end(self) -> None:
        for process in self._running:
            if process.poll() is None:
                self.kill(process)


@contextmanager
def operating(database: Path, line: LineApiStandIn, slack: SlackApiStandIn) -> Iterator[Operator]:
    operator = Operator(database, line, slack)
    try:
        yield operator
    finally:
        operator.end()
