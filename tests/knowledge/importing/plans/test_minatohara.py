"""A plan with heading marks, basic goals, schedules and an indicator table."""

from __future__ import annotations

from datetime import date

import pytest

from store.tables import ProgressMark
from tests.knowledge.importing.plans.made_up import about, made_up, plain_path, schedule

PLAN = made_up("minatohara")


def test_the_cover_says_title_edition_and_period() -> None:
    assert PLAN.reading.name.title == "みなと原市デジタル推進計画"
    assert PLAN.reading.edition == "第1.1版"
    assert PLAN.reading.name.starts_on == date(2025, 4, 1)
    assert PLAN.reading.name.ends_on == date(2030, 3, 31)


def test_the_list_of_editions_is_the_history() -> None:
    assert [(edition.title, edition.issued_on) for edition in PLAN.editions] == [
        ("第1版", "2025-03"),
        ("第1.1版", "2025-10"),
    ]
    assert "遠隔手話通訳" in PLAN.editions[1].text


def test_four_initiatives_in_their_order_with_departments() -> None:
    assert {title: record.departments for title, record in PLAN.initiatives.items()} == {
        "申請の入口を一つにする": ("市民窓口課", "情報推進課"),
        "遠隔手話通訳": ("福祉相談課",),
        "係留場所の空き情報の公開": ("港湾課",),
        "オープンデータの拡充": ("情報推進課", "全課"),
    }
    assert len(PLAN.reading.initiatives) == 4


@pytest.mark.parametrize(
    ("title", "theme"),
    [
        ("申請の入口を一つにする", "暮らしの手続を軽くする"),
        ("遠隔手話通訳", "暮らしの手続を軽くする"),
        ("係留場所の空き情報の公開", "データで港と産業を支える"),
        ("オープンデータの拡充", "データで港と産業を支える"),
    ],
)
def test_an_initiative_stands_under_its_basic_goal(title: str, theme: str) -> None:
    assert plain_path(PLAN.initiatives[title].theme)[-1:] == (theme,)


def test_the_basic_goals_are_the_themes() -> None:
    assert [path[-1] for path in PLAN.themes] == [
        "施策の展開",
        "暮らしの手続を軽くする",
        "データで港と産業を支える",
    ]


def test_an_initiative_field_by_field() -> None:
    record = PLAN.initiatives["申請の入口を一つにする"]
    assert record.purpose == "どこに行けばよいか迷う人をなくす"
    assert record.current_state == "申請の入口が課ごとに14か所に分かれている"
    assert record.ideal_state == "ひとつの入口から、どの課の手続にもたどり着ける"
    assert schedule(record) == [
        ("入口の棚卸し", 2025, None),
        ("設計", 2025, None),
        ("試行", 2026, None),
        ("全課で運用", 2027, None),
    ]
    assert record.schedule[-1].blank_until == 2029
    assert [(entry.fiscal_year, entry.mark, entry.text) for entry in record.progress] == [
        (2025, ProgressMark.REPORTED, "棚卸しを終えた")
    ]


def test_a_list_in_a_cell_is_one_item_a_point() -> None:
    assert [
        item.text
        for item in PLAN.initiatives["係留場所の空き情報の公開"].schedule
        if item.first_year == 2025
    ] == ["センサーの試験", "地図の試作"]


def test_the_footnotes_are_the_glossary_and_no_mark_stays() -> None:
    assert {title: term.text for title, term in PLAN.terms.items()} == {
        "働く世代": "15歳から64歳までの人。",
        "オープンデータ": "誰でも二次利用できる形で公開されたデータ。",
    }
    assert "[^" not in PLAN.section("策定の背景").text
    assert all("[^" not in about(record) for record in PLAN.reading.initiatives)
    assert "この20年で働く世代が3割減りました。職員も減る見込み" in PLAN.section("策定の背景").text


def test_four_indicators_with_unit_years_and_values() -> None:
    assert [
        (row.title, row.baseline, row.baseline_year, row.target, row.target_year, row.unit)
        for row in PLAN.indicators
    ] == [
        ("オンラインで出せる手続", 34, 2023, 120, 2029, "件"),
        ("支所での手話相談", 0, 2023, 60, 2029, "件"),
        ("窓口の平均待ち時間", 18.5, 2023, 10, 2029, "分"),
        ("公開データの種類", 12, 2023, 1050, 2029, "種類"),
    ]


@pytest.mark.parametrize(
    ("title", "says"),
    [
        ("策定の背景", "港のまちとして栄えた本市"),
        ("計画の位置づけと期間", "分野別計画"),
        ("めざすまちの姿", "置いていかない"),
        ("進行管理", "令和9年度に中間見直し"),
    ],
)
def test_sections_can_be_asked_for(title: str, says: str) -> None:
    assert says in PLAN.section(title).text


def test_the_table_of_contents_is_no_content() -> None:
    assert not [title for title in PLAN.sections if "...." in title or "……" in title]
    assert PLAN.sections.count("策定の背景") == 1
    assert all("...." not in part.text and "──" not in part.text for part in PLAN.parts_with_text())


def test_all_of_it_was_understood() -> None:
    assert PLAN.not_understood == []
