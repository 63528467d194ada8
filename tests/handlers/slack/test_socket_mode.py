"""Socket Mode: town halls that cannot receive webhooks get the same handlers."""

from __future__ import annotations

import itertools
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
from tests.town import Town


class Socket:
    """Slack's side of the connection: what it was told, and how much was stored by then."""

    def __init__(self, town: Town) -> None:
        self._town = town
        self._numbers = itertools.count(1)
        self.acknowledged: list[str] = []
        self.stored_by_then: list[int] = []

    def send_socket_mode_response(self, response: SocketModeResponse) -> None:
        self.acknowledged.append(response.envelope_id)
        self.stored_by_then.append(len(self._town.rows("SELECT id FROM inbox")))

    def command(self, intake: SocketIntake, text: str, **changes: str) -> str:
        """A slash command comes over the socket; returns the id of its envelope."""
        payload: dict[str, Any] = dict(parse_qsl(self._town.command_form(text).decode()))
        envelope = f"envelope-{next(self._numbers)}"
        request = SocketModeRequest("slash_commands", envelope, {**payload, **changes})
        intake(cast(BaseSocketModeClient, self), request)
        return envelope


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
