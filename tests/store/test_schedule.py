"""What counts as late: said so, over without an end, or expected without a word."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from store.clock import TOKYO, FiscalYear
from store.database import Database
from store.records.initiatives import ProgressRecord, ScheduleRecord
from store.schedule import Lateness, lateness
from store.tables import ProgressMark, Status
from tests.small_city import INITIATIVES, bring, initiative, the_initiative

NOVEMBER = datetime(2026, 11, 18, 10, 0, tzinfo=TOKYO)
"""In the second half of fiscal year 2026."""
MAY = datetime(2026, 5, 18, 10, 0, tzinfo=TOKYO)


def step(first: int, last: int | None = None, **halves: Any) -> ScheduleRecord:
    return ScheduleRecord("試す", first, last or first, **halves)


def said(
    year: int, status: Status = Status.IN_PROGRESS, mark: ProgressMark = ProgressMark.REPORTED
) -> ProgressRecord:
    return ProgressRecord(FiscalYear(year), mark, status, "視察した")


def late(
    database: Database,
    schedule: list[ScheduleRecord],
    *progress: ProgressRecord,
    at: datetime = NOVEMBER,
) -> Lateness | None:
    row = initiative(schedule=tuple(schedule), progress=progress)
    bring(database, INITIATIVES, [row], document="plan.md")
    with database.reading() as session:
        return lateness(the_initiative(session), at)


def test_what_was_reported_as_late_is_late(database: Database) -> None:
    assert late(database, [], said(2026, Status.LATE)) is Lateness.SAID


@pytest.mark.parametrize("status", [Status.DONE, Status.STOPPED])
def test_what_is_closed_is_never_late(database: Database, status: Status) -> None:
    assert late(database, [step(2023)], said(2023, status)) is None


def test_without_a_schedule_nothing_is_expected(database: Database) -> None:
    assert late(database, []) is None


def test_a_schedule_that_is_over_without_an_end_is_late(database: Database) -> None:
    assert late(database, [step(2024, 2025)], said(2026)) is Lateness.OVERDUE


def test_cells_left_empty_may_mean_that_it_goes_on(database: Database) -> None:
    assert late(database, [step(2024, blank_until=2026)], said(2026)) is None


def test_the_first_half_is_over_in_november_and_the_second_is_not(database: Database) -> None:
    assert late(database, [step(2026, first_half=1)], said(2026)) is Lateness.OVERDUE
    assert late(database, [step(2026, first_half=2)], said(2026)) is None


def test_half_a_year_without_a_word_is_late(database: Database) -> None:
    assert late(database, [step(2026, 2027)], said(2025)) is Lateness.UNREPORTED


def test_a_word_of_this_year_is_in_time(database: Database) -> None:
    assert late(database, [step(2026, 2027)], said(2026)) is None


def test_no_progress_is_no_word(database: Database) -> None:
    nothing = said(2026, Status.NOT_STARTED, ProgressMark.NO_PROGRESS)
    assert late(database, [step(2026, 2027)], nothing) is Lateness.UNREPORTED


def test_in_spring_nobody_is_late_with_what_has_just_begun(database: Database) -> None:
    assert late(database, [step(2025, 2027)], said(2025), at=MAY) is None


def test_a_whole_year_without_a_word_is_late_in_spring(database: Database) -> None:
    assert late(database, [step(2025, 2027)], said(2024), at=MAY) is Lateness.UNREPORTED


def test_what_begins_in_the_second_half_needs_no_word_yet(database: Database) -> None:
    assert late(database, [step(2026, 2027, first_half=2)]) is None


def test_what_begins_later_is_not_late(database: Database) -> None:
    assert late(database, [step(2027)]) is None
