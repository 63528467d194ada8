"""Where a municipality wants it, nobody publishes an answer for citizens alone."""

from __future__ import annotations

import pytest

from store import audit
from tests.handlers.slack.test_approvals import OTHER_OFFICE, need_two, switch
from tests.handlers.slack.test_approvals import publish as report
from tests.handlers.slack.test_home_approvals import shown_now
from tests.handlers.slack.test_reviews import (
    ANSWER,
    BALLOON,
    BALLOONS,
    answer_form,
    ask_in_vain,
    number_of,
    opened,
    outcomes,
    told,
)
from tests.town import CITIZENS_DESK, DX_OFFICE, SlackReply, Town

COLLEAGUE = OTHER_OFFICE
"""浜風 いさむ, of the DX office too in these tests."""
OTHER_ENTRY = "粗大ごみ収集の申込"
FIRST_READ = "ほかのDX事務局の方が確かめてから公開します"
"""What the preview says where nobody publishes alone."""
FAQ = "SELECT id FROM faq WHERE question = :text"


@pytest.fixture
def town(town: Town) -> Town:
    """The sample city with two people of the DX office, where what is for citizens waits."""
    need_two(town)
    ask_in_vain(town, *BALLOONS)
    return town


def write(town: Town) -> SlackReply:
    """An answer is written without a form; what its author gets to hear."""
    shown = town.dx(f"未回答 {number_of(town, BALLOON)} 答え {ANSWER}")
    assert FIRST_READ in shown.text
    return town.press(shown.buttons["公開する"])


def reword(town: Town) -> SlackReply:
    shown = town.dx(f"未回答 {number_of(town, BALLOON)} 項目 {OTHER_ENTRY}")
    return town.press(shown.buttons["この言い方で答える"])


def queue(town: Town, *, by: str = COLLEAGUE) -> SlackReply:
    return town.dx("承認", by=by)


def drafts(town: Town) -> list[tuple[str, str]]:
    return [tuple(row) for row in town.rows("SELECT state, comment FROM answer_draft ORDER BY id")]


def trail(town: Town) -> list[tuple[str, str]]:
    """What the audit trail holds of answers."""
    query = "SELECT action, outcome FROM audit_entry WHERE action LIKE 'answer.%' ORDER BY id"
    with town.office.database.reading() as session:
        assert audit.verify(session, "mihon").broken_at is None
    return [tuple(row) for row in town.rows(query)]


def test_what_a_form_publishes_waits_and_nobody_finds_it(town: Town) -> None:
    form = answer_form(town).write("review_text", ANSWER)
    form.submit()
    assert FIRST_READ in form.shown
    form.submit()
    town.settle()
    said = SlackReply(town.slack.responses_delivered[-1][1]).text
    assert "ほかのDX事務局の方が確かめたあとに公開します" in said
    assert town.rows(FAQ, text=BALLOON) == []
    assert ANSWER not in told(town, BALLOON)
    assert ANSWER not in town.dx(f"質問 {BALLOON}").text
    assert BALLOON not in town.dx("未回答").text


def test_somebody_else_publishes_it_and_its_author_hears_of_it(town: Town) -> None:
    write(town)
    waiting = queue(town)
    assert (ANSWER in waiting.text, "朝霧 こずえ" in waiting.text) == (True, True)
    said = town.press(waiting.buttons["公開する"], by=COLLEAGUE)
    assert "公開しました" in said.text
    assert all(ANSWER in told(town, text) for text in BALLOONS)
    (heard,) = town.told(DX_OFFICE)
    assert ("公開されました" in heard.text, "浜風 いさむ" in heard.text) == (True, True)
    assert outcomes(town)[:2] == ["answered", "answered"]
    assert trail(town) == [("answer.draft", "done"), ("answer.publish", "done")]
    assert "承認を待つものはありません" in queue(town).text


def test_its_author_publishes_nothing(town: Town) -> None:
    write(town)
    own = queue(town, by=DX_OFFICE)
    assert "ご自分で書いたものです" in own.text
    assert own.buttons == {}
    for_others = queue(town).buttons
    for refused in (
        town.press(for_others["公開する"], by=DX_OFFICE),
        town.press(for_others["差し戻し"], by=DX_OFFICE),
        town.dx("承認 回答1", by=DX_OFFICE),
        town.dx("差し戻し 回答1 だめ", by=DX_OFFICE),
    ):
        assert "ほかのDX事務局の方が公開するか差し戻します" in refused.text
    assert drafts(town) == [("waiting", "")]
    assert town.rows(FAQ, text=BALLOON) == []
    assert trail(town)[1:] == [("answer.decide", "refused")] * 4


def test_sections_decide_nothing(town: Town) -> None:
    write(town)
    buttons = queue(town).buttons
    for refused in (
        town.press(buttons["公開する"], by=CITIZENS_DESK),
        town.press(buttons["差し戻し"], by=CITIZENS_DESK),
        town.dx("承認 回答1", by=CITIZENS_DESK),
    ):
        assert "DX事務局の方だけ" in refused.text
        assert ANSWER not in refused.text
    assert drafts(town) == [("waiting", "")]


def test_what_is_sent_back_is_written_again_from_where_it_was(town: Town) -> None:
    write(town)
    form = town.press_for_form(queue(town).buttons["差し戻し"], by=COLLEAGUE)
    assert ANSWER in str(form.view["blocks"])
    assert set(form.submit()) == {"comment"}
    assert form.write("comment", "場所も書いてください").submit() == {}
    (heard,) = town.told(DX_OFFICE)
    assert "理由：場所も書いてください" in heard.text
    assert ANSWER in heard.text
    assert drafts(town) == [("returned", "場所も書いてください")]
    assert trail(town)[-1] == ("answer.return", "done")
    assert BALLOON in town.dx("未回答").text
    again = town.press_for_form(heard.buttons["書き直す"])
    assert again.said("review_text") == ANSWER
    again.write("review_text", f"河川敷です。{ANSWER}").submit()
    again.submit()
    town.settle()
    assert "河川敷です" in queue(town).text
    assert "公開しました" in town.dx("承認 回答2", by=COLLEAGUE).text
    assert "河川敷です" in told(town, BALLOON)


def test_commands_do_the_same(town: Town) -> None:
    write(town)
    assert "理由を続けて" in town.dx("差し戻し 回答1", by=COLLEAGUE).text
    assert "`/dx 差し戻し 回答1 " in town.dx("差し戻し 回答1", by=COLLEAGUE).text
    assert "差し戻しました" in town.dx("差し戻し 回答1 短く", by=COLLEAGUE).text
    assert "もう差し戻されています" in town.dx("承認 回答1", by=COLLEAGUE).text
    assert "承認を待つものはありません" in town.dx("承認 回答99", by=COLLEAGUE).text
    assert town.rows(FAQ, text=BALLOON) == []


def test_a_second_press_publishes_nothing_more(town: Town) -> None:
    write(town)
    button = queue(town).buttons["公開する"]
    town.press(button, by=COLLEAGUE)
    assert "もう公開されています" in town.press(button, by=COLLEAGUE).text
    assert len(town.rows(FAQ, text=BALLOON)) == 1
    assert len(town.told(DX_OFFICE)) == 1


def test_a_wording_waits_too(town: Town) -> None:
    assert "確かめたあとに公開します" in reword(town).text
    assert town.rows("SELECT id FROM wording") == []
    assert OTHER_ENTRY not in told(town, BALLOON)
    waiting = queue(town)
    assert (OTHER_ENTRY in waiting.text, f"• {BALLOON}" in waiting.text) == (True, True)
    town.press(waiting.buttons["公開する"], by=COLLEAGUE)
    assert OTHER_ENTRY in told(town, BALLOON)
    assert "公開されました" in town.told(DX_OFFICE)[0].text


def test_a_wording_of_what_became_internal_meanwhile_is_not_published(town: Town) -> None:
    reword(town)
    with town.office.database.writing() as session:
        run = session.connection().exec_driver_sql
        run("UPDATE procedure SET visibility = '内部' WHERE title = ?", (OTHER_ENTRY,))
        run("UPDATE municipality SET knowledge_version = knowledge_version + 1")
    said = town.press(queue(town).buttons["公開する"], by=COLLEAGUE)
    assert "市民には見えないか" in said.text
    assert drafts(town) == [("waiting", "")]


def test_an_answer_that_there_is_by_now_is_not_written_over(town: Town) -> None:
    write(town)
    switch(town, is_on=False)
    ask_in_vain(town, "宇宙船の打ち上げ")
    form = town.press_for_form(opened(town, "宇宙船").buttons["新しい答えを書く"])
    form.write("review_question", BALLOON).write("review_text", "別の答えです。").submit()
    form.submit()
    town.settle()
    said = town.dx("承認 回答1", by=COLLEAGUE)
    assert "もうあります" in said.text
    assert town.rows("SELECT answer FROM faq WHERE question = :text", text=BALLOON) == [
        ("別の答えです。",)
    ]
    assert drafts(town) == [("waiting", "")]
    assert trail(town) == [("answer.draft", "done")]


def test_an_internal_answer_waits_for_nobody(town: Town) -> None:
    form = answer_form(town).write("review_text", ANSWER)
    form.choose("review_visibility", "職員だけに見せる")
    form.submit()
    form.submit()
    town.settle()
    assert drafts(town) == []
    assert ANSWER in town.dx(f"質問 {BALLOON}").text


def test_reports_and_answers_stand_in_one_queue_the_oldest_first(town: Town) -> None:
    report(town, "一つ目の報告")
    write(town)
    report(town, "二つ目の報告")
    said = queue(town).text
    places = [said.index(one) for one in ("一つ目の報告", ANSWER, "二つ目の報告")]
    assert places == sorted(places)
    assert "（3件）" in said


def test_the_home_tab_has_it_for_somebody_else_and_shows_it_anew(town: Town) -> None:
    write(town)
    own = town.open_home()
    assert "ご自分で書いたものです" in own.text
    assert "公開する" not in own.buttons
    home = town.open_home(by=COLLEAGUE)
    assert "承認を待つもの 1件" in home.text
    after = home.press("公開する")
    assert "承認を待つもの 0件" in after.text
    assert ANSWER in told(town, BALLOON)


def test_an_answer_is_sent_back_from_the_home_tab(town: Town) -> None:
    write(town)
    home = town.open_home(by=COLLEAGUE)
    form = town.open_form(home.pressing(home.buttons["差し戻し"]), by=COLLEAGUE)
    assert form.write("comment", "短く").submit() == {}
    assert "承認を待つもの 0件" in shown_now(town, home).text
    assert "理由：短く" in town.told(DX_OFFICE)[0].text
