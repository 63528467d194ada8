"""Tables that are a plan of their own: initiatives with departments, or with their schedule."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from knowledge.importing.plan_reading import Leftover, Reason
from knowledge.importing.shapes.departments import departments_of
from knowledge.importing.shapes.findings import Findings, Found, Place
from knowledge.importing.shapes.lines import half_width
from knowledge.importing.shapes.schedule_table import YearTable, schedule_of
from knowledge.importing.shapes.table import Row, Table
from knowledge.importing.shapes.torn_cells import Period, Span, join_torn_cells
from knowledge.importing.years import fiscal_year, year_in
from store.records.initiatives import InitiativeRecord, ScheduleRecord

_TITLE = (
    "取組名",
    "取組",
    "取り組み",
    "施策名",
    "事業名",
    "プロジェクト",
    "施策",
    "事業",
    "項目",
    "名称",
)
_HALVES = {
    "上期": 1,
    "上半期": 1,
    "前期": 1,
    "前半": 1,
    "下期": 2,
    "下半期": 2,
    "後期": 2,
    "後半": 2,
}
_THEMES = ("テーマ", "分野", "政策", "柱", "区分", "基本目標", "基本方針", "目標", "方針", "施策")
_YEARS = re.compile(r"(?:令和|R|20\d\d|H)\s*\d*")
_SCHEDULE_HEADINGS = ("スケジュール", "工程", "ロードマップ", "年次計画", "行程", "予定")


def initiatives(table: Table, place: Place) -> Findings | None:
    """A table with a row for each initiative: its name, who answers for it, what is done when."""
    department = table.column("担当", "所管", "主管", "実施主体", "実施課")
    years = _year_columns(table.header)
    title = table.column(*_TITLE, skip=(department, *years))
    if title is None or department is None:
        return None
    taken = [department, title, *years]
    themes = _theme_columns(table, taken)
    columns = {
        "purpose": table.column("目的", "ねらい", skip=taken),
        "current_state": table.column("現状", "課題", skip=taken),
        "ideal_state": table.column("理想", "目指す", "ありたい", skip=taken),
        "direction": table.column("内容", "概要", "方向性", "説明", "計画", skip=taken),
        "note": table.column("備考", skip=taken),
    }
    found = Findings()
    names: tuple[str, ...] = ()
    for row in table.rows[1:]:
        names = _themes(row, themes, names)
        if not row.name(title):
            continue
        texts = {field: "\n".join(row.items(column)) for field, column in columns.items()}
        record = _initiative(
            place,
            row.name(title),
            theme=(*place.path, *filter(None, names)),
            departments=departments_of("、".join(row.items(department))),
            schedule=_of_years(row, years),
            texts=texts,
        )
        found.initiatives.append(Found(row.line, record))
    return found if found.initiatives else None


def _theme_columns(table: Table, taken: Sequence[int | None]) -> list[int]:
    """Columns that name the themes of a row, outermost first; they stand before its title."""
    title = taken[1] or 0
    columns = (table.column(word, skip=taken) for word in _THEMES)
    return sorted({column for column in columns if column is not None and column < title})


def _themes(row: Row, columns: Sequence[int], before: tuple[str, ...]) -> tuple[str, ...]:
    """The themes of a row; an empty cell goes on with the one above, below the same theme."""
    names: list[str] = []
    for depth, column in enumerate(columns):
        is_new = any(row.cell(above) for above in columns[:depth])
        told = before[depth] if depth < len(before) and not is_new else ""
        names.append(row.cell(column) or told)
    return tuple(names)


def _year_columns(header: Row) -> dict[int, int]:
    """Fiscal year by column."""
    years = {place: fiscal_year(cell) for place, cell in enumerate(header.cells)}
    return {place: year for place, year in years.items() if year is not None}


def _of_years(row: Row, years: dict[int, int]) -> tuple[ScheduleRecord, ...]:
    cells = [row.cells[column] if column < len(row.cells) else "" for column in years]
    return schedule_of(YearTable(tuple(years.values()), first=0), cells)


def schedule(table: Table, place: Place) -> Findings | None:
    """A table of what is to be done in which half-year or year, without departments.

    Its rows are the initiatives; a second column names what an item of theirs is about. What
    cannot be read is reported and left out.
    """
    heading = _half_year_heading(table) or _year_heading(table, place)
    if heading is None:
        return None
    start, first, periods = heading
    found = Findings()
    collected: dict[str, list[ScheduleRecord]] = {}
    lines: dict[str, int] = {}
    title = ""
    for row in table.rows[start:]:
        labels = [row.cell(column) for column in range(first)]
        title = labels[0] or title
        if not title or not any(row.cells):
            continue
        items = collected.setdefault(title, [])
        lines.setdefault(title, row.line)
        about = next((label for label in labels[1:] if label), "")
        cells = [row.cell(column) for column in range(first, len(row.cells))]
        spans, unreadable = join_torn_cells(cells, periods)
        items += [_item(span, about) for span in spans]
        found.leftovers += [
            Leftover(row.line, f"{title} {text}", Reason.BROKEN_CELL) for text in unreadable
        ]
    found.initiatives += [
        Found(
            lines[name],
            _initiative(place, name, theme=(), departments=(), schedule=tuple(items), texts={}),
        )
        for name, items in collected.items()
    ]
    return found if found.initiatives else None


def _half_year_heading(table: Table) -> tuple[int, int, list[Period]] | None:
    """Where the rows start, the first column with a period, and the periods in their order."""
    for number, row in enumerate(table.rows[:4]):
        columns = [place for place, cell in enumerate(row.cells) if _half(cell)]
        if len(columns) < 2:
            continue
        halves = [_half(row.cells[place]) for place in columns]
        years = _years_named(table.rows[:number]) or _years_named(table.rows[: number + 1])
        if halves[0] != 1 or len(years) * 2 != len(halves):
            return None
        periods = [Period(years[place // 2], half) for place, half in enumerate(halves)]
        return number + 1, columns[0], periods
    return None


def _half(cell: str) -> int | None:
    return _HALVES.get(re.sub(r"\s", "", half_width(cell)))


def _years_named(rows: Sequence[Row]) -> list[int]:
    """The years that heading rows name, each once, if they follow each other."""
    written = " ".join(half_width(cell) for row in rows for cell in row.cells)
    years = [year for found in _YEARS.finditer(written) if (year := year_in(found[0]))]
    unique = list(dict.fromkeys(years))
    follows = all(after == before + 1 for before, after in pairwise(unique))
    return unique if unique and follows else []


def _year_heading(table: Table, place: Place) -> tuple[int, int, list[Period]] | None:
    years = _year_columns(table.header)
    if len(years) < 2 or not place.speaks_of(*_SCHEDULE_HEADINGS):
        return None
    first = min(years)
    if list(years) != list(range(first, first + len(years))) or not 1 <= first <= 2:
        return None
    return 1, first, [Period(year, None) for year in years.values()]


def _item(span: Span, about: str) -> ScheduleRecord:
    return ScheduleRecord(
        f"{about}：{span.text}" if about else span.text,
        first_year=span.first.year,
        last_year=span.last.year,
        first_half=span.first.half,
        last_half=span.last.half,
    )


def _initiative(
    place: Place,
    title: str,
    *,
    theme: tuple[str, ...],
    departments: tuple[str, ...],
    schedule: tuple[ScheduleRecord, ...],
    texts: dict[str, str],
) -> InitiativeRecord:
    return InitiativeRecord(
        title=title,
        departments=departments,
        purpose=texts.get("purpose", ""),
        current_state=texts.get("current_state", ""),
        ideal_state=texts.get("ideal_state", ""),
        note=texts.get("note", ""),
        direction=texts.get("direction", ""),
        schedule=schedule,
        progress=(),
        theme=theme,
        **place.source,
    )
