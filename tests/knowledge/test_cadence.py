"""How long ago a meeting met last follows from how often it meets."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.cadence import NotADay, interval, past_day
from store.tables import CadenceUnit, Meeting

TODAY = date(2026, 11, 18)


def meets(times: int | None, every: int | None, unit: CadenceUnit | None) -> Meeting:
    return Meeting(times=times, every=every, unit=unit)


@pytest.mark.parametrize(
    ("times", "every", "unit", "last"),
    [
        (1, 1, CadenceUnit.WEEK, date(2026, 11, 11)),
        (1, 2, CadenceUnit.WEEK, date(2026, 11, 4)),
        (1, 1, CadenceUnit.MONTH, date(2026, 10, 18)),
        (1, 3, CadenceUnit.MONTH, date(2026, 8, 18)),
        (2, 1, CadenceUnit.MONTH, date(2026, 11, 3)),
        (1, 1, CadenceUnit.QUARTER, date(2026, 8, 18)),
        (1, 1, CadenceUnit.YEAR, date(2025, 11, 18)),
        (2, 1, CadenceUnit.YEAR, date(2026, 5, 20)),
    ],
)
def test_the_cadence_tells(times: int, every: int, unit: CadenceUnit, last: date) -> None:
    between = interval(meets(times, every, unit), TODAY)
    assert between is not None
    assert TODAY - between == last


@pytest.mark.parametrize(
    "meeting", [meets(None, None, CadenceUnit.AS_NEEDED), meets(None, None, None)]
)
def test_without_a_cadence_nothing_is_told(meeting: Meeting) -> None:
    assert interval(meeting, TODAY) is None


def test_a_month_before_the_last_of_march_is_the_last_of_february() -> None:
    between = interval(meets(1, 1, CadenceUnit.MONTH), date(2027, 3, 31))
    assert between == timedelta(days=31)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2026-11-04", date(2026, 11, 4)),
        ("2026年11月4日", date(2026, 11, 4)),
        ("令和8年11月4日", date(2026, 11, 4)),
        ("11月4日", date(2026, 11, 4)),
        ("１１／４", date(2026, 11, 4)),
        ("11/18", TODAY),
        ("12/24", date(2025, 12, 24)),
    ],
)
def test_a_day_is_read_as_people_write_it(text: str, found: date) -> None:
    assert past_day(text, TODAY) == found


@pytest.mark.parametrize("text", ["", "先週", "2026-11-19", "13/1", "2/30", "4"])
def test_what_is_no_day_of_the_past_is_refused(text: str) -> None:
    with pytest.raises(NotADay):
        past_day(text, TODAY)


@given(
    st.dates(date(1990, 1, 1), date(2090, 1, 1)),
    st.integers(1, 12),
    st.integers(1, 12),
    st.sampled_from([one for one in CadenceUnit if one is not CadenceUnit.AS_NEEDED]),
)
def test_any_cadence_leads_back(today: date, times: int, every: int, unit: CadenceUnit) -> None:
    between = interval(meets(times, every, unit), today)
    assert between is not None
    assert between > timedelta(0)
