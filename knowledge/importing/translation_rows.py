"""Check that the rows of a sheet of translations name procedures there are."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from knowledge.importing.reading import Problem, ProblemKind
from knowledge.importing.spreadsheet import Row
from store.records.procedures import procedures
from store.records.translations import TranslationRecord


def unknown_procedures(
    session: Session, municipality: str, records: Sequence[TranslationRecord], rows: Sequence[Row]
) -> list[Problem]:
    """A problem for each translation of a procedure that is not there.

    Args:
        rows: those that the records were read from, for the line to name.
    """
    known = {row.title for row in procedures(session, municipality)}
    lines = {row.cells["procedure"]: row.line for row in reversed(rows)}
    return [
        Problem(ProblemKind.PROCEDURE_UNKNOWN, lines.get(record.procedure), value=record.procedure)
        for record in records
        if record.procedure not in known
    ]
