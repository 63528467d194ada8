"""A template as the DX office opens it: headed, explained, with an example nobody has to delete."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from handlers.sheets.guides import guide
from knowledge.entries.names import KIND_NAMES
from knowledge.exporting.rows import ExportedRow
from knowledge.exporting.workbook import LONGEST_TEXT, TextTooLong, template, workbook
from knowledge.importing.columns import Column
from knowledge.importing.fitting import Stored, fit
from knowledge.importing.reading import Problem, ProblemKind
from knowledge.importing.spreadsheet import read_sheet
from knowledge.importing.tables import TABLES, SheetKind
from store.tables import Role, Status, Visibility

KINDS = pytest.mark.parametrize("kind", list(SheetKind))
CHOICES = {
    "状態": list(Status),
    "公開": list(Visibility),
    "進捗の公開": list(Visibility),
    "role": list(Role),
    "総合案内": ["はい", "いいえ"],
    "種類": list(KIND_NAMES),
}


def columns(kind: SheetKind) -> tuple[Column, ...]:
    return TABLES[kind].layout.columns


@pytest.fixture
def file(kind: SheetKind, tmp_path: Path) -> Path:
    path = tmp_path / "ひな形.xlsx"
    path.write_bytes(template(columns(kind), guide(kind)))
    return path


def first(file: Path) -> Worksheet:
    return load_workbook(file).worksheets[0]


@KINDS
def test_an_untouched_template_has_no_rows_yet(kind: SheetKind, file: Path) -> None:
    sheet = read_sheet(file, columns(kind))
    assert sheet.rows == ()
    assert sheet.problems == (Problem(ProblemKind.NO_ROWS, value="ひな形.xlsx"),)


@KINDS
def test_just_the_rows_below_the_example_are_imported(kind: SheetKind, file: Path) -> None:
    """What the example shows can be imported: here somebody copied it."""
    layout = TABLES[kind].layout
    book = load_workbook(file)
    sheet = book.worksheets[0]
    sheet.append([None, *(cell.value for cell in sheet[2][1:])])
    book.save(file)
    (record,) = fit(read_sheet(file, layout.columns), layout, Stored({}, {})).records
    shown = {column.field: guide(kind).columns[column.field].example for column in layout.columns}
    values = layout.values(record)
    for column in layout.columns:
        assert values[column.field] == column.form.read(shown[column.field])


@KINDS
def test_every_column_is_explained_in_a_line(kind: SheetKind, file: Path) -> None:
    book = load_workbook(file)
    assert book.sheetnames == [guide(kind).title, "説明"]
    headings = [cell.value for cell in first(file)[1]]
    lines = list(book["説明"].iter_rows(min_row=2, values_only=True))
    explained = lines[: len(headings)]
    assert [line[0] for line in explained] == headings
    assert all(line[1] and line[2] and line[3] for line in explained)
    required = [column.heading for column in columns(kind) if column.is_required]
    assert [line[0] for line in explained if line[1] == "必ず"] == required


@KINDS
def test_the_words_are_those_of_the_columns(kind: SheetKind) -> None:
    assert set(guide(kind).columns) == {column.field for column in columns(kind)}


@KINDS
def test_columns_of_few_words_have_a_drop_down(kind: SheetKind, file: Path) -> None:
    sheet = first(file)
    offered = {
        str(sheet.cell(1, cells.min_col).value): (validation, cells.size["rows"])
        for validation in sheet.data_validations.dataValidation
        for cells in validation.sqref.ranges
    }
    wanted = {column.heading for column in columns(kind)} & CHOICES.keys()
    assert offered.keys() == wanted
    for heading, (validation, rows) in offered.items():
        assert (validation.type, rows > 1000) == ("list", True)
        assert str(validation.formula1).strip('"').split(",") == CHOICES[heading]


@KINDS
def test_the_heading_stays_in_sight_and_says_what_is_required(kind: SheetKind, file: Path) -> None:
    sheet = first(file)
    assert sheet.freeze_panes == "C2"
    styles: dict[bool, set[str]] = {}
    for column, cell in zip(columns(kind), sheet[1][1:], strict=True):
        assert isinstance(cell, Cell)
        assert cell.value == column.heading
        styles.setdefault(column.is_required, set()).add(cell.fill.fgColor.rgb)
        assert sheet.column_dimensions[cell.column_letter].width == column.width
        assert cell.alignment.wrap_text
    assert not styles[True] & styles.get(False, set())


@KINDS
def test_the_example_is_marked_and_told_apart(kind: SheetKind, file: Path) -> None:
    cell = first(file)["A2"]
    assert cell.value == "例"
    assert cell.font.italic
    assert cell.comment is not None
    assert "読み込みません" in cell.comment.text


def test_a_text_that_a_cell_cannot_hold_is_refused_and_not_cut_off() -> None:
    kind = SheetKind.GLOSSARY
    row = ExportedRow(7, {"title": "DX", "text": "長" * (LONGEST_TEXT + 1), "visibility": "公開"})
    with pytest.raises(TextTooLong) as refusal:
        workbook(columns(kind), [row], guide(kind))
    assert (refusal.value.heading, refusal.value.number) == ("説明", 7)


def test_the_copy_of_what_was_exported_is_hidden() -> None:
    kind = SheetKind.GLOSSARY
    row = ExportedRow(7, {"title": "DX", "text": "変革", "visibility": "公開"})
    book = load_workbook(io.BytesIO(workbook(columns(kind), [row], guide(kind))))
    assert [sheet.sheet_state for sheet in book.worksheets] == ["visible", "visible", "hidden"]
    assert [cell.value for cell in book.worksheets[2][2]] == [7, "DX", "変革", "公開"]
