"""`madoguchi doctor` says what keeps the bot from working, and how to mend it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import yaml

from handlers.slack.checkup import SCOPES
from handlers.slack.listeners.commands import COMMAND
from handlers.slack.listeners.forms import FROM_MESSAGE
from handlers.slack.progress_form import CALLBACK
from tests.command_line import Run, Said, madoguchi
from tests.standins.line_api import LineApiStandIn
from tests.standins.slack_api import SlackApiStandIn

CHANNEL = "C0DIGEST"
WEBHOOK = {"endpoint": "https://madoguchi.example/line/webhook", "active": True}
MANIFEST = Path(__file__).parents[2] / "docs" / "slack-manifest.yaml"


@pytest.fixture
def run(sample_copy: Path, line: LineApiStandIn, slack: SlackApiStandIn) -> Run:
    """`madoguchi doctor` where everything is as it should be."""
    line.webhook = dict(WEBHOOK)
    slack.scopes = tuple(SCOPES)

    def doctor(**changes: str) -> Said:
        settings = {
            "DATABASE_URL": f"sqlite:///{sample_copy}",
            "LINE_CHANNEL_SECRET": "secret",
            "LINE_CHANNEL_ACCESS_TOKEN": line.access_token,
            "LINE_API_BASE_URL": line.url,
            "SLACK_SIGNING_SECRET": "secret",
            "SLACK_BOT_TOKEN": slack.token,
            "SLACK_API_BASE_URL": slack.url,
            "SLACK_DIGEST_CHANNEL": CHANNEL,
        }
        return madoguchi("doctor", **settings | changes)

    return doctor


def test_nothing_to_mend(run: Run) -> None:
    said = run()
    assert said.code == 0, said.out
    assert "×" not in said.out
    assert "○ 「見本市」のデータがあります。" in said.out
    assert "○ LINEから https://madoguchi.example/line/webhook に届きました。" in said.out
    assert "・ 今月の通数は 0／5,000 通です（返事は数えません）。" in said.out
    assert "○ 権限はそろっています。" in said.out
    assert "○ 週のまとめのチャンネル「c0digest」に送れます。" in said.out
    assert "直すところはありません。" in said.out


def test_what_is_not_set_up_is_no_fault(run: Run) -> None:
    names = ("LINE_CHANNEL_SECRET", "LINE_CHANNEL_ACCESS_TOKEN")
    said = run(**dict.fromkeys((*names, "SLACK_SIGNING_SECRET", "SLACK_BOT_TOKEN"), ""))
    assert said.code == 0
    assert said.out.count("設定していません。") == 2


@pytest.mark.parametrize(
    ("setting", "told"),
    [
        ({"LINE_CHANNEL_SECRET": ""}, "LINE_CHANNEL_SECRET がありません。"),
        ({"LINE_CHANNEL_ACCESS_TOKEN": ""}, "LINE_CHANNEL_ACCESS_TOKEN がありません。"),
        ({"LINE_CHANNEL_ACCESS_TOKEN": "old"}, "LINEに断られました（401）。"),
        ({"LINE_API_BASE_URL": "http://127.0.0.1:9"}, "LINEにつながりません"),
        ({"SLACK_SIGNING_SECRET": ""}, "SLACK_SIGNING_SECRET がありません。"),
        ({"SLACK_BOT_TOKEN": ""}, "SLACK_BOT_TOKEN がありません。"),
        ({"SLACK_BOT_TOKEN": "old"}, "Slackに断られました（invalid_auth）。"),
        ({"SLACK_APP_TOKEN": "old"}, "SLACK_APP_TOKEN が断られました（invalid_auth）。"),
        ({"SLACK_API_BASE_URL": "http://127.0.0.1:9/api/"}, "Slackにつながりません"),
        ({"MUNICIPALITY": "nowhere"}, "自治体「nowhere」のデータがありません。"),
    ],
)
def test_a_wrong_setting_is_named_with_its_remedy(
    run: Run,
    line: LineApiStandIn,
    slack: SlackApiStandIn,
    setting: dict[str, str],
    told: str,
) -> None:
    said = run(**setting)
    line.violations.clear()  # a token that is refused is what some of these are about
    slack.violations.clear()
    assert said.code == 1
    assert f"× {told}" in said.out
    assert "直すところが 1件あります。" in said.out


def test_socket_mode_needs_no_signing_secret(run: Run, slack: SlackApiStandIn) -> None:
    said = run(SLACK_SIGNING_SECRET="", SLACK_APP_TOKEN=slack.app_token)
    assert said.code == 0
    assert "○ Socket Modeでつなげます。" in said.out


@pytest.mark.parametrize(
    ("webhook", "told"),
    [
        (None, "Webhook URLがありません。"),
        (WEBHOOK | {"active": False}, "Webhookがオフです。"),
        (WEBHOOK | {"endpoint": "https://elsewhere.example/hook"}, "Webhook URLがほかを指して"),
    ],
)
def test_line_does_not_send_what_people_write(
    run: Run, line: LineApiStandIn, webhook: dict[str, Any] | None, told: str
) -> None:
    line.webhook = webhook
    said = run()
    assert said.code == 1
    assert f"× {told}" in said.out


def test_line_cannot_reach_the_bot(run: Run, line: LineApiStandIn) -> None:
    line.webhook_works = False
    said = run()
    assert said.code == 1
    assert "に届きません（COULD_NOT_CONNECT）。" in said.out


def test_an_account_in_chat_mode_is_told_how_to_answer(run: Run, line: LineApiStandIn) -> None:
    line.chat_mode = "chat"
    assert "× 応答モードが「チャット」です。" in run().out


def test_a_used_up_quota_is_told_and_no_fault(run: Run, line: LineApiStandIn) -> None:
    line.quota = 0
    said = run()
    assert said.code == 0
    assert "・ 今月の通数 0 通を使い切りました。" in said.out


def test_missing_scopes_are_named(run: Run, slack: SlackApiStandIn) -> None:
    slack.scopes = tuple(SCOPES - {"users:read", "chat:write"})
    assert "× 権限が足りません：chat:write、users:read。" in run().out


@pytest.mark.parametrize(
    ("channel", "told"),
    [
        ({"is_archived": True}, "アーカイブされています"),
        ({"is_member": False}, "アプリがいません"),
        ({"is_ext_shared": True}, "ほかの組織と共有しています"),
    ],
)
def test_a_channel_that_cannot_be_used_is_named(
    run: Run, slack: SlackApiStandIn, channel: dict[str, Any], told: str
) -> None:
    slack.channels[CHANNEL] = channel
    said = run()
    assert said.code == 1
    assert "× 週のまとめのチャンネル「c0digest」" in said.out
    assert told in said.out


def test_a_channel_that_is_not_found_is_named(run: Run, slack: SlackApiStandIn) -> None:
    slack.unknown_channels.add(CHANNEL)
    assert f"チャンネル {CHANNEL} が見つかりません（channel_not_found）" in run().out


def test_the_channel_of_a_department_is_looked_at_too(
    run: Run, sample_copy: Path, slack: SlackApiStandIn
) -> None:
    with closing(sqlite3.connect(sample_copy)) as connection, connection:
        connection.execute("UPDATE department SET slack_channel = 'C0A' WHERE name = '市民課'")
    assert "○ 市民課のチャンネル「c0a」に送れます。" in run().out
    slack.channels["C0A"] = {"is_archived": True}
    assert "× 市民課のチャンネル「c0a」はアーカイブされています。" in run().out


def test_a_workspace_whose_people_are_not_imported_is_named(
    run: Run, slack: SlackApiStandIn
) -> None:
    slack.answers["auth.test"] = {"ok": True, "team": "よそ", "team_id": "T0ELSEWHERE"}
    assert "× このワークスペース（T0ELSEWHERE）の人が名簿にいません。" in run().out


def test_the_manifest_asks_for_what_the_bot_uses_and_no_more() -> None:
    manifest = yaml.safe_load(MANIFEST.read_text(encoding="utf-8"))
    features = manifest["features"]
    assert set(manifest["oauth_config"]["scopes"]["bot"]) == SCOPES
    assert [each["command"] for each in features["slash_commands"]] == [COMMAND]
    callbacks = {each["type"]: each["callback_id"] for each in features["shortcuts"]}
    assert callbacks == {"global": CALLBACK, "message": FROM_MESSAGE}


def test_the_manifest_keeps_slacks_limits() -> None:
    """Source: Slack's app manifest reference, the lengths of each field."""
    manifest = yaml.safe_load(MANIFEST.read_text(encoding="utf-8"))
    shown, features = manifest["display_information"], manifest["features"]
    assert len(shown["name"]) <= 35
    assert len(shown["description"]) <= 140
    assert all(len(each["name"]) <= 24 for each in features["shortcuts"])
    assert all(len(each["description"]) <= 150 for each in features["shortcuts"])
    assert all(len(each["usage_hint"]) <= 1000 for each in features["slash_commands"])
