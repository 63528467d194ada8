"""The author and the DX office correct an entry or take it back; who comes second decides."""

from __future__ import annotations

import pytest

from store import audit
from tests.handlers.slack.test_thread_notices import CHANNEL, give_channel, posted, words
from tests.slack_forms import Form
from tests.town import CITIZENS_DESK, DX_OFFICE, TAX_OFFICE, SlackReply, Town

DESK = "書かない窓口"
COLLEAGUE = "U0MIHON04"
"""夕凪 たもつ of 市民課, like the author."""
STANDING = (
    "SELECT status, text, fiscal_year, visibility, percent FROM progress_entry p"
    " WHERE person_id IS NOT NULL AND mark <> 'withdrawn'"
    " AND NOT EXISTS (SELECT 1 FROM progress_entry n WHERE n.replaces_id = p.id)"
)


def report(town: Town, said: str = "先進地を視察した") -> SlackReply:
    return town.dx(f"進捗 {DESK} {said}", by=CITIZENS_DESK)


def open_correction(town: Town, said: SlackReply, *, by: str = CITIZENS_DESK) -> Form:
    return town.press_for_form(said.buttons["修正"], by=by)


def answered(town: Town) -> SlackReply:
    town.settle()
    return SlackReply(town.slack.responses_delivered[-1][1])


def in_the_thread(town: Town) -> SlackReply:
    """The entry as it stands in the department's channel."""
    return SlackReply(posted(town)[1])


def test_the_form_opens_with_what_was_recorded(town: Town) -> None:
    form = town.progress_form().choose("initiative", DESK).write("text", "視察した")
    form.choose("status", "遅延").choose("year", "2025年度").write("percent", "40")
    form.choose("visibility", "公開（市民にも見せる）")
    form.write("evidence", "https://a.example/1").submit()
    form = open_correction(town, answered(town), by=DX_OFFICE)
    said = {name: form.said(name) for name in ("status", "text", "percent", "evidence", "year")}
    assert said == {
        "status": "遅延",
        "text": "視察した",
        "percent": "40",
        "evidence": "https://a.example/1",
        "year": "2025年度",
    }
    assert form.said("visibility") == "公開（市民にも見せる）"
    assert DESK in str(form.view["blocks"][0])


def test_a_correction_replaces_the_entry_and_the_first_stays(town: Town) -> None:
    form = open_correction(town, report(town))
    form.write("text", "二か所を視察した").choose("status", "完了").write("percent", "100")
    assert form.submit() == {}
    assert "内容：二か所を視察した" in answered(town).text
    assert town.rows(STANDING) == [("完了", "二か所を視察した", 2026, "内部", 100)]
    assert [text for _, _, text in town.progress(DESK)] == ["先進地を視察した", "二か所を視察した"]


def test_an_old_year_stays_among_those_to_choose(town: Town) -> None:
    said = report(town)
    (number,) = town.rows("SELECT max(id) FROM progress_entry")[0]
    with town.office.database.writing() as session:
        session.connection().exec_driver_sql(
            "INSERT INTO progress_entry (municipality, initiative_id, fiscal_year, mark, status,"
            " text, visibility, person_id, source, created_at) SELECT municipality, initiative_id,"
            " 2019, mark, status, text, visibility, person_id, source, created_at"
            " FROM progress_entry WHERE id = (SELECT max(id) FROM progress_entry)"
        )
    button = said.buttons["修正"] | {"value": str(number + 1)}
    form = town.press_for_form(button, by=CITIZENS_DESK)
    assert form.said("year") == "2019年度"


def test_problems_are_told_at_their_fields(town: Town) -> None:
    form = open_correction(town, report(town)).write("text", " ").write("percent", "101")
    assert set(form.submit()) == {"text", "percent"}


def test_the_button_asks_before_it_takes_back(town: Town) -> None:
    button = report(town).buttons["取り消し"]
    assert button["confirm"]["confirm"]["text"] == "取り消す"
    said = town.press(button, by=CITIZENS_DESK)
    assert "取り消した内容：先進地を視察した" in said.text
    assert said.body["replace_original"] is True
    assert town.rows(STANDING) == []
    assert [mark for mark, *_ in town.progress(DESK)] == ["reported", "withdrawn"]


def test_everything_can_be_done_from_the_thread_without_losing_its_message(town: Town) -> None:
    give_channel(town)
    report(town)
    form = open_correction(town, in_the_thread(town))
    assert form.write("text", "二か所を視察した").submit() == {}
    assert answered(town).body["replace_original"] is False
    correction = SlackReply(posted(town)[2])
    assert "二か所を視察した" in correction.text
    withdrawn = town.press(correction.buttons["取り消し"], by=CITIZENS_DESK)
    assert withdrawn.body["replace_original"] is False
    assert "記録を取り消しました" in words(posted(town)[3])
    assert SlackReply(posted(town)[3]).buttons == {}


@pytest.mark.parametrize("button", ["修正", "取り消し"])
@pytest.mark.parametrize("person", [COLLEAGUE, TAX_OFFICE])
def test_nobody_else_may(town: Town, button: str, person: str) -> None:
    said = town.press(report(town).buttons[button], by=person)
    assert "書いた人（若草 みのり）とDX事務局だけ" in said.text
    assert town.slack.views_shown == []
    assert len(town.progress(DESK)) == 1


def test_a_form_in_the_hands_of_somebody_else_corrects_nothing(town: Town) -> None:
    form = open_correction(town, report(town)).write("text", "別の話")
    assert town.post_slack(form.body(user_id=COLLEAGUE)).status_code == 200
    town.settle()
    assert "DX事務局だけ" in town.told(COLLEAGUE)[0].text
    assert len(town.progress(DESK)) == 1
    trail = town.rows("SELECT action, outcome FROM audit_entry ORDER BY id DESC LIMIT 1")
    assert trail == [("progress.correct", "refused")]


def test_the_dx_office_may_correct_what_others_wrote_and_it_stays_theirs(town: Town) -> None:
    report(town, "一つ目")
    form = open_correction(town, report(town, "二つ目"), by=DX_OFFICE)
    form.write("text", "二つ目、確かめた").submit()
    town.settle()
    assert "取り消した内容：二つ目、確かめた" in town.dx("取消", by=CITIZENS_DESK).text
    assert [text for _, text, *_ in town.rows(STANDING)] == ["一つ目"]


# Two at once


def two_forms(town: Town) -> tuple[Form, Form]:
    """The author and the DX office look at the same entry."""
    said = report(town)
    return open_correction(town, said), open_correction(town, said, by=DX_OFFICE)


def test_the_second_sees_what_changed_and_nothing_is_written(town: Town) -> None:
    first, second = two_forms(town)
    first.write("text", "二か所を視察した").submit()
    town.settle()
    assert second.write("text", "視察は延期した").submit() == {}
    said = answered(town)
    for part in ("すでに直されたか", "先進地を視察した", "二か所を視察した", "視察は延期した"):
        assert part in said.text
    assert "市民課　若草 みのり" in said.text
    assert set(said.buttons) == {"それでも記録する", "やめる"}
    assert [text for _, text, *_ in town.rows(STANDING)] == ["二か所を視察した"]


def test_the_second_records_all_the_same_without_typing_again(town: Town) -> None:
    first, second = two_forms(town)
    first.write("text", "二か所を視察した").submit()
    town.settle()
    second.write("text", "視察は延期した").choose("status", "遅延").write("percent", "5").submit()
    conflict = answered(town)
    assert "内容：視察は延期した" in town.press(conflict.buttons["それでも記録する"]).text
    assert town.rows(STANDING) == [("遅延", "視察は延期した", 2026, "内部", 5)]
    assert "もう記録しました" in town.press(conflict.buttons["それでも記録する"]).text
    assert len(town.progress(DESK)) == 3


def test_the_second_leaves_it(town: Town) -> None:
    first, second = two_forms(town)
    first.write("text", "二か所を視察した").submit()
    town.settle()
    second.write("text", "視察は延期した").submit()
    said = town.press(answered(town).buttons["やめる"])
    assert "やめました" in said.text
    assert said.body["replace_original"] is True
    assert [text for _, text, *_ in town.rows(STANDING)] == ["二か所を視察した"]


def test_somebody_else_cannot_record_what_the_second_wrote(town: Town) -> None:
    first, second = two_forms(town)
    first.submit()
    town.settle()
    second.write("text", "視察は延期した").submit()
    town.press(answered(town).buttons["それでも記録する"], by=CITIZENS_DESK)
    assert [text for _, text, *_ in town.rows(STANDING)] == ["先進地を視察した"]


def test_a_third_change_meanwhile_is_shown_again(town: Town) -> None:
    first, second = two_forms(town)
    first.write("text", "二か所を視察した").submit()
    town.settle()
    second.write("text", "視察は延期した").submit()
    conflict = answered(town)
    town.dx("修正 三か所を視察した", by=CITIZENS_DESK)
    again = town.press(conflict.buttons["それでも記録する"])
    assert "三か所を視察した" in again.text
    town.press(again.buttons["それでも記録する"])
    assert [text for _, text, *_ in town.rows(STANDING)] == ["視察は延期した"]


def test_what_was_taken_back_meanwhile_can_be_recorded_all_the_same(town: Town) -> None:
    _, second = two_forms(town)
    town.dx("取消", by=CITIZENS_DESK)
    second.write("text", "視察は延期した").submit()
    conflict = answered(town)
    assert "取り消されています" in conflict.text
    town.press(conflict.buttons["それでも記録する"])
    assert [text for _, text, *_ in town.rows(STANDING)] == ["視察は延期した"]
    with town.office.database.reading() as session:
        assert audit.verify(session, "mihon").broken_at is None


def test_who_takes_back_what_was_corrected_meanwhile_sees_it_first(town: Town) -> None:
    said = report(town)
    open_correction(town, said, by=DX_OFFICE).write("text", "二か所を視察した").submit()
    town.settle()
    shown = town.press(said.buttons["取り消し"], by=CITIZENS_DESK)
    assert "二か所を視察した" in shown.text
    assert [text for _, text, *_ in town.rows(STANDING)] == ["二か所を視察した"]
    town.press(shown.buttons["それでも取り消す"], by=CITIZENS_DESK)
    assert town.rows(STANDING) == []


def test_what_was_taken_back_already_is_not_taken_back_again(town: Town) -> None:
    said = report(town)
    town.press(said.buttons["取り消し"], by=CITIZENS_DESK)
    again = town.press(said.buttons["取り消し"], by=CITIZENS_DESK)
    assert "取り消されています" in again.text
    assert again.buttons == {}


def test_an_old_message_opens_the_form_with_what_is_said_now(town: Town) -> None:
    said = report(town)
    town.dx("修正 二か所を視察した", by=CITIZENS_DESK)
    assert open_correction(town, said).said("text") == "二か所を視察した"


# Without a form


def test_a_command_corrects_the_last_own_entry(town: Town) -> None:
    report(town)
    town.dx(f"進捗 {DESK} 税務課の話", by=TAX_OFFICE)
    said = town.dx("修正 完了 二か所を視察した", by=CITIZENS_DESK)
    assert "内容：二か所を視察した" in said.text
    assert [row[:2] for row in town.rows(STANDING + " ORDER BY id")] == [
        ("進行中", "税務課の話"),
        ("完了", "二か所を視察した"),
    ]


def test_a_command_keeps_what_it_does_not_name(town: Town) -> None:
    form = town.progress_form().choose("initiative", DESK).write("text", "視察した")
    form.choose("status", "遅延").choose("year", "2025年度").write("percent", "40").submit()
    town.settle()
    town.dx("修正 延期した")
    assert town.rows(STANDING) == [("遅延", "延期した", 2025, "内部", 40)]


def test_a_command_without_words_opens_the_form(town: Town) -> None:
    report(town)
    body = town.command_form("修正", by=CITIZENS_DESK)
    assert town.open_form(body, by=CITIZENS_DESK).said("text") == "先進地を視察した"


def test_who_wrote_nothing_has_nothing_to_correct(town: Town) -> None:
    assert "取り消せる記録がありません" in town.dx("修正 別の話", by=TAX_OFFICE).text


def test_a_correction_that_is_too_long_is_refused(town: Town) -> None:
    report(town)
    assert "3000字まで" in town.dx(f"修正 {'進' * 3001}", by=CITIZENS_DESK).text
    assert len(town.progress(DESK)) == 1


def test_three_long_texts_are_shown_whole(town: Town) -> None:
    first, second = two_forms(town)
    first.write("text", "い" * 3000).submit()
    town.settle()
    second.write("text", "ろ" * 3000).submit()
    said = answered(town).text.replace("\n", "")
    assert ("い" * 3000 in said, "ろ" * 3000 in said) == (True, True)


def test_the_notice_of_a_long_correction_is_whole(town: Town) -> None:
    give_channel(town)
    report(town, "い" * 3000)
    town.dx(f"修正 {'ろ' * 3000}", by=CITIZENS_DESK)
    said = words(posted(town, CHANNEL)[2]).replace("\n", "")
    assert ("い" * 3000 in said, "ろ" * 3000 in said) == (True, True)
