"""Spreadsheets read as they would be into an empty database."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Generic, TypeVar

from knowledge.importing.fitting import Stored, fit
from knowledge.importing.layouts import Layout
from knowledge.importing.reading import Problem, Refused
from knowledge.importing.spreadsheet import read_sheet
from knowledge.importing.tables import DEPARTMENTS, FAQ, PEOPLE, PROCEDURES
from store.records.changes import Record

R = TypeVar("R", bound=Record)


@dataclass(frozen=True)
class Reading(Generic[R]):
    """Records of one file, or what is wrong with it."""

    records: tuple[R, ...]
    problems: tuple[Problem, ...] = ()


def read(layout: Layout[R], path: Path) -> Reading[R]:
    """The records of a file, or what is wrong with it."""
    sheet = read_sheet(path, layout.columns)
    if not sheet.rows:
        return Reading((), sheet.problems)
    try:
        return Reading(fit(sheet, layout, Stored({}, {})).records)
    except Refused as refused:
        return Reading((), refused.problems)


read_departments = partial(read, DEPARTMENTS)
read_faq = partial(read, FAQ)
read_people = partial(read, PEOPLE)
read_procedures = partial(read, PROCEDURES)
