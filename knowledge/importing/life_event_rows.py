"""Check that the rows of a sheet of steps name answers that their life events have."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from knowledge.importing.reading import Problem, ProblemKind
from knowledge.importing.spreadsheet import Row
from knowledge.life_events import life_events
from store.records.life_events import LifeEventStepRecord


def unknown_answers(
    _session: Session,
    _municipality: str,
    records: Sequence[LifeEventStepRecord],
    rows: Sequence[Row],
) -> list[Problem]:
    """A problem for each answer that no question of the events of its row has.

    Args:
        rows: those that the records were read from, for the line to name.
    """
    lines = {row.cells["title"]: row.line for row in reversed(rows)}
    return [
        Problem(ProblemKind.NOT_AN_ANSWER, lines.get(record.title), value=answer)
        for record in records
        for answer in record.when
        if answer not in _answers(record.life_events)
    ]


def _answers(names: Sequence[str]) -> set[str]:
    return {
        answer
        for event in life_events()
        if event.name in names
        for question in event.questions
        for answer in question.answers
    }
