"""Read the words of the spreadsheets from ``guides.toml``."""

from __future__ import annotations

import tomllib
from pathlib import Path

from knowledge.exporting.guide import ColumnGuide, Guide, PageWords
from knowledge.importing.tables import SheetKind

_FILE = Path(__file__).with_name("guides.toml")


def guide(kind: SheetKind) -> Guide:
    """The words in the spreadsheet of one kind."""
    told = tomllib.loads(_FILE.read_text("utf-8"))
    sheet = told[kind.value]
    return Guide(
        title=sheet["title"],
        number=ColumnGuide(**told["number"]),
        columns={field: ColumnGuide(**about) for field, about in sheet["columns"].items()},
        words=PageWords(**told["page"]),
    )
