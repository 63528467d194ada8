"""Staff look up initiatives and ask questions with `/dx`."""

from __future__ import annotations

import re

import pytest

from tests.sample_rows import sample_row
from tests.town import CITIZENS_DESK, DX_OFFICE, Town


@pytest.mark.parametrize(
    ("what", "expected"),
    [
        ("title", "*書かない窓口*"),
        ("purpose", "申請書を書く手間を減らし、窓口での時間を短くする"),
        ("current state", "住所や名前を、手続のたびに何枚もの紙に書いていただいている"),
        ("ideal state", "引っ越しやおくやみの手続を、一つの窓口で続けて済ませられる"),
        ("schedule of the first year", "2025年度 ほかの市の視察"),
        ("schedule of the last year", "2028年度 使った方の声をもとに直す"),
        ("progress so far", "二つの市を視察した"),
        ("departments", "市民課"),
        ("source", "見本市DX推進計画（第1版）"),
    ],
)
def test_an_initiative_is_shown_with(lasting_town: Town, what: str, expected: str) -> None:
    assert expected in lasting_town.dx("取組 書かない窓口").text, what


def test_every_responsible_department_of_an_initiative_is_named(lasting_town: Town) -> None:
    shown = lasting_town.dx("取組 書かない窓口").text
    wanted = ["市民課", "福祉こども課", "税務課", "政策企画課"]
    assert [name for name in wanted if name not in shown] == []


@pytest.mark.parametrize("title", ["書かない", "かかない窓口", "書かない窓", "「書かない窓口」"])
def test_part_of_a_title_is_enough(lasting_town: Town, title: str) -> None:
    assert "書かない窓口" in lasting_town.dx(f"取組 {title}").text


def test_two_near_titles_are_offered_as_buttons(lasting_town: Town) -> None:
    assert set(lasting_town.dx("取組 オンライン申請").buttons) == {
        "オンライン申請（子育て・介護の手続）",
        "オンライン申請（ごみ・水道の手続）",
    }


def test_pressing_a_title_shows_that_initiative(lasting_town: Town) -> None:
    buttons = lasting_town.dx("取組 オンライン申請").buttons
    shown = lasting_town.press(buttons["オンライン申請（ごみ・水道の手続）"])
    assert shown.text.startswith("*オンライン申請（ごみ・水道の手続）*")


def test_a_title_that_is_not_there_is_told_with_near_ones(lasting_town: Town) -> None:
    assert "見つかりません" in lasting_town.dx("取組 宇宙エレベーター").text


def test_without_a_title_an_example_is_shown(lasting_town: Town) -> None:
    assert "`/dx 取組 書かない窓口`" in lasting_town.dx("取組").text


def test_the_list_has_every_initiative_with_its_status(lasting_town: Town) -> None:
    listed = lasting_town.dx("一覧").text
    assert "（25件）" in listed
    assert len(re.findall(r"^• .*(?:未着手|進行中|完了|遅延|中止)", listed, re.M)) == 25


def test_the_list_can_be_narrowed_to_a_department(lasting_town: Town) -> None:
    listed = lasting_town.dx("一覧 環境建設課").text
    lines = [line for line in listed.splitlines() if line.startswith("•")]
    assert "・環境建設課）" in listed
    assert lines
    assert all("環境建設課" in line or "（全課）" in line for line in lines)


@pytest.mark.parametrize("year", ["2027", "2027年度", "令和9年度", "R9", "２０２７"])
def test_the_list_can_be_narrowed_to_a_year(lasting_town: Town, year: str) -> None:
    listed = lasting_town.dx(f"一覧 {year}").text
    assert "・2027年度）" in listed
    assert "福祉こども課と税務課に広げる" in listed


def test_a_year_outside_the_plan_lists_nothing(lasting_town: Town) -> None:
    assert "あてはまる取組はありません" in lasting_town.dx("一覧 2040").text


@pytest.mark.parametrize("status", ["未着手", "進行中", "完了", "遅延", "中止"])
def test_the_list_can_be_narrowed_to_a_status(lasting_town: Town, status: str) -> None:
    listed = lasting_town.dx(f"一覧 {status}").text
    lines = [line for line in listed.splitlines() if line.startswith("•")]
    assert f"・{status}）" in listed
    assert all(status in line for line in lines)


def test_the_list_can_be_narrowed_by_all_three(lasting_town: Town) -> None:
    listed = lasting_town.dx("一覧 市民課 2026 進行中").text
    assert "・市民課・2026年度・進行中）" in listed


def test_a_narrowing_that_means_nothing_is_explained(lasting_town: Town) -> None:
    said = lasting_town.dx("一覧 むらさき").text
    assert "「むらさき」では絞り込めません" in said
    assert "環境建設課" in said


@pytest.mark.parametrize("column", ["概要", "手数料", "窓口での方法"])
def test_staff_can_ask_about_a_procedure(lasting_town: Town, column: str) -> None:
    row = sample_row("procedures.csv", "手続名", "粗大ごみ収集の申込")
    assert row[column] in lasting_town.dx("質問 粗大ごみ").text


def test_staff_are_told_what_citizens_are_not(lasting_town: Town) -> None:
    row = sample_row("faq.csv", "質問", "新しい担当者はどうやって登録しますか（職員向け）")
    assert row["回答"] in lasting_town.dx("質問 新しい担当者を登録したい").text


def test_pressing_a_related_entry_answers_with_it(lasting_town: Town) -> None:
    buttons = lasting_town.dx("質問 粗大ごみ").buttons
    title = "粗大ごみのオンライン申込"
    assert lasting_town.press(buttons[title]).text.startswith(f"*{title}*")


def test_an_unknown_question_of_staff_is_honestly_not_known(lasting_town: Town) -> None:
    said = lasting_town.dx("質問 宇宙エレベーターの耐荷重").text
    assert "わかりません" in said
    assert "0000-00-1202" in said


@pytest.mark.parametrize("words", ["ヘルプ", "help", "", " ", "　"])
def test_help_shows_every_way_to_use_it(lasting_town: Town, words: str) -> None:
    shown = lasting_town.dx(words).text
    verbs = ("取組", "一覧", "進捗", "取消", "質問")
    assert [verb for verb in verbs if f"`/dx {verb}" not in shown] == []


def test_an_unknown_verb_is_told_and_points_to_help(lasting_town: Town) -> None:
    said = lasting_town.dx("削除 全部").text
    assert "「削除」という使い方はありません" in said
    assert "`/dx ヘルプ`" in said


@pytest.mark.parametrize(
    "words",
    ["取組　書かない窓口", "  取組   書かない窓口  ", "取組\t書かない窓口", "取組\n書かない窓口"],
)
def test_any_space_parts_the_words(lasting_town: Town, words: str) -> None:
    assert "*書かない窓口*" in lasting_town.dx(words).text


@pytest.mark.parametrize("words", ["取組 書かない窓口", "一覧", "質問 粗大ごみ", "ヘルプ", "？"])
def test_an_answer_is_seen_by_nobody_else(lasting_town: Town, words: str) -> None:
    assert lasting_town.dx(words).body["response_type"] == "ephemeral"


@pytest.mark.parametrize("words", ["一覧", "質問 粗大ごみ", "ヘルプ", "取組"])
def test_everybody_of_the_workspace_may_look_up(lasting_town: Town, words: str) -> None:
    assert (
        lasting_town.dx(words, by="U0NOBODY1").text == lasting_town.dx(words, by=CITIZENS_DESK).text
    )


SECRET = "まだ秘密の視察をした"
STRANGER = "U0NOBODY1"


@pytest.mark.parametrize("words", ["取組 書かない窓口", "質問 書かない窓口"])
def test_progress_for_staff_is_told_to_registered_staff_only(town: Town, words: str) -> None:
    town.dx(f"進捗 書かない窓口 遅延 {SECRET}")
    assert SECRET in town.dx(words, by=CITIZENS_DESK).text
    said = town.dx(words, by=STRANGER).text
    assert "*書かない窓口*" in said
    assert SECRET not in said
    assert "遅延" not in said


def test_a_guest_hears_of_an_initiative_what_citizens_do(town: Town) -> None:
    town.dx(f"進捗 書かない窓口 {SECRET}", by=CITIZENS_DESK)
    town.slack.users[DX_OFFICE] = {"is_restricted": True}
    assert SECRET not in town.dx("取組 書かない窓口").text


def test_a_guest_who_presses_a_title_hears_what_citizens_do(town: Town) -> None:
    title = "オンライン申請（ごみ・水道の手続）"
    town.dx(f"進捗 {title} {SECRET}")
    button = town.dx("取組 オンライン申請").buttons[title]
    town.slack.users[DX_OFFICE] = {"is_restricted": True}
    shown = town.press(button).text
    assert shown.startswith(f"*{title}*")
    assert SECRET not in shown


def test_a_status_for_staff_lists_nothing_for_others(town: Town) -> None:
    town.dx(f"進捗 書かない窓口 遅延 {SECRET}")
    assert "*書かない窓口*　遅延" in town.dx("一覧 遅延").text
    assert "書かない窓口" not in town.dx("一覧 遅延", by=STRANGER).text
    assert "*書かない窓口*　進行中" in town.dx("一覧", by=STRANGER).text


@pytest.mark.parametrize(
    "words", ["取組 書かない窓口", "取組 書かない", "一覧", "質問 書かない窓口"]
)
def test_an_internal_initiative_is_not_named_to_others(town: Town, words: str) -> None:
    with town.office.database.writing() as session:
        run = session.connection().exec_driver_sql
        run("UPDATE initiative SET visibility = '内部' WHERE title = '書かない窓口'")
        run("UPDATE municipality SET knowledge_version = knowledge_version + 1")
    assert "*書かない窓口*" in town.dx(words).text
    assert "*書かない窓口*" not in town.dx(words, by=STRANGER).text
