"""A column of a spreadsheet: its heading, the field it fills, how values stand in its cells."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from knowledge.importing.reading import ProblemKind

CellValue = str | int | float
"""What stands in a cell; an empty cell holds ""."""


class BadCell(ValueError):
    """The text of a cell is not what its column holds."""

    def __init__(self, kind: ProblemKind, value: str = "") -> None:
        super().__init__(kind)
        self.kind = kind
        self.value = value
        """The part of the cell that cannot be read, where it is not all of it."""


@dataclass(frozen=True)
class Form:
    """How values of one kind are read from a cell and written into one."""

    read: Callable[[str], Any]
    write: Callable[[Any], CellValue]
    choices: tuple[str, ...] = ()
    """Words to choose from; a workbook offers them in a drop-down."""


def _same(text: str) -> str:
    return text


TEXT = Form(_same, _same)


@dataclass(frozen=True)
class Column:
    heading: str
    field: str
    form: Form = TEXT
    is_required: bool = False
    width: int = 18
    """Of the column in a workbook, in characters of half width."""


NUMBER_HEADING = "番号"
"""Heading of the column with the stable id of each row that was exported."""
EXAMPLE = "例"
"""Stands in the number column of the example row, which is not imported."""
EXPORTED_SHEET = "書き出したとき"
"""Hidden sheet with the rows as they were exported: shows which cells somebody changed since."""
