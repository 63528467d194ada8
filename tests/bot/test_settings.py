"""A setting that is missing, wrong or at odds stops the start with one clear line."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import SecretStr

from bot.settings import Settings
from tests.command_line import madoguchi

LINE = {"LINE_CHANNEL_SECRET": "s", "LINE_CHANNEL_ACCESS_TOKEN": "t"}
SLACK = {"SLACK_SIGNING_SECRET": "s", "SLACK_BOT_TOKEN": "xoxb-1"}
PLAYGROUND = {"PLAYGROUND": "1"}

PROBLEMS: dict[str, tuple[dict[str, str], str]] = {
    "no channel": ({}, "LINEもSlackも設定されていません"),
    "LINE without its token": (
        {"LINE_CHANNEL_SECRET": "s"},
        "LINE_CHANNEL_ACCESS_TOKEN がありません",
    ),
    "LINE without its secret": (
        {"LINE_CHANNEL_ACCESS_TOKEN": "t"},
        "LINE_CHANNEL_SECRET がありません",
    ),
    "Slack without its token": (
        LINE | {"SLACK_SIGNING_SECRET": "s"},
        "SLACK_BOT_TOKEN がありません",
    ),
    "Slack without its secret": (
        LINE | {"SLACK_BOT_TOKEN": "xoxb-1"},
        "SLACK_SIGNING_SECRET がありません",
    ),
    "a port that is no number": (LINE | {"PORT": "http"}, "PORT の値を読めません"),
    "a port that is none": (LINE | {"PORT": "70000"}, "PORT の値を読めません"),
    "a switch that is none": ({"PLAYGROUND": "maybe"}, "PLAYGROUND の値を読めません"),
    "a log level that is none": (LINE | {"LOG_LEVEL": "LOUD"}, "LOG_LEVEL の値を読めません"),
    "a database of another kind": (
        LINE | {"DATABASE_URL": "mysql://localhost/x"},
        "DATABASE_URL を読めません",
    ),
    "a database that is none": (LINE | {"DATABASE_URL": "here"}, "DATABASE_URL を読めません"),
    "an address without http": (
        LINE | {"LINE_API_BASE_URL": "api.line.me"},
        "LINE_API_BASE_URL は http:// か https://",
    ),
    "a model of an unknown kind": (LINE | {"ENCODER": "big"}, "ENCODER の値を読めません"),
    "an own model without its address": (
        LINE | {"ENCODER": "endpoint", "ENCODER_MODEL": "e5"},
        "ENCODER_URL がありません",
    ),
    "an own model without its name": (
        LINE | {"ENCODER": "endpoint", "ENCODER_URL": "http://10.0.0.5/v1"},
        "ENCODER_MODEL がありません",
    ),
    "an own model in a file": (
        LINE | {"ENCODER": "endpoint", "ENCODER_URL": "file:///e5", "ENCODER_MODEL": "e5"},
        "ENCODER_URL は http:// か https://",
    ),
    "an own model nowhere": (
        LINE | {"ENCODER": "endpoint", "ENCODER_URL": "http://", "ENCODER_MODEL": "e5"},
        "ENCODER_URL は http:// か https://",
    ),
    "a playground for the whole network": (
        PLAYGROUND | {"HOST": "0.0.0.0"},  # noqa: S104 - that is the mistake
        "PLAYGROUND は、このパソコンの中だけで使えます",
    ),
    "a playground with the real LINE": (
        PLAYGROUND | {"LINE_API_BASE_URL": "https://api.line.me"},
        "PLAYGROUND と本物の LINE_API_BASE_URL",
    ),
    "a playground with the real Slack": (
        PLAYGROUND | {"SLACK_API_BASE_URL": "https://slack.com/api/"},
        "PLAYGROUND と本物の SLACK_API_BASE_URL",
    ),
}


@pytest.mark.parametrize("command", ["serve", "work", "clock"])
@pytest.mark.parametrize("kind", PROBLEMS)
def test_a_process_does_not_start_with(kind: str, command: str) -> None:
    settings, expected = PROBLEMS[kind]
    said = madoguchi(command, **settings)
    assert said.code == 2
    assert said.err.startswith(expected)
    assert len(said.err.strip().splitlines()) == 1


def test_every_problem_has_a_line_of_its_own() -> None:
    said = madoguchi("serve", LINE_CHANNEL_SECRET="s", SLACK_BOT_TOKEN="xoxb-1")
    assert said.code == 2
    assert [line.split()[0] for line in said.err.strip().splitlines()] == [
        "LINE_CHANNEL_ACCESS_TOKEN",
        "SLACK_SIGNING_SECRET",
    ]


@pytest.mark.parametrize("settings", [{}, {"SLACK_APP_TOKEN": "xoxb-1"}], ids=["none", "wrong"])
def test_socket_mode_needs_an_app_token(settings: dict[str, Any]) -> None:
    said = madoguchi("slack-socket", **SLACK, **settings)
    assert said.code == 2
    assert said.err.startswith("SLACK_APP_TOKEN がないか、形が違います")


def test_no_secret_is_shown_where_a_setting_is_wrong() -> None:
    said = madoguchi("serve", **LINE | {"LINE_CHANNEL_SECRET": "geheim-1"}, PORT="x")
    assert "geheim-1" not in said.out + said.err


def test_settings_are_read_from_a_file_too(tmp_path: Any) -> None:
    (tmp_path / ".env").write_text("LINE_CHANNEL_SECRET=s\n", encoding="utf-8")
    assert "LINE_CHANNEL_ACCESS_TOKEN がありません" in madoguchi("serve").err


def test_an_empty_setting_is_none() -> None:
    said = madoguchi("serve", LINE_CHANNEL_SECRET="", SLACK_BOT_TOKEN="", PORT="")
    assert said.err.startswith("LINEもSlackも設定されていません")


def test_every_process_hides_conversations_under_the_same_key() -> None:
    first, second = (Settings(_env_file=None, line_channel_secret=SecretStr("s")) for _ in "ab")
    other = Settings(_env_file=None, line_channel_secret=SecretStr("another"))
    assert first.conversation_key == second.conversation_key
    assert first.conversation_key != other.conversation_key
