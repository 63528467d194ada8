"""Whatever a cell says comes back as it was, from a workbook and from a CSV file."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from handlers.sheets.guides import guide
from knowledge.exporting.csv_file import csv_file
from knowledge.exporting.rows import ExportedRow
from knowledge.exporting.workbook import workbook
from knowledge.importing import cells
from knowledge.importing.columns import Form
from knowledge.importing.spreadsheet import read_sheet
from knowledge.importing.tables import GLOSSARY, SheetKind

TEXT = st.text(
    st.one_of(
        st.sampled_from("=+-@＝＋－＠'\"、;；｜|＞>,\r\n\t 　_x0D#N/A"),
        st.sampled_from("①㈱髙𠮷🏣\x0b\x0c\x1f\x85\u2028\ufeff"),
        st.characters(exclude_categories=["Cs"], exclude_characters="\0"),
    ),
    max_size=40,
)
ODD = ["=1+1", "+81", "-5", "@user", "＝１", "'=1", "''-1", "#N/A", "_x000D_", "_x005F_x0041_"]
FIELDS = ("title", "text", "visibility")


def both(folder: Path, *texts: str) -> dict[str, list[str]]:
    """What is read from a workbook and from a CSV file with these texts, by the file's name."""
    columns = GLOSSARY.columns
    rows = [
        ExportedRow(number, dict(zip(FIELDS, (f"語{number}", text, ""), strict=True)))
        for number, text in enumerate(texts, start=1)
    ]
    files = {
        "sheet.xlsx": workbook(columns, rows, guide(SheetKind.GLOSSARY)),
        "sheet.csv": csv_file(columns, rows),
    }
    found = {}
    for name, content in files.items():
        (folder / name).write_bytes(content)
        sheet = read_sheet(folder / name, columns)
        assert sheet.problems == ()
        found[name] = [row.cells["text"] for row in sheet.rows]
    return found


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(TEXT, min_size=1, max_size=5))
def test_any_text_comes_back(tmp_path: Path, texts: list[str]) -> None:
    wanted = [text.strip() for text in texts]
    assert both(tmp_path, *texts) == {"sheet.xlsx": wanted, "sheet.csv": wanted}


def test_texts_that_programs_take_for_something_else_come_back(tmp_path: Path) -> None:
    assert both(tmp_path, *ODD) == {"sheet.xlsx": ODD, "sheet.csv": ODD}


def test_no_cell_of_a_workbook_is_calculated() -> None:
    rows = [ExportedRow(1, dict(zip(FIELDS, (text, text, ""), strict=True))) for text in ODD]
    book = load_workbook(io.BytesIO(workbook(GLOSSARY.columns, rows, guide(SheetKind.GLOSSARY))))
    for sheet in book.worksheets:
        kinds = {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value}
        assert kinds <= {"s", "n"}


@pytest.mark.parametrize("text", [text for text in ODD if text[0] in "=+-@＝'"])
def test_no_cell_of_a_csv_file_begins_like_a_formula(text: str) -> None:
    row = ExportedRow(1, dict(zip(FIELDS, (text, text, ""), strict=True)))
    content = csv_file(GLOSSARY.columns, [row]).decode("utf-8-sig")
    _, (_, title, *_) = csv.reader(io.StringIO(content, newline=""))
    assert title == f"'{text}"


@pytest.mark.parametrize("form", [cells.ITEMS, cells.WORDINGS, cells.PATH])
@given(items=st.lists(TEXT, max_size=8))
def test_any_list_comes_back(form: Form, items: list[str]) -> None:
    assert form.read(str(form.write(tuple(items)))) == tuple(items)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_any_number_comes_back(value: float) -> None:
    assert cells.number(str(cells.NUMBER.write(value))) == value
