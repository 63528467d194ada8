"""Rows as an Excel workbook: headed, with drop-downs, an example and a sheet that explains it."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from knowledge.exporting.guide import Guide
from knowledge.exporting.rows import ExportedRow
from knowledge.importing.columns import (
    EXAMPLE,
    EXPORTED_SHEET,
    NUMBER_HEADING,
    CellValue,
    Column,
)
from knowledge.importing.escapes import escaped_for_xml

LONGEST_TEXT = 32_767
"""Characters that a cell of a workbook holds (Excel specifications and limits)."""
_ROWS_TO_COME = 1000
"""For how many rows below the last one the drop-downs are there."""
_FORMULA_MARKS = tuple("=+-@")

_REQUIRED = (Font(bold=True, color="FFFFFF"), PatternFill("solid", fgColor="1F4E79"))
_OPTIONAL = (Font(bold=True, color="1F4E79"), PatternFill("solid", fgColor="DDEBF7"))
_EXAMPLE = (Font(italic=True, color="7F7F7F"), PatternFill("solid", fgColor="F2F2F2"))
_WRAPPED = Alignment(wrap_text=True, vertical="top")
_TEXT_FORMAT = "@"
"""Lets stand what people type: 80% stays 80%, 1-2 becomes no date, 0120 keeps its nought."""
_NUMBER_WIDTH = 8
_EXPLANATION_WIDTHS = (20, 16, 44, 56, 44)


class TextTooLong(ValueError):
    """A text is longer than a cell of a workbook holds."""

    def __init__(self, heading: str, number: int) -> None:
        super().__init__(heading, number)
        self.heading = heading
        self.number = number


def template(columns: Sequence[Column], guide: Guide) -> bytes:
    """An empty workbook with an example row."""
    book = Workbook()
    sheet = book.worksheets[0]
    _lay_out(sheet, columns, guide, rows=1)
    for place, column in enumerate((None, *columns), start=1):
        text = guide.columns[column.field].example if column else EXAMPLE
        cell = _put(sheet, 2, place, text)
        cell.font, cell.fill = _EXAMPLE
    sheet.cell(2, 1).comment = Comment(guide.words.example_row, "madoguchi")
    _explain(book, columns, guide, guide.words.template_notes)
    return _saved(book)


def workbook(columns: Sequence[Column], rows: Sequence[ExportedRow], guide: Guide) -> bytes:
    """What is stored, with a hidden copy that shows later which cells somebody changed.

    Raises:
        TextTooLong: a text does not fit into a cell.
    """
    book = Workbook()
    sheet = book.worksheets[0]
    _lay_out(sheet, columns, guide, rows=len(rows))
    _explain(book, columns, guide, guide.words.export_notes)
    copy = book.create_sheet(EXPORTED_SHEET)
    copy.sheet_state = "hidden"
    _put_headings(copy, columns)
    for line, row in enumerate(rows, start=2):
        for column in columns:
            if len(escaped_for_xml(str(row.cells[column.field]))) > LONGEST_TEXT:
                raise TextTooLong(column.heading, row.number)
        for part in (sheet, copy):
            for place, value in enumerate(_values(row.number, row.cells, columns), start=1):
                _put(part, line, place, value)
    return _saved(book)


def _values(
    number: int, cells: Mapping[str, CellValue], columns: Sequence[Column]
) -> list[CellValue]:
    return [number, *(cells[column.field] for column in columns)]


def _lay_out(sheet: Worksheet, columns: Sequence[Column], guide: Guide, *, rows: int) -> None:
    sheet.title = guide.title
    _put_headings(sheet, columns)
    widths = [_NUMBER_WIDTH, *(column.width for column in columns)]
    for place, width in enumerate(widths, start=1):
        dimension = sheet.column_dimensions[get_column_letter(place)]
        dimension.width = width
        dimension.alignment = _WRAPPED
        dimension.number_format = _TEXT_FORMAT
    for place, column in enumerate(columns, start=2):
        if column.form.choices:
            _offer(sheet, get_column_letter(place), column.form.choices, guide, rows)
    sheet.freeze_panes = "C2"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _offer(sheet: Worksheet, letter: str, choices: Sequence[str], guide: Guide, rows: int) -> None:
    """Add a drop-down to a column."""
    validation = DataValidation(
        type="list", formula1=f'"{",".join(choices)}"', allow_blank=True, showErrorMessage=True
    )
    validation.error = guide.words.choose
    validation.add(f"{letter}2:{letter}{1 + rows + _ROWS_TO_COME}")
    sheet.add_data_validation(validation)


def _put_headings(sheet: Worksheet, columns: Sequence[Column]) -> None:
    for place, column in enumerate((None, *columns), start=1):
        cell = _put(sheet, 1, place, column.heading if column else NUMBER_HEADING)
        cell.font, cell.fill = _REQUIRED if column and column.is_required else _OPTIONAL


def _explain(book: Workbook, columns: Sequence[Column], guide: Guide, notes: Sequence[str]) -> None:
    """Add the sheet with one line for each column."""
    words = guide.words
    sheet = book.create_sheet(words.explanation)
    for place, heading in enumerate(words.headings, start=1):
        cell = _put(sheet, 1, place, heading)
        cell.font, cell.fill = _OPTIONAL
        sheet.column_dimensions[get_column_letter(place)].width = _EXPLANATION_WIDTHS[place - 1]
    number = (NUMBER_HEADING, words.optional, guide.number)
    explained = [
        (column.heading, words.required if column.is_required else words.optional, about)
        for column, about in ((column, guide.columns[column.field]) for column in columns)
    ]
    for line, (heading, needed, about) in enumerate((number, *explained), start=2):
        texts = (heading, about.needed or needed, about.what, about.how, about.example)
        for place, text in enumerate(texts, start=1):
            _put(sheet, line, place, text)
    for line, note in enumerate(notes, start=sheet.max_row + 2):
        sheet.cell(line, 1, note)
    sheet.freeze_panes = "B2"


def _put(sheet: Worksheet, line: int, place: int, value: CellValue) -> Cell:
    cell = sheet.cell(line, place)
    assert isinstance(cell, Cell)  # noqa: S101 - nothing is merged
    cell.alignment = _WRAPPED
    cell.number_format = _TEXT_FORMAT
    if isinstance(value, str):
        if value:
            cell.value = escaped_for_xml(value)
            # openpyxl takes «=…» for a formula and «#N/A» for an error.
            cell.data_type = "s"
            cell.quotePrefix = value.startswith(_FORMULA_MARKS)
    else:
        cell.value = value
    return cell


def _saved(book: Workbook) -> bytes:
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()
