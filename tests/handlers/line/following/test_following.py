"""Citizens follow the city: they register, hear once what has come, and end it."""

from __future__ import annotations

import pytest

from tests.handlers.line.following.conftest import Citizen, finish, strike
from tests.handlers.slack.test_approvals import DESK, publish, switch
from tests.handlers.slack.test_reviews import change
from tests.line_words import offered, words
from tests.standins.webhook_events import text_event
from tests.town import Town

PAPER = "道路占用許可申請等"
"""A procedure of the sample without an online service."""
VAIN = "宇宙エレベーターの耐荷重"


@pytest.fixture
def unpushed(town: Town) -> Citizen:
    """A citizen of a town that pushes nothing."""
    return Citizen(town)


def go_online(town: Town) -> None:
    """A procedure gets an online service, as by an import, and the clock strikes."""
    change(
        town,
        f"UPDATE procedure SET online_service = '道路のページ',"  # noqa: S608 - own names
        f" online_url = 'https://www.city.mihon.example/doro/' WHERE title = '{PAPER}'",
    )
    strike(town)


def is_left(town: Town) -> bool:
    """Whether news could not be pushed."""
    strike(town)
    return bool(town.rows("SELECT 1 FROM subscription WHERE is_left"))


# Registering


def test_who_follows_an_initiative_is_pushed_once_that_it_is_finished(citizen: Citizen) -> None:
    citizen.says(DESK)
    assert f"「{DESK}」が完了したら、1回お知らせします" in citizen.presses("できたら知らせる")
    finish(citizen.town)
    told = citizen.hears()
    assert f"「{DESK}」が完了しました" in told
    assert "全部の窓口で始めました" in told
    assert "「通知をやめる」とお送りください" in told
    assert citizen.follows() == 0
    strike(citizen.town)
    assert len(citizen.pushed()) == 1


def test_what_staff_does_is_told_without_waiting_for_the_clock(citizen: Citizen) -> None:
    citizen.says(DESK)
    citizen.presses("できたら知らせる")
    publish(citizen.town, "全部の窓口で始めました", status="完了")
    citizen.town.wait_for(lambda: citizen.pushed() or None, "a push")


def test_who_follows_a_procedure_is_pushed_where_it_is_online(citizen: Citizen) -> None:
    citizen.says(PAPER)
    citizen.says("オンライン申請はいつから？")
    assert "インターネットでできるようになったら" in citizen.says("できるようになったら知らせて")
    go_online(citizen.town)
    told = citizen.hears()
    assert "https://www.city.mihon.example/doro/" in told
    assert "インターネットを使わないときは：環境建設課の窓口" in told


def test_who_names_the_thing_follows_it(citizen: Citizen) -> None:
    assert f"「{DESK}」が完了したら" in citizen.says(f"{DESK}が完了したら教えてください")


def test_a_wish_without_a_thing_is_asked_what_it_is_about(citizen: Citizen) -> None:
    assert "何についてお知らせしましょうか" in citizen.says("始まったら教えて")
    assert citizen.follows() == 0


def test_what_may_be_one_of_several_is_asked_back(citizen: Citizen) -> None:
    said = citizen.says("オンライン申請が始まったら知らせて")
    assert "下のボタンから選んでください" in said
    chosen = offered(citizen.last)[0]
    told = words(citizen.town.citizen_presses(chosen, citizen.id))
    assert "が完了したら、1回お知らせします" in told


def test_what_is_there_already_is_told_instead_of_registered(citizen: Citizen) -> None:
    assert "もう始まっています" in citizen.says("転出届ができるようになったら知らせて")
    assert citizen.follows() == 0


@pytest.mark.parametrize("text", ["転出届", "市税はどうやって納めますか", "こんにちは"])
def test_what_has_nothing_to_come_has_no_button(unpushed: Citizen, text: str) -> None:
    unpushed.says(text)
    assert "できたら知らせる" not in unpushed.buttons()


def test_without_pushes_the_citizen_hears_so_and_is_told_with_the_next_answer(
    unpushed: Citizen,
) -> None:
    unpushed.says(DESK)
    told = unpushed.presses("できたら知らせる")
    assert "こちらからはお送りできません。次に何かお送りいただいたときに" in told
    finish(unpushed.town)
    said = unpushed.says("転出届")
    assert said.index(f"「{DESK}」が完了しました") < said.index("市の外へ引っ越す")
    unpushed.town.settle()
    assert unpushed.follows() == 0
    assert f"「{DESK}」が完了しました" not in unpushed.says("転出届")


def test_the_id_is_stored_only_where_pushes_are_allowed(citizen: Citizen, town: Town) -> None:
    other = Citizen(town)
    for one in (citizen, other):
        one.says(DESK)
        one.presses("できたら知らせる")
    query = "SELECT line_user_id FROM subscription"
    assert (citizen.town.rows(query), town.rows(query)) == ([(citizen.id,)], [("",)])


# What is told, and to whom it is not


def test_what_waits_for_approval_is_told_when_it_is_approved(citizen: Citizen) -> None:
    switch(citizen.town, is_on=True)
    citizen.says(DESK)
    citizen.presses("できたら知らせる")
    finish(citizen.town)
    assert citizen.pushed() == []
    ((entry,),) = citizen.town.rows("SELECT max(id) FROM progress_entry")
    citizen.town.press({"action_id": "review_progress:approve", "value": str(entry)})
    assert citizen.hears()


def test_when_the_quota_is_used_up_the_news_waits_for_the_next_message(citizen: Citizen) -> None:
    citizen.says(DESK)
    citizen.presses("できたら知らせる")
    citizen.town.line.quota = 0
    finish(citizen.town)
    citizen.town.wait_for(lambda: is_left(citizen.town) or None, "the push to be refused")
    assert citizen.pushed() == []
    assert f"「{DESK}」が完了しました" in citizen.says("転出届")
    citizen.town.settle()
    assert citizen.follows() == 0


def test_a_reply_that_did_not_arrive_leaves_the_news_waiting(unpushed: Citizen) -> None:
    unpushed.says(DESK)
    unpushed.presses("できたら知らせる")
    finish(unpushed.town)
    lost = text_event("転出届", user_id=unpushed.id)
    unpushed.town.line.expired_reply_tokens.add(lost["replyToken"])
    unpushed.town.send_line(lost)
    assert f"「{DESK}」が完了しました" in unpushed.says("転出届")


def test_one_push_tells_all_that_has_come(citizen: Citizen) -> None:
    for text in (DESK, PAPER):
        citizen.says(text)
        citizen.presses("できたら知らせる")
    citizen.says("通知をやめる")
    finish(citizen.town)
    change(citizen.town, "UPDATE procedure SET online_service = 'ページ' WHERE online_url = ''")
    citizen.says("通知を再開する")
    told = citizen.hears()
    assert f"「{DESK}」が完了しました" in told
    assert f"「{PAPER}」が、インターネットで" in told


# Questions that nobody could answer


def test_who_asked_in_vain_is_told_the_answer(citizen: Citizen) -> None:
    citizen.says(VAIN)
    assert "お答えできるようになったら" in citizen.presses("わかったら知らせる")
    answer_publicly(citizen.town)
    told = citizen.hears()
    assert f"「{VAIN}」に、お答えできるようになりました" in told
    assert "市には宇宙エレベーターがありません" in told


def test_who_says_so_after_asking_in_vain_is_told_too(citizen: Citizen) -> None:
    citizen.says(VAIN)
    assert "お答えできるようになったら" in citizen.says("わかったら知らせて")


def answer_publicly(town: Town) -> None:
    ((number,),) = town.rows("SELECT max(id) FROM question WHERE text = :text", text=VAIN)
    shown = town.dx(f"未回答 {number} 答え 市には宇宙エレベーターがありません。")
    town.press(shown.buttons["公開する"])
    strike(town)


# What a citizen follows


def test_what_is_followed_is_listed_and_ended_with_a_button_each(citizen: Citizen) -> None:
    for text in (DESK, PAPER):
        citizen.says(text)
        citizen.presses("できたら知らせる")
    assert DESK in citizen.says("お知らせの設定")
    ended = citizen.presses(f"やめる：{DESK}")
    assert "お知らせをやめました" in ended
    assert (DESK in ended, PAPER in ended) == (False, True)


def test_notices_are_switched_off_and_on_for_all(citizen: Citizen) -> None:
    citizen.says(DESK)
    citizen.presses("できたら知らせる")
    assert "すべて止めています" in citizen.says("通知をやめる")
    finish(citizen.town)
    assert citizen.pushed() == []
    citizen.says("お知らせの設定")
    citizen.presses("また知らせる")
    assert citizen.hears()


def test_no_more_is_followed_than_fits_under_one_message(citizen: Citizen) -> None:
    rows = citizen.town.rows("SELECT title FROM initiative ORDER BY id")
    for (title,) in rows[:14]:
        citizen.town.let_time_go_by()
        citizen.says(title)
        if "できたら知らせる" in citizen.buttons():
            said = citizen.presses("できたら知らせる")
    assert "登録は10件までです" in said
    assert (citizen.follows(), len(citizen.buttons())) == (10, 13)


def test_a_button_of_another_city_or_a_gone_entry_says_so(citizen: Citizen) -> None:
    citizen.says(DESK)
    change(citizen.town, "UPDATE initiative SET visibility = '内部' WHERE title = '書かない窓口'")
    assert "できたら" not in citizen.presses("できたら知らせる")
    assert citizen.follows() == 0
