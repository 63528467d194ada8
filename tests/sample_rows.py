"""What the sample city's own spreadsheets say, to compare answers with."""

from __future__ import annotations

import csv
from importlib.resources import files


def sample_rows(name: str) -> list[dict[str, str]]:
    """The rows of a packaged CSV file by their headings."""
    content = (files("bot.sample") / name).read_text(encoding="utf-8-sig")
    return list(csv.DictReader(content.splitlines()))


def sample_row(name: str, heading: str, value: str) -> dict[str, str]:
    """The one row that has this value under this heading."""
    (row,) = [row for row in sample_rows(name) if row[heading] == value]
    return row
