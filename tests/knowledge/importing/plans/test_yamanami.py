"""Years with the era in brackets, names broken over a narrow cell, signs in years, two targets."""

from __future__ import annotations

from datetime import date

from tests.knowledge.importing.plans.made_up import made_up, plain_path

PLAN = made_up("yamanami")


def test_the_period_is_that_of_the_cover() -> None:
    assert PLAN.reading.name.title.endswith("やまなみ原市スマートシティ推進計画")
    assert PLAN.reading.name.starts_on == date(2025, 4, 1)
    assert PLAN.reading.name.ends_on == date(2030, 3, 31)


def test_names_broken_over_a_narrow_cell_are_whole() -> None:
    assert [
        (record.title, record.departments, record.theme[-1]) for record in PLAN.reading.initiatives
    ] == [
        ("電子母子手帳アプリ", ("こども課",), "目標Ⅰ　くらしを便利に"),
        ("オンライン相談", ("福祉課", "保健課"), "目標Ⅰ　くらしを便利に"),
        ("議事録の自動作成", ("総務課",), "目標Ⅱ　市役所を変える"),
    ]


def test_a_sign_in_a_year_stays_and_an_arrow_goes_on() -> None:
    assert [
        [(item.text, item.first_year, item.last_year) for item in record.schedule]
        for record in PLAN.reading.initiatives
    ] == [
        [("○", 2025, 2025), ("○", 2026, 2029)],
        [("準備", 2025, 2025), ("開始", 2026, 2026)],
        [("実施", 2025, 2029)],
    ]


def test_the_target_is_the_last_one() -> None:
    assert [
        (row.title, row.unit, row.baseline, row.baseline_year, row.target, row.target_year)
        for row in PLAN.indicators
    ] == [
        ("電子申請の件数", "件", 3210, 2023, 12000, 2029),
        ("満足度", "%", 61.5, 2023, 80, 2029),
    ]


def test_headings_under_a_glossary_are_terms() -> None:
    assert {title: term.text for title, term in PLAN.terms.items()} == {
        "AI": "人工知能のことです。",
        "API": "ソフトウェアどうしをつなぐ仕組みです。",
    }


def test_the_chapter_and_its_goals_are_the_themes() -> None:
    assert [path[-1] for path in PLAN.themes] == list(
        plain_path(("アクションプラン", "目標Ⅰ　くらしを便利に", "目標Ⅱ　市役所を変える"))
    )
    assert PLAN.not_understood == []
