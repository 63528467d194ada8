"""Check that the rows of a sheet of wordings name entries there are."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from knowledge.entries.names import named_entries
from knowledge.importing.reading import Problem, ProblemKind
from knowledge.importing.spreadsheet import Row
from store.records.wordings import NamedEntry, WordingRecord


def unknown_entries(
    session: Session, municipality: str, records: Sequence[WordingRecord], rows: Sequence[Row]
) -> list[Problem]:
    """A problem for each wording whose kind and title are those of no entry.

    Args:
        rows: those that the records were read from, for the line to name.
    """
    known = {*named_entries(session, municipality).values()}
    lines = {(row.cells["kind"], row.cells["title"]): row.line for row in reversed(rows)}
    return [
        Problem(
            ProblemKind.ENTRY_UNKNOWN, lines.get((record.kind, record.title)), value=record.title
        )
        for record in records
        if NamedEntry(record.kind, record.title) not in known
    ]
