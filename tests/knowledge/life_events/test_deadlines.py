"""Deadlines are counted as the law counts them, and end on days on which offices are open."""

from __future__ import annotations

from datetime import date, timedelta

import jpholiday
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from knowledge.life_events import BadDeadline, Deadline, Due
from knowledge.opening_hours import OFFICIAL, opening_hours

DAYS = st.dates(date(2000, 1, 1), date(2060, 12, 31))
COUNTS = st.integers(1, 400)


def due(text: str, day: date) -> date:
    found = Deadline.read(text).due(day)
    assert found is not None
    return found.by


@pytest.mark.parametrize(
    ("text", "day", "last"),
    [
        # 住民基本台帳法: the day of the move does not count.
        ("14日以内", date(2026, 12, 3), date(2026, 12, 17)),
        # 戸籍法 第43条: the day of the birth or death counts.
        ("当日を入れて14日以内", date(2026, 12, 3), date(2026, 12, 16)),
        ("当日を入れて7日以内", date(2026, 12, 3), date(2026, 12, 9)),
        # 民法 第143条: 4 November to 3 February, a Wednesday.
        ("3か月以内", date(2026, 11, 3), date(2027, 2, 3)),
        # From 31 August on there is no 31 February: it ends with the month, and 28 is a Sunday.
        ("6か月以内", date(2026, 8, 30), date(2027, 3, 1)),
        ("2年以内", date(2024, 2, 28), date(2026, 3, 2)),
        ("2週間以内", date(2026, 12, 3), date(2026, 12, 17)),
        ("14日前から当日まで", date(2026, 12, 3), date(2026, 12, 3)),
        ("3日前まで", date(2026, 12, 3), date(2026, 11, 30)),
        ("前日まで", date(2026, 12, 3), date(2026, 12, 2)),
        ("2歳の誕生日の前日まで", date(2026, 12, 3), date(2028, 12, 2)),
        # Somebody born on 29 February turns a year older at the end of 28 February.
        ("2歳の誕生日の前日まで", date(2024, 2, 29), date(2026, 2, 28)),
    ],
)
def test_the_last_day(text: str, day: date, last: date) -> None:
    assert due(text, day) == last


@pytest.mark.parametrize(
    ("birth", "last"),
    [(date(2020, 4, 1), date(2026, 3, 31)), (date(2020, 4, 2), date(2027, 3, 31))],
)
def test_who_is_born_on_the_first_of_april_enters_school_a_year_earlier(
    birth: date, last: date
) -> None:
    assert due("小学校に入る年の3月31日まで", birth) == last


def test_a_deadline_at_the_weekend_ends_on_monday_and_says_so() -> None:
    found = Deadline.read("14日以内").due(date(2026, 12, 5))
    assert found == Due(by_law=date(2026, 12, 19), by=date(2026, 12, 21))
    assert found.is_moved


def test_new_year_is_skipped() -> None:
    assert due("14日以内", date(2026, 12, 16)) == date(2027, 1, 4)


def test_holidays_in_a_row_are_skipped() -> None:
    # 3 to 5 May 2027 are holidays (Monday to Wednesday), behind a weekend.
    assert due("14日以内", date(2027, 4, 17)) == date(2027, 5, 6)


def test_what_must_be_done_before_is_done_on_the_last_open_day_before() -> None:
    assert due("14日前から当日まで", date(2026, 12, 6)) == date(2026, 12, 4)


def test_a_department_that_is_there_on_saturdays_puts_nothing_off() -> None:
    hours = opening_hours("月〜土 9:00〜17:00")
    assert hours is not None
    found = Deadline.read("14日以内").due(date(2026, 12, 5), hours)
    assert found == Due(date(2026, 12, 19), date(2026, 12, 19))


def test_the_first_day_of_what_is_done_before() -> None:
    day = date(2026, 12, 3)
    assert Deadline.read("14日前から当日まで").opens(day) == date(2026, 11, 19)
    assert Deadline.read("6か月前から").opens(day) == date(2026, 6, 3)
    assert Deadline.read("6週間前から").opens(day) == date(2026, 10, 22)
    assert Deadline.read("14日以内").opens(day) is None


@pytest.mark.parametrize("text", ["早めに", "すぐに", "当日", "前に", "", "6か月前から"])
def test_some_have_no_last_day(text: str) -> None:
    assert Deadline.read(text).due(date(2026, 12, 3)) is None


@pytest.mark.parametrize("text", ["１４日以内", "14 日以内", "3ヶ月以内", "3カ月以内"])
def test_they_are_read_however_they_are_typed(text: str) -> None:
    Deadline.read(text)


@pytest.mark.parametrize("text", ["14日", "なるべく早く", "十四日以内", "14日以内に", "-1日以内"])
def test_what_cannot_be_counted_is_refused(text: str) -> None:
    with pytest.raises(BadDeadline):
        Deadline.read(text)


@given(DAYS, COUNTS)
@example(date(2026, 12, 16), 14)
def test_a_deadline_never_ends_on_a_closed_day_nor_early(day: date, count: int) -> None:
    found = Deadline.read(f"{count}日以内").due(day)
    assert found is not None
    assert found.by_law == day + timedelta(days=count)
    assert found.by >= found.by_law
    assert found.by.weekday() < 5
    assert not jpholiday.is_holiday(found.by)
    between = (found.by_law + timedelta(days=n) for n in range((found.by - found.by_law).days))
    assert not any(OFFICIAL.works_on(one) for one in between)


@given(DAYS, COUNTS)
def test_counting_the_first_day_ends_a_day_earlier(day: date, count: int) -> None:
    with_it = Deadline.read(f"当日を入れて{count}日以内").due(day)
    without = Deadline.read(f"{count}日以内").due(day)
    assert with_it is not None
    assert without is not None
    assert without.by_law - with_it.by_law == timedelta(days=1)


@given(DAYS, COUNTS)
def test_what_is_due_before_is_never_late(day: date, count: int) -> None:
    found = Deadline.read(f"{count}日前まで").due(day)
    assert found is not None
    assert found.by <= found.by_law == day - timedelta(days=count)
    assert OFFICIAL.works_on(found.by)


@given(DAYS, st.integers(1, 60))
def test_months_end_about_a_month_later_each(day: date, months: int) -> None:
    lasts = [Deadline.read(f"{count}か月以内").due(day) for count in (months, months + 1)]
    first, second = (last.by_law for last in lasts if last is not None)
    assert 27 <= (second - first).days <= 32
    assert Deadline.read(f"{12 * months}か月以内").due(day) == Deadline.read(f"{months}年以内").due(
        day
    )


@given(DAYS)
def test_a_child_enters_school_between_six_and_seven(birth: date) -> None:
    first_day = due("小学校に入る年の3月31日まで", birth) + timedelta(days=1)
    years = first_day.year - birth.year - ((first_day.month, first_day.day) < (birth.month, 1))
    assert years in (6, 7)
    assert (first_day.month, first_day.day) == (4, 1)
