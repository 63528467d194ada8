"""Socket Mode: town halls that cannot receive webhooks get the same handlers."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast
from urllib.parse import parse_qsl

import pytest
from slack_sdk.socket_mode.client import BaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse

from bot.socket_mode import SocketIntake
from store.database import Database
from store.inbox import InboxWriter
from tests.standins.slack_acknowledgements import check_acknowledgement
from tests.standins.webhook_events import (
    block_suggestion_form,
    event_callback_body,
    interaction_of,
)
from tests.town import CITIZENS_DESK, TEAM, Town


class Socket:
    """Slack's side of the connection: what it was told, and how much was stored by then."""

    def __init__(self, town: Town) -> None:
        self._town = town
        self._numbers = itertools.count(1)
        self.acknowledged: list[str] = []
        self.answers: list[Any] = []
        self.stored_by_then: list[int] = []

    def send_socket_mode_response(self, response: SocketModeResponse) -> None:
        self.acknowledged.append(response.envelope_id)
        self.answers.append(response.payload)
        self.stored_by_then.append(len(self._town.rows("SELECT id FROM inbox")))

    def command(self, intake: SocketIntake, text: str, **changes: str) -> str:
        """A slash command comes over the socket; returns the id of its envelope."""
        payload: dict[str, Any] = dict(parse_qsl(self._town.command_form(text).decode()))
        envelope = f"envelope-{next(self._numbers)}"
        request = SocketModeRequest("slash_commands", envelope, {**payload, **changes})
        intake(cast(BaseSocketModeClient, self), request)
        return envelope

    def event(self, intake: SocketIntake, **told: Any) -> None:
        """An event comes over the socket."""
        payload = json.loads(event_callback_body(told, team_id=TEAM))
        request = SocketModeRequest("events_api", f"envelope-{next(self._numbers)}", payload)
        intake(cast(BaseSocketModeClient, self), request)

    def interaction(self, intake: SocketIntake, body: bytes) -> Any:
        """An interaction comes over the socket; the payload of its acknowledgement."""
        payload = interaction_of(body)
        request = SocketModeRequest("interactive", f"envelope-{next(self._numbers)}", payload)
        intake(cast(BaseSocketModeClient, self), request)
        assert check_acknowledgement(payload, self.answers[-1]) == []
        return self.answers[-1]


@pytest.fixture
def intake(town: Town) -> Iterator[SocketIntake]:
    writer = InboxWriter(town.office.database)
    yield SocketIntake(town.office, writer)
    writer.close()


def test_a_command_over_the_socket_is_handled(town: Town, intake: SocketIntake) -> None:
    Socket(town).command(intake, "進捗 書かない窓口 視察した")
    town.wait_for(lambda: town.slack.responses_delivered or None, "the answer")
    assert town.progress("書かない窓口") == [("reported", "進行中", "視察した")]


def test_a_command_is_acknowledged_after_it_was_stored(town: Town, intake: SocketIntake) -> None:
    socket = Socket(town)
    envelope = socket.command(intake, "ヘルプ")
    assert socket.acknowledged == [envelope]
    assert socket.stored_by_then == [1]


def test_a_command_of_another_workspace_is_acknowledged_and_not_stored(
    town: Town, intake: SocketIntake
) -> None:
    socket = Socket(town)
    envelope = socket.command(intake, "進捗 書かない窓口 視察した", team_id="T0OTHER01")
    assert socket.acknowledged == [envelope]
    assert town.rows("SELECT id FROM inbox") == []


def test_a_command_that_comes_again_is_written_once(town: Town, intake: SocketIntake) -> None:
    socket = Socket(town)
    for _ in range(3):
        socket.command(intake, "進捗 書かない窓口 視察した", trigger_id="1.2.same")
    town.settle()
    assert len(socket.acknowledged) == 3
    assert len(town.progress("書かない窓口")) == 1


def test_what_could_not_be_stored_is_not_acknowledged(town: Town, tmp_path: Path) -> None:
    socket = Socket(town)
    writer = InboxWriter(Database(f"sqlite:///{tmp_path / 'without-tables.db'}"))
    with pytest.raises(Exception, match="no such table"):
        socket.command(SocketIntake(town.office, writer), "ヘルプ")
    writer.close()
    assert socket.acknowledged == []


def test_personal_numbers_are_masked_here_too(town: Town, intake: SocketIntake) -> None:
    Socket(town).command(intake, "進捗 書かない窓口 電話は 090-0000-1234")
    town.settle()
    assert "090-0000-1234" not in str(town.rows("SELECT payload FROM inbox"))


def test_the_home_tab_is_shown_to_who_opens_it(town: Town, intake: SocketIntake) -> None:
    Socket(town).event(intake, type="app_home_opened", user=CITIZENS_DESK, tab="home")
    town.settle()
    ((user, view),) = town.slack.homes_shown
    assert user == CITIZENS_DESK
    assert "市民課の取組" in str(view)


def test_options_to_choose_from_come_with_the_acknowledgement(
    town: Town, intake: SocketIntake
) -> None:
    body = block_suggestion_form(
        "initiative", "書かない", view={}, team_id=TEAM, user_id=CITIZENS_DESK
    )
    answer = Socket(town).interaction(intake, body)
    assert [one["text"]["text"] for one in answer["options"]] == ["書かない窓口"]
    assert town.rows("SELECT id FROM inbox") == []


def test_problems_of_a_form_come_with_the_acknowledgement(town: Town, intake: SocketIntake) -> None:
    form = town.progress_form()
    answer = Socket(town).interaction(intake, form.body())
    assert answer["response_action"] == "errors"
    assert set(answer["errors"]) == {"initiative", "text"}


def test_a_form_that_is_filled_in_is_stored_before_its_empty_acknowledgement(
    town: Town, intake: SocketIntake
) -> None:
    form = town.progress_form().choose("initiative", "書かない窓口").write("text", "視察した")
    town.settle()
    before = len(town.rows("SELECT id FROM inbox"))
    socket = Socket(town)
    assert socket.interaction(intake, form.body()) in (None, {})
    assert socket.stored_by_then == [before + 1]
    town.settle()
    assert town.progress("書かない窓口") == [("reported", "進行中", "視察した")]
