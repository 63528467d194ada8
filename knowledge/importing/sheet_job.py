"""One import of a spreadsheet: read, fitted to what is stored, compared, written."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from knowledge.importing.comparison import Comparison
from knowledge.importing.fitting import Fitted, Stored, fit
from knowledge.importing.plan_reading import Leftover
from knowledge.importing.reading import Problem, ProblemKind, Refused
from knowledge.importing.spreadsheet import ReadSheet, read_sheet
from knowledge.importing.tables import Table
from store.audit import Actor
from store.records import changes as records
from store.records.changes import Action, Change, NumberedShelf
from store.records.people import WorkspaceTaken
from store.records.plan_identity import PlanName, plan_names


@dataclass(frozen=True)
class SheetJob:
    """A spreadsheet that was read, and what to do with it."""

    table: Table
    sheet: ReadSheet
    actor: Actor
    not_understood: tuple[Leftover, ...] = ()

    @property
    def document(self) -> str:
        return self.sheet.document

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Why no row could be read; what is wrong in rows `compare` tells, all of it at once."""
        return () if self.sheet.rows else self.sheet.problems

    @property
    def count(self) -> int:
        """How many entries the file has."""
        return len(self.sheet.rows)

    @property
    def found(self) -> dict[str, int]:
        """How many entries the file has, by their kind."""
        return {self._shelf_of(PlanName("")).kind: self.count}

    def compare(self, session: Session, municipality: str) -> Comparison:
        """What the import would change; it writes nothing.

        Raises:
            Refused: rows do not fit what is stored.
        """
        shelf = self._shelf(session, municipality)
        stored, fitted = self._fitted(shelf, session, municipality)
        # A file that was exported tells itself what it no longer has. Any other one counts as the
        # whole of what a file of its name brought.
        documents = frozenset() if self.sheet.is_export else frozenset({self.document})
        changes = records.differences(shelf.kind, stored, fitted.records, documents, fitted.renames)
        changes += [
            Change(shelf.kind, key, Action.REMOVED, stored=stored[key]) for key in fitted.gone
        ]
        return Comparison(tuple(changes), overtaken=fitted.overtaken)

    def write(
        self,
        session: Session,
        municipality: str,
        changes: Sequence[Change],
        *,
        at: datetime,
        on_written: Callable[[int], None] = lambda _: None,
    ) -> list[Problem]:
        """Write the changes in the caller's transaction; with a problem it must roll back."""
        try:
            records.write(
                self._shelf(session, municipality),
                session,
                municipality,
                changes,
                at=at,
                actor=self.actor,
                on_written=on_written,
            )
        except WorkspaceTaken as error:
            return [Problem(ProblemKind.WORKSPACE_TAKEN, value=error.slack_team_id)]
        return []

    def _fitted(
        self, shelf: NumberedShelf[Any], session: Session, municipality: str
    ) -> tuple[Mapping[str, Any], Fitted[Any]]:
        """What is stored, and the rows of the sheet fitted to it."""
        stored = shelf.current(session, municipality)
        numbers = shelf.numbers(session, municipality)
        fitted = fit(self.sheet, self.table.layout, Stored(stored, numbers))
        if problems := self.table.check(session, municipality, fitted.records, self.sheet.rows):
            raise Refused(problems)
        return stored, fitted

    def _shelf(self, session: Session, municipality: str) -> NumberedShelf[Any]:
        if not self.table.is_of_plan:
            return self._shelf_of(PlanName(""))
        plans = plan_names(session, municipality)
        if len(plans) == 1:
            return self._shelf_of(plans[0])
        numbers = {row.number for row in self.sheet.rows}
        for plan in plans:
            shelf = self._shelf_of(plan)
            if numbers & shelf.numbers(session, municipality).keys():
                return shelf
        titles = "」「".join(plan.title for plan in plans)
        raise Refused([Problem(ProblemKind.WHICH_PLAN, value=titles)])

    def _shelf_of(self, plan: PlanName) -> NumberedShelf[Any]:
        return self.table.shelf(plan, self.actor, self.document)


def read_sheet_job(table: Table, path: Path, actor: Actor) -> SheetJob:
    """Read a spreadsheet of a kind.

    Raises:
        UnreadableFile: the file as a whole cannot be read.
    """
    return SheetJob(table, read_sheet(path, table.layout.columns), actor)
