"""A part of a plan without a cover: other brackets, HTML footnotes, lists, a goal for each year."""

from __future__ import annotations

from tests.knowledge.importing.plans.made_up import about, made_up, plain_path

PLAN = made_up("sazanami")


def test_departments_in_other_brackets() -> None:
    assert [
        (record.title, record.departments, plain_path(record.theme)[-1])
        for record in PLAN.reading.initiatives
    ] == [
        ("【取組1】リモート窓口", ("市民課", "支所"), "フロントヤード改革"),
        ("【取組2】キャッシュレス", ("会計課",), "フロントヤード改革"),
    ]


def test_points_of_a_list_stay_points() -> None:
    assert "\n1. 機器の設置\n2. 職員の研修\n4. 利用者の調査" in about(PLAN.reading.initiatives[0])


def test_a_goal_for_each_year_is_an_indicator_with_the_last_of_them() -> None:
    assert [
        (row.title, row.baseline, row.baseline_year, row.target, row.target_year)
        for row in PLAN.indicators
    ] == [("利用件数（件）", 0, 2024, 300, 2027)]


def test_footnotes_as_html_and_in_brackets() -> None:
    assert {title: (term.mark, term.text) for title, term in PLAN.terms.items()} == {
        "デジタル庁": ("1", "国の行政のデジタル化を進める役所"),
        "リモート窓口": ("2", "離れた場所の職員と画面で話せる窓口"),
    }
    assert PLAN.section("背景").text == "国のデジタル庁が令和3年9月に発足しました。"


def test_a_picture_is_layout() -> None:
    assert not [part.text for part in PLAN.parts_with_text() if "image1" in part.text]
    assert PLAN.not_understood == []
