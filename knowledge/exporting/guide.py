"""The words in a spreadsheet: what its columns mean and how they are filled in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class ColumnGuide:
    """What a person needs to know to fill in a column."""

    what: str
    how: str = ""
    example: str = ""
    """A cell of the example row."""
    needed: str = ""
    """When it must be filled in, where that is neither always nor never."""


@dataclass(frozen=True)
class PageWords:
    """Words that the workbooks of all kinds share."""

    explanation: str
    """Title of the sheet that explains the columns."""
    headings: Sequence[str]
    """Of its columns: heading, needed, what, how, example."""
    required: str
    optional: str
    example_row: str
    """Comment on the example row."""
    choose: str
    """Shown when somebody writes what the drop-down does not offer."""
    template_notes: Sequence[str]
    export_notes: Sequence[str]


@dataclass(frozen=True)
class Guide:
    """The words in the workbook of one kind."""

    title: str
    number: ColumnGuide
    columns: Mapping[str, ColumnGuide]
    """By field."""
    words: PageWords
