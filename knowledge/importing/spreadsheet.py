"""Rows of a CSV file or of the first sheet of an Excel workbook, checked against columns."""

from __future__ import annotations

import csv
import io
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from knowledge.importing.reading import (
    Problem,
    ProblemKind,
    Reading,
    UnreadableFile,
    file_bytes,
    text_of,
)
from knowledge.normalise import normalise
from store.records.changes import Record

R = TypeVar("R", bound=Record)

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


class BadCell(ValueError):
    """The text of a cell is not what its column holds."""

    def __init__(self, kind: ProblemKind) -> None:
        super().__init__(kind)
        self.kind = kind


def plain(text: str) -> str:
    return text


@dataclass(frozen=True)
class Column:
    """A column of a spreadsheet: its heading, the field it fills and how its text is read."""

    heading: str
    field: str
    parse: Callable[[str], Any] = plain
    is_required: bool = False


@dataclass(frozen=True)
class _Row:
    line: int
    cells: list[str]


def read_rows(
    path: Path, columns: Sequence[Column], make: Callable[[dict[str, Any]], R]
) -> Reading[R]:
    """Read every row into a record; with any problem the caller must not write.

    Raises:
        UnreadableFile: the file is missing, empty, broken, or neither CSV nor XLSX.
    """
    rows = _rows(path)
    heading = next(rows, None)
    if heading is None:
        raise UnreadableFile(Problem(ProblemKind.FILE_EMPTY, value=path.name))
    places, problems = _places(heading, columns)
    records: dict[str, R] = {}
    if not problems:
        for row in rows:
            fields, wrong = _fields(row, columns, places, width=len(heading.cells))
            problems += wrong
            if wrong:
                continue
            record = make(fields)
            if record.key in records:
                problems.append(Problem(ProblemKind.TWICE, row.line, value=record.key))
            records[record.key] = record
        if not records and not problems:
            problems.append(Problem(ProblemKind.NO_ROWS, value=path.name))
    return Reading(tuple(records.values()), tuple(problems))


def _rows(path: Path) -> Iterator[_Row]:
    content = file_bytes(path)
    match path.suffix.lower():
        case ".csv":
            yield from _csv_rows(text_of(content, path.name), path.name)
        case ".xlsx":
            yield from _sheet_rows(content, path.name)
        case _:
            raise UnreadableFile(Problem(ProblemKind.FILE_KIND, value=path.name))


def _csv_rows(text: str, name: str) -> Iterator[_Row]:
    # Strict, for a quotation mark that is never closed would swallow the rows after it.
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    line = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield _Row(line, [cell.strip() for cell in cells])
            line = reader.line_num + 1
    except csv.Error as error:
        raise UnreadableFile(Problem(ProblemKind.FILE_UNREADABLE, line, value=name)) from error


def _sheet_rows(content: bytes, name: str) -> Iterator[_Row]:
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        rows = [
            [cell_text(value) for value in values]
            for values in book.worksheets[0].iter_rows(values_only=True)
        ]
    except BROKEN_WORKBOOK as error:
        raise UnreadableFile(Problem(ProblemKind.FILE_UNREADABLE, value=name)) from error
    for line, cells in enumerate(rows, start=1):
        if any(cells):
            yield _Row(line, cells)


def cell_text(value: object) -> str:
    match value:
        case None:
            return ""
        case datetime():
            return value.date().isoformat()
        case date():
            return value.isoformat()
        case float() if value.is_integer():
            return str(int(value))
        case _:
            return str(value).strip()


def _places(heading: _Row, columns: Sequence[Column]) -> tuple[dict[str, int], list[Problem]]:
    """Position of each column by field; headings may use the Japanese or the English name."""
    names: dict[str, int] = {}
    problems = []
    for number, name in enumerate(heading.cells):
        if name and names.setdefault(normalise(name), number) != number:
            problems.append(Problem(ProblemKind.TWICE, heading.line, value=name))
    places = {}
    for column in columns:
        place = names.pop(normalise(column.heading), names.pop(column.field, None))
        if place is not None:
            places[column.field] = place
        elif column.is_required:
            problems.append(
                Problem(ProblemKind.COLUMN_MISSING, heading.line, column=column.heading)
            )
    problems += [
        Problem(ProblemKind.COLUMN_UNKNOWN, heading.line, column=heading.cells[place])
        for place in names.values()
    ]
    return places, problems


def _fields(
    row: _Row, columns: Sequence[Column], places: dict[str, int], *, width: int
) -> tuple[dict[str, Any], list[Problem]]:
    fields: dict[str, Any] = {}
    problems = []
    if any(row.cells[width:]):
        problems.append(Problem(ProblemKind.ROW_TOO_LONG, row.line, value=row.cells[width]))
    for column in columns:
        place = places.get(column.field)
        text = row.cells[place] if place is not None and place < len(row.cells) else ""
        if not text and column.is_required:
            problems.append(Problem(ProblemKind.CELL_MISSING, row.line, column.heading))
            continue
        try:
            fields[column.field] = column.parse(text)
        except BadCell as error:
            problems.append(Problem(error.kind, row.line, column.heading, text))
    return fields, problems
