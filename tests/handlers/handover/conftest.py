"""A town whose citizens may ask for a person, and a clock that can be put forward."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text as sql

from bot.clock import end_silent_handovers
from tests.line_words import offered, said_with, shown
from tests.slack_words import message_ts, send_event
from tests.standins.line_api import LineApiStandIn
from tests.standins.slack_api import SlackApiStandIn
from tests.standins.webhook_events import text_event, webhook_body
from tests.town import CITIZENS_DESK, TEAM, Town, open_town, town_clock

DESK_CHANNEL = "C0MADOGU1"
"""Where handovers go to whose department has no channel."""
WASTE_CHANNEL = "C0KANKYO1"
"""The channel of 環境建設課."""
MATTER = "粗大ごみの収集日を変えたいのですが"


@dataclass
class Clock:
    """Runs like any other, and can be put forward."""

    runs: Callable[[], datetime] = field(default_factory=town_clock)
    ahead: timedelta = timedelta(0)

    def __call__(self) -> datetime:
        return self.runs() + self.ahead


@dataclass
class Counter:
    """A citizen and a clerk, who talk through the counter."""

    town: Town
    clock: Clock

    def citizen(self, text: str, **fields: Any) -> list[str]:
        """A citizen writes; the texts that come back at once."""
        event = text_event(text, **fields)
        self.town.send_line(event)
        return [shown(one) for messages in self.town.replies_to(event) for one in messages]

    def buttons(self, text: str) -> list[str]:
        """A citizen writes; what the buttons under the reply say."""
        event = text_event(text)
        self.town.send_line(event)
        (messages,) = self.town.replies_to(event)
        return [said_with(action) for action in offered(messages)]

    def begin(self, matter: str = MATTER) -> str:
        """A citizen asks for a person and says about what; the name of the thread."""
        self.citizen("職員と話したい")
        self.citizen(matter)
        return self.thread()

    def thread(self, channel: str = WASTE_CHANNEL) -> str:
        """The last message that opened a thread."""
        return str([one["ts"] for one in self.posts(channel) if "thread_ts" not in one][-1])

    def posts(self, channel: str = WASTE_CHANNEL) -> list[dict[str, Any]]:
        return [said.body for said in self.town.posted_in(channel)]

    def last_post(self, channel: str = WASTE_CHANNEL) -> str:
        return self.town.posted_in(channel)[-1].text

    def clerk(self, text: str, *, by: str = CITIZENS_DESK, **fields: Any) -> None:
        """Somebody of staff writes in the thread."""
        written = {
            "type": "message",
            "channel": WASTE_CHANNEL,
            "channel_type": "channel",
            "user": by,
            "team": TEAM,
            "text": text,
            "ts": message_ts(),
        }
        send_event(self.town, {**written, "thread_ts": fields.pop("thread", "")} | fields)

    def wait(self, **time: float) -> None:
        """Time goes by, and the clock strikes."""
        self.clock.ahead += timedelta(**time)
        end_silent_handovers(self.town.office)
        self.town.settle()

    def held_back(self) -> list[tuple[Any, ...]]:
        """Replies that keep a token for staff."""
        return self.town.rows("SELECT key FROM outbox WHERE state = 'waiting'")

    def handover(self) -> dict[str, Any]:
        """The last handover, as the database holds it."""
        names = ("state", "conversation", "line_user_id", "channel", "thread_ts")
        query = f"SELECT {', '.join(names)} FROM handover ORDER BY id DESC LIMIT 1"  # noqa: S608
        (row,) = self.town.rows(query)
        return dict(zip(names, row, strict=True))

    def post_line(self, event: dict[str, Any]) -> None:
        assert self.town.post_line(webhook_body(event)).status_code == 200


def prepared(town: Town) -> None:
    with town.office.database.writing() as session:
        session.execute(
            sql("UPDATE department SET slack_channel = :channel WHERE name = '環境建設課'"),
            {"channel": WASTE_CHANNEL},
        )


@pytest.fixture(scope="module")
def desk_town(
    sample_database: Path,
    tmp_path_factory: pytest.TempPathFactory,
    running_line: LineApiStandIn,
    running_slack: SlackApiStandIn,
) -> Iterator[tuple[Town, Clock]]:
    """One running town for a module."""
    path = shutil.copy(sample_database, tmp_path_factory.mktemp("desk") / "mihon.db")
    clock = Clock()
    with open_town(
        f"sqlite:///{path}",
        running_line,
        running_slack,
        now=clock,
        is_loaded=True,
        slack_digest_channel=DESK_CHANNEL,
    ) as opened:
        yield opened, clock


@pytest.fixture
def counter(
    desk_town: tuple[Town, Clock],
    line: LineApiStandIn,
    slack: SlackApiStandIn,
    sample_database: Path,
) -> Iterator[Counter]:
    """A counter where staff answers citizens only with reply tokens."""
    town, clock = desk_town
    clock.ahead = timedelta(0)
    town.put_back(sample_database)
    prepared(town)
    yield Counter(town, clock)
    town.settle()


@pytest.fixture
def pushing(sample_copy: Path, line: LineApiStandIn, slack: SlackApiStandIn) -> Iterator[Counter]:
    """A counter that may push what staff answers."""
    clock = Clock()
    url = f"sqlite:///{sample_copy}"
    with open_town(
        url,
        line,
        slack,
        now=clock,
        is_loaded=True,
        slack_digest_channel=DESK_CHANNEL,
        line_push=True,
    ) as opened:
        prepared(opened)
        yield Counter(opened, clock)
        opened.settle()
