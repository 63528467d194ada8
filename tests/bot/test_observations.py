"""The DX office notes what an indicator or a level was found to be, and looks at the series."""

from __future__ import annotations

from pathlib import Path

import pytest

from store.schema import open_up_to_date
from tests.bot.databases import rows
from tests.command_line import Run, madoguchi
from tests.small_plan import found_small_plan


@pytest.fixture
def observe(file: Path) -> Run:
    """`madoguchi observe …` for the only municipality there is."""
    opened = open_up_to_date(f"sqlite:///{file}")
    found_small_plan(opened)
    opened.close()
    return lambda *words: madoguchi("observe", *words, DATABASE_URL=f"sqlite:///{file}")


def values(file: Path) -> list[tuple[object, ...]]:
    return rows(file, "SELECT observed_on, value, source FROM indicator_observation ORDER BY id")


def test_a_value_is_noted_with_day_and_source(observe: Run, file: Path) -> None:
    said = observe(
        "indicator",
        "オンライン申請の割合",
        "３１．５％",
        "--on",
        "令和8年3月31日",
        "--source",
        "統計",
    )
    assert said.code == 0
    assert "31.5% を記録しました（2026年3月31日(火)、統計）" in said.out
    assert "目標は、2028年度に 60% です" in said.out
    assert values(file) == [("2026-03-31", 31.5, "統計")]


def test_part_of_the_name_is_enough(observe: Run, file: Path) -> None:
    assert observe("indicator", "来庁者", "1,234人", "--on", "2026-3-31").code == 0
    assert values(file) == [("2026-03-31", 1234.0, "DX事務局")]


def test_the_value_before_is_told(observe: Run) -> None:
    observe("indicator", "来庁者", "1,234人", "--on", "2025-03-31")
    said = observe("indicator", "来庁者", "1,100人", "--on", "2026-03-31")
    assert "前の値は 1,234人（2025年3月31日(月)）でした" in said.out


def test_an_older_value_noted_later_does_not_become_the_current_one(observe: Run) -> None:
    observe("indicator", "来庁者", "1,100人", "--on", "2026-03-31")
    said = observe("indicator", "来庁者", "1,234人", "--on", "2025-03-31")
    assert "1,234人 を記録しました（2025年3月31日(月)" in said.out
    assert "いまの値は 1,100人（2026年3月31日(火)）のままです" in said.out


def test_without_a_day_it_is_today(observe: Run, file: Path) -> None:
    assert observe("indicator", "来庁者", "-3").code == 0
    assert rows(file, "SELECT value FROM indicator_observation") == [(-3.0,)]


def test_without_a_value_the_series_is_shown(observe: Run) -> None:
    observe("indicator", "オンライン申請", "31.5", "--on", "2026-03-31")
    observe("indicator", "オンライン申請", "24", "--on", "2025-03-31")
    assert observe("indicator", "オンライン申請").out.splitlines() == [
        "オンライン申請の割合（うみべ市DX計画）",
        "基準：20%（2023年度）",
        "2025年3月31日(月)　24%　DX事務局",
        "2026年3月31日(火)　31.5%　DX事務局",
        "目標：60%（2028年度）",
    ]


def test_a_series_without_values_says_how_to_start(observe: Run) -> None:
    assert "まだ値がありません" in observe("indicator", "来庁者").out


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("窓口の来庁者", "約30"), "「約30」は数として読めません"),
        (("窓口の来庁者", "30", "--on", "先週"), "「先週」は日付として読めません"),
        (("窓口の来庁者", "30", "--on", "2999-04-01"), "2999-04-01 はまだ来ていません"),
        (("満足度", "30"), "「満足度」という指標はありません"),
    ],
)
def test_what_cannot_be_noted_is_refused_with_a_remedy(
    observe: Run, file: Path, words: tuple[str, ...], expected: str
) -> None:
    said = observe("indicator", *words)
    assert said.code == 1
    assert expected in said.err
    assert values(file) == []


def test_an_unknown_name_is_answered_with_those_there_are(observe: Run) -> None:
    said = observe("indicator", "オンライン申込みの率", "30")
    assert said.code == 1
    assert "・オンライン申請の割合" in said.err


def test_a_level_is_noted(observe: Run, file: Path) -> None:
    said = observe("maturity", "手続", "レベル２", "--on", "2026-03-31")
    assert said.code == 0
    assert "「行政手続」をレベル2と記録しました" in said.out
    assert "目標は、2028年度末までにレベル3です" in said.out
    noted = "SELECT category, level, observed_on FROM maturity_observation"
    assert rows(file, noted) == [("行政手続", 2, "2026-03-31")]


def test_a_level_that_the_category_does_not_have_is_refused(observe: Run, file: Path) -> None:
    said = observe("maturity", "行政手続", "4")
    assert said.code == 1
    assert "「行政手続」にレベル「4」はありません" in said.err
    assert "・レベル3：すべてデジタル" in said.err
    assert rows(file, "SELECT * FROM maturity_observation") == []


def test_a_level_is_not_found_tomorrow(observe: Run) -> None:
    said = observe("maturity", "行政手続", "2", "--on", "2999-01-01")
    assert said.code == 1
    assert "まだ来ていません" in said.err


def test_a_series_of_levels_is_one_categorys_own(observe: Run) -> None:
    observe("maturity", "行政手続", "1", "--on", "2025-03-31")
    observe("maturity", "行政手続", "2", "--on", "2026-03-31")
    observe("maturity", "働き方", "3", "--on", "2026-03-30")
    assert observe("maturity", "行政手続").out.splitlines()[-3:] == [
        "2025年3月31日(月)　レベル1　DX事務局",
        "2026年3月31日(火)　レベル2　DX事務局",
        "目標：レベル3（2028年度末）",
    ]


def test_a_city_without_levels_is_told_what_to_do(sample_copy: Path) -> None:
    said = madoguchi(
        "observe", "maturity", "組織体制", "3", DATABASE_URL=f"sqlite:///{sample_copy}"
    )
    assert said.code == 1
    assert "先に madoguchi import plan で計画を読み込んでください" in said.err


def test_what_was_noted_is_in_the_audit_trail(observe: Run, file: Path) -> None:
    observe("indicator", "来庁者", "1,234人")
    said = madoguchi("audit", "verify", DATABASE_URL=f"sqlite:///{file}")
    assert "書き換えられたところはありません" in said.out
