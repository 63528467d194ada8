"""The table under an initiative: years, items, reports, and what its blank cells leave open."""

from __future__ import annotations

import pytest

from knowledge.importing.shapes.lines import cells_of, is_rule
from knowledge.importing.shapes.schedule_table import (
    YearTable,
    progress_of,
    schedule_of,
    year_table,
)
from knowledge.importing.shapes.table import cell_lines
from knowledge.importing.years import fiscal_year
from store.records.initiatives import ScheduleRecord
from store.tables import ProgressMark, Status

YEARS = YearTable((2023, 2024, 2025, 2026))


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("2023", 2023),
        ("2023年度", 2023),
        ("２０２３年", 2023),
        ("令和5年度", 2023),
        ("令和５年度", 2023),
        ("令和元年度", 2019),
        ("R5", 2023),
        ("Ｒ５年度", 2023),
        ("平成31年度", 2019),
        ("H30", 2018),
        ("令和5年度（2023年度）", 2023),
        ("令和5年度(2023)", 2023),
    ],
)
def test_a_fiscal_year_is_written_in_many_ways(text: str, year: int) -> None:
    assert fiscal_year(text) == year


@pytest.mark.parametrize("text", ["", "年度", "5", "第5回", "2023年10月", "1868", "昭和60年度"])
def test_what_is_no_fiscal_year_is_none(text: str) -> None:
    assert fiscal_year(text) is None


@pytest.mark.parametrize(
    ("line", "cells"),
    [
        ("\t2023\t2024", ["", "2023", "2024"]),
        ("| 進捗 | 視察 |", ["進捗", "視察"]),
        ("| 進捗 | 視察 |  |", ["進捗", "視察", ""]),
        ("進捗 視察", None),
        ("", None),
    ],
)
def test_a_line_is_cut_into_cells(line: str, cells: list[str] | None) -> None:
    assert cells_of(line) == cells


@pytest.mark.parametrize(
    ("line", "is_one"), [("|---|:--|", True), ("---", True), ("進捗", False), ("", False)]
)
def test_a_rule_draws_only(line: str, is_one: bool) -> None:
    assert is_rule(line) is is_one


@pytest.mark.parametrize(
    ("cell", "items"),
    [
        ("視察", ["視察"]),
        ("<ul><li>視察</li><li>検討</li></ul>", ["視察", "検討"]),
        ('<ul style="x"> <li>・視察</li> <li>・検討</li> </ul>', ["視察", "検討"]),
        ("<ul><li>視察<li>検討</ul>", ["視察", "検討"]),
        ("視察<br>検討<br/>導入<BR />", ["視察", "検討", "導入"]),
        ("・視察<br>※検討", ["視察", "検討"]),
        ("A&amp;B社と話した", ["A&B社と話した"]),
        ("<b>視察</b>した", ["視察した"]),
        ("", []),
        ("・", []),
    ],
)
def test_a_cell_holds_items(cell: str, items: list[str]) -> None:
    assert cell_lines(cell) == items


def test_an_item_keeps_its_year_and_says_which_cells_after_it_are_blank() -> None:
    assert schedule_of(YEARS, ["計画", "調べる", "", "", "始める"]) == (
        ScheduleRecord("調べる", 2023, 2023, blank_until=2025),
        ScheduleRecord("始める", 2026, 2026, blank_until=None),
    )


def test_blank_cells_at_the_end_of_a_row_may_be_missing() -> None:
    assert schedule_of(YEARS, ["計画", "調べる", "始める"]) == (
        ScheduleRecord("調べる", 2023, 2023, blank_until=None),
        ScheduleRecord("始める", 2024, 2024, blank_until=2026),
    )


def test_every_item_of_a_cell_is_an_item_of_the_schedule() -> None:
    cell = "<ul><li>調べる</li><li>選ぶ</li></ul>"
    assert [item.text for item in schedule_of(YEARS, ["計画", cell])] == ["調べる", "選ぶ"]


@pytest.mark.parametrize(
    ("cell", "mark", "status"),
    [
        ("進捗なし", ProgressMark.NO_PROGRESS, Status.NOT_STARTED),
        ("進捗無し。", ProgressMark.NO_PROGRESS, Status.NOT_STARTED),
        ("※新規", ProgressMark.NEW, Status.NOT_STARTED),
        ("新規", ProgressMark.NEW, Status.NOT_STARTED),
        ("新規の窓口を開いた", ProgressMark.REPORTED, Status.IN_PROGRESS),
        ("導入済み", ProgressMark.REPORTED, Status.DONE),
    ],
)
def test_a_progress_cell_is_understood(cell: str, mark: ProgressMark, status: Status) -> None:
    (report,) = progress_of(YEARS, ["進捗", cell])
    assert (report.fiscal_year, report.mark, report.status) == (2023, mark, status)


def test_a_year_without_words_has_no_report() -> None:
    assert [report.fiscal_year for report in progress_of(YEARS, ["進捗", "", "試した", " "])] == [
        2024
    ]


@pytest.mark.parametrize(
    "cells", [["", "2023"], ["2023", "2024", "2025"], ["", "2023", "効果"], ["", ""]]
)
def test_what_does_not_name_years_is_no_heading(cells: list[str]) -> None:
    assert year_table(cells) is None


@pytest.mark.parametrize(
    "cells", [["", "2023", "2024", "2025", "2026"], ["年度", "R5", "R6", "R7", "R8", "", ""]]
)
def test_a_row_of_years_is_a_heading(cells: list[str]) -> None:
    assert year_table(cells) == YEARS
