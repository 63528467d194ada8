"""Citizens who follow the city, and a town that may push to them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from handlers.line import news
from tests.handlers.handover.conftest import DESK_CHANNEL, Clock
from tests.handlers.slack.test_approvals import publish
from tests.line_words import offer, offered, said_with, words
from tests.standins.line_api import LineApiStandIn
from tests.standins.slack_api import SlackApiStandIn
from tests.standins.webhook_events import text_event
from tests.town import Town, open_town

_people = count(1)


class Citizen:
    """Somebody on LINE, with a conversation of their own."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self.id = f"Uf{next(_people):031x}"
        self.last: list[dict[str, Any]] = []

    def says(self, text: str) -> str:
        self.last = self.town.line_event(text_event(text, user_id=self.id))
        return words(self.last)

    def presses(self, said: str) -> str:
        self.last = self.town.citizen_presses(offer(self.last, said), self.id)
        return words(self.last)

    def buttons(self) -> list[str]:
        return [said_with(action) for action in offered(self.last)]

    def pushed(self) -> list[str]:
        """What was pushed to them."""
        self.town.settle()
        return [words(sent) for to, sent in self.town.line.pushes_delivered if to == self.id]

    def hears(self) -> str:
        """The one push that reaches them; an index may have to be built first."""

        def look() -> list[str] | None:
            strike(self.town)
            return self.pushed() or None

        (told,) = self.town.wait_for(look, "a push")
        return told

    def follows(self) -> int:
        ((number,),) = self.town.rows("SELECT count(*) FROM subscription")
        return int(number)


def finish(town: Town, said: str = "全部の窓口で始めました") -> None:
    """Staff posts for citizens that the initiative is done."""
    publish(town, said, status="完了")
    strike(town)


def strike(town: Town) -> None:
    """The clock strikes."""
    news.tell(town.office)
    town.settle()


@pytest.fixture(scope="module")
def pushing_module(
    sample_database: Path,
    tmp_path_factory: pytest.TempPathFactory,
    running_line: LineApiStandIn,
    running_slack: SlackApiStandIn,
) -> Iterator[tuple[Town, Clock]]:
    path = shutil.copy(sample_database, tmp_path_factory.mktemp("pushing") / "mihon.db")
    clock = Clock()
    with open_town(
        f"sqlite:///{path}",
        running_line,
        running_slack,
        now=clock,
        is_loaded=True,
        line_push=True,
        slack_digest_channel=DESK_CHANNEL,
    ) as opened:
        opened.dx("ヘルプ")
        opened.settle()
        yield opened, clock


@pytest.fixture
def clock(pushing_module: tuple[Town, Clock]) -> Clock:
    return pushing_module[1]


@pytest.fixture
def pushing(
    pushing_module: tuple[Town, Clock],
    sample_database: Path,
    line: LineApiStandIn,
    slack: SlackApiStandIn,
) -> Iterator[Town]:
    """A town that may push what citizens follow."""
    town, clock = pushing_module
    clock.ahead = timedelta(0)
    town.put_back(sample_database)
    yield town
    town.settle()


@pytest.fixture
def citizen(pushing: Town) -> Citizen:
    return Citizen(pushing)
