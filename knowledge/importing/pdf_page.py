"""What stands on one page of a PDF, from top to bottom: lines, and rows of tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from knowledge.importing.pdf_lines import Letter, Line, letters, rows_of_lines
from knowledge.importing.pdf_paragraphs import paragraphs

if TYPE_CHECKING:
    from pdfplumber.page import Page
    from pdfplumber.table import Table

_MOST_EDGES = 2_000
"""A drawing with more edges is a map or a chart; looking for tables in it takes minutes."""
_COLUMN_ROWS = 5
_COLUMN_LETTERS = 12
_LABEL = re.compile(r"[:：]$")
_MARK = re.compile(
    r"[(（]?[0-9０-９a-zア-ン]{1,3}[)）.．]?|[①-⑳・●○◯◆◇■□※-]|第[0-9０-９一-十]+[編章節条]"
)
_LEADER = re.compile(r"\s*[.．…‥・･]{4,}\s*(\d+)$")


@dataclass(frozen=True)
class TableRow:
    """Cells of a row, with tabs between them."""

    text: str
    top: float
    page: int = 0


Item = Line | TableRow


@dataclass(frozen=True)
class PageContent:
    items: list[Item]
    height: float
    has_pictures: bool


def page_content(page: Page, number: int) -> PageContent:
    """Read the page of this number, counted from 0."""
    on_paper = letters(page.dedupe_chars().chars)
    items: list[Item] = []
    for table in _tables(page):
        inside = [letter for letter in on_paper if _holds(table.bbox, letter)]
        if rows := list(_table_rows(table, inside)):
            taken = set(map(id, inside))
            on_paper = [letter for letter in on_paper if id(letter) not in taken]
            items += rows
    items = _merged(list(_in_reading_order(rows_of_lines(on_paper))), items)
    return PageContent(
        items=[replace(item, page=number) for item in items],
        height=float(page.height),
        has_pictures=bool(page.images),
    )


def _tables(page: Page) -> list[Table]:
    return page.find_tables() if len(page.edges) <= _MOST_EDGES else []


def _holds(box: tuple[float, float, float, float], letter: Letter) -> bool:
    x, y = letter.middle
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _table_rows(table: Table, inside: Sequence[Letter]) -> Iterator[TableRow]:
    """Rows of a table of several columns.

    A label in the first column that reaches over several rows stands in each of them. A table of
    one column is a frame around text, and gives no rows.
    """
    if max(len(row.cells) for row in table.rows) < 2:
        return
    label = ""
    for row in table.rows:
        cells = ["" if box is None else _cell(box, inside) for box in row.cells]
        if row.cells[0] is None:
            cells[0] = label
        label = cells[0]
        if any(cells):
            yield TableRow("\t".join(cells), top=row.bbox[1])


def _cell(box: tuple[float, float, float, float], inside: Sequence[Letter]) -> str:
    lines = [
        line
        for row in rows_of_lines(letter for letter in inside if _holds(box, letter))
        for line in row
    ]
    if not lines:
        return ""
    padding = min(line.x0 for line in lines) - box[0]
    return "<br>".join(item.text for item in paragraphs(lines, right_edge=box[2] - padding))


def _in_reading_order(rows: list[list[Line]]) -> Iterator[Item]:
    gutter = _gutter(rows)
    if gutter is None:
        yield from _single_column(rows)
        return
    left: list[Line] = []
    right: list[Line] = []
    for line in (line for row in rows for line in row):
        if line.x0 < gutter < line.x1:
            yield from _columns(left, right)
            yield line
            left, right = [], []
        else:
            (left if line.x1 <= gutter else right).append(line)
    yield from _columns(left, right)


def _columns(*columns: list[Line]) -> Iterator[Line]:
    """One column after the other, each line knowing the right edge of its own."""
    for column in columns:
        edge = max((line.x1 for line in column), default=0.0)
        yield from (replace(line, edge=edge) for line in column)


def _gutter(rows: list[list[Line]]) -> float | None:
    """Where the page is parted in two columns of running text, if it is."""
    pairs = [row for row in rows if len(row) == 2]
    if len(pairs) < _COLUMN_ROWS:
        return None
    begin, end = max(row[0].x1 for row in pairs), min(row[1].x0 for row in pairs)
    shortest = min(sum(len(row[side].text) for row in pairs) for side in (0, 1)) / len(pairs)
    return (begin + end) / 2 if begin < end and shortest >= _COLUMN_LETTERS else None


def _single_column(rows: list[list[Line]]) -> Iterator[Item]:
    """Lines with wide gaps are rows of a table without rules where several follow each other."""
    rows = [_with_its_mark(row) for row in rows]
    for number, row in enumerate(rows):
        beside = rows[max(number - 1, 0) : number + 2]
        if len(row) == 1:
            yield row[0]
        elif sum(len(other) > 1 for other in beside) > 1:
            yield TableRow("\t".join(line.text for line in row), top=row[0].top)
        else:
            yield _as_one(row)


def _with_its_mark(row: list[Line]) -> list[Line]:
    """A number, a bullet or a label belongs to the words that stand apart from it."""
    marked = len(row) > 1 and (_MARK.fullmatch(row[0].text) or _LABEL.search(row[0].text))
    row = [_as_one(row[:2]), *row[2:]] if marked else row
    return [_as_one(row)] if _LEADER.search(" ".join(line.text for line in row)) else row


def _as_one(row: list[Line]) -> Line:
    text = _LEADER.sub(r"\t\1", " ".join(line.text for line in row))
    first = row[0]
    return Line(
        text=text,
        size=max(line.size for line in row),
        x0=first.x0,
        x1=row[-1].x1,
        top=first.top,
        bottom=max(line.bottom for line in row),
    )


def _merged(lines: list[Item], rows: list[Item]) -> list[Item]:
    """Table rows put where they stand between the lines, whose order stays."""
    waiting = sorted(rows, key=lambda row: row.top)
    items: list[Item] = []
    for line in lines:
        while waiting and waiting[0].top <= line.top:
            items.append(waiting.pop(0))
        items.append(line)
    return items + waiting
