"""All that a municipality's counter knows, for staff and for citizens."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from knowledge.answer import Audience, Contact
from knowledge.entries.documents import term_entries
from knowledge.entries.entry import Entry, contact, with_wordings
from knowledge.entries.plans import plan_entries
from knowledge.entries.procedures_and_faq import faq_entry, procedure_entry
from store import municipalities, plan_parts, plans, wordings
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

    @property
    def all_entries(self) -> tuple[Entry, ...]:
        """Those of both audiences, among them what citizens are told in other words than staff."""
        return (*self.staff_entries, *self.citizen_entries)

    def entries(self, audience: Audience) -> tuple[Entry, ...]:
        """All that one audience may see."""
        return self.staff_entries if audience is Audience.STAFF else self.citizen_entries


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
        wordings.accepted(session, municipality),
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
    wordings: Mapping[str, Sequence[str]]
    """Accepted ones by the key of their entry; one whose entry is not built goes nowhere."""

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
            self.wordings,
        )


def _entries(stored: _Stored, *, public_only: bool) -> tuple[Entry, ...]:
    titles = {
        reading.document: plan.title
        for plan in stored.plans
        for reading in plan.readings
        if reading.is_titled
    }
    told = (
        *(procedure_entry(row, titles) for row in stored.procedures),
        *(faq_entry(row) for row in stored.faqs),
    )
    of_plans = (
        entry
        for plan in stored.plans
        for entry in plan_entries(
            [row for row in stored.initiatives if row.plan_id == plan.id],
            stored.parts.of_plan(plan.id),
            stored.contacts,
            [row.title for row in stored.procedures],
            stored.wordings,
            public_only=public_only,
        )
    )
    terms = term_entries(stored.parts.terms, stored.parts.sections)
    return (
        *with_wordings(told, stored.wordings),
        *of_plans,
        *with_wordings(terms, stored.wordings),
    )
