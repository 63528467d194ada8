"""An event that fails however often it is tried ends, and lets the next one pass."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from slack_bolt import App

from bot.worker import Worker
from handlers.line import conversation
from handlers.office import Office
from knowledge.counter import Counter
from store import inbox
from store.database import Database
from store.inbox import Received, Turn
from store.schema import upgrade
from tests.small_city import CITY, found_small_city

NOW = datetime(2026, 11, 18, 1, 0, tzinfo=UTC)


@pytest.fixture
def city(tmp_path: Path) -> Iterator[Database]:
    database = Database(f"sqlite:///{tmp_path}/city.db")
    upgrade(database)
    found_small_city(database)
    yield database
    database.close()


@pytest.fixture
def worker(city: Database, monkeypatch: pytest.MonkeyPatch) -> Worker:
    """A worker in whose hands everything from LINE breaks, apologies included."""

    def breaks(turn: Turn, *_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(conversation, "handle", breaks)
    monkeypatch.setattr(conversation, "apologise", breaks)
    office = Office(city, Counter(city), lambda: NOW, CITY, b"key")
    return Worker(office, App(token="xoxb-1", token_verification_enabled=False), dict, lambda: None)


def test_an_event_whose_apology_fails_too_is_buried(worker: Worker, city: Database) -> None:
    payload = {"type": "message"}
    inbox.store(city, [Received(CITY, "line", key, "line:a", payload, NOW) for key in "ab"])
    for attempt in range(len(inbox.RETRY_AFTER) + 1):
        (event,) = inbox.take(city, now=NOW + timedelta(hours=attempt))
        assert event.event_key == "a"
        worker.handle(event)
    (following,) = inbox.take(city, now=NOW)
    assert following.event_key == "b"
