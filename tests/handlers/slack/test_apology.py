"""When handling failed for good, the person hears of it, wherever Slack lets them be reached."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import select

from handlers.slack.app import apologise
from store import inbox
from store.database import Database
from store.inbox import InboxWriter, Received
from store.municipalities import ensure
from store.tables import OutboxMessage
from tests.small_city import CITY

COMMAND = {"command": "/dx", "user_id": "U1"}
DIRECTLY = {"type": "message", "channel_type": "im", "user": "U1", "channel": "D1"}
NOW = datetime(2026, 11, 18, 3, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("payload", "service", "address"),
    [
        (COMMAND, "slack_post", "U1"),
        ({**COMMAND, "response_url": "https://hooks.slack.com/x"}, "slack_response", None),
        (
            {"event": {"type": "app_mention", "user": "U1", "channel": "C1"}},
            "slack_ephemeral",
            "C1",
        ),
        ({"event": DIRECTLY}, "slack_post", "D1"),
    ],
    ids=["command", "command with a response URL", "mention", "direct message"],
)
def test_an_apology_goes_where_the_person_wrote(
    database: Database, payload: dict[str, Any], service: str, address: str | None
) -> None:
    with database.writing() as session:
        ensure(session, CITY)
    writer = InboxWriter(database)
    writer.store([Received(CITY, "slack", "a", "U1", payload, NOW)]).result(10)
    writer.close()
    (event,) = inbox.take(database, now=NOW)
    with inbox.burial(database, event, lambda: NOW, "Broken") as turn:
        apologise(turn)
    with database.reading() as session:
        message = session.scalars(select(OutboxMessage)).one()
        assert (message.service, message.payload.get("channel")) == (service, address)


def test_an_apology_stands_in_the_home_tab_that_could_not_be_shown(database: Database) -> None:
    with database.writing() as session:
        ensure(session, CITY)
    writer = InboxWriter(database)
    payload = {"team_id": "T1", "event": {"type": "app_home_opened", "user": "U1", "tab": "home"}}
    writer.store([Received(CITY, "slack", "a", "slack:T1:U1", payload, NOW)]).result(10)
    writer.close()
    (event,) = inbox.take(database, now=NOW)
    with inbox.burial(database, event, lambda: NOW, "Broken") as turn:
        apologise(turn)
    with database.reading() as session:
        message = session.scalars(select(OutboxMessage)).one()
        assert message.payload["arguments"]["user_id"] == "U1"
        assert "申し訳ありません" in str(message.payload["arguments"]["view"])
