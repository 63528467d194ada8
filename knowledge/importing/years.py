"""Years, periods and days as documents write them: 2023, 令和5年度, R5, 2023（令和5）年度."""

from __future__ import annotations

import re
from datetime import date, timedelta

from knowledge.importing.shapes.lines import half_width
from knowledge.normalise import normalise

_ERAS = {"令和": 2018, "R": 2018, "平成": 1988, "H": 1988}
"""The year before the first year of an era."""
_BRACKETED = re.compile(r"\s*\([^)]*\)\s*")
_YEAR = r"(?:(?P<era{0}>令和|平成|[RHrh])\s*(?P<n{0}>\d{{1,2}}|元)|(?P<w{0}>(?:19|20)\d{{2}}))"
_BRACKET = r"(?:\s*\([^()]{1,12}\)\s*)?"
_PERIOD_END = _YEAR.format(1) + _BRACKET + r"\s*(?:年度)?年?" + _BRACKET + r"(?:(?P<m1>\d{1,2})月)?"
_PERIOD = re.compile(
    _YEAR.format(0)
    + _BRACKET
    + r"\s*(?:年度)?年?"
    + _BRACKET
    + r"(?:(?P<m0>\d{1,2})月)?(?:\d{1,2}日)?"
    + r"\s*(?:から|~|〜|～|-|–|—|―|→)\s*"
    + _PERIOD_END
)
_DAY = re.compile(
    _YEAR.format(0)
    + r"\s*(?:\([^()]{1,12}\)\s*)?(?:年|/|\.|-)\s*"
    + r"(?:\([^()]{1,12}\)\s*年?\s*)?"
    + r"(?P<month>\d{1,2})(?:\s*(?:月|/|\.|-)\s*(?:(?P<day>\d{1,2})日?)?)?"
)
_WHOLE = re.compile(_YEAR.format(0) + r"\s*(?:年度?)?")
_ANY_YEAR = re.compile(_YEAR.format(0))
_DEADLINE = re.compile(
    r"((?:(?:令和|平成|[RH])?\s*\d{1,4}|令和元)\s*年度?末?(?:\d{1,2}月)?末?)"
    r"\s*(?:まで|に|を目途|を目標|中)"
)


def fiscal_year(text: str) -> int | None:
    """The fiscal year a table heading names, or nothing where it is no year."""
    spoken = _BRACKETED.sub("", normalise(text)).upper()
    found = _WHOLE.fullmatch(spoken)
    return _western(found, 0) if found else None


def year_in(text: str) -> int | None:
    """The first year that a text names, western: 2029 for R11 and 令和11年度."""
    found = _ANY_YEAR.search(half_width(text))
    return _western(found, 0) if found else None


def period_in(text: str) -> tuple[date, date] | None:
    """First and last day of the first period a text names.

    「令和7年度から令和11年度まで」 is 2025-04-01 to 2030-03-31; years without 年度 are fiscal
    years too, months are taken as they are.
    """
    found = _PERIOD.search(half_width(text))
    if found is None:
        return None
    first, last = int(found["m0"] or 4), int(found["m1"] or 3)
    if not (1 <= first <= 12 and 1 <= last <= 12):
        return None
    starts = date(_western(found, 0), first, 1)
    ends = _last_day(_western(found, 1) + (not found["m1"]), last)
    return (starts, ends) if starts < ends else None


def day_in(text: str) -> str:
    """The first day or month of a text as ISO 8601: ``2023-09-30`` or ``2024-03``; else empty."""
    found = _DAY.search(half_width(text))
    if found is None:
        return ""
    month = int(found["month"])
    if not 1 <= month <= 12:
        return ""
    iso = f"{_western(found, 0):04}-{month:02}"
    return f"{iso}-{int(found['day']):02}" if found["day"] else iso


def day_and_rest(text: str) -> tuple[str, str]:
    """The first day or month of a text as ISO 8601, and the text without it."""
    found = _DAY.search(half_width(text))
    return (day_in(text), text[: found.start()] + text[found.end() :]) if found else ("", text)


def deadline_in(text: str) -> str:
    """The words of a text that say until when, such as 「2022年度末」; else empty."""
    found = _DEADLINE.search(half_width(text))
    return found[1].replace(" ", "") if found else ""


def _western(found: re.Match[str], place: int) -> int:
    if western := found[f"w{place}"]:
        return int(western)
    number = found[f"n{place}"]
    return _ERAS[found[f"era{place}"].upper()] + (1 if number == "元" else int(number))


def _last_day(year: int, month: int) -> date:
    following = date(year + month // 12, month % 12 + 1, 1)
    return following - timedelta(days=1)
