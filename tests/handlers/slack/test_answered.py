"""Under an answer people say whether it helped, and show it to everybody in the channel."""

from __future__ import annotations

import re

import pytest

from tests.handlers.slack.test_asking import DOORS, INTERNAL, ask
from tests.handlers.slack.test_home_limits import queries
from tests.sample_rows import sample_row
from tests.slack_words import mention, message_ts, write
from tests.standins.webhook_events import block_action_form, slash_command_form
from tests.town import CITIZENS_DESK, DX_OFFICE, TEAM, SlackReply, Town

HELPFUL, WRONG, SHARE = "役に立った", "違う", "みんなに見せる"
WASTE = sample_row("procedures.csv", "手続名", "粗大ごみ収集の申込")
RATINGS = "SELECT is_helpful FROM question_rating"


@pytest.mark.parametrize("door", DOORS)
def test_every_answer_can_be_rated(lasting_town: Town, door: str) -> None:
    assert {HELPFUL, WRONG} <= set(ask(lasting_town, door, "粗大ごみ").buttons)


@pytest.mark.parametrize("words", ["宇宙エレベーターの耐荷重", "こんにちは", "オンライン申請"])
def test_what_is_no_answer_has_nothing_to_rate_or_show(lasting_town: Town, words: str) -> None:
    assert not {HELPFUL, WRONG, SHARE} & set(mention(lasting_town, words).buttons)


@pytest.mark.parametrize("door", DOORS)
def test_a_helpful_answer_is_thanked_for(town: Town, door: str) -> None:
    said = town.press(ask(town, door, "粗大ごみ").buttons[HELPFUL])
    assert said.text.startswith("ありがとうございます")
    assert said.body["response_type"] == "ephemeral"
    assert town.rows(RATINGS) == [(1,)]


def test_a_wrong_answer_is_followed_by_what_to_do_next(town: Town) -> None:
    said = town.press(mention(town, "粗大ごみ").buttons[WRONG]).text
    assert "別の言葉で、もう一度" in said
    assert WASTE["担当課"] in said
    assert town.rows(RATINGS) == [(0,)]


def test_a_press_counts_once_for_a_person_and_the_last_one_counts(town: Town) -> None:
    buttons = write(town, "粗大ごみ").buttons
    for said in (HELPFUL, HELPFUL, WRONG, WRONG):
        town.press(buttons[said])
    assert town.rows(RATINGS) == [(0,)]


def test_the_same_question_asked_again_is_rated_by_itself(town: Town) -> None:
    town.press(write(town, "粗大ごみ").buttons[WRONG])
    town.press(write(town, "粗大ごみ").buttons[HELPFUL])
    assert town.rows(f"{RATINGS} ORDER BY question_id") == [(0,), (1,)]


def test_a_rating_names_nobody(town: Town) -> None:
    first, second = (write(town, "粗大ごみ", by=CITIZENS_DESK).buttons for _ in range(2))
    town.press(first[WRONG], by=CITIZENS_DESK)
    town.press(second[WRONG], by=CITIZENS_DESK)
    raters = [rater for (rater,) in town.rows("SELECT rater FROM question_rating")]
    assert len(set(raters)) == 2
    assert all(re.fullmatch(r"[0-9a-f]{64}", rater) for rater in raters)


def test_a_question_that_is_not_there_is_told(town: Town) -> None:
    button = mention(town, "粗大ごみ").buttons[WRONG]
    assert "もう一度尋ねて" in town.press(button | {"value": "999"}).text
    assert town.rows(RATINGS) == []


@pytest.mark.parametrize("door", ["mention", "command"])
def test_who_asked_in_a_channel_shows_the_answer_to_all(town: Town, door: str) -> None:
    shown = town.press(ask(town, door, "粗大ごみの手数料は？").buttons[SHARE])
    assert shown.body["response_type"] == "in_channel"
    assert shown.body["replace_original"] is False
    assert shown.text.startswith("「粗大ごみの手数料は？」への答えです。")
    assert WASTE["手数料"] in shown.text
    assert shown.buttons == {}


def test_an_answer_of_a_thread_is_shown_in_the_thread(town: Town) -> None:
    thread = message_ts()
    shown = town.press(mention(town, "粗大ごみ", thread_ts=thread).buttons[SHARE])
    assert shown.body["thread_ts"] == thread


def test_a_fact_asked_on_for_is_shown_with_what_it_is_of(town: Town) -> None:
    mention(town, "粗大ごみ")
    asked = mention(town, "費用は？")
    mention(town, "住民票")
    assert "*粗大ごみ収集の申込*" in town.press(asked.buttons[SHARE]).text


def in_a_direct_message(town: Town) -> SlackReply:
    url = town.slack.response_url("direct")
    form = slash_command_form(
        "質問 粗大ごみ", response_url=url, team_id=TEAM, user_id=DX_OFFICE, channel_id="D0DIRECT01"
    )
    assert town.post_slack(form).status_code == 200
    town.settle()
    ((_, body),) = town.slack.responses_delivered
    return SlackReply(body)


def test_in_a_direct_message_there_is_nobody_to_show_it_to(town: Town) -> None:
    assert SHARE not in write(town, "粗大ごみ").buttons
    assert SHARE not in in_a_direct_message(town).buttons


@pytest.mark.parametrize("door", ["mention", "command"])
def test_an_internal_answer_is_not_offered_to_all(town: Town, door: str) -> None:
    answer = ask(town, door, INTERNAL["質問"])
    assert INTERNAL["回答"] in answer.text
    assert SHARE not in answer.buttons


def test_no_index_is_looked_up_while_others_wait_to_write(town: Town) -> None:
    with queries() as seen:
        assert SHARE in town.dx("質問 粗大ごみ").buttons
    written = next(at for at, one in enumerate(seen) if one.startswith("INSERT INTO question "))
    assert any("knowledge_version" in one for one in seen[:written])
    assert not any("SELECT municipality.knowledge_version" in one for one in seen[written:])


def make_internal(town: Town, procedure: str) -> None:
    with town.office.database.writing() as session:
        run = session.connection().exec_driver_sql
        run(f"UPDATE procedure SET visibility = '内部' WHERE title = '{procedure}'")  # noqa: S608
        run("UPDATE municipality SET knowledge_version = knowledge_version + 1")


def test_what_became_internal_meanwhile_is_not_shown(town: Town) -> None:
    button = mention(town, "粗大ごみ").buttons[SHARE]
    make_internal(town, WASTE["手続名"])
    said = town.press(button)
    assert said.body["response_type"] == "ephemeral"
    assert WASTE["手数料"] not in said.text


def test_progress_for_staff_is_not_shown_to_all(town: Town) -> None:
    town.dx("進捗 書かない窓口 まだ秘密の視察をした")
    asked = mention(town, "書かない窓口")
    assert "まだ秘密の視察" in asked.text
    assert "まだ秘密の視察" not in town.press(asked.buttons[SHARE]).text


def test_only_who_asked_shows_the_answer(town: Town) -> None:
    button = mention(town, "粗大ごみ", by=CITIZENS_DESK).buttons[SHARE]
    said = town.press(button, by=DX_OFFICE)
    assert said.body["response_type"] == "ephemeral"
    assert "尋ねた方だけ" in said.text


def test_what_the_button_says_is_not_shown(town: Town) -> None:
    button = mention(town, "粗大ごみ").buttons[SHARE]
    forged = {**button, "text": {"type": "plain_text", "text": "偽の答え"}}
    assert "偽の答え" not in town.press(forged).text


def test_an_answer_is_shown_once_however_often_it_is_pressed(town: Town) -> None:
    button = mention(town, "粗大ごみ").buttons[SHARE]
    town.press(button)
    assert "もう、みんなに見せています" in town.press(button).text
    shown = [body for _, body in town.slack.responses_delivered]
    assert [body["response_type"] for body in shown] == ["in_channel", "ephemeral"]


def test_who_presses_a_button_of_an_alternative_can_show_that(town: Town) -> None:
    buttons = mention(town, "粗大ごみ").buttons
    title = "粗大ごみのオンライン申込"
    other = town.press(buttons[title])
    assert f"*{title}*" in town.press(other.buttons[SHARE]).text


def test_who_cannot_show_it_is_told_directly(town: Town) -> None:
    button = mention(town, "粗大ごみ").buttons[SHARE]
    gone = town.slack.response_url("gone")
    form = block_action_form(
        button["action_id"], button["value"], response_url=gone, team_id=TEAM, user_id=DX_OFFICE
    )
    town.slack.fail_next(404)
    assert town.post_slack(form).status_code == 200
    assert "見せられませんでした" in town.told(DX_OFFICE)[-1].text


def test_a_mention_by_a_guest_shows_no_more_than_they_heard(town: Town) -> None:
    town.slack.users[DX_OFFICE] = {"is_restricted": True}
    answer = mention(town, "書かない窓口")
    assert answer.text in town.press(answer.buttons[SHARE]).text
