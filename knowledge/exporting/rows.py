"""What is stored of one kind, as rows of a spreadsheet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from knowledge.importing.columns import CellValue
from knowledge.importing.tables import Table
from store.audit import Actor
from store.records.plan_identity import PlanName


@dataclass(frozen=True)
class ExportedRow:
    """One entry with its stable id and its cells by field."""

    number: int
    cells: Mapping[str, CellValue]


def exported_rows(
    session: Session, municipality: str, table: Table, plan: PlanName
) -> list[ExportedRow]:
    """Everything in force, in the order in which it was first imported."""
    shelf = table.shelf(plan, Actor("nobody", "export"), "")
    records = shelf.current(session, municipality)
    rows = []
    for number, key in sorted(shelf.numbers(session, municipality).items()):
        values = table.layout.values(records[key])
        cells = {
            column.field: column.form.write(values[column.field]) for column in table.layout.columns
        }
        rows.append(ExportedRow(number, cells))
    return rows
