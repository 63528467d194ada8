"""Progress for citizens waits for the DX office, and until then reaches no citizen."""

from __future__ import annotations

from typing import Any

import pytest

from bot.commands.imports import COMMAND_LINE
from store import approvals, audit
from tests.handlers.slack.test_thread_notices import give_channel, posted, words
from tests.line_words import words as line_words
from tests.slack_forms import Form
from tests.town import CITIZENS_DESK, TAX_OFFICE, SlackReply, Town

DESK = "書かない窓口"
SECRET = "蜃気楼計画を始めた"
PUBLIC = "公開（市民にも見せる）"
OTHER_OFFICE = "U0MIHON02"


@pytest.fixture
def approving(town: Town) -> Town:
    """The sample city, where what is for citizens waits."""
    switch(town, is_on=True)
    return town


def switch(town: Town, *, is_on: bool) -> None:
    with town.office.database.writing() as session:
        now = town.office.now()
        approvals.switch(session, "mihon", is_on=is_on, at=now, actor=COMMAND_LINE)


def need_two(town: Town) -> None:
    """What is for citizens waits, and `OTHER_OFFICE` is of the DX office too."""
    switch(town, is_on=True)
    with town.office.database.writing() as session:
        session.connection().exec_driver_sql(
            "UPDATE person SET role = 'DX事務局' WHERE slack_user_id = ?", (OTHER_OFFICE,)
        )


def publish(town: Town, said: str = SECRET, *, status: str = "遅延", title: str = DESK) -> None:
    form = town.progress_form(by=CITIZENS_DESK).choose("initiative", title).write("text", said)
    assert form.choose("status", status).choose("visibility", PUBLIC).submit() == {}
    town.settle()


def queue(town: Town) -> SlackReply:
    return town.dx("承認")


def number_of(town: Town) -> int:
    return int(town.rows("SELECT max(id) FROM progress_entry")[0][0])


def button(town: Town, what: str, number: int | None = None) -> dict[str, Any]:
    return {"action_id": f"review_progress:{what}", "value": str(number or number_of(town))}


def return_form(town: Town) -> Form:
    return town.press_for_form(button(town, "return"))


def told_to_citizens(town: Town) -> str:
    """What a citizen gets to hear who asks in every way."""
    town.let_time_go_by()
    asked = (
        *(DESK, f"{DESK}の進み具合", "進み具合は？", "もっと詳しく", "状態は？", "他には？"),
        *("蜃気楼計画とは", SECRET, "蜃気楼", "遅れている取組"),
    )
    return "\n".join(line_words(town.citizen_says(question)) for question in asked)


def test_the_author_hears_that_it_waits(approving: Town) -> None:
    publish(approving)
    said = SlackReply(approving.slack.responses_delivered[-1][1])
    assert "DX事務局が承認したあとに公開します" in said.text


def test_no_way_leads_a_citizen_to_what_waits_or_was_sent_back(approving: Town) -> None:
    before = told_to_citizens(approving)
    publish(approving)
    assert told_to_citizens(approving) == before
    approving.dx(f"差し戻し {number_of(approving)} 数値を確かめてください")
    assert told_to_citizens(approving) == before
    approving.dx(f"修正 {SECRET}。確かめた", by=CITIZENS_DESK)
    assert told_to_citizens(approving) == before
    assert SECRET in approving.dx(f"取組 {DESK}").text
    approving.dx(f"承認 {number_of(approving)}")
    after = told_to_citizens(approving)
    assert (f"{SECRET}。確かめた" in after, "遅延" in after) == (True, True)


def test_citizens_see_the_previous_state_until_a_correction_is_approved(town: Town) -> None:
    publish(town, "試行を始めた", status="進行中")
    switch(town, is_on=True)
    town.dx(f"修正 遅延 {SECRET}", by=CITIZENS_DESK)
    said = told_to_citizens(town)
    assert ("試行を始めた" in said, SECRET in said) == (True, False)
    town.dx(f"承認 {number_of(town)}")
    said = told_to_citizens(town)
    assert ("試行を始めた" in said, SECRET in said) == (False, True)


def test_what_waits_is_listed_with_a_button_for_each_decision(approving: Town) -> None:
    publish(approving, "一つ目")
    publish(approving, "二つ目")
    said = queue(approving)
    assert "承認を待つもの*（2件）" in said.text
    assert said.text.index("一つ目") < said.text.index("二つ目")
    rows = [block for block in said.body["blocks"] if block["type"] == "actions"]
    assert [[one["text"]["text"] for one in row["elements"]] for row in rows] == [
        ["承認", "差し戻し"]
    ] * 2


def test_an_empty_queue_says_so_and_how_to_use_it(town: Town) -> None:
    assert "承認を待つものはありません" in queue(town).text
    assert "madoguchi approval on" in queue(town).text
    switch(town, is_on=True)
    assert "madoguchi approval on" not in queue(town).text


def test_a_long_queue_is_listed_as_far_as_a_message_goes(approving: Town) -> None:
    for number in range(14):
        publish(approving, f"{number}番目" + "<&>" * 990)
    said = queue(approving)
    shown = len([block for block in said.body["blocks"] if block["type"] == "actions"])
    assert 0 < shown < 14
    assert f"残りの{14 - shown}件" in said.text


def test_the_button_approves_and_the_author_hears_of_it(approving: Town) -> None:
    publish(approving)
    said = approving.press(queue(approving).buttons["承認"])
    assert "承認しました" in said.text
    (told,) = approving.told(CITIZENS_DESK)
    assert "承認されました" in told.text
    assert "朝霧 こずえ" in told.text
    assert "承認を待つものはありません" in queue(approving).text


def test_sending_back_asks_why_and_the_author_hears_it_and_corrects(approving: Town) -> None:
    publish(approving)
    form = return_form(approving)
    assert SECRET in str(form.view["blocks"][0])
    assert form.write("comment", "数値を確かめてください").submit() == {}
    approving.settle()
    assert "差し戻しました" in SlackReply(approving.slack.responses_delivered[-1][1]).text
    (told,) = approving.told(CITIZENS_DESK)
    assert "理由：数値を確かめてください" in told.text
    assert set(told.buttons) == {"修正", "取り消し"}
    approving.dx("修正 確かめた", by=CITIZENS_DESK)
    assert "確かめた" in queue(approving).text


def test_the_form_shows_a_long_entry_whole(approving: Town) -> None:
    publish(approving, "長" * 2999 + "末")
    sections = [one for one in return_form(approving).view["blocks"] if one["type"] == "section"]
    assert "長末" in "".join(one["text"]["text"] for one in sections)


def test_sending_back_without_a_reason_is_told_at_the_field(approving: Town) -> None:
    publish(approving)
    form = return_form(approving)
    for nothing in (None, " 　\n"):
        assert set(form.write("comment", nothing).submit()) == {"comment"}
    approving.settle()
    assert approving.rows("SELECT id FROM progress_review") == []


@pytest.mark.parametrize("words_", ["差し戻し", "差し戻し abc", "承認 999999", "承認 abc"])
def test_a_number_that_does_not_wait_is_said(approving: Town, words_: str) -> None:
    publish(approving)
    assert "承認を待つものはありません" in approving.dx(words_).text


def test_a_command_without_a_reason_changes_nothing(approving: Town) -> None:
    publish(approving)
    assert "差し戻す理由を続けて" in approving.dx(f"差し戻し {number_of(approving)}").text
    assert approving.rows("SELECT id FROM progress_review") == []


@pytest.mark.parametrize("person", [CITIZENS_DESK, TAX_OFFICE, OTHER_OFFICE])
def test_nobody_but_the_dx_office_decides(approving: Town, person: str) -> None:
    publish(approving)
    number = number_of(approving)
    for text in ("承認", f"承認 {number}", f"差し戻し {number} だめ"):
        said = approving.dx(text, by=person).text
        assert "DX事務局の方だけ" in said
        assert SECRET not in said
    for what in ("approve", "return"):
        assert "DX事務局の方だけ" in approving.press(button(approving, what), by=person).text
    assert approving.slack.views_shown[1:] == []
    assert approving.rows("SELECT id FROM progress_review") == []
    trail = approving.rows("SELECT action, outcome FROM audit_entry ORDER BY id DESC LIMIT 1")
    assert trail == [("progress.review", "refused")]


def test_a_second_press_decides_nothing_more(approving: Town) -> None:
    publish(approving)
    approving.press(button(approving, "approve"))
    again = approving.press(button(approving, "approve"))
    assert "もう承認されています" in again.text
    assert "もう承認されています" in approving.dx(f"差し戻し {number_of(approving)} だめ").text
    assert len(approving.rows("SELECT id FROM progress_review")) == 1
    assert len(approving.told(CITIZENS_DESK)) == 1


def test_what_was_corrected_meanwhile_is_not_approved_unseen(approving: Town) -> None:
    publish(approving)
    old = button(approving, "approve")
    approving.dx("修正 別の話", by=CITIZENS_DESK)
    assert "直されました" in approving.press(old).text
    approving.dx("取消", by=CITIZENS_DESK)
    assert "取り消されました" in approving.press(old).text
    assert approving.rows("SELECT id FROM progress_review") == []


def test_a_channel_of_others_hears_nothing_of_what_waits(approving: Town) -> None:
    approving.slack.channels["C0SHARED3"] = {"is_ext_shared": True}
    give_channel(approving, channel="C0SHARED3")
    publish(approving)
    assert SECRET not in str(posted(approving, "C0SHARED3"))


def test_the_thread_says_that_it_waits_and_what_was_decided(approving: Town) -> None:
    give_channel(approving)
    publish(approving)
    opening, entry = posted(approving)
    assert "公開（承認待ち）" in words(entry)
    approving.dx(f"承認 {number_of(approving)}")
    decision = posted(approving)[-1]
    assert "この進捗が承認されました" in words(decision)
    assert decision["thread_ts"] == opening["ts"]


def test_everything_is_in_the_audit_trail_once(approving: Town) -> None:
    publish(approving)
    approving.dx(f"承認 {number_of(approving)}")
    trail = approving.rows("SELECT action, outcome FROM audit_entry ORDER BY id DESC LIMIT 2")
    assert trail == [("progress.approve", "done"), ("progress.record", "done")]
    with approving.office.database.reading() as session:
        assert audit.verify(session, "mihon").broken_at is None
