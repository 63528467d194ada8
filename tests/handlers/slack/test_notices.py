"""「答えができたら知らせて」: staff who asked in vain hear of the answer, once."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest

from bot.clock import nightly_tidying
from tests.handlers.slack.test_approvals import OTHER_OFFICE as COLLEAGUE
from tests.handlers.slack.test_approvals import need_two
from tests.handlers.slack.test_reviews import ANSWER, BALLOON, BALLOONS, ask_in_vain, number_of
from tests.town import CITIZENS_DESK, DX_OFFICE, TAX_OFFICE, SlackReply, Town

TELL_ME = "答えができたら知らせて"


def ask(town: Town, text: str = BALLOON, *, by: str = CITIZENS_DESK) -> SlackReply:
    return town.dx(f"質問 {text}", by=by)


def want(town: Town, text: str = BALLOON, *, by: str = CITIZENS_DESK) -> SlackReply:
    """Somebody asks in vain and wants to hear of the answer."""
    return town.press(ask(town, text, by=by).buttons[TELL_ME], by=by)


def answer(town: Town, text: str = BALLOON) -> SlackReply:
    shown = town.dx(f"未回答 {number_of(town, text)} 答え {ANSWER}")
    return town.press(shown.buttons["公開する"])


def kept(town: Town) -> int:
    return len(town.rows("SELECT question_id FROM answer_notice"))


def test_who_asked_in_vain_hears_of_the_answer_once(town: Town) -> None:
    assert "直接メッセージで1回お知らせします" in want(town).text
    assert kept(town) == 1
    answer(town)
    (heard,) = town.told(CITIZENS_DESK)
    assert f"お尋ねの「{BALLOON}」に、答えができました" in heard.text
    assert ANSWER in heard.text
    assert kept(town) == 0
    assert town.told(TAX_OFFICE) == []


def test_everybody_of_the_group_hears_of_it_each_once(town: Town) -> None:
    want(town, BALLOONS[0])
    want(town, BALLOONS[1])
    want(town, BALLOONS[1], by=TAX_OFFICE)
    ask_in_vain(town, BALLOON)
    assert kept(town) == 3
    answer(town)
    assert f"「{BALLOONS[0]}」" in town.told(CITIZENS_DESK)[0].text
    assert f"「{BALLOONS[1]}」" in town.told(TAX_OFFICE)[0].text
    assert [len(town.told(one)) for one in (CITIZENS_DESK, TAX_OFFICE)] == [1, 1]
    assert kept(town) == 0


def test_pressing_twice_is_asking_once(town: Town) -> None:
    button = ask(town).buttons[TELL_ME]
    for _ in range(2):
        town.press(button, by=CITIZENS_DESK)
    assert kept(town) == 1
    answer(town)
    assert len(town.told(CITIZENS_DESK)) == 1


def test_another_entry_that_answers_is_told_too(town: Town) -> None:
    want(town)
    shown = town.dx(f"未回答 {number_of(town, BALLOON)} 項目 粗大ごみ収集の申込")
    town.press(shown.buttons["この言い方で答える"])
    assert "粗大ごみ収集の申込" in town.told(CITIZENS_DESK)[0].text


def test_nobody_hears_of_it_before_a_second_person_has_published_it(town: Town) -> None:
    need_two(town)
    want(town)
    ask_in_vain(town, BALLOON)
    answer(town)
    assert town.told(CITIZENS_DESK) == []
    town.dx("承認 回答1", by=COLLEAGUE)
    assert ANSWER in town.told(CITIZENS_DESK)[0].text
    assert kept(town) == 0


def test_who_wants_it_after_the_answer_is_told_where_it_is(town: Town) -> None:
    button = ask(town).buttons[TELL_ME]
    answer(town)
    assert "もう答えができています" in town.press(button, by=CITIZENS_DESK).text
    assert kept(town) == 0


def test_what_is_put_aside_is_not_waited_for(town: Town) -> None:
    button = ask(town).buttons[TELL_ME]
    town.dx(f"未回答 {number_of(town, BALLOON)} 答えない")
    assert "答えを用意しないことになりました" in town.press(button, by=CITIZENS_DESK).text
    assert kept(town) == 0


def test_it_is_erased_after_ninety_days(town: Town) -> None:
    want(town)
    now = town.office.now()
    for later, left in ((now + timedelta(days=89), 1), (now + timedelta(days=91), 0)):
        nightly_tidying(replace(town.office, now=partial(max, later, now)))
        assert kept(town) == left


@pytest.mark.parametrize("standing", [{"is_restricted": True}, {"is_stranger": True}])
def test_guests_and_outsiders_get_no_such_button(town: Town, standing: dict[str, bool]) -> None:
    town.slack.users[CITIZENS_DESK] = standing
    assert TELL_ME not in ask(town).buttons
    button = {"action_id": "want_notice", "value": str(number_of(town, BALLOON))}
    town.press(button, by=CITIZENS_DESK)
    assert kept(town) == 0


def test_who_is_not_registered_gets_no_such_button(town: Town) -> None:
    assert TELL_ME not in ask(town, by="U0NOBODY").buttons


@pytest.mark.parametrize("text", ["粗大ごみの手数料は？", "こんにちは"])
def test_what_is_answered_or_no_question_has_no_such_button(town: Town, text: str) -> None:
    assert TELL_ME not in ask(town, text).buttons


def test_a_question_of_a_citizen_is_nobody_elses_to_wait_for(town: Town) -> None:
    ask_in_vain(town, BALLOON)
    button = {"action_id": "want_notice", "value": str(number_of(town, BALLOON))}
    town.press(button, by=DX_OFFICE)
    assert kept(town) == 0
