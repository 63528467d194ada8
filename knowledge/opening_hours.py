"""Read opening hours (受付時間) as offices write them, and say when somebody is there again."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import jpholiday

from knowledge.normalise import normalise
from store.clock import TOKYO

_WEEKDAYS = "月火水木金土日"
_DAY = r"[月火水木金土日](?:曜日?)?"
_TO = r"(?:[~〜\-−–ー]|から)"
_AND = r"[・、,.と]"
_DAYS = rf"平日|毎日|年中無休|{_DAY}{_TO}{_DAY}(?:まで)?|{_DAY}(?:{_AND}?{_DAY})*"
_TIME = r"(午前|午後)?(\d{1,2})(?:[::](\d{2})|時(?:(\d{1,2})分|(半))?)"
_SPAN = re.compile(rf"{_TIME}{_TO}{_TIME}(?:まで)?")
_SPANS = rf"{_SPAN.pattern}(?:{_AND}?{_SPAN.pattern})*"
_REST_DAY = r"土曜日?|日曜日?|土日|土|日|祝日?|休日|年末年始|12月29日[~〜\-からー]+(?:翌年)?1月3日"
_RESTS = (
    rf"\(?(?P<rests>(?:(?:{_REST_DAY})(?:及び|および|と|[・、,.])?)+)"
    r"(?:は|を)?(?:除く|のぞく|休み|閉庁)\)?"
)
_HOURS = re.compile(rf"(?P<days>{_DAYS})[::]?(?P<spans>{_SPANS})(?:{_RESTS})?")
_MOST_DAYS_CLOSED = 14
"""Longer than any row of holidays."""


@dataclass(frozen=True)
class OpeningHours:
    """On which days and between which times somebody is there."""

    weekdays: frozenset[int]
    """Monday is 0."""
    spans: tuple[tuple[time, time], ...]
    rests_on_holidays: bool
    rests_at_new_year: bool
    """From 29 December to 3 January, as offices do by law."""

    def is_open(self, moment: datetime) -> bool:
        local = moment.astimezone(TOKYO)
        now = local.time()
        return self.works_on(local.date()) and any(start <= now < end for start, end in self.spans)

    def next_opening(self, moment: datetime) -> datetime | None:
        """When it opens next after a moment; nothing where that is more than two weeks away."""
        local = moment.astimezone(TOKYO)
        days = (local.date() + timedelta(days=later) for later in range(_MOST_DAYS_CLOSED + 1))
        openings = (
            datetime.combine(day, start, TOKYO)
            for day in days
            if self.works_on(day)
            for start, _ in self.spans
        )
        return next((opening for opening in openings if opening > local), None)

    def works_on(self, day: date) -> bool:
        """Whether somebody is there on a day."""
        if day.weekday() not in self.weekdays:
            return False
        if self.rests_at_new_year and (day.month, day.day) in _NEW_YEAR:
            return False
        return not (self.rests_on_holidays and jpholiday.is_holiday(day))


OFFICIAL = OpeningHours(
    frozenset(range(5)),
    ((time(8, 30), time(17, 15)),),
    rests_on_holidays=True,
    rests_at_new_year=True,
)
"""When offices are open where nobody wrote down other hours (地方自治法 第4条の2)."""
_NEW_YEAR = frozenset({(12, 29), (12, 30), (12, 31), (1, 1), (1, 2), (1, 3)})


def opening_hours(text: str) -> OpeningHours | None:
    """Hours such as 「平日 8:30〜17:15」; nothing where it says anything else besides.

    Where an office is not said to be open every day, it rests on holidays and at New Year: a
    promise that comes true too early harms nobody.
    """
    found = _HOURS.fullmatch(normalise(text).replace(" ", ""))
    if found is None:
        return None
    spans = [_span(one) for one in _SPAN.finditer(found["spans"])]
    rests, is_daily = found["rests"] or "", found["days"] in ("毎日", "年中無休")
    weekdays = _weekdays(found["days"]) - {_WEEKDAYS.index(day) for day in _named(rests)}
    if None in spans or not weekdays:
        return None
    return OpeningHours(
        frozenset(weekdays),
        tuple(sorted(span for span in spans if span is not None)),
        rests_on_holidays=not is_daily or "祝" in rests or "休日" in rests,
        rests_at_new_year=not is_daily or "年末" in rests or "12月" in rests,
    )


def _weekdays(days: str) -> set[int]:
    if days == "平日":
        return set(range(5))
    if days in ("毎日", "年中無休"):
        return set(range(7))
    named = [_WEEKDAYS.index(day) for day in _named(days)]
    if re.search(_TO, days):
        first, last = named
        return {(first + later) % 7 for later in range((last - first) % 7 + 1)}
    return set(named)


def _named(days: str) -> list[str]:
    """The days of the week that are named; the 日 of 曜日 and 祝日 names none."""
    plain = re.sub(r"曜日?|祝日?|休日|\d+月\d+日", "", days)
    return [letter for letter in plain if letter in _WEEKDAYS]


def _span(found: re.Match[str]) -> tuple[time, time] | None:
    parts = found.groups()
    start, end = _time(*parts[:5]), _time(*parts[5:])
    return (start, end) if start is not None and end is not None and start < end else None


def _time(
    half: str | None, hour: str, colon: str | None, minute: str | None, is_half: str | None
) -> time | None:
    hours = int(hour) + (12 if half == "午後" and int(hour) < 12 else 0)
    minutes = 30 if is_half else int(colon or minute or 0)
    return time(hours, minutes) if hours < 24 and minutes < 60 else None
