"""The table under an initiative: years across, schedule and progress down."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from knowledge.importing.shapes.lines import half_width
from knowledge.importing.shapes.table import cell_lines, is_arrow
from knowledge.importing.years import fiscal_year
from knowledge.normalise import normalise
from knowledge.status_words import guess_status
from store.records.initiatives import ProgressRecord, ScheduleRecord
from store.tables import ProgressMark, Status

_NO_PROGRESS = re.compile(r"進捗は?(?:なし|無し|無)。?")
_NEW = re.compile(r"新規。?")

_DATED = re.compile(r"^([^:\s]{2,16}?(?:\([^()]*\))?)\s*[:\s]\s*(\S.*)$")
_ITEMS = re.compile(r"項目|取組|取り組み|内容|事業|施策|工程")
SCHEDULE_LABELS = frozenset({"スケジュール", "計画", "予定", "年度計画", "工程"})
PROGRESS_LABELS = frozenset({"進捗", "進捗状況", "実績", "取組状況"})


@dataclass(frozen=True)
class YearTable:
    """A heading row: which column stands for which fiscal year."""

    years: tuple[int, ...]
    first: int = 1
    """The first column with a year; 0 where no column is left for labels."""
    has_items: bool = False
    """Whether each row names what is done, instead of schedule and progress."""


def year_table(cells: list[str]) -> YearTable | None:
    """The years of a heading row, its first cell being a label or empty.

    A blank cell between two years makes it none: which year it belongs to cannot be known.
    """
    width = max((place for place, cell in enumerate(cells) if cell), default=0)
    years = [fiscal_year(cell) for cell in cells[1 : width + 1]]
    if len(years) < 2 or fiscal_year(cells[0]) is not None:
        return None
    known = [year for year in years if year is not None]
    has_items = _ITEMS.search(cells[0]) is not None
    return YearTable(tuple(known), has_items=has_items) if len(known) == len(years) else None


def bare_year_table(cells: list[str]) -> YearTable | None:
    """The years of a heading row that has no place for labels, one after the other."""
    years = [year for year in map(fiscal_year, cells) if year is not None]
    follows = all(after == before + 1 for before, after in pairwise(years))
    return YearTable(tuple(years), first=0) if len(years) == len(cells) > 2 and follows else None


def schedule_of(table: YearTable, cells: list[str]) -> tuple[ScheduleRecord, ...]:
    """Items of a スケジュール row.

    An arrow says that what stands before it goes on. The table does not show how far a cell
    reaches when empty ones follow it; so the items keep the year of their own cell, and say up to
    which year the cells after it are blank.
    """
    values = _by_year(table, cells)
    items = []
    for year, text in values.items():
        if is_arrow(text):
            continue
        last_year, blank_until = year, None
        for later in (later for later in table.years if later > year):
            if is_arrow(values.get(later, "")):
                last_year, blank_until = later, None
            elif values.get(later):
                break
            else:
                blank_until = later
        items += [
            ScheduleRecord(item, first_year=year, last_year=last_year, blank_until=blank_until)
            for item in cell_lines(text)
        ]
    return tuple(items)


def dated(text: str) -> tuple[int | None, str]:
    """Year and words of a line such as 「令和6年度：調査・設計」; no year where it names none."""
    found = _DATED.match(half_width(text))
    year = fiscal_year(found[1]) if found else None
    return (year, text[found.start(2) :].strip()) if found and year is not None else (None, text)


def progress_of(table: YearTable, cells: list[str]) -> tuple[ProgressRecord, ...]:
    """One record per year of a 進捗 row that has words in it."""
    records = []
    for year, text in _by_year(table, cells).items():
        items = cell_lines(text)
        whole = "\n".join(items)
        if not whole:
            continue
        if _NO_PROGRESS.fullmatch(whole):
            mark, status = ProgressMark.NO_PROGRESS, Status.NOT_STARTED
        elif _NEW.fullmatch(whole):
            mark, status = ProgressMark.NEW, Status.NOT_STARTED
        else:
            mark, status = ProgressMark.REPORTED, guess_status(whole)
        records.append(ProgressRecord(year, mark, status, whole))
    return tuple(records)


def one_a_year(records: Iterable[ProgressRecord]) -> tuple[ProgressRecord, ...]:
    """Records in the order of their years; two rows that report on one year become one record."""
    by_year: dict[int, ProgressRecord] = {}
    for record in records:
        year = record.fiscal_year
        if year in by_year:
            text = f"{by_year[year].text}\n{record.text}"
            record = ProgressRecord(year, ProgressMark.REPORTED, guess_status(text), text)
        by_year[year] = record
    return tuple(record for _, record in sorted(by_year.items()))


def row_label(cells: list[str]) -> str:
    return normalise(cells[0]).replace(" ", "")


def _by_year(table: YearTable, cells: list[str]) -> dict[int, str]:
    return {
        year: text
        for year, text in zip(table.years, cells[table.first :], strict=False)
        if text.strip()
    }
