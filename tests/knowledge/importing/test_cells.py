"""How people write lists, numbers, years and schedules in a cell."""

from __future__ import annotations

import pytest

from knowledge.importing import cells
from knowledge.importing.columns import BadCell
from knowledge.importing.reading import ProblemKind
from knowledge.importing.schedule_lines import read_schedule, write_schedule
from store.records.initiatives import ScheduleRecord


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("", ()),
        ("印かん", ("印かん",)),
        ("印かん、届書；写真;\n鍵、", ("印かん", "届書", "写真", "鍵")),
        ('"市民課（窓口、電話）"、税務課', ("市民課（窓口、電話）", "税務課")),
        ('"彼は「はい」と""言った"""、a', ('彼は「はい」と"言った"', "a")),
        ('"閉じない、a', ('"閉じない', "a")),
        ('身長5"6、a', ('身長5"6', "a")),
    ],
)
def test_lists(text: str, items: tuple[str, ...]) -> None:
    assert cells.ITEMS.read(text) == items


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("", None),
        ("1200", 1200.0),
        ("１，２００", 1200.0),
        ("80%", 80.0),
        ("８０．５％", 80.5),
        ("-3", -3.0),
        ("▲2.5", -2.5),
        ("1e-07", 1e-07),
    ],
)
def test_numbers(text: str, value: float | None) -> None:
    assert cells.number(text) == value


@pytest.mark.parametrize("text", ["約80", "80件", "九", "1.2.3", "9" * 400, "--1", "1/2"])
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(BadCell) as refusal:
        cells.number(text)
    assert refusal.value.kind is ProblemKind.NOT_A_NUMBER


@pytest.mark.parametrize("text", ["2025", "2025年度", "令和7年度", "令和７", "R7", "r７"])
def test_years(text: str) -> None:
    assert cells.year(text) == 2025


@pytest.mark.parametrize("text", ["7", "来年度", "25年度"])
def test_what_is_no_year_is_refused(text: str) -> None:
    with pytest.raises(BadCell):
        cells.year(text)


def item(first: int, last: int | None = None, *halves: int | None) -> ScheduleRecord:
    first_half, last_half = halves or (None, None)
    return ScheduleRecord(
        "調べる", first, last or first, first_half=first_half, last_half=last_half
    )


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("2025年度 調べる", item(2025)),
        ("2025 調べる", item(2025)),
        ("・２０２５年度：調べる", item(2025)),
        ("令和7年度　調べる", item(2025)),
        ("令和元年度 調べる", item(2019)),
        ("R7 調べる", item(2025)),
        ("2025年度上期 調べる", item(2025, 2025, 1, 1)),
        ("Ｒ７ 下期 調べる", item(2025, 2025, 2, 2)),
        ("2025〜2026年度 調べる", item(2025, 2026)),
        ("2025年度～2026年度 調べる", item(2025, 2026)),
        ("R7-R9 調べる", item(2025, 2027)),
        ("令和7〜9年度 調べる", item(2025, 2027)),
        ("2025年度下期〜2026年度上期 調べる", item(2025, 2026, 2, 1)),
        ("2025年度〜2026年度上期 調べる", item(2025, 2026, None, 1)),
    ],
)
def test_schedule_lines(line: str, expected: ScheduleRecord) -> None:
    assert read_schedule(line) == (expected,)
    assert read_schedule(write_schedule((expected,))) == (expected,)


def test_a_schedule_has_one_item_a_line() -> None:
    assert read_schedule("2025 調べる\n\n 2026 2027年の準備 \n") == (
        item(2025),
        ScheduleRecord("2027年の準備", 2026, 2026),
    )


@pytest.mark.parametrize(
    "line",
    [
        "調べる",
        "2025年度",
        "2025年度調べる",
        "7年度 調べる",
        "来年度 調べる",
        "2026〜2025年度 調べる",
        "2025年度下期〜2025年度上期 調べる",
    ],
)
def test_a_line_that_does_not_begin_with_years_is_named(line: str) -> None:
    with pytest.raises(BadCell) as refusal:
        read_schedule(f"2025 調べる\n{line}")
    assert (refusal.value.kind, refusal.value.value) == (ProblemKind.NOT_A_SCHEDULE, line)
