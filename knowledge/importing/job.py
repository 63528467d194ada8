"""One import from file to database: read, compare, write."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from knowledge.importing.fitting import Overtaken
from knowledge.importing.plan_document import read_plan
from knowledge.importing.plan_reading import Leftover, PlanReading
from knowledge.importing.reading import Problem
from knowledge.importing.sheet_job import SheetJob, read_sheet_job
from knowledge.importing.tables import TABLES, SheetKind
from store.audit import Actor
from store.records import changes as records
from store.records.changes import Change
from store.records.counter import ListedProcedureShelf
from store.records.initiative_shelf import InitiativeShelf
from store.records.plan_identity import note_reading, superseded_documents
from store.records.plan_parts import PART_RECORDS, EditionRecord, PartShelf


class ImportKind(StrEnum):
    """What a file holds."""

    PLAN = "plan"
    INITIATIVES = SheetKind.INITIATIVES.value
    PROCEDURES = SheetKind.PROCEDURES.value
    FAQ = SheetKind.FAQ.value
    INDICATORS = SheetKind.INDICATORS.value
    GLOSSARY = SheetKind.GLOSSARY.value
    DEPARTMENTS = SheetKind.DEPARTMENTS.value
    PEOPLE = SheetKind.PEOPLE.value


@dataclass(frozen=True)
class Batch:
    """The records of one kind that a file brings, and the shelf they belong on."""

    shelf: records.Shelf[Any]
    records: tuple[Any, ...]
    only_grows: bool = False
    """Whether what a later file does not name stays: the editions of a plan are its history."""


@dataclass(frozen=True)
class ImportJob:
    """A file that was read, and what to do with it."""

    kind: ImportKind
    document: str
    batches: tuple[Batch, ...]
    problems: tuple[Problem, ...]
    actor: Actor
    plan: PlanReading | None = None

    @property
    def count(self) -> int:
        """How many entries the file has."""
        return sum(len(batch.records) for batch in self.batches)

    @property
    def not_understood(self) -> tuple[Leftover, ...]:
        return self.plan.not_understood if self.plan else ()

    def changes(self, session: Session, municipality: str) -> list[Change]:
        """What the import would change; it writes nothing."""
        documents = frozenset({self.document})
        if self.plan is not None:
            documents = superseded_documents(
                session,
                municipality,
                self.plan.name,
                document=self.document,
                edition=self.plan.edition,
            )
        return [
            change
            for batch in self.batches
            for change in records.compare(
                batch.shelf,
                session,
                municipality,
                batch.records,
                frozenset() if batch.only_grows else documents,
            )
        ]

    def overtaken(self, session: Session, municipality: str) -> tuple[Overtaken, ...]:
        """Nothing: a plan document has no cells that were exported."""
        return ()

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
        if self.plan is not None and changes:
            note_reading(
                session,
                self.plan.name.ensure(session, municipality),
                edition=self.plan.edition,
                is_titled=bool(self.plan.name.title),
                document=self.document,
                content_hash=self.plan.content_hash,
                at=at,
            )
        for batch in self.batches:
            records.write(
                batch.shelf,
                session,
                municipality,
                [change for change in changes if change.kind == batch.shelf.kind],
                at=at,
                actor=self.actor,
                on_written=on_written,
            )
        return []


Job = ImportJob | SheetJob
"""An import of a file of any kind."""


def prepare(kind: ImportKind, path: Path, actor: Actor) -> Job:
    """Read a file of a kind.

    Raises:
        UnreadableFile: the file as a whole cannot be read.
    """
    if kind is ImportKind.PLAN:
        return plan_job(read_plan(path), actor)
    return read_sheet_job(TABLES[SheetKind(kind.value)], path, actor)


def plan_job(plan: PlanReading, actor: Actor) -> ImportJob:
    batches = [
        Batch(InitiativeShelf(plan.name, actor), plan.initiatives),
        Batch(ListedProcedureShelf(), plan.procedures),
    ]
    for record in PART_RECORDS:
        parts = tuple(part for part in plan.parts if isinstance(part, record))
        batches.append(Batch(PartShelf(record, plan.name), parts, record is EditionRecord))
    return ImportJob(ImportKind.PLAN, plan.document, tuple(batches), plan.problems, actor, plan)
