"""Deadlines of procedures, counted from the day of a life event as the law counts them.

The day itself does not count (民法 第140条) unless the law says so, as for births and deaths
(戸籍法 第43条). Months and years end by the calendar (民法 第143条). What would end on a day on
which offices are closed ends on the next day that they are open (民法 第142条, 地方自治法
第4条の2). What is due before something happens must be done on the last open day before it.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from knowledge.normalise import normalise
from knowledge.opening_hours import OFFICIAL, OpeningHours

_ONE_DAY = timedelta(days=1)
_SOON = timedelta(days=14)
"""What is to be done soon stands behind what the law wants done within two weeks."""
_MOST_DAYS_CLOSED = 14
"""Longer than any row of holidays."""
_COUNT = r"(?P<count>\d{1,4})(?P<unit>日|週間|か月|年)"
_START = r"(?:(?P<start>\d{1,4})(?P<start_unit>日|週間|か月|年)前から)"
_WITHIN = re.compile(rf"(?P<first>当日を入れて)?{_COUNT}以内")
_UNTIL = re.compile(rf"{_START}?(?:{_COUNT}前|(?P<eve>前日)|当日)まで")
_FROM = re.compile(_START)
_BIRTHDAY = re.compile(r"(?P<count>\d{1,2})歳の誕生日の前日まで")


class BadDeadline(ValueError):
    """The text is no deadline that can be counted."""


class DeadlineKind(StrEnum):
    """How a deadline hangs on the day of the event."""

    WITHIN = "within"
    """「14日以内」 after it; 「当日を入れて7日以内」 where the day itself counts."""
    UNTIL = "until"
    """「14日前から当日まで」, 「3日前まで」, 「前日まで」: before it."""
    FROM = "from"
    """「6か月前から」: may be done from then on, and has no end."""
    BIRTHDAY = "birthday"
    """「2歳の誕生日の前日まで」, where the day is that of a birth."""
    SCHOOL = "school"
    """The last day before a child enters primary school (学校教育法 第17条)."""
    DAY = "day"
    """On the day itself, which is nobody's deadline."""
    NOW = "now"
    """At once, whenever the day is."""
    BEFORE = "before"
    """Before it, no matter when."""
    SOON = "soon"
    """After it, as soon as one can."""
    NONE = "none"


_PLAIN = {
    "小学校に入る年の3月31日まで": DeadlineKind.SCHOOL,
    "当日": DeadlineKind.DAY,
    "すぐに": DeadlineKind.NOW,
    "前に": DeadlineKind.BEFORE,
    "早めに": DeadlineKind.SOON,
    "": DeadlineKind.NONE,
}


@dataclass(frozen=True)
class Due:
    """The last day of a deadline."""

    by_law: date
    by: date
    """The same, or the open day that takes its place."""

    @property
    def is_moved(self) -> bool:
        return self.by != self.by_law


@dataclass(frozen=True)
class Deadline:
    """A deadline as a clerk writes it, to be counted from a day."""

    text: str
    kind: DeadlineKind
    count: int = 0
    unit: str = ""
    counts_first_day: bool = False
    start: int = 0
    start_unit: str = ""

    @classmethod
    def read(cls, text: str) -> Deadline:
        """Read 「14日以内」 and the like; see `DeadlineKind`.

        Raises:
            BadDeadline: it says anything else.
        """
        plain = normalise(text).replace(" ", "").replace("ヶ月", "か月").replace("カ月", "か月")
        if plain in _PLAIN:
            return cls(plain, _PLAIN[plain])
        if found := _WITHIN.fullmatch(plain):
            return cls(
                plain,
                DeadlineKind.WITHIN,
                int(found["count"]),
                found["unit"],
                counts_first_day=found["first"] is not None,
            )
        if found := _UNTIL.fullmatch(plain):
            count, unit = (1, "日") if found["eve"] else (int(found["count"] or 0), found["unit"])
            start = int(found["start"] or 0)
            return cls(
                plain,
                DeadlineKind.UNTIL,
                count,
                unit or "日",
                start=start,
                start_unit=found["start_unit"] or "",
            )
        if found := _FROM.fullmatch(plain):
            start = int(found["start"])
            return cls(plain, DeadlineKind.FROM, start=start, start_unit=found["start_unit"])
        if found := _BIRTHDAY.fullmatch(plain):
            return cls(plain, DeadlineKind.BIRTHDAY, int(found["count"]), "年")
        raise BadDeadline(text)

    def opens(self, day: date) -> date | None:
        """The first day on which it may be done; nothing where none is said."""
        return before(day, self.start, self.start_unit) if self.start_unit else None

    def due(self, day: date, hours: OpeningHours = OFFICIAL) -> Due | None:
        """The last day; nothing where it has none.

        Args:
            hours: of who takes it: a day on which they are there is not put off.
        """
        match self.kind:
            case DeadlineKind.WITHIN:
                first = day if self.counts_first_day else day + _ONE_DAY
                last = _last_of_period(first, self.count, self.unit)
                return Due(last, _open_day(last, hours, step=_ONE_DAY))
            case DeadlineKind.UNTIL:
                last = before(day, self.count, self.unit)
                return Due(last, _open_day(last, hours, step=-_ONE_DAY))
            case DeadlineKind.BIRTHDAY:
                last = _last_of_period(day, self.count, self.unit)
                return Due(last, last)
            case DeadlineKind.SCHOOL:
                last = before_school(day)
                return Due(last, last)
            case _:
                return None

    def place_in_time(self, day: date, due: Due | None) -> date:
        """Where it stands among others in a list that goes by time."""
        if due is not None:
            return min(due.by, due.by_law)
        match self.kind:
            case DeadlineKind.NOW:
                return date.min
            case DeadlineKind.DAY:
                return day
            case DeadlineKind.FROM:
                return self.opens(day) or day
            case DeadlineKind.BEFORE:
                return day - _ONE_DAY
            case DeadlineKind.SOON:
                return day + _SOON
            case _:
                return date.max


def before_school(birth: date) -> date:
    """The day before a child enters primary school: school begins in the April after they turn
    six, and somebody born on 1 April turns six on 31 March (年齢計算ニ関スル法律)."""
    years = 6 if (birth.month, birth.day) <= (4, 1) else 7
    return date(birth.year + years, 3, 31)


def before(day: date, count: int, unit: str) -> date:
    """So long before a day."""
    if unit in _DAYS:
        return day - count * _DAYS[unit]
    return _same_day(day, -count * _MONTHS[unit])[0]


_DAYS = {"日": timedelta(days=1), "週間": timedelta(weeks=1)}
_MONTHS = {"か月": 1, "年": 12}


def _last_of_period(first: date, count: int, unit: str) -> date:
    """The last day of a period that begins with ``first``: the day before the one that answers to
    it, or the end of a month that has no such day (民法 第143条)."""
    if unit in _DAYS:
        return first + count * _DAYS[unit] - _ONE_DAY
    found, is_there = _same_day(first, count * _MONTHS[unit])
    return found - _ONE_DAY if is_there else found


def _same_day(day: date, months: int) -> tuple[date, bool]:
    """The day of the same number so many months later, and whether there is one; else the last of
    that month."""
    total = day.year * 12 + day.month - 1 + months
    year, month = divmod(total, 12)
    last = monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last)), day.day <= last


def _open_day(day: date, hours: OpeningHours, *, step: timedelta) -> date:
    """The day, or the nearest one in the direction of ``step`` on which offices are open."""
    if hours.works_on(day):
        return day
    days = (day + later * step for later in range(_MOST_DAYS_CLOSED + 1))
    return next((one for one in days if OFFICIAL.works_on(one)), day)
