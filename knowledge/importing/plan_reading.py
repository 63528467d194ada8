"""What reading a plan document gives: all that it holds, and what was not understood."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from knowledge.importing.reading import Problem
from store.records.initiatives import InitiativeRecord
from store.records.plan_identity import PlanDocument, PlanName
from store.records.plan_parts import PartRecord
from store.records.procedures import ListedProcedureRecord


class Reason(StrEnum):
    """Why a line did not become what it looks like; templates say it in Japanese."""

    NO_PLACE = "no_place"
    """Text that stands under no heading."""
    UNREADABLE = "unreadable"
    """Letters that no document has: left by a converter that could not read the page."""
    BROKEN_CELL = "broken_cell"
    """A cell of a table that is torn or cannot be read."""
    NUMBER_SKIPPED = "number_skipped"
    """A numbered list jumps over a number."""
    MARK_WITHOUT_NOTE = "mark_without_note"
    """A footnote mark whose footnote is nowhere in the document."""
    TWICE = "twice"
    """The same title again; the second one got another title."""


@dataclass(frozen=True)
class Leftover:
    """A line that the importer did not understand, or not all of it."""

    line: int
    text: str
    reason: Reason = Reason.NO_PLACE


@dataclass(frozen=True)
class PlanReading:
    """A plan document as it was read."""

    name: PlanName
    edition: str
    """Such as ``第1.1版``; empty where the document does not say."""
    document: str
    """File name without folders."""
    content_hash: str
    initiatives: tuple[InitiativeRecord, ...]
    procedures: tuple[ListedProcedureRecord, ...] = ()
    parts: tuple[PartRecord, ...] = ()
    problems: tuple[Problem, ...] = ()
    not_understood: tuple[Leftover, ...] = ()
    is_list: bool = False
    """Whether a person had to name the plan, because the document has no title of its own."""

    def named(self, title: str) -> PlanReading:
        """The same reading for the plan that a person has named."""
        name = replace(self.name, title=title)
        return replace(self, name=name, is_list=not self.name.title)

    @property
    def as_document(self) -> PlanDocument:
        """The document as an edition of its plan, or as a list that belongs to it."""
        is_titled = bool(self.name.title) and not self.is_list
        return PlanDocument(self.name, self.edition, is_titled, self.document)
