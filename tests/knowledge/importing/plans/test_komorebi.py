"""Full-width numbers throughout, schedules and goals as lines, numbered initiatives."""

from __future__ import annotations

from datetime import date

from tests.knowledge.importing.plans.made_up import made_up, plain_path

PLAN = made_up("komorebi")


def test_title_and_period() -> None:
    assert PLAN.reading.name.title == "こもれび野市DX推進実行計画"
    assert PLAN.reading.name.starts_on == date(2024, 4, 1)
    assert PLAN.reading.name.ends_on == date(2027, 3, 31)


def test_three_initiatives_with_departments_and_themes() -> None:
    assert [
        (record.title[-4:], record.departments, plain_path(record.theme)[-1])
        for record in PLAN.reading.initiatives
    ] == [
        ("口の導入", ("市民課",), "便利な市民サービス"),
        ("ライン化", ("生涯学習課", "スポーツ課"), "便利な市民サービス"),
        ("電子契約", ("契約課",), "働き方の改革"),
    ]


def test_a_schedule_of_lines_with_an_arrow() -> None:
    assert [
        [(item.text, item.first_year, item.last_year) for item in record.schedule]
        for record in PLAN.reading.initiatives
    ] == [
        [("調査・設計", 2024, 2024), ("試行", 2025, 2025), ("本格運用", 2026, 2026)],
        [("検討", 2024, 2024), ("導入", 2025, 2025), ("運用", 2026, 2026)],
        [("導入", 2024, 2024), ("拡大", 2025, 2026)],
    ]
    assert "40分" in PLAN.reading.initiatives[0].note


def test_goals_as_lines_are_indicators() -> None:
    assert [
        (row.title, row.baseline, row.baseline_year, row.target, row.target_year, row.unit)
        for row in PLAN.indicators
    ] == [
        ("オンライン申請ができる手続の数", 50, 2022, 200, 2026, "件"),
        ("職員１人当たりの時間外勤務", 120, 2022, 96, 2026, "時間"),
    ]


def test_all_of_it_was_understood() -> None:
    assert PLAN.not_understood == []
