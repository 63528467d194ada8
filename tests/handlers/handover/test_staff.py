"""Staff answer a citizen in the thread, as the department, and see what arrived."""

from __future__ import annotations

from typing import Any

import pytest

from tests.handlers.handover.conftest import DESK_CHANNEL, MATTER, WASTE_CHANNEL, Counter
from tests.slack_words import mention_of, send_event
from tests.standins.webhook_events import USER_ID, text_event
from tests.town import CITIZENS_DESK, DX_OFFICE, TAX_OFFICE

OPEN_HANDOVER = "SELECT state FROM handover"


def from_staff(counter: Counter) -> list[str]:
    """What the citizen got of staff, in this order."""
    sent = [messages for _, messages in counter.town.line.replies_delivered]
    sent += [messages for _, messages in counter.town.line.pushes_delivered]
    return [one["text"] for messages in sent for one in messages if one["text"].startswith("【")]


# Three ways to the citizen


def test_a_quick_answer_goes_out_with_the_citizens_reply_token(counter: Counter) -> None:
    thread = counter.begin()
    event = text_event("何時までですか")
    counter.town.send_line(event)
    counter.clerk("8時までにお出しください", thread=thread)
    (messages,) = counter.town.replies_to(event)
    assert messages[0]["text"] == "【環境建設課】\n8時までにお出しください"
    assert counter.last_post() == "市民に届きました。"
    assert counter.held_back() == []


def test_an_answer_without_a_way_waits_for_the_citizens_next_message(counter: Counter) -> None:
    thread = counter.begin()
    counter.clerk("8時までにお出しください", thread=thread)
    assert from_staff(counter) == []
    assert "まだ市民に届いていません" in counter.last_post()
    assert counter.citizen("返事を確かめる") == ["【環境建設課】\n8時までにお出しください"]
    assert counter.last_post() == "お預かりしていた返事が、市民に届きました。"


def test_an_answer_that_may_be_pushed_is_pushed(pushing: Counter) -> None:
    thread = pushing.begin()
    assert pushing.handover()["line_user_id"] == USER_ID
    pushing.clerk("8時までにお出しください", thread=thread)
    assert pushing.town.line.pushes_delivered == [
        (USER_ID, [{"type": "text", "text": "【環境建設課】\n8時までにお出しください"}])
    ]
    assert "今月は 5000通のうち1通を使いました" in pushing.last_post()


def test_a_used_up_quota_lets_answers_wait(pushing: Counter) -> None:
    thread = pushing.begin()
    pushing.town.line.quota = 0
    pushing.clerk("8時までにお出しください", thread=thread)
    assert pushing.town.line.pushes_delivered == []
    assert "今月のプッシュ通知を使い切ったので、まだ市民に届いていません" in pushing.last_post()
    assert pushing.citizen("返事") == ["【環境建設課】\n8時までにお出しください"]


def test_line_may_say_itself_that_the_quota_is_used_up(pushing: Counter) -> None:
    thread = pushing.begin()
    pushing.town.line.fail_next(429)
    pushing.clerk("8時までにお出しください", thread=thread)
    assert "今月のプッシュ通知を使い切ったので" in pushing.last_post()


def test_a_push_is_tried_again_where_line_has_trouble(pushing: Counter) -> None:
    thread = pushing.begin()
    pushing.town.line.fail_next(500, times=1)
    pushing.clerk("8時までにお出しください", thread=thread)
    assert len(pushing.town.line.pushes_delivered) == 1
    assert "届けました" in pushing.last_post()


def test_an_answer_whose_reply_token_has_run_out_waits(counter: Counter) -> None:
    thread = counter.begin()
    event = text_event("何時までですか")
    counter.town.line.expired_reply_tokens.add(event["replyToken"])
    counter.town.send_line(event)
    counter.clerk("8時までにお出しください", thread=thread)
    assert from_staff(counter) == []
    assert "まだ市民に届いていません" in counter.last_post()
    assert counter.citizen("返事") == ["【環境建設課】\n8時までにお出しください"]


def test_several_answers_arrive_in_their_order_and_once(counter: Counter) -> None:
    thread = counter.begin()
    for number in range(7):
        counter.clerk(f"返事その{number}", thread=thread)
    assert counter.citizen("返事") == [f"【環境建設課】\n返事その{n}" for n in range(4)]
    assert counter.citizen("返事") == [f"【環境建設課】\n返事その{n}" for n in range(4, 7)]
    assert counter.citizen("返事")[0].startswith("まだ返事はありません")


def test_an_answer_that_slack_tells_of_twice_arrives_once(counter: Counter) -> None:
    thread = counter.begin()
    for _ in range(3):
        counter.clerk("8時までにお出しください", thread=thread, ts="1700008888.000100")
    assert counter.citizen("返事") == ["【環境建設課】\n8時までにお出しください"]
    assert counter.citizen("返事")[0].startswith("まだ返事はありません")


def test_messages_of_the_citizen_go_into_the_thread_in_their_order(counter: Counter) -> None:
    thread = counter.begin()
    events = [text_event(f"続きその{number}") for number in range(5)]
    counter.town.send_line(*events)
    more = [one for one in counter.posts() if one.get("thread_ts") == thread]
    told = "\n".join(one["text"] for one in more)
    places = [told.index(f"続きその{number}") for number in range(5)]
    assert places == sorted(places)


# What is passed on, and what is not


def test_a_message_is_shown_as_plain_words(counter: Counter) -> None:
    thread = counter.begin()
    counter.clerk("*8時* までです &lt;確認済み&gt; <https://mihon.example|案内>", thread=thread)
    assert counter.citizen("返事") == ["【環境建設課】\n8時 までです <確認済み> 案内"]


@pytest.mark.parametrize("text", ["メモ：これは断ろう", f"<@{DX_OFFICE}> どう思いますか"])
def test_what_is_for_colleagues_does_not_reach_the_citizen(counter: Counter, text: str) -> None:
    thread = counter.begin()
    counter.clerk(text, thread=thread)
    assert counter.citizen("返事")[0].startswith("まだ返事はありません")


@pytest.mark.parametrize(
    "fields",
    [
        {"subtype": "message_changed"},
        {"subtype": "message_deleted"},
        {"subtype": "bot_message", "bot_id": "B0OTHER"},
        {"bot_id": "B0STANDIN"},
        {"channel": "C0ANOTHER"},
        {"thread": "1600000000.000001"},
    ],
    ids=str,
)
def test_edits_bots_and_other_threads_reach_nobody(
    counter: Counter, fields: dict[str, Any]
) -> None:
    thread = counter.begin()
    stored = counter.town.rows("SELECT count(*) FROM inbox WHERE source = 'slack'")
    counter.clerk("市民に届いてはいけない", **{"thread": thread, **fields})
    assert counter.town.rows("SELECT count(*) FROM inbox WHERE source = 'slack'") == stored
    assert counter.citizen("返事")[0].startswith("まだ返事はありません")


def test_what_people_say_in_the_channel_is_not_even_stored(counter: Counter) -> None:
    counter.begin()
    send_event(
        counter.town,
        {
            "type": "message",
            "channel": WASTE_CHANNEL,
            "channel_type": "channel",
            "user": CITIZENS_DESK,
            "text": "お昼にしましょう",
            "ts": "1700009999.000100",
        },
    )
    assert "お昼" not in str(counter.town.rows("SELECT payload FROM inbox"))


def test_a_mention_in_the_thread_is_a_question_to_the_bot(counter: Counter) -> None:
    thread = counter.begin()
    mentioned = mention_of("粗大ごみ", channel=WASTE_CHANNEL, thread_ts=thread)
    send_event(counter.town, mentioned)
    counter.clerk(mentioned["text"], thread=thread, ts=mentioned["ts"])
    assert counter.citizen("返事")[0].startswith("まだ返事はありません")


def test_a_file_is_not_passed_on_and_staff_hears_it(counter: Counter) -> None:
    thread = counter.begin()
    counter.clerk("地図です", thread=thread, subtype="file_share")
    assert "ファイルは市民に届けられません" in str(counter.posts())
    counter.clerk("", thread=thread, subtype="file_share")
    assert counter.last_post() == "市民に届けられるのは文字だけです。文字でお書きください。"
    assert counter.citizen("返事") == ["【環境建設課】\n地図です"]


def test_a_number_in_an_answer_is_masked_and_the_departments_telephone_is_added(
    counter: Counter,
) -> None:
    thread = counter.begin()
    counter.clerk("0855-00-0000 にお電話ください", thread=thread)
    (told,) = counter.citizen("返事")
    assert "0855-00-0000" not in told
    assert "環境建設課の電話は 0000-00-1205 です" in told


def test_an_answer_as_long_as_line_takes_arrives_whole(counter: Counter) -> None:
    thread = counter.begin()
    counter.clerk("あ" * 14_900, thread=thread)
    told = "".join(counter.citizen("返事")).replace("\n", "")
    assert told == "【環境建設課】" + "あ" * 14_900


def test_an_answer_that_is_too_long_is_given_back(counter: Counter) -> None:
    thread = counter.begin()
    counter.clerk("あ" * 25_000, thread=thread)
    assert "長すぎるので、市民に届けていません" in counter.last_post()
    assert counter.citizen("返事")[0].startswith("まだ返事はありません")


# Who may not


@pytest.mark.parametrize(
    ("user", "special", "why"),
    [
        ("U0NOBODY1", {}, "名簿にありません"),
        (TAX_OFFICE, {"is_restricted": True}, "ゲストの方は"),
        (TAX_OFFICE, {"is_ultra_restricted": True}, "ゲストの方は"),
        (TAX_OFFICE, {"is_bot": True}, "DX事務局に"),
        (TAX_OFFICE, {"team_id": "T0OTHER01"}, "ほかの組織の方は"),
    ],
)
def test_who_may_not_write_does_not_reach_the_citizen(
    counter: Counter, user: str, special: dict[str, Any], why: str
) -> None:
    thread = counter.begin()
    counter.town.slack.users[user] = special
    counter.clerk("市民に届いてはいけない", by=user, thread=thread)
    assert "市民に届けていません" in counter.last_post()
    assert why in counter.last_post()
    assert counter.citizen("返事")[0].startswith("まだ返事はありません")
    refused = "SELECT count(*) FROM audit_entry WHERE outcome = 'refused'"
    assert counter.town.rows(refused) == [(1,)]


def test_somebody_of_another_workspace_does_not_reach_the_citizen(counter: Counter) -> None:
    thread = counter.begin()
    counter.clerk("市民に届いてはいけない", user_team="T0OTHER01", thread=thread)
    assert "市民に届けていません" in counter.last_post()
    assert counter.citizen("返事")[0].startswith("まだ返事はありません")


def test_a_guest_does_not_end_it(counter: Counter) -> None:
    thread = counter.begin()
    counter.town.slack.users[TAX_OFFICE] = {"is_restricted": True}
    counter.clerk("終了", by=TAX_OFFICE, thread=thread)
    assert counter.town.rows(OPEN_HANDOVER) == [("open",)]


# The end


def test_staff_ends_it_with_a_word_and_both_are_told(counter: Counter) -> None:
    thread = counter.begin()
    counter.clerk("終了", thread=thread)
    assert "やりとりを終えました。市民にもお知らせします。" in counter.last_post()
    first, *rest = counter.citizen("粗大ごみ")
    assert first.startswith("職員とのやりとりは、ここで終わりです。")
    assert "粗大ごみ" in rest[0]
    assert counter.handover()["conversation"] == ""


def test_staff_ends_it_with_the_button(pushing: Counter) -> None:
    pushing.begin()
    opening = pushing.town.posted_in(WASTE_CHANNEL)[0]
    told = pushing.town.press(opening.buttons["終了する"], by=CITIZENS_DESK)
    assert told.text == "やりとりを終えました。"
    pushing.town.settle()
    ((to, messages),) = pushing.town.line.pushes_delivered
    assert to == USER_ID
    assert messages[0]["text"].startswith("職員とのやりとりは、ここで終わりです。")
    assert pushing.handover()["line_user_id"] == ""
    again = pushing.town.press(opening.buttons["終了する"], by=CITIZENS_DESK)
    assert "もう終わっている" in again.text


def test_what_is_written_after_the_end_is_given_back(counter: Counter) -> None:
    thread = counter.begin()
    counter.citizen("終了")
    counter.clerk("遅くなりました", thread=thread)
    assert "もう終わっているので、市民には届きません" in counter.last_post()
    assert from_staff(counter) == []


def test_three_silent_days_end_it_and_both_are_told(counter: Counter) -> None:
    counter.begin()
    counter.wait(days=2, hours=23)
    assert counter.town.rows(OPEN_HANDOVER) == [("open",)]
    counter.wait(hours=2)
    counter.wait(minutes=10)
    assert counter.town.rows(OPEN_HANDOVER) == [("closed",)]
    ended = [one for one in counter.posts() if "3日のあいだ" in one["text"]]
    assert len(ended) == 1
    first, answer = counter.citizen("粗大ごみ")
    assert first.startswith("3日のあいだやりとりがなかったので")
    assert "粗大ごみ" in answer


# Trouble in Slack


@pytest.mark.parametrize(
    "error", ["is_archived", "not_in_channel", "channel_not_found", "missing_scope"]
)
def test_where_the_channel_takes_nothing_another_one_does(counter: Counter, error: str) -> None:
    counter.town.slack.channels[WASTE_CHANNEL] = {"error": error}
    counter.citizen("職員と話したい")
    counter.citizen(MATTER)
    assert MATTER in counter.last_post(DESK_CHANNEL)
    assert counter.handover()["channel"] == DESK_CHANNEL
    assert counter.handover()["thread_ts"] == counter.posts(DESK_CHANNEL)[-1]["ts"]


def test_where_no_channel_takes_anything_the_citizen_hears_whom_to_call(counter: Counter) -> None:
    for channel in (WASTE_CHANNEL, DESK_CHANNEL):
        counter.town.slack.channels[channel] = {"error": "is_archived"}
    counter.citizen("職員と話したい")
    counter.citizen(MATTER)
    assert counter.town.rows(OPEN_HANDOVER) == [("closed",)]
    sorry, _ = counter.citizen("粗大ごみ")
    assert "職員におつなぎできませんでした" in sorry
    assert "電話 0000-00-1205" in sorry


def test_a_thread_whose_first_message_was_deleted_is_opened_again(counter: Counter) -> None:
    thread = counter.begin()
    counter.town.slack.deleted_messages.add(thread)
    counter.citizen("まだですか")
    again = counter.thread()
    assert again != thread
    assert "まだですか" in counter.last_post()
    counter.clerk("お待たせしました", thread=again)
    assert from_staff(counter) == ["【環境建設課】\nお待たせしました"]


def test_a_channel_that_other_organisations_read_hears_nothing(pushing: Counter) -> None:
    pushing.town.slack.channels[WASTE_CHANNEL] = {"is_ext_shared": True}
    pushing.citizen("職員と話したい")
    pushing.citizen(MATTER)
    assert pushing.posts() == []
    assert MATTER in pushing.last_post(DESK_CHANNEL)


def test_what_slack_asks_to_be_sent_later_is_sent_later(counter: Counter) -> None:
    counter.citizen("職員と話したい")
    counter.town.slack.fail_next(429, {"Retry-After": "1"})
    counter.citizen(MATTER)
    counter.town.settle()
    assert [one for one in counter.posts() if MATTER in one["text"]]


# Which are open


def test_staff_sees_which_are_open_with_links(counter: Counter) -> None:
    assert "続いている有人対応はありません" in counter.town.dx("有人").text
    thread = counter.begin()
    told = counter.town.dx("有人").text
    assert "環境建設課" in told
    address = f"https://standin.slack.com/archives/{WASTE_CHANNEL}/p{thread.replace('.', '')}"
    assert address in told
    counter.citizen("終了")
    assert "続いている有人対応はありません" in counter.town.dx("有人").text
