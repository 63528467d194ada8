"""A day is read as people type it on a telephone."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.life_events.typed_days import typed_day

TODAY = date(2026, 11, 18)


@pytest.mark.parametrize(
    "text",
    [
        "12月3日",
        "１２月３日",
        "12/3",
        "12-3",
        "12.3",
        "2026年12月3日",
        "2026/12/3",
        "2026-12-03",
        "20261203",
        "令和8年12月3日",
        "R8.12.3",
        "12月3日です",
        "12月3日の予定です",
        "12月3日（木）",
        " 12月 3日 ",
    ],
)
def test_a_day_is_read(text: str) -> None:
    assert typed_day(text, TODAY) == date(2026, 12, 3)


@pytest.mark.parametrize(
    ("text", "days"), [("今日", 0), ("明日", 1), ("あさって", 2), ("昨日", -1), ("おととい", -2)]
)
def test_words_for_days_around_today(text: str, days: int) -> None:
    assert typed_day(text, TODAY) == TODAY + timedelta(days=days)


@pytest.mark.parametrize(
    ("text", "today", "day"),
    [
        ("1月5日", date(2026, 12, 20), date(2027, 1, 5)),
        ("12月20日", date(2027, 1, 5), date(2026, 12, 20)),
        ("2月29日", date(2024, 6, 1), date(2024, 2, 29)),
    ],
)
def test_without_a_year_the_nearest_is_meant(text: str, today: date, day: date) -> None:
    assert typed_day(text, today) == day


@pytest.mark.parametrize(
    "text",
    ["", "3日", "13月1日", "2月30日", "12月3日に何が要りますか", "粗大ごみ", "1/2/3", "9" * 500],
)
def test_what_is_no_day_is_none(text: str) -> None:
    assert typed_day(text, TODAY) is None


@given(st.text(max_size=40))
def test_any_text_is_read_without_a_fault(text: str) -> None:
    typed_day(text, TODAY)


@given(st.dates(date(2026, 6, 1), date(2027, 4, 30)))
def test_every_day_near_today_is_read_without_its_year(day: date) -> None:
    assert typed_day(f"{day.month}月{day.day}日", TODAY) == day


@given(st.dates(date(2019, 5, 1), date(2050, 12, 31)))
def test_every_day_is_read_with_its_year(day: date) -> None:
    for text in (day.isoformat(), f"令和{day.year - 2018}年{day.month}月{day.day}日"):
        assert typed_day(text, TODAY) == day
