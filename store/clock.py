"""Fiscal years, weeks and the time zone of the counter, computed from a time that is passed in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import NewType, Self
from zoneinfo import ZoneInfo

TOKYO = ZoneInfo("Asia/Tokyo")

_WEEK = re.compile(r"([0-9]{4})-[Ww]([0-9]{1,2})")

FiscalYear = NewType("FiscalYear", int)
"""A fiscal year (年度) by the year it starts in: April 2023 to March 2024 is 2023."""


def fiscal_year_of(moment: datetime) -> FiscalYear:
    """The fiscal year in Japan at a timezone-aware moment."""
    return fiscal_year_on(moment.astimezone(TOKYO).date())


def fiscal_year_on(day: date) -> FiscalYear:
    """The fiscal year that a day lies in."""
    return FiscalYear(day.year if day.month >= 4 else day.year - 1)


class NoSuchWeek(ValueError):
    """The text is not an ISO week such as ``2026-W47``."""


@dataclass(frozen=True)
class Week:
    """An ISO 8601 week, Monday 0:00 to the next Monday 0:00 in Japan."""

    monday: date

    @classmethod
    def of(cls, moment: datetime) -> Self:
        day = moment.astimezone(TOKYO).date()
        return cls(day - timedelta(days=day.weekday()))

    @classmethod
    def before(cls, moment: datetime) -> Self:
        """The last whole week before a moment."""
        return cls(cls.of(moment).monday - timedelta(days=7))

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read ``2026-W47``.

        Raises:
            NoSuchWeek: anything else.
        """
        found = _WEEK.fullmatch(text.strip())
        if not found:
            raise NoSuchWeek(text)
        try:
            return cls(date.fromisocalendar(int(found[1]), int(found[2]), 1))
        except ValueError as error:
            raise NoSuchWeek(text) from error

    @property
    def start(self) -> datetime:
        return datetime.combine(self.monday, time.min, TOKYO).astimezone(UTC)

    @property
    def end(self) -> datetime:
        return datetime.combine(self.monday + timedelta(days=7), time.min, TOKYO).astimezone(UTC)

    @property
    def sunday(self) -> date:
        return self.monday + timedelta(days=6)

    def __str__(self) -> str:
        year, week, _ = self.monday.isocalendar()
        return f"{year:04d}-W{week:02d}"
