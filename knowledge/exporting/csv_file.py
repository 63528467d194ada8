"""Rows as a CSV file that a spreadsheet program shows as text and never calculates."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence

from knowledge.exporting.rows import ExportedRow
from knowledge.importing.columns import NUMBER_HEADING, CellValue, Column
from knowledge.importing.escapes import escaped

_FORMULA = re.compile(r"'*[=+\-@\t\r＝＋－＠]")
"""How a text begins that is taken for a formula (OWASP: CSV Injection), or for a guarded one."""


def csv_file(columns: Sequence[Column], rows: Sequence[ExportedRow]) -> bytes:
    """UTF-8 with a byte order mark, by which Excel knows the encoding."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([NUMBER_HEADING, *(column.heading for column in columns)])
    for row in rows:
        writer.writerow([row.number, *(_guarded(row.cells[column.field]) for column in columns)])
    return text.getvalue().encode("utf-8-sig")


def _guarded(value: CellValue) -> CellValue:
    """A text without spaces around it; one that looks like a formula behind an apostrophe, which
    the import takes off again."""
    if not isinstance(value, str):
        return value
    text = escaped(value.strip())
    return f"'{text}" if _FORMULA.match(text) else text
