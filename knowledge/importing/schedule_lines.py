"""Schedule items as lines of one cell: ``2025年度上期 調査``, ``2025〜2026年度 運用``."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.importing.columns import BadCell, Form
from knowledge.importing.reading import ProblemKind
from knowledge.importing.years import fiscal_year
from knowledge.normalise import normalise
from store.records.initiatives import ScheduleRecord

_HALVES = {"上期": 1, "下期": 2}
_HALF_WORDS = {1: "上期", 2: "下期", None: ""}
_POINT = r"((?:令和|平成|[RrHh])?\s?(?:\d{1,4}|元)(?:年度?)?)\s?(上期|下期)?"
_LINE = re.compile(rf"[・-]?\s*{_POINT}(?:\s*[〜～~-]\s*{_POINT})?[\s:]+(\S.*)")
_ERA = re.compile(r"令和|平成|[rh]")


def read_schedule(text: str) -> tuple[ScheduleRecord, ...]:
    """One item a line.

    Raises:
        BadCell: a line that does not begin with a year or a span of years, or says nothing more.
    """
    return tuple(_item(line.strip()) for line in text.splitlines() if line.strip())


def write_schedule(items: Sequence[ScheduleRecord]) -> str:
    return "\n".join(map(schedule_line, items))


def schedule_line(item: ScheduleRecord) -> str:
    first = f"{item.first_year}年度{_HALF_WORDS[item.first_half]}"
    last = f"{item.last_year}年度{_HALF_WORDS[item.last_half]}"
    span = first if first == last else f"{first}〜{last}"
    if first != last and item.first_half is None and item.last_half is None:
        span = f"{item.first_year}〜{last}"
    return f"{span} {' '.join(item.text.split())}"


def _item(line: str) -> ScheduleRecord:
    # Only the years may be written in any width; the words after them stay as they are.
    found = _LINE.fullmatch(line.translate(_HALF_WIDTH))
    first = fiscal_year(found[1]) if found else None
    if found is None or first is None:
        raise BadCell(ProblemKind.NOT_A_SCHEDULE, line)
    first_half = _HALVES.get(found[2] or "")
    last_half = _HALVES.get(found[4] or "") if found[3] else first_half
    last = _last_year(found[1], found[3]) if found[3] else first
    if last is None or (last, last_half or 2) < (first, first_half or 1):
        raise BadCell(ProblemKind.NOT_A_SCHEDULE, line)
    text = line[found.start(5) :]
    return ScheduleRecord(text, first, last, first_half=first_half, last_half=last_half)


def _last_year(first: str, last: str) -> int | None:
    """The year after 〜, which may leave out the era of the year before: 令和7〜8年度."""
    era = _ERA.match(normalise(first))
    if era and re.match(r"\d{1,2}(?!\d)", normalise(last)):
        return fiscal_year(era[0] + last)
    return fiscal_year(last)


_HALF_WIDTH = str.maketrans("０１２３４５６７８９ＲＨｒｈ：　－", "0123456789RHrh: -")

SCHEDULE = Form(read_schedule, write_schedule)
