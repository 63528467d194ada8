"""What the schedule (スケジュール) expects of an initiative, and whether it is late (遅れ)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum

from store import plans
from store.clock import TOKYO, fiscal_year_of
from store.tables import Initiative, ProgressMark, ScheduleItem, Status

_CLOSED = (Status.DONE, Status.STOPPED)


class Lateness(StrEnum):
    """Why an initiative counts as late."""

    SAID = "said"
    """Whoever is responsible reported it as 遅延."""
    OVERDUE = "overdue"
    """The last period of its schedule is over, and it is not finished."""
    UNREPORTED = "unreported"
    """Something was to begin half a year ago or earlier, and for that fiscal year or a later one
    nobody has reported anything."""


def steps_in(initiative: Initiative, year: int) -> list[str]:
    """What an initiative is to do in a fiscal year."""
    return [step.text for step in initiative.schedule if year in _years(step)]


def is_running(initiative: Initiative) -> bool:
    """Neither finished nor stopped."""
    return plans.status_of(initiative) not in _CLOSED


def lateness(initiative: Initiative, at: datetime) -> Lateness | None:
    """Why an initiative is late at a moment; nothing for one that is in time or closed."""
    status = plans.status_of(initiative)
    if status is Status.LATE:
        return Lateness.SAID
    if status in _CLOSED or not initiative.schedule:
        return None
    current = _half_of(at)
    if all(_last_half(step) < current for step in initiative.schedule):
        return Lateness.OVERDUE
    begun = [year for step in initiative.schedule for year in _begun(step, before=current)]
    reported = max(_years_reported(initiative), default=None)
    if begun and (reported is None or reported < max(begun)):
        return Lateness.UNREPORTED
    return None


def _years(step: ScheduleItem) -> range:
    return range(step.first_year, step.last_year + 1)


def _years_reported(initiative: Initiative) -> Iterator[int]:
    """Fiscal years with a report; 進捗なし is none."""
    for entry in plans.standing_progress(initiative):
        if entry.mark is not ProgressMark.NO_PROGRESS:
            yield entry.fiscal_year


def _begun(step: ScheduleItem, *, before: int) -> Iterator[int]:
    """Fiscal years of a step whose first half was over before another half."""
    for year in _years(step):
        first = step.first_half if year == step.first_year else None
        if _half(year, first or 1) < before:
            yield year


def _last_half(step: ScheduleItem) -> int:
    """The half in which a step surely is over, empty cells after it included."""
    is_one_half = step.last_half is None and step.last_year == step.first_year
    last = step.first_half if is_one_half else step.last_half
    return max(_half(step.last_year, last or 2), _half(step.blank_until or 0, 2))


def _half(year: int, half: int) -> int:
    """Half years counted through; 上期 is 1, 下期 is 2."""
    return year * 2 + half


def _half_of(at: datetime) -> int:
    return _half(fiscal_year_of(at), 1 if 4 <= at.astimezone(TOKYO).month <= 9 else 2)
