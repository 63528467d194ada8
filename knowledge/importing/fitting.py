"""Fit the rows of a spreadsheet to what is stored: which entry a row means, what it changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from knowledge.importing.columns import NUMBER_HEADING, BadCell, Column
from knowledge.importing.layouts import Layout, Unfinished
from knowledge.importing.reading import Problem, ProblemKind, Refused
from knowledge.importing.spreadsheet import ReadSheet, Row
from store.records.changes import Record

R = TypeVar("R", bound=Record)


@dataclass(frozen=True)
class Stored(Generic[R]):
    """What is stored now."""

    records: Mapping[str, R]
    """By key."""
    numbers: Mapping[int, str]
    """Key by stable id."""


@dataclass(frozen=True)
class Overtaken:
    """A cell that says what was exported, where something else is stored by now."""

    key: str
    heading: str


@dataclass(frozen=True)
class Fitted(Generic[R]):
    """What the rows want to be stored."""

    records: tuple[R, ...]
    renames: Mapping[str, str]
    """The key that an entry had so far, by its new key."""
    gone: tuple[str, ...]
    """Keys of entries that were exported into the file and are in it no longer."""
    overtaken: tuple[Overtaken, ...]


def fit(sheet: ReadSheet, layout: Layout[R], stored: Stored[R]) -> Fitted[R]:
    """The records that the rows of a spreadsheet want.

    A cell that says what was exported (or, where the file does not tell, what is stored now)
    changes nothing, so whatever a cell cannot show is kept.

    Raises:
        Refused: with every problem of every row.
    """
    return _Fitting(sheet, layout, stored).run()


class _Fitting(Generic[R]):
    def __init__(self, sheet: ReadSheet, layout: Layout[R], stored: Stored[R]) -> None:
        self._sheet = sheet
        self._layout = layout
        self._stored = stored
        self._problems = list(sheet.problems)
        self._overtaken: list[Overtaken] = []
        numbered = {stored.numbers.get(row.number) for row in sheet.rows if row.number is not None}
        self._by_name = {
            layout.name(self._shown(record)): record
            for key, record in reversed([*stored.records.items()])
            if key not in numbered
        }

    def run(self) -> Fitted[R]:
        wanted: dict[str, R] = {}
        renames: dict[str, str] = {}
        new: dict[str, int] = {}
        kept: set[str] = set()
        for row in self._sheet.rows:
            try:
                before = self._meant(row)
                record = self._record(row, before)
            except Refused as refused:
                self._problems += refused.problems
                continue
            if record.key in wanted:
                name = self._layout.name(self._shown(record))
                self._problems.append(Problem(ProblemKind.TWICE, row.line, value=name))
            wanted[record.key] = record
            if before is not None:
                kept.add(before.key)
            if before is None or before.key != record.key:
                new[record.key] = row.line
            if before is not None and before.key != record.key:
                renames[record.key] = before.key
        gone = tuple(key for key in self._gone() if key not in kept)
        # Where a row of this file keeps the name, that is told as twice.
        leaving = kept | {*gone}
        self._problems += [
            Problem(ProblemKind.NAME_TAKEN, line, value=key)
            for key, line in new.items()
            if key in self._stored.records and key not in leaving
        ]
        if self._problems:
            raise Refused(sorted(self._problems, key=lambda problem: problem.line or 0))
        return Fitted(tuple(wanted.values()), renames, gone, tuple(self._overtaken))

    def _gone(self) -> list[str]:
        """Keys of what was exported under a number that no row has any more."""
        present = {row.number for row in self._sheet.rows}
        missing = {*(self._sheet.exported or {})} - present
        keys = [key for number, key in self._stored.numbers.items() if number in missing]
        # A department that others name and nobody described has nothing to lose.
        return [key for key in keys if self._stored.records[key].source_document]

    def _meant(self, row: Row) -> R | None:
        """The entry that a row is about; nothing for a new one."""
        if row.number is None:
            return self._by_name.get(self._layout.name(row.cells))
        key = self._stored.numbers.get(row.number)
        if key is None:
            value = str(row.number)
            raise Refused(
                [Problem(ProblemKind.ROW_NUMBER_UNKNOWN, row.line, NUMBER_HEADING, value)]
            )
        return self._stored.records[key]

    def _record(self, row: Row, before: R | None) -> R:
        fields, problems = self._fields(row, before)
        if problems:
            raise Refused(problems)
        try:
            if before is None:
                return self._layout.made(fields, row.cells, self._sheet.document)
            if not fields:
                return before
            keeps = row.number is not None or self._layout.keeps_source
            document = (before.source_document if keeps else "") or self._sheet.document
            return self._layout.changed(before, fields, row.cells, document)
        except Unfinished as error:
            headings = {column.field: column.heading for column in self._layout.columns}
            raise Refused(
                [Problem(error.kind, row.line, headings[field]) for field in error.fields]
            ) from error

    def _fields(self, row: Row, before: R | None) -> tuple[dict[str, Any], list[Problem]]:
        """The fields that a row sets, all of them for a new entry, and what is wrong with them."""
        now = self._shown(before) if before is not None else {}
        was = now | self._exported(row)
        fields: dict[str, Any] = {}
        problems = []
        for column in self._layout.columns:
            text = row.cells.get(column.field)
            if before is not None and (text is None or _same(text, was[column.field])):
                if text is not None and not _same(text, now[column.field]):
                    self._overtaken.append(Overtaken(before.key, column.heading))
                continue
            try:
                fields[column.field] = _read(column, text or "")
            except BadCell as error:
                value = error.value or text or ""
                problems.append(Problem(error.kind, row.line, column.heading, value))
        return fields, problems

    def _exported(self, row: Row) -> dict[str, str]:
        """The cells as they were when somebody began to edit them, where the file tells."""
        exported = self._sheet.exported or {}
        return {**exported.get(row.number, {})} if row.number is not None else {}

    def _shown(self, record: R) -> dict[str, str]:
        """The cells as they would be exported now."""
        values = self._layout.values(record)
        return {
            column.field: str(column.form.write(values[column.field])).strip()
            for column in self._layout.columns
        }


def _read(column: Column, text: str) -> Any:
    if not text and column.is_required:
        raise BadCell(ProblemKind.CELL_MISSING)
    return column.form.read(text)


def _same(text: str, other: str) -> bool:
    return text.replace("\r\n", "\n") == other.replace("\r\n", "\n")
