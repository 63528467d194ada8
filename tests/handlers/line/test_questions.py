"""A citizen asks on LINE and gets everything that is needed to do it."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.commands.bringing import write
from bot.commands.imports import COMMAND_LINE
from knowledge.importing.job import ImportKind, prepare
from tests.line_words import entries_offered, said_with, words
from tests.sample_rows import sample_row, sample_rows
from tests.town import Town

THREE_QUESTIONS = ("コンビニで住民票は取れますか", "粗大ごみ", "書かない窓口って何？")
UNKNOWN = "宇宙エレベーターの耐荷重"
PROCEDURES = sample_rows("procedures.csv")


@pytest.mark.parametrize(
    ("what", "column"),
    [
        ("what it is", "概要"),
        ("online service", "オンラインサービス"),
        ("its link", "リンク"),
        ("fee", "手数料"),
        ("deadline", "期限"),
        ("department", "担当課"),
        ("place", "場所"),
        ("the way without internet", "窓口での方法"),
        ("source", "出典"),
    ],
)
def test_a_procedure_is_answered_with(lasting_town: Town, what: str, column: str) -> None:
    row = sample_row("procedures.csv", "手続名", "粗大ごみ収集の申込")
    answer = words(lasting_town.citizen_says("粗大ごみ"))
    assert row[column], f"the sample has no {what} to look for"
    assert row[column] in answer


def test_a_procedure_is_answered_with_each_thing_to_bring(lasting_town: Town) -> None:
    row = sample_row("procedures.csv", "手続名", "粗大ごみ収集の申込")
    answer = words(lasting_town.citizen_says("粗大ごみ"))
    assert [item for item in row["必要なもの"].split("、") if f"・{item}" not in answer] == []


def test_a_procedure_is_answered_with_telephone_and_hours(lasting_town: Town) -> None:
    desk = sample_row("departments.csv", "課名", "環境建設課")
    answer = words(lasting_town.citizen_says("粗大ごみ"))
    assert desk["電話"] in answer
    assert desk["受付時間"] in answer


def test_a_procedure_is_answered_with_the_day_somebody_verified_it(lasting_town: Town) -> None:
    assert "確認した日：2026年11月4日(水)" in words(lasting_town.citizen_says("粗大ごみ"))


def test_a_procedure_without_an_online_way_promises_none(lasting_town: Town) -> None:
    assert "インターネットで\n" not in words(lasting_town.citizen_says("建築確認"))


@pytest.mark.parametrize("column", ["回答", "窓口での方法", "担当課", "出典"])
def test_a_frequent_question_is_answered_with(lasting_town: Town, column: str) -> None:
    row = sample_row("faq.csv", "質問", "コンビニで住民票の写しは取れますか")
    assert row[column] in words(lasting_town.citizen_says("コンビニで住民票は取れますか"))


def test_a_frequent_question_is_answered_with_telephone_hours_and_day(lasting_town: Town) -> None:
    desk = sample_row("departments.csv", "課名", "市民課")
    answer = words(lasting_town.citizen_says("コンビニで住民票は取れますか"))
    for expected in (desk["電話"], desk["受付時間"], "確認した日：2026年11月10日(火)"):
        assert expected in answer


@pytest.mark.parametrize(
    "expected",
    [
        "申請書を書く手間を減らし、窓口での時間を短くする",
        "住所や名前を、手続のたびに何枚もの紙に書いていただいている",
        "職員が話を聞きながら申請書を作り、市民は内容を確かめるだけで済む",
        "2026年度 市民課で試しに始める",
        "二つの市を視察した",
        "電話 0000-00-1202",
        "出典：見本市DX推進計画（第1版）",
        "計画を登録した日：",
        "インターネットを使わない方法\n電話や窓口でもお答えします",
    ],
)
def test_what_the_city_is_doing_is_answered_from_the_plan(
    lasting_town: Town, expected: str
) -> None:
    assert expected in words(lasting_town.citizen_says("書かない窓口"))


def test_a_word_that_fits_many_procedures_is_asked_back(lasting_town: Town) -> None:
    messages = lasting_town.citizen_says("児童手当")
    assert "次のどれに近いですか" in words(messages)
    assert len(entries_offered(messages)) == 3


@pytest.mark.parametrize("row", PROCEDURES, ids=lambda row: row["手続名"][:12])
def test_every_procedure_of_the_sample_answers_to_its_name(
    lasting_town: Town, row: dict[str, str]
) -> None:
    desk = sample_row("departments.csv", "課名", row["担当課"])
    answer = words(lasting_town.citizen_says(row["手続名"]))
    wanted = (
        row["手続名"],
        row["概要"],
        row["リンク"],
        row["手数料"],
        row["期限"],
        row["窓口での方法"],
        row["出典"],
        desk["電話"],
        row["受付時間"] or desk["受付時間"],
        desk["住所"],
        row["案内のページ"],
        "確認した日",
    )
    assert [text for text in wanted if text not in answer] == []


@pytest.mark.parametrize("question", THREE_QUESTIONS)
def test_at_most_three_related_entries_are_offered(lasting_town: Town, question: str) -> None:
    assert 1 <= len(entries_offered(lasting_town.citizen_says(question))) <= 3


@pytest.mark.parametrize("question", THREE_QUESTIONS)
def test_pressing_a_button_answers_with_that_entry(lasting_town: Town, question: str) -> None:
    for button in entries_offered(lasting_town.citizen_says(question)):
        answer = words(lasting_town.citizen_presses(button))
        assert answer.startswith(said_with(button) + "\n")


def test_an_unknown_question_gets_an_honest_i_do_not_know(lasting_town: Town) -> None:
    assert "わかりません" in words(lasting_town.citizen_says(UNKNOWN))


def test_an_unknown_question_gets_a_telephone_number_to_call(lasting_town: Town) -> None:
    desk = sample_row("departments.csv", "総合案内", "はい")
    answer = words(lasting_town.citizen_says(UNKNOWN))
    assert desk["電話"] in answer
    assert desk["受付時間"] in answer


def test_an_unknown_question_is_kept_for_the_office(lasting_town: Town) -> None:
    lasting_town.citizen_says(UNKNOWN + "は何トンですか")
    kept = lasting_town.rows(
        "SELECT channel, decision FROM question WHERE text = :text", text=UNKNOWN + "は何トンですか"
    )
    assert kept == [("line", "pass_on")]


def test_a_vague_question_is_asked_back_with_buttons_and_a_telephone(lasting_town: Town) -> None:
    messages = lasting_town.citizen_says("災害の証明のお金")
    assert "どれに近いですか" in words(messages)
    assert 1 <= len(entries_offered(messages)) <= 3
    assert "電話 0000-00-" in words(messages)


def test_internal_entries_are_not_told_to_citizens(lasting_town: Town) -> None:
    internal = [row for row in sample_rows("faq.csv") if row["公開"] == "内部"]
    assert internal
    for row in internal:
        assert row["回答"] not in words(lasting_town.citizen_says(row["質問"]))


def test_progress_of_the_staff_is_not_told_to_citizens(lasting_town: Town) -> None:
    lasting_town.dx("進捗 書かない窓口 業者の見積りが高すぎるので断念を検討")
    assert "見積り" not in words(lasting_town.citizen_says("書かない窓口"))


def test_a_new_entry_can_be_asked_for_at_once(lasting_town: Town, tmp_path: Path) -> None:
    file = tmp_path / "faq-2.csv"
    file.write_text(
        "質問,回答,出典\n花火大会はいつですか,八月の第一土曜です。,広報8月号\n", "utf-8"
    )
    job = prepare(ImportKind.FAQ, file, COMMAND_LINE)
    assert write(lasting_town.office, job, "mihon", "") == []
    assert "八月の第一土曜" in words(lasting_town.citizen_says("花火大会はいつですか"))
