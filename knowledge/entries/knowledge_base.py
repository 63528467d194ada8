"""All that a municipality's counter knows, for staff and for citizens."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from knowledge.answer import Contact
from knowledge.entries.documents import term_entries
from knowledge.entries.entry import Entry, contact
from knowledge.entries.plans import plan_entries
from knowledge.entries.procedures_and_faq import faq_entry, procedure_entry
from store import municipalities, plan_parts, plans
from store.plan_parts import PlanParts
from store.records.faq import faqs
from store.records.procedures import procedures
from store.tables import Faq, Initiative, Plan, Procedure, Visibility


@dataclass(frozen=True)
class DepartmentEntry:
    """A department with the words that say which questions it takes."""

    contact: Contact
    handles: tuple[str, ...]
    is_general_desk: bool


@dataclass(frozen=True)
class KnowledgeBase:
    """All that can be answered for a municipality at one version of its store."""

    municipality: str
    name: str
    version: int
    citizen_entries: tuple[Entry, ...]
    staff_entries: tuple[Entry, ...]
    departments: tuple[DepartmentEntry, ...]


def read(session: Session, municipality: str) -> KnowledgeBase | None:
    """Read a municipality's knowledge; nothing when the municipality is not known."""
    found = municipalities.find(session, municipality)
    if found is None:
        return None
    offices = {row.name: row for row in municipalities.departments(session, municipality)}
    stored = _Stored(
        plan_parts.all_plans(session, municipality),
        procedures(session, municipality),
        faqs(session, municipality),
        plans.initiatives(session, municipality),
        plan_parts.in_force(session, municipality),
        {name: contact(row) for name, row in offices.items()},
    )
    return KnowledgeBase(
        municipality=municipality,
        name=found.name,
        version=found.knowledge_version,
        citizen_entries=_entries(stored.public(), public_only=True),
        staff_entries=_entries(stored, public_only=False),
        departments=tuple(
            DepartmentEntry(contact(row), tuple(row.handles), row.is_general_desk)
            for row in offices.values()
        ),
    )


@dataclass(frozen=True)
class _Stored:
    """The rows that entries are built from."""

    plans: Sequence[Plan]
    procedures: Sequence[Procedure]
    faqs: Sequence[Faq]
    initiatives: Sequence[Initiative]
    parts: PlanParts
    contacts: Mapping[str, Contact]

    def public(self) -> _Stored:
        """Public rows only: citizens' entries are built from these, so that internal text has no
        way to them."""
        return _Stored(
            self.plans,
            [row for row in self.procedures if row.visibility is Visibility.PUBLIC],
            [row for row in self.faqs if row.visibility is Visibility.PUBLIC],
            [row for row in self.initiatives if row.visibility is Visibility.PUBLIC],
            self.parts.public(),
            self.contacts,
        )


def _entries(stored: _Stored, *, public_only: bool) -> tuple[Entry, ...]:
    titles = {
        reading.document: plan.title
        for plan in stored.plans
        for reading in plan.readings
        if reading.is_titled
    }
    return (
        *(procedure_entry(row, titles) for row in stored.procedures),
        *(faq_entry(row) for row in stored.faqs),
        *(
            entry
            for plan in stored.plans
            for entry in plan_entries(
                [row for row in stored.initiatives if row.plan_id == plan.id],
                stored.parts.of_plan(plan.id),
                stored.contacts,
                [row.title for row in stored.procedures],
                public_only=public_only,
            )
        ),
        *term_entries(stored.parts.terms, stored.parts.sections),
    )
