"""The text of a plan that was written as a spreadsheet: a line a row, a tab between cells."""

from __future__ import annotations

import csv
import io
import warnings
from collections.abc import Iterable, Sequence
from itertools import groupby

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from knowledge.importing.reading import Problem, ProblemKind, UnreadableFile, text_of
from knowledge.importing.spreadsheet import BROKEN_WORKBOOK, cell_text

_Row = Sequence[str]


def csv_text(content: bytes, name: str) -> str:
    """The text of a CSV file.

    Raises:
        UnreadableFile: it is not a text, or a quotation mark is never closed.
    """
    reader = csv.reader(io.StringIO(text_of(content, name), newline=""), strict=True)
    try:
        rows = [[_in_one_line(cell) for cell in cells] for cells in reader]
    except csv.Error as error:
        problem = Problem(ProblemKind.FILE_UNREADABLE, reader.line_num, value=name)
        raise UnreadableFile(problem) from error
    return "\n".join(_titled(_lines(rows)))


def workbook_text(content: bytes, name: str) -> str:
    """The text of the sheets of an Excel workbook that are not hidden.

    Raises:
        UnreadableFile: it is no workbook, or damaged.
    """
    try:
        # It warns of drop-down lists and the like that it does not keep; nobody misses them here.
        with warnings.catch_warnings(action="ignore"):
            book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
            sheets = [
                (sheet.title, _rows(sheet))
                for sheet in book.worksheets
                if sheet.sheet_state == "visible"
            ]
    except BROKEN_WORKBOOK as error:
        raise UnreadableFile(Problem(ProblemKind.FILE_DAMAGED, value=name)) from error
    filled = [(title, lines) for title, rows in sheets if any(lines := _lines(rows))]
    if len(filled) == 1:
        return "\n".join(_titled(filled[0][1]))
    return "\n\n".join("\n".join([f"## {title}", "", *lines]) for title, lines in filled)


def _rows(sheet: Worksheet) -> list[_Row]:
    return [
        [_in_one_line(cell_text(value)) for value in values]
        for values in sheet.iter_rows(values_only=True)
    ]


def _in_one_line(text: str) -> str:
    return "<br>".join(text.replace("\t", " ").strip().splitlines())


def _lines(rows: Iterable[_Row]) -> list[str]:
    """Blocks of rows between empty rows, each line by line."""
    lines: list[str] = []
    for is_filled, block in groupby(rows, key=any):
        if is_filled:
            lines += _block(list(block))
        elif lines:
            lines.append("")
    return lines


def _block(block: list[_Row]) -> list[str]:
    """A row of one cell is a line of text, unless it goes on a table that stands around it.

    A table begins with a row of several cells. One row of a single cell after it still belongs
    to it (a label with nothing beside it); several of them are text again.
    """
    lines: list[str] = []
    for has_one_cell, run in groupby(block, key=lambda row: sum(map(bool, row)) == 1):
        rows = list(run)
        if has_one_cell and not (lines and len(rows) == 1):
            lines += ["".join(row) for row in rows]
        else:
            lines += ["\t".join(row) for row in rows]
    return lines


def _titled(lines: list[str]) -> list[str]:
    """A sheet has no heading marks: one line alone above all others is its title."""
    is_title = len(lines) > 1 and "\t" not in lines[0] and not lines[1]
    return [f"# {lines[0]}", *lines[1:]] if is_title else lines
