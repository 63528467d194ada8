"""One import of a plan document: read, compared with the edition before, written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from knowledge.importing.comparison import Comparison
from knowledge.importing.plan_reading import Leftover, PlanReading
from knowledge.importing.reading import Problem, ProblemKind, Refused
from knowledge.importing.renames import Rename, Renames, card, find_renames
from store.audit import Actor
from store.records import changes as records
from store.records.changes import Action, Change, LastingShelf
from store.records.initiative_shelf import InitiativeShelf
from store.records.initiatives import InitiativeRecord
from store.records.plan_identity import note_reading
from store.records.plan_parts import (
    PART_KINDS,
    PART_RECORDS,
    EditionRecord,
    IndicatorRecord,
    ItemRecord,
    PartRecord,
    PartShelf,
)
from store.records.procedures import ListedProcedureRecord, ListedProcedureShelf
from store.tables import Initiative, ItemKind, PlanItem, Procedure, Visibility

R = TypeVar("R", InitiativeRecord, PartRecord)

KINDS: tuple[str, ...] = (
    Initiative.__tablename__,
    *(kind for kind in PART_KINDS.values() if kind != PlanItem.__tablename__),
    *(kind.value for kind in ItemKind),
)
"""Kinds of entries of which an import may say who sees them."""


@dataclass(frozen=True)
class Batch:
    """The records of one kind that a document brings, and the shelf they belong on."""

    shelf: records.Shelf[Any]
    records: tuple[Any, ...]
    only_grows: bool = False
    """Whether what a later file does not name stays: the editions of a plan are its history."""


@dataclass(frozen=True)
class LastingBatch(Batch):
    """Records on whose rows something hangs, so that a row must outlive a new title."""

    shelf: LastingShelf[Any]


@dataclass(frozen=True)
class PlanJob:
    """A plan document that was read, and what to do with it."""

    plan: PlanReading
    batches: tuple[Batch, ...]
    actor: Actor
    confirmed: frozenset[Rename] = frozenset()
    """Doubtful renames that somebody has agreed to."""

    @property
    def document(self) -> str:
        return self.plan.document

    @property
    def problems(self) -> tuple[Problem, ...]:
        return self.plan.problems

    @property
    def count(self) -> int:
        """How many entries the document has."""
        return sum(len(batch.records) for batch in self.batches)

    @property
    def not_understood(self) -> tuple[Leftover, ...]:
        return self.plan.not_understood

    def confirm(self, renames: Sequence[Rename]) -> PlanJob:
        """The same import, with renames that somebody has agreed to."""
        return replace(self, confirmed=self.confirmed | {*renames})

    @property
    def found(self) -> dict[str, int]:
        """How many entries of each kind the document has."""
        every = [record for batch in self.batches for record in batch.records]
        return dict(Counter(map(kind_of, every)))

    def compare(self, session: Session, municipality: str) -> Comparison:
        """What the import would change, and what it is in doubt about; it writes nothing.

        Raises:
            Refused: a later edition of the plan was read already.
        """
        document = self.plan.as_document
        if later := document.later(session, municipality):
            raise Refused([Problem(ProblemKind.OLDER_EDITION, value=later)])
        superseded = document.supersedes(session, municipality)
        found = [self._compare(batch, session, municipality, superseded) for batch in self.batches]
        return Comparison(
            tuple(change for one in found for change in one.changes),
            tuple(rename for one in found for rename in one.doubtful),
        )

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
        if changes:
            note_reading(
                session,
                municipality,
                self.plan.as_document,
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

    def _compare(
        self, batch: Batch, session: Session, municipality: str, superseded: Set[str]
    ) -> Comparison:
        kind, stored = batch.shelf.kind, batch.shelf.current(session, municipality)
        documents = frozenset() if batch.only_grows else superseded
        changes = records.differences(kind, stored, batch.records, documents)
        if not isinstance(batch, LastingBatch):
            return Comparison(tuple(changes))
        renames = _renames(batch.shelf, session, municipality, changes)
        agreed = [*renames.sure, *(one for one in renames.doubtful if one in self.confirmed)]
        if agreed:
            before = {one.after: one.before for one in agreed}
            changes = records.differences(kind, stored, batch.records, documents, before)
        doubtful = tuple(one for one in renames.doubtful if one not in self.confirmed)
        return Comparison(tuple(changes), doubtful)


def _renames(
    shelf: LastingShelf[Any],
    session: Session,
    municipality: str,
    changes: Sequence[Change],
) -> Renames:
    """Which of the entries that come are those that go; one that comes back is itself again."""
    removed = [change.stored for change in changes if change.action is Action.REMOVED]
    added = [change.wanted for change in changes if change.action is Action.ADDED]
    if not removed or not added:
        return Renames()
    back = shelf.out_of_use(session, municipality, [one.key for one in added if one])
    return find_renames(
        shelf.kind,
        [one for record in removed if (one := card(record))],
        [one for record in added if (one := card(record)) and one.key not in back],
    )


def plan_job(
    plan: PlanReading, actor: Actor, visibility: Mapping[str, Visibility] = MappingProxyType({})
) -> PlanJob:
    """The import of a plan; ``visibility`` says who may see the entries of a kind."""

    def seen(of: Sequence[R]) -> tuple[R, ...]:
        return tuple(_seen_by(record, visibility) for record in of)

    batches: list[Batch] = [
        LastingBatch(InitiativeShelf(plan.name, actor), seen(plan.initiatives)),
        Batch(ListedProcedureShelf(), plan.procedures),
    ]
    for record in PART_RECORDS:
        parts = seen([part for part in plan.parts if isinstance(part, record)])
        shelf = PartShelf(record, plan.name)
        if record is IndicatorRecord:
            batches.append(LastingBatch(shelf, parts))
        else:
            batches.append(Batch(shelf, parts, only_grows=record is EditionRecord))
    return PlanJob(plan, tuple(batches), actor)


def kind_of(record: InitiativeRecord | ListedProcedureRecord | PartRecord) -> str:
    """The kind that people know an entry by: a listed item is what its list is of."""
    match record:
        case InitiativeRecord():
            return Initiative.__tablename__
        case ListedProcedureRecord():
            return Procedure.__tablename__
        case ItemRecord():
            return record.kind.value
        case _:
            return str(PART_KINDS[type(record)])


def kind_of_change(change: Change) -> str:
    """The kind that people know the entry by that changes."""
    record = change.wanted or change.stored
    return record.kind.value if isinstance(record, ItemRecord) else change.kind


def _seen_by(record: R, visibility: Mapping[str, Visibility]) -> R:
    chosen = visibility.get(kind_of(record))
    return record if chosen is None else replace(record, visibility=chosen)
