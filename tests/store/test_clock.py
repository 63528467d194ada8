"""Fiscal years and weeks are those of Japan, wherever the server stands."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.clock import TOKYO, NoSuchWeek, Week, fiscal_year_of

EARLIEST, LATEST = datetime(1900, 1, 1), datetime(2900, 1, 1)  # noqa: DTZ001 - hypothesis adds none


def tokyo(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=TOKYO)  # type: ignore[arg-type, misc]


@pytest.mark.parametrize(
    ("moment", "year"),
    [
        (tokyo(2026, 3, 31, 23, 59, 59), 2025),
        (tokyo(2026, 4, 1, 0, 0), 2026),
        (tokyo(2026, 12, 31), 2026),
        (tokyo(2027, 1, 1), 2026),
        (datetime(2026, 3, 31, 14, 59, 59, tzinfo=UTC), 2025),
        (datetime(2026, 3, 31, 15, 0, tzinfo=UTC), 2026),
    ],
)
def test_a_fiscal_year_begins_in_april_in_tokyo(moment: datetime, year: int) -> None:
    assert fiscal_year_of(moment) == year


@pytest.mark.parametrize(
    ("text", "monday"),
    [
        ("2026-W47", date(2026, 11, 16)),
        ("2026-W01", date(2025, 12, 29)),
        ("2026-W53", date(2026, 12, 28)),
        (" 2026-w47\n", date(2026, 11, 16)),
    ],
)
def test_a_week_is_read(text: str, monday: date) -> None:
    assert Week.parse(text).monday == monday


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026",
        "2026-47",
        "2026-W",
        "2026-W00",
        "2026-W54",
        "2025-W53",
        "0000-W01",
        "26-W47",
        "2026-W4_7",
        "2026-W+7",
        "2026-W 7",
        "2026-W47-1",
        "2026-W047",
        "来週",
    ],
)
def test_what_is_no_week_is_refused(text: str) -> None:
    with pytest.raises(NoSuchWeek):
        Week.parse(text)


@given(st.text() | st.from_regex(r"\d{4}-[Ww]\d{0,3}", fullmatch=True))
def test_any_text_is_a_week_or_refused(text: str) -> None:
    try:
        week = Week.parse(text)
    except NoSuchWeek:
        return
    assert week.monday.weekday() == 0


@given(st.dates())
def test_a_week_survives_being_written_and_read(day: date) -> None:
    week = Week(day - timedelta(days=min(day.weekday(), (day - date.min).days)))
    assert Week.parse(str(week)) == week


@given(st.datetimes(min_value=EARLIEST, max_value=LATEST))
def test_a_moment_lies_in_its_own_week(moment: datetime) -> None:
    aware = moment.replace(tzinfo=UTC)
    week = Week.of(aware)
    assert week.start <= aware < week.end


def test_a_week_lasts_from_monday_to_sunday_in_tokyo() -> None:
    week = Week.parse("2026-W47")
    assert week.start == tokyo(2026, 11, 16)
    assert week.end == tokyo(2026, 11, 23)
    assert week.sunday == date(2026, 11, 22)


def test_the_week_turns_at_midnight_in_tokyo() -> None:
    assert str(Week.of(datetime(2026, 11, 15, 14, 59, tzinfo=UTC))) == "2026-W46"
    assert str(Week.of(datetime(2026, 11, 15, 15, 0, tzinfo=UTC))) == "2026-W47"


@pytest.mark.parametrize("moment", [tokyo(2026, 11, 16), tokyo(2026, 11, 22, 23, 59)])
def test_the_last_whole_week_is_the_one_before_this(moment: datetime) -> None:
    assert str(Week.before(moment)) == "2026-W46"


def test_the_week_before_the_first_of_a_year_is_of_the_year_before() -> None:
    assert str(Week.before(tokyo(2027, 1, 4))) == "2026-W53"
