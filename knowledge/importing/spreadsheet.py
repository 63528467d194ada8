"""Rows of a CSV file or of the first sheet of an Excel workbook, by their columns."""

from __future__ import annotations

import csv
import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from knowledge.importing.columns import EXAMPLE, EXPORTED_SHEET, NUMBER_HEADING, Column
from knowledge.importing.escapes import unescaped
from knowledge.importing.reading import (
    Problem,
    ProblemKind,
    UnreadableFile,
    file_bytes,
    text_of,
)
from knowledge.normalise import normalise

BROKEN_WORKBOOK = (
    InvalidFileException,
    zipfile.BadZipFile,
    zlib.error,
    SyntaxError,  # ElementTree's and lxml's errors about broken XML are kinds of it
    IndexError,
    KeyError,
    ValueError,
    OSError,
    EOFError,
    NotImplementedError,  # a packing that zipfile does not know
)
"""What openpyxl raises for a file that is no workbook, or one that was cut off or damaged."""

_GUARDED = re.compile(r"\A'('*[=+\-@\t\r＝＋－＠])")
"""A cell of a CSV file that a spreadsheet program must not take for a formula."""


@dataclass(frozen=True)
class Row:
    """A row with the text of its cells by the field of their column."""

    line: int
    number: int | None
    """Stable id of what was exported; nothing for a row that somebody wrote anew."""
    cells: Mapping[str, str]


@dataclass(frozen=True)
class ReadSheet:
    """A spreadsheet as it was read; with problems nothing must be written."""

    document: str
    rows: tuple[Row, ...] = ()
    exported: Mapping[int, Mapping[str, str]] | None = None
    """Cells as they were exported, by row number; nothing where the file does not tell."""
    problems: tuple[Problem, ...] = ()

    @property
    def is_export(self) -> bool:
        """Whether the file was exported, and not written by hand or from a template."""
        return self.exported is not None or any(row.number is not None for row in self.rows)


@dataclass(frozen=True)
class _Line:
    line: int
    cells: list[str]

    def at(self, place: int | None) -> str:
        """The text of a cell; empty beyond the last one."""
        return self.cells[place] if place is not None and place < len(self.cells) else ""


def read_sheet(path: Path, columns: Sequence[Column]) -> ReadSheet:
    """Read the rows of a file.

    Raises:
        UnreadableFile: the file is missing, empty, broken, or neither CSV nor XLSX.
    """
    lines, exported = _lines(path)
    rows, problems = _rows(lines, columns, path.name)
    if not rows and not problems:
        problems = [Problem(ProblemKind.NO_ROWS, value=path.name)]
    before = None
    if exported:
        known, _ = _rows(exported, columns, path.name)
        before = {row.number: row.cells for row in known if row.number is not None}
    return ReadSheet(path.name, tuple(rows), before, tuple(problems))


def _rows(
    lines: Sequence[_Line], columns: Sequence[Column], name: str
) -> tuple[list[Row], list[Problem]]:
    if not lines:
        raise UnreadableFile(Problem(ProblemKind.FILE_EMPTY, value=name))
    heading, *below = lines
    number_at, places, problems = _places(heading, columns)
    if problems:
        return [], problems
    rows: list[Row] = []
    seen: set[int | None] = set()
    for line in below:
        text = line.at(number_at)
        if text == EXAMPLE:
            continue
        number = _number(text)
        if text and number is None:
            problems.append(Problem(ProblemKind.NOT_A_ROW_NUMBER, line.line, NUMBER_HEADING, text))
        elif number in seen:
            problems.append(Problem(ProblemKind.TWICE, line.line, NUMBER_HEADING, text))
        elif too_many := [*filter(None, line.cells[len(heading.cells) :])]:
            problems.append(Problem(ProblemKind.ROW_TOO_LONG, line.line, value=too_many[0]))
        cells = {field: line.at(place) for field, place in places.items()}
        seen |= {number} - {None}
        if number is not None or any(cells.values()):
            rows.append(Row(line.line, number, cells))
    return rows, problems


def _number(text: str) -> int | None:
    spoken = normalise(text)
    return int(spoken) if re.fullmatch(r"\d{1,18}", spoken) else None


def _lines(path: Path) -> tuple[list[_Line], list[_Line]]:
    """The lines of a file, and those of the sheet that tells what was exported."""
    content = file_bytes(path)
    match path.suffix.lower():
        case ".csv":
            return list(_csv_lines(text_of(content, path.name), path.name)), []
        case ".xlsx":
            return _workbook_lines(content, path.name)
        case _:
            raise UnreadableFile(Problem(ProblemKind.FILE_KIND, value=path.name))


def _csv_lines(text: str, name: str) -> Iterator[_Line]:
    # Strict, for a quotation mark that is never closed would swallow the rows after it.
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    line = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield _Line(line, [cell_text(_GUARDED.sub(r"\1", cell.strip())) for cell in cells])
            line = reader.line_num + 1
    except csv.Error as error:
        raise UnreadableFile(Problem(ProblemKind.FILE_UNREADABLE, line, value=name)) from error


def _workbook_lines(content: bytes, name: str) -> tuple[list[_Line], list[_Line]]:
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        first, *others = book.worksheets
        exported = [sheet for sheet in others if sheet.title == EXPORTED_SHEET]
        return _sheet_lines(first), [line for sheet in exported for line in _sheet_lines(sheet)]
    except BROKEN_WORKBOOK as error:
        raise UnreadableFile(Problem(ProblemKind.FILE_UNREADABLE, value=name)) from error


def _sheet_lines(sheet: Worksheet) -> list[_Line]:
    lines = [
        _Line(line, [_text_in(cell) for cell in cells])
        for line, cells in enumerate(sheet.iter_rows(), start=1)
    ]
    return [line for line in lines if any(line.cells)]


def _text_in(cell: Cell | MergedCell) -> str:
    match cell.value:
        case bool():
            return cell_text(cell.value)
        case int() | float() as value if "%" in (cell.number_format or ""):
            # Excel shows 0.8 as 80%, and that is what somebody typed.
            return f"{cell_text(round(float(value) * 100, 10))}%"
        case value:
            return cell_text(value)


def cell_text(value: object) -> str:
    """The text of a cell of a file that has this value."""
    match value:
        case None:
            return ""
        case datetime():
            return value.date().isoformat()
        case date():
            return value.isoformat()
        case float() if value.is_integer():
            return str(int(value))
        case str():
            return unescaped(value).strip()
        case _:
            return str(value).strip()


def _places(
    heading: _Line, columns: Sequence[Column]
) -> tuple[int | None, dict[str, int], list[Problem]]:
    """Place of the row numbers, and of each column by its field.

    Headings may use the Japanese or the English name.
    """
    names: dict[str, int] = {}
    problems = []
    for place, name in enumerate(heading.cells):
        if name and names.setdefault(normalise(name), place) != place:
            problems.append(Problem(ProblemKind.TWICE, heading.line, value=name))
    number_at = names.pop(normalise(NUMBER_HEADING), None)
    places = {}
    for column in columns:
        found = names.pop(normalise(column.heading), names.pop(column.field, None))
        if found is not None:
            places[column.field] = found
        elif column.is_required:
            problems.append(
                Problem(ProblemKind.COLUMN_MISSING, heading.line, column=column.heading)
            )
    problems += [
        Problem(ProblemKind.COLUMN_UNKNOWN, heading.line, column=heading.cells[place])
        for place in names.values()
    ]
    return number_at, places, problems
