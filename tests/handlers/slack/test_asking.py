"""Staff ask by a mention or a direct message, and hear what `/dx 質問` says."""

from __future__ import annotations

from typing import Any

import pytest

from tests.sample_rows import sample_row
from tests.slack_words import (
    CHANNEL,
    DIRECT,
    calls,
    mention,
    mention_of,
    message_of,
    message_ts,
    send_event,
    write,
)
from tests.town import CITIZENS_DESK, DX_OFFICE, SlackReply, Town

STRANGER = "U0NOBODY1"
INTERNAL = sample_row("faq.csv", "質問", "新しい担当者はどうやって登録しますか（職員向け）")


def ask(town: Town, door: str, words: str, *, by: str = DX_OFFICE) -> SlackReply:
    match door:
        case "mention":
            return mention(town, words, by=by)
        case "direct message":
            return write(town, words, by=by)
        case _:
            return town.dx(f"質問 {words}", by=by)


DOORS = ["mention", "direct message", "command"]
WRITTEN = DOORS[:2]


@pytest.mark.parametrize("door", WRITTEN)
@pytest.mark.parametrize("words", ["粗大ごみ", "書かない窓口って何？", "宇宙エレベーター"])
def test_the_answer_is_that_of_the_command(lasting_town: Town, door: str, words: str) -> None:
    assert ask(lasting_town, door, words).text == ask(lasting_town, "command", words).text


def test_in_a_channel_only_who_asked_sees_the_answer(town: Town) -> None:
    mention(town, "粗大ごみ", by=CITIZENS_DESK)
    assert [(one["channel"], one["user"]) for one in calls(town, "chat.postEphemeral")] == [
        (CHANNEL, CITIZENS_DESK)
    ]
    assert calls(town, "chat.postMessage") == []


def test_a_direct_message_is_answered_with_a_plain_message(town: Town) -> None:
    assert write(town, "粗大ごみ").body["channel"] == DIRECT
    assert calls(town, "chat.postEphemeral") == []


@pytest.mark.parametrize("door", WRITTEN)
def test_in_a_thread_the_answer_stands_in_the_thread(town: Town, door: str) -> None:
    thread = message_ts()
    tell = mention if door == "mention" else write
    assert tell(town, "粗大ごみ", thread_ts=thread).body["thread_ts"] == thread


@pytest.mark.parametrize("door", DOORS)
def test_registered_staff_hear_internal_entries(lasting_town: Town, door: str) -> None:
    assert INTERNAL["回答"] in ask(lasting_town, door, INTERNAL["質問"], by=CITIZENS_DESK).text


@pytest.mark.parametrize("door", DOORS)
def test_who_is_not_registered_hears_no_internal_entry(lasting_town: Town, door: str) -> None:
    assert INTERNAL["回答"] not in ask(lasting_town, door, INTERNAL["質問"], by=STRANGER).text


@pytest.mark.parametrize("door", DOORS)
def test_who_is_not_registered_hears_what_citizens_do(lasting_town: Town, door: str) -> None:
    row = sample_row("procedures.csv", "手続名", "粗大ごみ収集の申込")
    assert row["手数料"] in ask(lasting_town, door, "粗大ごみ", by=STRANGER).text


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize(
    "standing",
    [{"is_restricted": True}, {"is_stranger": True}, {"team_id": "T0OTHER01"}],
    ids=["guest", "stranger", "of another organisation"],
)
def test_a_registered_id_that_slack_knows_as_another_hears_no_internal_entry(
    town: Town, door: str, standing: dict[str, Any]
) -> None:
    town.slack.users[DX_OFFICE] = standing
    assert INTERNAL["回答"] not in ask(town, door, INTERNAL["質問"]).text


def test_somebody_of_another_organisation_with_the_same_id_is_nobody_here(town: Town) -> None:
    said = mention(town, INTERNAL["質問"], user_team="T0OTHER01")
    assert INTERNAL["回答"] not in said.text


def test_slack_not_saying_who_it_is_leaves_it_to_the_registration(town: Town) -> None:
    town.slack.unknown_users.add(DX_OFFICE)
    assert INTERNAL["回答"] in mention(town, INTERNAL["質問"]).text


@pytest.mark.parametrize("door", WRITTEN)
@pytest.mark.parametrize("words", ["", "ヘルプ", "help"])
def test_without_a_question_one_hears_what_can_be_done(
    lasting_town: Town, door: str, words: str
) -> None:
    assert "/dx の使い方" in ask(lasting_town, door, words).text


def test_one_asks_on_from_a_mention_in_a_direct_message(town: Town) -> None:
    mention(town, "粗大ごみ")
    assert write(town, "費用は？").text.startswith("*粗大ごみ収集の申込*")


def test_who_asks_twice_teaches_another_wording(town: Town) -> None:
    write(town, "宇宙エレベーターの耐荷重")
    mention(town, "粗大ごみ収集の申込")
    waiting = town.rows("SELECT text FROM wording WHERE state = 'waiting'")
    assert waiting == [("宇宙エレベーターの耐荷重",)]


def test_the_question_is_kept_without_who_asked(town: Town) -> None:
    mention(town, "粗大ごみ", by=CITIZENS_DESK)
    kept = town.rows("SELECT * FROM question")
    assert "粗大ごみ" in str(kept)
    assert CITIZENS_DESK not in str(kept)


SILENT: dict[str, dict[str, Any]] = {
    "a bot": message_of("粗大ごみ", bot_id="B0OTHER01"),
    "a bot that mentions": mention_of("粗大ごみ", bot_id="B0OTHER01"),
    "a bot without a user": message_of("粗大ごみ", subtype="bot_message"),
    "an edit": {**message_of("", subtype="message_changed"), "message": {"text": "粗大ごみ"}},
    "a deletion": message_of("", subtype="message_deleted"),
    "somebody joining": message_of("入りました", subtype="channel_join"),
    "a message in a channel": message_of("粗大ごみ", channel_type="channel", channel=CHANNEL),
    "a message in a group": message_of("粗大ごみ", channel_type="mpim"),
}


@pytest.mark.parametrize("kind", SILENT)
def test_is_not_answered(town: Town, kind: str) -> None:
    send_event(town, SILENT[kind])
    assert town.rows("SELECT count(*) FROM outbox") == [(0,)]
    assert town.events_left() == []


AGAIN: dict[str, dict[str, Any]] = {
    "sent again": {},
    "edited": {"text": "<@U0STANDIN> 住民票"},
    "shown in the channel too": {"subtype": "thread_broadcast"},
}


@pytest.mark.parametrize("what", AGAIN)
@pytest.mark.parametrize("written", [mention_of("粗大ごみ"), message_of("粗大ごみ")])
def test_a_message_is_answered_once_though_it_is(
    town: Town, what: str, written: dict[str, Any]
) -> None:
    send_event(town, written)
    send_event(town, {**written, **AGAIN[what]})
    assert town.rows("SELECT count(*) FROM question") == [(1,)]
    assert town.rows("SELECT count(*) FROM outbox") == [(1,)]


@pytest.mark.parametrize("written", [mention_of("粗大ごみ"), message_of("粗大ごみ")])
def test_the_same_words_written_again_are_answered_again(
    town: Town, written: dict[str, Any]
) -> None:
    send_event(town, written)
    send_event(town, {**written, "ts": message_ts()})
    assert town.rows("SELECT count(*) FROM outbox") == [(2,)]


@pytest.mark.parametrize("subtype", ["file_share", "thread_broadcast"])
def test_words_beside_a_file_or_to_everybody_are_words(town: Town, subtype: str) -> None:
    assert "粗大ごみ収集の申込" in write(town, "粗大ごみ", subtype=subtype).text


def test_who_cannot_be_answered_in_the_channel_is_answered_directly(town: Town) -> None:
    town.slack.answers["chat.postEphemeral"] = {"ok": False, "error": "user_not_in_channel"}
    send_event(town, mention_of("粗大ごみ", by=CITIZENS_DESK, thread_ts=message_ts()))
    (answer,) = town.told(CITIZENS_DESK)
    assert "粗大ごみ収集の申込" in answer.text
    assert "thread_ts" not in answer.body


def test_a_mention_calls_nobody(town: Town) -> None:
    mention(town, "&lt;!channel&gt; <@U0MIHON02> の宇宙エレベーター")
    assert "<!" not in str(calls(town, "chat.postEphemeral"))
