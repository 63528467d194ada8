"""When handling failed for good, the person hears of it, wherever Slack lets them be reached."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from handlers.slack.app import apologise
from store import inbox
from store.database import Database
from store.inbox import InboxWriter, Received
from store.municipalities import ensure
from store.tables import OutboxMessage
from tests.small_city import CITY

NOW = datetime(2026, 11, 18, 3, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("response_url", "service", "address"),
    [("", "slack_post", "U1"), ("https://hooks.slack.com/x", "slack_response", None)],
)
def test_an_apology_goes_to_whoever_typed_the_command(
    database: Database, response_url: str, service: str, address: str | None
) -> None:
    with database.writing() as session:
        ensure(session, CITY)
    writer = InboxWriter(database)
    payload = {"command": "/dx", "user_id": "U1", "response_url": response_url}
    writer.store([Received(CITY, "slack", "a", "U1", payload, NOW)]).result(10)
    writer.close()
    (event,) = inbox.take(database, now=NOW)
    with inbox.burial(database, event, lambda: NOW, "Broken") as turn:
        apologise(turn)
    with database.reading() as session:
        message = session.scalars(select(OutboxMessage)).one()
        assert (message.service, message.payload.get("channel")) == (service, address)
