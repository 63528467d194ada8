"""When a meeting (会議体) met last, and meets next, as its cadence (開催頻度) has it."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

from knowledge.importing.cells import day
from knowledge.importing.columns import BadCell
from knowledge.normalise import normalise
from store.tables import CadenceUnit, Meeting

WITHOUT_CADENCE = timedelta(weeks=4)
"""Between two meetings of a body of which nobody says how often it meets."""
_MONTHS = {CadenceUnit.MONTH: 1, CadenceUnit.QUARTER: 3, CadenceUnit.YEAR: 12}
_MONTH_AND_DAY = re.compile(r"(\d{1,2})[月/](\d{1,2})日?")


class NotADay(ValueError):
    """The text is no day."""


def interval(meeting: Meeting, today: date) -> timedelta | None:
    """How long before a day the meeting met last, if it keeps its cadence; nothing where it has
    none."""
    if not meeting.times or not meeting.every or meeting.unit is None:
        return None
    if meeting.unit is CadenceUnit.WEEK:
        return timedelta(weeks=meeting.every) / meeting.times
    months = _MONTHS.get(meeting.unit)
    if months is None:
        return None
    return (today - _months_before(today, months * meeting.every)) / meeting.times


def past_day(text: str, today: date) -> date:
    """The day that a text names: with its year, or the last 11月4日 there was.

    Raises:
        NotADay: it is none, or still to come.
    """
    found = _MONTH_AND_DAY.fullmatch(normalise(text))
    try:
        if found is None:
            named = day(text)
        else:
            month, number = int(found[1]), int(found[2])
            is_over = (month, number) <= (today.month, today.day)
            named = date(today.year if is_over else today.year - 1, month, number)
    except (BadCell, ValueError) as error:
        raise NotADay(text) from error
    if named is None or named > today:
        raise NotADay(text)
    return named


def _months_before(today: date, months: int) -> date:
    """The same day that many months before, or the last of a shorter month."""
    year, month = divmod(today.year * 12 + today.month - 1 - months, 12)
    return date(year, month + 1, min(today.day, calendar.monthrange(year, month + 1)[1]))
