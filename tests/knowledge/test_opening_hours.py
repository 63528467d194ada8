"""Opening hours as offices write them, and when somebody is there next."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.opening_hours import opening_hours
from store.clock import TOKYO


def at(day: str, time: str) -> datetime:
    return datetime.fromisoformat(f"{day}T{time}").replace(tzinfo=TOKYO)


WEDNESDAY, FRIDAY, SATURDAY = "2026-11-18", "2026-11-20", "2026-11-21"


@pytest.mark.parametrize(
    "text",
    [
        "平日 8:30〜17:15",
        "平日 8時30分〜17時15分",
        "平日　８：３０～１７：１５",
        "平日8:30-17:15",
        "平日 午前8時30分から午後5時15分まで",
        "平日 8時半〜17時15分",
        "月〜金 8:30〜17:15",
        "月曜日から金曜日 8:30〜17:15",
        "月曜〜金曜 8:30〜17:15（祝日・年末年始を除く）",
        "月・火・水・木・金 8:30〜17:15",
        "毎日 8:30〜17:15（土日祝、年末年始を除く）",
        "平日 8:30〜12:00、13:00〜17:15",
    ],
)
def test_common_ways_to_write_the_hours_of_a_town_hall_mean_the_same(text: str) -> None:
    hours = opening_hours(text)
    assert hours is not None
    assert hours.is_open(at(WEDNESDAY, "08:30"))
    assert not hours.is_open(at(WEDNESDAY, "08:29"))
    assert not hours.is_open(at(WEDNESDAY, "17:15"))
    assert not hours.is_open(at(SATURDAY, "10:00"))
    # Monday is 勤労感謝の日.
    assert hours.next_opening(at(FRIDAY, "17:15")) == at("2026-11-24", "08:30")
    assert hours.next_opening(at("2026-12-28", "18:00")) == at("2027-01-04", "08:30")


def test_the_same_morning_counts() -> None:
    hours = opening_hours("平日 8:30〜17:15")
    assert hours is not None
    assert hours.next_opening(at(WEDNESDAY, "07:00")) == at(WEDNESDAY, "08:30")


def test_every_day_is_every_day() -> None:
    hours = opening_hours("毎日 9:00〜21:00")
    assert hours is not None
    assert hours.is_open(at("2027-01-01", "09:00"))
    assert hours.is_open(at(SATURDAY, "20:59"))


def test_a_lunch_break_is_a_time_when_nobody_is_there() -> None:
    hours = opening_hours("平日 8:30〜12:00、13:00〜17:15")
    assert hours is not None
    assert hours.next_opening(at(WEDNESDAY, "12:30")) == at(WEDNESDAY, "13:00")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "8:30〜17:15",
        "平日",
        "お電話でお尋ねください",
        "平日 8:30〜17:15（水曜は19:00まで）",
        "平日 8:30〜17:15、土曜 9:00〜12:00",
        "平日 17:15〜8:30",
        "平日 8:30〜25:00",
        "平日 8:30〜17:15（12:00〜13:00を除く）",
    ],
)
def test_what_says_something_else_besides_is_not_read(text: str) -> None:
    assert opening_hours(text) is None


@given(st.text(alphabet="平日毎月火土祝0123456789:〜~-時分半午前後から(を除く)、・ ", max_size=40))
def test_any_text_is_read_or_not(text: str) -> None:
    hours = opening_hours(text)
    assert hours is None or all(start < end for start, end in hours.spans)


@given(st.datetimes(min_value=datetime(2020, 1, 1), max_value=datetime(2030, 1, 1)))  # noqa: DTZ001 - gets one
def test_somebody_is_there_at_every_opening(moment: datetime) -> None:
    hours = opening_hours("平日 8:30〜17:15")
    assert hours is not None
    opening = hours.next_opening(moment.replace(tzinfo=TOKYO))
    assert opening is not None
    assert hours.is_open(opening)
