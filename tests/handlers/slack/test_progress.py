"""A member of staff posts progress in seconds, corrects it, takes it back."""

from __future__ import annotations

import pytest

from store import audit
from tests.standins.webhook_events import block_action_form
from tests.town import CITIZENS_DESK, DX_OFFICE, TAX_OFFICE, TEAM, Town

ONLINE = "オンライン申請（ごみ・水道の手続）"


def test_the_answer_repeats_what_was_written(town: Town) -> None:
    said = town.dx("進捗 書かない窓口 先進地を視察した", by=CITIZENS_DESK).text
    assert "記録しました" in said
    assert "*書かない窓口*（2026年度）" in said
    assert "内容：先進地を視察した" in said


def test_progress_is_recorded_for_the_current_fiscal_year(town: Town) -> None:
    town.dx("進捗 書かない窓口 先進地を視察した")
    assert town.rows("SELECT fiscal_year FROM progress_entry WHERE person_id IS NOT NULL") == [
        (2026,)
    ]


@pytest.mark.parametrize(
    "expected", ["先進地を視察した", "市民課 若草 みのり", "2026-11-18", "2026年度"]
)
def test_progress_is_shown_with_who_and_when(town: Town, expected: str) -> None:
    town.dx("進捗 書かない窓口 先進地を視察した", by=CITIZENS_DESK)
    assert expected in town.dx("取組 書かない窓口").text


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("先進地を視察した", "進行中"),
        ("全ての窓口への導入が完了した", "完了"),
        ("業者の都合で納品が遅れている", "遅延"),
        ("予算がつかず取りやめになった", "中止"),
        ("まだ着手していない", "未着手"),
    ],
)
def test_the_status_is_guessed_from_the_words(town: Town, words: str, status: str) -> None:
    town.dx(f"進捗 書かない窓口 {words}")
    assert town.progress("書かない窓口") == [("reported", status, words)]


@pytest.mark.parametrize("space", [" ", "　", "  ", "\n"], ids=["half", "full", "two", "line"])
def test_a_status_written_first_counts_more_than_the_guess(town: Town, space: str) -> None:
    town.dx(f"進捗 書かない窓口 遅延{space}一部の窓口に導入した")
    assert town.progress("書かない窓口") == [("reported", "遅延", "一部の窓口に導入した")]


def test_full_width_spaces_part_title_and_words(town: Town) -> None:
    town.dx("進捗　書かない窓口　先進地を視察した")
    assert town.progress("書かない窓口") == [("reported", "進行中", "先進地を視察した")]


def test_lines_of_a_text_stay_lines(town: Town) -> None:
    town.dx("進捗 書かない窓口 視察した\n図にした")
    assert town.progress("書かない窓口") == [("reported", "進行中", "視察した\n図にした")]


def test_every_other_status_is_offered_for_correction(town: Town) -> None:
    recorded = town.dx("進捗 書かない窓口 先進地を視察した")
    assert set(recorded.buttons) == {"未着手", "完了", "遅延", "中止", "修正", "取り消し"}


def test_a_correction_is_appended_and_the_first_entry_stays(town: Town) -> None:
    recorded = town.dx("進捗 書かない窓口 先進地を視察した")
    town.press(recorded.buttons["完了"])
    assert town.progress("書かない窓口") == [
        ("reported", "進行中", "先進地を視察した"),
        ("reported", "完了", "先進地を視察した"),
    ]


def test_a_correction_takes_the_place_of_the_message(town: Town) -> None:
    recorded = town.dx("進捗 書かない窓口 先進地を視察した")
    corrected = town.press(recorded.buttons["完了"])
    assert corrected.body["replace_original"] is True
    assert "状態：完了" in corrected.text


def test_only_the_corrected_entry_is_shown(town: Town) -> None:
    recorded = town.dx("進捗 書かない窓口 先進地を視察した")
    town.press(recorded.buttons["完了"])
    assert town.dx("取組 書かない窓口").text.count("先進地を視察した") == 1


def test_a_correction_can_be_corrected(town: Town) -> None:
    first = town.dx("進捗 書かない窓口 先進地を視察した")
    second = town.press(first.buttons["完了"])
    town.press(second.buttons["遅延"])
    assert [status for _, status, _ in town.progress("書かない窓口")] == ["進行中", "完了", "遅延"]


def test_an_old_button_does_not_correct_a_second_time(town: Town) -> None:
    recorded = town.dx("進捗 書かない窓口 先進地を視察した")
    town.press(recorded.buttons["完了"])
    assert "すでに直されたか" in town.press(recorded.buttons["遅延"]).text
    assert len(town.progress("書かない窓口")) == 2


def test_two_near_titles_are_asked_back_and_nothing_is_written(town: Town) -> None:
    asked = town.dx("進捗 オンライン申請 水道の届け出を始めた")
    assert set(asked.buttons) == {ONLINE, "オンライン申請（子育て・介護の手続）"}
    assert town.rows("SELECT id FROM progress_entry WHERE person_id IS NOT NULL") == []


def test_pressing_a_title_records_what_the_command_said(town: Town) -> None:
    asked = town.dx("進捗 オンライン申請 完了 水道の届け出を始めた")
    assert "内容：水道の届け出を始めた" in town.press(asked.buttons[ONLINE]).text
    assert town.progress(ONLINE) == [("reported", "完了", "水道の届け出を始めた")]


def test_somebody_elses_press_on_a_title_writes_nothing(town: Town) -> None:
    asked = town.dx("進捗 オンライン申請 水道の届け出を始めた")
    town.press(asked.buttons[ONLINE], by="U0MIHON02")
    assert town.progress(ONLINE) == []


def test_a_second_press_on_a_title_records_nothing_more(town: Town) -> None:
    asked = town.dx("進捗 オンライン申請 水道の届け出を始めた")
    forms = [
        block_action_form(
            button["action_id"],
            button["value"],
            response_url=town.slack.response_url(f"press-{number}"),
            team_id=TEAM,
            user_id=DX_OFFICE,
        )
        for number, button in enumerate([asked.buttons[ONLINE], *asked.buttons.values()])
    ]
    assert {town.post_slack(form).status_code for form in forms} == {200}
    town.settle()
    posted = town.rows("SELECT text FROM progress_entry WHERE person_id IS NOT NULL")
    assert posted == [("水道の届け出を始めた",)]


def test_who_presses_a_title_again_hears_that_it_is_recorded(town: Town) -> None:
    asked = town.dx("進捗 オンライン申請 水道の届け出を始めた")
    town.press(asked.buttons[ONLINE])
    assert "もう記録しました" in town.press(asked.buttons[ONLINE]).text


def test_the_last_own_entry_is_taken_back_and_stays_in_the_database(town: Town) -> None:
    town.dx("進捗 書かない窓口 先進地を視察した")
    assert "取り消した内容：先進地を視察した" in town.dx("取消").text
    assert [mark for mark, *_ in town.progress("書かない窓口")] == ["reported", "withdrawn"]


def test_an_entry_taken_back_is_not_shown_any_more(town: Town) -> None:
    town.dx("進捗 書かない窓口 先進地を視察した")
    town.dx("取消")
    assert "先進地を視察した" not in town.dx("取組 書かない窓口").text


def test_taking_back_leaves_the_entries_of_others(town: Town) -> None:
    town.dx("進捗 書かない窓口 市民課の記録", by=CITIZENS_DESK)
    town.dx("進捗 書かない窓口 税務課の記録", by=TAX_OFFICE)
    assert "取り消した内容：市民課の記録" in town.dx("取消", by=CITIZENS_DESK).text
    assert "税務課の記録" in town.dx("取組 書かない窓口").text


def test_taking_back_twice_takes_back_the_one_before(town: Town) -> None:
    town.dx("進捗 書かない窓口 一つ目")
    town.dx("進捗 スマホ教室 二つ目")
    assert "二つ目" in town.dx("取消").text
    assert "一つ目" in town.dx("取消").text
    assert "取り消せる記録がありません" in town.dx("取消").text


def test_a_corrected_entry_is_taken_back_as_a_whole(town: Town) -> None:
    recorded = town.dx("進捗 書かない窓口 先進地を視察した")
    town.press(recorded.buttons["完了"])
    town.dx("取消")
    assert "先進地を視察した" not in town.dx("取組 書かない窓口").text
    assert "取り消せる記録がありません" in town.dx("取消").text


def test_who_wrote_nothing_has_nothing_to_take_back(town: Town) -> None:
    assert "取り消せる記録がありません" in town.dx("取消", by=TAX_OFFICE).text


@pytest.mark.parametrize("words", ["進捗", "進捗 ", "進捗　"])
def test_without_a_title_the_form_opens(town: Town, words: str) -> None:
    assert town.open_form(town.command_form(words)).said("initiative") is None


@pytest.mark.parametrize("words", ["進捗 書かない窓口", "進捗 書かない窓口 完了"])
def test_progress_without_words_is_not_recorded(town: Town, words: str) -> None:
    assert "進捗の内容を続けて書いてください" in town.dx(words).text
    assert town.progress("書かない窓口") == []


def test_progress_on_an_unknown_title_is_not_recorded(town: Town) -> None:
    assert "見つかりません" in town.dx("進捗 宇宙エレベーター 視察した").text
    assert town.rows("SELECT id FROM progress_entry WHERE person_id IS NOT NULL") == []


def test_three_thousand_characters_are_recorded(town: Town) -> None:
    words = "進" * 3000
    town.dx(f"進捗 書かない窓口 {words}")
    assert town.progress("書かない窓口") == [("reported", "進行中", words)]


def test_one_character_more_is_refused_with_the_limit(town: Town) -> None:
    said = town.dx(f"進捗 書かない窓口 {'進' * 3001}").text
    assert "3000字まで" in said
    assert town.progress("書かない窓口") == []


def test_everything_that_was_written_is_in_the_audit_trail(town: Town) -> None:
    recorded = town.dx("進捗 書かない窓口 先進地を視察した", by=CITIZENS_DESK)
    town.press(recorded.buttons["完了"], by=CITIZENS_DESK)
    town.dx("取消", by=CITIZENS_DESK)
    trail = town.rows("SELECT action, outcome, via FROM audit_entry ORDER BY id DESC LIMIT 3")
    assert trail == [
        ("progress.withdraw", "done", "Slack"),
        ("progress.correct", "done", "Slack"),
        ("progress.record", "done", "Slack"),
    ]
    with town.office.database.reading() as session:
        assert audit.verify(session, "mihon").broken_at is None


@pytest.mark.parametrize("number", ["123456789018", "090-0000-1234", "taro@mail.example"])
def test_personal_numbers_in_progress_are_masked(town: Town, number: str) -> None:
    town.dx(f"進捗 書かない窓口 問い合わせは {number} へ", by=DX_OFFICE)
    assert number not in str(town.rows("SELECT payload FROM inbox"))
    assert number not in str(town.rows("SELECT payload FROM outbox"))
    assert "■" in town.progress("書かない窓口")[0][2]
