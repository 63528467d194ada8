"""One import from file to database: read, compare, write."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from knowledge.importing import tables
from knowledge.importing.plan_document import Leftover, PlanDocument, read_plan
from knowledge.importing.reading import Problem, ProblemKind, Reading
from store.audit import Actor
from store.records import changes as records
from store.records.changes import Change
from store.records.counter import FaqShelf, ProcedureShelf
from store.records.initiatives import InitiativeShelf, ensure_edition
from store.records.people import DepartmentShelf, PersonShelf, WorkspaceTaken


class ImportKind(StrEnum):
    """What a file holds."""

    PLAN = "plan"
    PROCEDURES = "procedures"
    FAQ = "faq"
    DEPARTMENTS = "departments"
    PEOPLE = "people"


@dataclass(frozen=True)
class ImportJob:
    """A file that was read, and what to do with it."""

    kind: ImportKind
    document: str
    reading: Reading[Any]
    shelf: records.Shelf[Any]
    actor: Actor
    plan: PlanDocument | None = None

    @property
    def problems(self) -> tuple[Problem, ...]:
        return self.reading.problems

    @property
    def not_understood(self) -> tuple[Leftover, ...]:
        return self.plan.not_understood if self.plan else ()

    def changes(self, session: Session, municipality: str) -> list[Change]:
        """What the import would change; it writes nothing."""
        return records.compare(
            self.shelf, session, municipality, self.reading.records, self.document
        )

    def write(
        self,
        session: Session,
        municipality: str,
        changes: Sequence[Change],
        *,
        at: datetime,
        on_written: Callable[[], None] = lambda: None,
    ) -> list[Problem]:
        """Write the changes in the caller's transaction; with a problem it must roll back."""
        if self.plan is not None and changes:
            ensure_edition(
                session,
                municipality,
                plan_title=self.plan.plan_title,
                name=self.plan.edition,
                document=self.document,
                content_hash=self.plan.content_hash,
                at=at,
            )
        try:
            records.write(
                self.shelf,
                session,
                municipality,
                self.reading.records,
                changes,
                at=at,
                actor=self.actor,
                on_written=on_written,
            )
        except WorkspaceTaken as error:
            return [Problem(ProblemKind.WORKSPACE_TAKEN, value=error.slack_team_id)]
        return []


def prepare(kind: ImportKind, path: Path, actor: Actor) -> ImportJob:
    """Read a file of a kind.

    Raises:
        UnreadableFile: the file as a whole cannot be read.
    """
    name = path.name
    match kind:
        case ImportKind.PLAN:
            plan = read_plan(path)
            shelf = InitiativeShelf(plan.plan_title, actor)
            return ImportJob(kind, name, plan.initiatives, shelf, actor, plan)
        case ImportKind.PROCEDURES:
            return ImportJob(kind, name, tables.read_procedures(path), ProcedureShelf(), actor)
        case ImportKind.FAQ:
            return ImportJob(kind, name, tables.read_faq(path), FaqShelf(), actor)
        case ImportKind.DEPARTMENTS:
            return ImportJob(kind, name, tables.read_departments(path), DepartmentShelf(), actor)
        case ImportKind.PEOPLE:
            return ImportJob(kind, name, tables.read_people(path), PersonShelf(), actor)
