"""Read a day as people type it: 12月3日, 12/3, 令和8年12月3日, 明日."""

from __future__ import annotations

import re
from datetime import date, timedelta

from knowledge.importing import cells
from knowledge.importing.columns import BadCell
from knowledge.normalise import normalise

_MONTH_AND_DAY = re.compile(r"(\d{1,2})(?:月|[/.-])(\d{1,2})日?")
_IN_EIGHT_DIGITS = re.compile(r"(\d{4})(\d{2})(\d{2})")
_AROUND = re.compile(r"[\s、。,!?~〜]+|\([月火水木金土日]\)|です$|でした$|の?予定(?:です)?$|に?$")
_WORDS = {
    "おととい": -2,
    "一昨日": -2,
    "昨日": -1,
    "きのう": -1,
    "今日": 0,
    "本日": 0,
    "きょう": 0,
    "明日": 1,
    "あした": 1,
    "あす": 1,
    "明後日": 2,
    "あさって": 2,
}
_YEARS = (-1, 0, 1)
_LONGEST = 30
"""Letters of a text that may be nothing but a day."""


def typed_day(text: str, today: date) -> date | None:
    """The day that a text names; nothing where it says anything else.

    Without a year it is the one nearest to ``today``.
    """
    plain = normalise(text)
    if len(plain) > _LONGEST:
        return None
    plain = _AROUND.sub("", plain)
    if plain in _WORDS:
        return today + timedelta(days=_WORDS[plain])
    if found := _IN_EIGHT_DIGITS.fullmatch(plain):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if found := _MONTH_AND_DAY.fullmatch(plain):
        near = (_day(today.year + more, int(found[1]), int(found[2])) for more in _YEARS)
        days = [day for day in near if day is not None]
        return min(days, key=lambda day: abs(day - today), default=None)
    try:
        return cells.day(plain)
    except BadCell:
        return None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
