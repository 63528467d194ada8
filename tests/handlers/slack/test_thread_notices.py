"""What is recorded appears in the department's channel, in the thread of its initiative."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text as sql

from store.traffic import KEPT_FOR, forget_finished
from tests.town import CITIZENS_DESK, DX_OFFICE, Town

DESK = "書かない窓口"
"""An initiative of several departments, 市民課 among them."""
CLASS = "スマホ教室"
CHANNEL, OTHER_CHANNEL = "C0SHIMIN1", "C0ZEIMU01"


def give_channel(town: Town, department: str = "市民課", channel: str = CHANNEL) -> None:
    with town.office.database.writing() as session:
        session.execute(
            sql("UPDATE department SET slack_channel = :channel WHERE name = :name"),
            {"channel": channel, "name": department},
        )


@pytest.fixture
def notified(town: Town) -> Town:
    """A town where 市民課 has a channel."""
    give_channel(town)
    return town


def posted(town: Town, channel: str = CHANNEL) -> list[dict[str, Any]]:
    return [said.body for said in town.posted_in(channel)]


def words(message: dict[str, Any]) -> str:
    return "\n".join(block["text"]["text"] for block in message["blocks"] if "text" in block)


def test_the_first_entry_opens_the_thread_of_the_initiative(notified: Town) -> None:
    notified.dx(f"進捗 {DESK} 先進地を視察した", by=CITIZENS_DESK)
    opening, entry = posted(notified)
    assert f"*{DESK}*" in words(opening)
    assert "thread_ts" not in opening
    assert entry["thread_ts"] == opening["ts"]
    assert "先進地を視察した" in words(entry)
    assert "市民課　若草 みのり" in words(entry)
    assert entry["reply_broadcast"] is True


def test_later_entries_go_into_the_same_thread(notified: Town) -> None:
    for number in range(3):
        notified.dx(f"進捗 {DESK} 報告その{number}")
    opening, *entries = posted(notified)
    assert [entry["thread_ts"] for entry in entries] == [opening["ts"]] * 3
    assert [f"報告その{n}" in words(entry) for n, entry in enumerate(entries)] == [True] * 3


def test_entries_before_the_thread_is_open_wait_for_it(notified: Town) -> None:
    notified.slack.delay_s = 0.3
    people = (DX_OFFICE, CITIZENS_DESK, "U0MIHON02", "U0MIHON04")
    forms = [notified.command_form(f"進捗 {DESK} 視察した", by=person) for person in people]
    assert {notified.post_slack(form).status_code for form in forms} == {200}
    opening, *entries = posted(notified)
    assert "thread_ts" not in opening
    assert [entry["thread_ts"] for entry in entries] == [opening["ts"]] * 4


def test_each_initiative_has_its_thread(notified: Town) -> None:
    other = "オンライン申請（ごみ・水道の手続）"
    give_channel(notified, "環境建設課")
    notified.dx(f"進捗 {DESK} 視察した")
    notified.dx(f"進捗 {other} 始めた")
    first, _, second, _ = posted(notified)
    assert (DESK in words(first), other in words(second)) == (True, True)
    assert "thread_ts" not in second


def test_every_responsible_department_with_a_channel_hears_of_it(notified: Town) -> None:
    give_channel(notified, "税務課", OTHER_CHANNEL)
    notified.dx(f"進捗 {DESK} 視察した")
    assert [len(posted(notified, one)) for one in (CHANNEL, OTHER_CHANNEL)] == [2, 2]


def test_departments_that_share_a_channel_hear_of_it_once(notified: Town) -> None:
    give_channel(notified, "税務課", CHANNEL)
    notified.dx(f"進捗 {DESK} 視察した")
    assert len(posted(notified)) == 2


def test_without_a_channel_nothing_is_posted_and_nobody_is_troubled(town: Town) -> None:
    assert "記録しました" in town.dx(f"進捗 {DESK} 視察した").text
    town.settle()
    assert town.slack.messages == []


def test_corrections_and_withdrawals_are_in_the_thread_alone(notified: Town) -> None:
    recorded = notified.dx(f"進捗 {DESK} 視察した")
    notified.press(recorded.buttons["完了"])
    notified.dx("取消")
    opening, _, correction, withdrawal = posted(notified)
    assert "記録を直しました" in words(correction)
    assert "2026年度　完了" in words(correction)
    assert "2026年度　進行中" in words(correction)
    assert "記録を取り消しました" in words(withdrawal)
    for later in (correction, withdrawal):
        assert later["thread_ts"] == opening["ts"]
        assert later["reply_broadcast"] is False


def test_a_command_that_slack_repeats_is_posted_once(notified: Town) -> None:
    form = notified.command_form(f"進捗 {DESK} 視察した")
    assert [notified.post_slack(form).status_code for _ in range(3)] == [200] * 3
    assert len(posted(notified)) == 2


def test_nothing_that_was_written_mentions_or_links(notified: Town) -> None:
    notified.dx(f"進捗 {DESK} <!channel> @channel <https://evil.example|市役所> & <@U0MIHON02>")
    _, entry = posted(notified)
    assert "&lt;!channel&gt;" in words(entry)
    assert "<!" not in words(entry) + entry["text"]
    assert "<@" not in words(entry) + entry["text"]
    sections = [block["text"] for block in entry["blocks"] if block["type"] == "section"]
    assert all(section["verbatim"] is True for section in sections)


def test_a_long_entry_is_posted_whole(notified: Town) -> None:
    notified.dx(f"進捗 {DESK} {'進' * 2999}末")
    assert "進" * 1000 + "末" in words(posted(notified)[1]).replace("\n", "")


def test_a_deleted_thread_is_opened_again(notified: Town) -> None:
    notified.dx(f"進捗 {DESK} 一つ目")
    notified.slack.deleted_messages.add(posted(notified)[0]["ts"])
    notified.dx(f"進捗 {DESK} 二つ目")
    notified.dx(f"進捗 {DESK} 三つ目")
    *_, opening, second, third = posted(notified)
    assert DESK in words(opening)
    assert [second["thread_ts"], third["thread_ts"]] == [opening["ts"]] * 2
    assert notified.told(DX_OFFICE) == []
    assert notified.events_left() == []


@pytest.mark.parametrize(
    ("error", "said"),
    [
        ("is_archived", "アーカイブされています"),
        ("not_in_channel", "アプリがチャンネルに入っていません"),
        ("channel_not_found", "チャンネルが見つかりません"),
        ("missing_scope", "権限が足りません"),
        ("restricted_action", "restricted_action"),
    ],
)
def test_where_slack_refuses_the_author_hears_why_once_and_the_entry_stays(
    notified: Town, error: str, said: str
) -> None:
    notified.slack.channels[CHANNEL] = {"error": error}
    notified.dx(f"進捗 {DESK} 視察した", by=CITIZENS_DESK)
    (told,) = notified.told(CITIZENS_DESK)
    assert said in told.text
    assert f"<#{CHANNEL}>" in told.text
    assert "記録しましたが" in told.text
    assert notified.progress(DESK) == [("reported", "進行中", "視察した")]
    assert notified.events_left() == []


def test_once_the_channel_takes_messages_again_a_thread_is_opened(notified: Town) -> None:
    notified.slack.channels[CHANNEL] = {"error": "not_in_channel"}
    notified.dx(f"進捗 {DESK} 一つ目")
    assert len(notified.told(DX_OFFICE)) == 1
    del notified.slack.channels[CHANNEL]
    notified.dx(f"進捗 {DESK} 二つ目")
    opening, entry = posted(notified)
    assert entry["thread_ts"] == opening["ts"]
    assert "二つ目" in words(entry)


def test_where_slack_is_busy_the_notice_is_tried_again(notified: Town) -> None:
    notified.slack.answers["chat.postMessage"] = {"ok": False, "error": "ratelimited"}
    notified.dx(f"進捗 {DESK} 視察した")
    notified.wait_for(
        lambda: [r for r in notified.slack.requests if "postMessage" in r.path] or None, "a try"
    )
    del notified.slack.answers["chat.postMessage"]
    opening, entry = posted(notified)
    assert entry["thread_ts"] == opening["ts"]
    assert notified.told(DX_OFFICE) == []


def test_a_thread_outlives_the_messages_that_are_forgotten(notified: Town) -> None:
    notified.dx(f"進捗 {DESK} 一つ目")
    opening, _ = posted(notified)
    later = notified.office.now() + KEPT_FOR + timedelta(days=1)
    forget_finished(notified.office.database, now=later)
    notified.dx(f"進捗 {DESK} 二つ目")
    assert posted(notified)[-1]["thread_ts"] == opening["ts"]


# Channels that other organisations read


@pytest.mark.parametrize("sharing", ["is_ext_shared", "is_pending_ext_shared"])
def test_internal_entries_never_go_to_a_channel_shared_with_others(
    notified: Town, sharing: str
) -> None:
    notified.slack.channels["C0SHARED1"] = {sharing: True}
    give_channel(notified, channel="C0SHARED1")
    notified.dx(f"進捗 {DESK} 内部の話", by=CITIZENS_DESK)
    assert "内部の話" not in str(posted(notified, "C0SHARED1"))
    (told,) = notified.told(CITIZENS_DESK)
    assert "ほかの組織と共有している" in told.text


def test_public_entries_go_there_unless_they_name_evidence(notified: Town) -> None:
    notified.slack.channels["C0SHARED2"] = {"is_ext_shared": True}
    give_channel(notified, channel="C0SHARED2")
    for words_, evidence in (("公開の話", None), ("根拠のある話", "https://a.example/b")):
        form = notified.progress_form().choose("initiative", DESK).write("text", words_)
        form.write("evidence", evidence).choose("visibility", "公開（市民にも見せる）").submit()
    said = str(posted(notified, "C0SHARED2"))
    assert ("公開の話" in said, "根拠のある話" in said) == (True, False)


def test_where_slack_does_not_say_who_reads_nothing_internal_goes_there(notified: Town) -> None:
    give_channel(notified, channel="C0UNKNOWN1")
    notified.slack.answers["conversations.info"] = {"ok": False, "error": "missing_scope"}
    notified.dx(f"進捗 {DESK} 内部の話", by=CITIZENS_DESK)
    assert "内部の話" not in str(posted(notified, "C0UNKNOWN1"))
    assert "channels:read" in notified.told(CITIZENS_DESK)[0].text


def test_evidence_is_a_link_and_nothing_more(notified: Town) -> None:
    form = notified.progress_form().choose("initiative", DESK).write("text", "視察した")
    form.write("evidence", "https://a.example/b?c=1&d=2|市役所").submit()
    _, entry = posted(notified)
    assert "根拠：<https://a.example/b?c=1&amp;d=2%7C市役所>" in words(entry)
