"""All that a municipality's counter knows, for staff and for citizens."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

from sqlalchemy.orm import Session

from knowledge.answer import Audience, Contact
from knowledge.entries.documents import term_entries
from knowledge.entries.entry import Entry, contact, with_wordings
from knowledge.entries.plans import plan_entries
from knowledge.entries.procedures_and_faq import faq_entry, procedure_entry
from store import municipalities, plan_parts, plans, verification, wordings
from store.plan_parts import PlanParts
from store.records.faq import faqs
from store.records.procedures import procedures
from store.records.readings import corrected_readings
from store.records.translations import translations
from store.tables import Faq, Initiative, Plan, Procedure, ProcedureTranslation, Visibility


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
    readings: Mapping[str, str]
    """How words are read, where easy Japanese would say it otherwise."""
    verified_for: timedelta
    """How long a verification holds (`store.verification`)."""
    evacuation_url: str = ""
    """The city's page that says where to flee to; empty where it has named none."""

    @property
    def all_entries(self) -> tuple[Entry, ...]:
        """Those of both audiences, among them what citizens are told in other words than staff."""
        return (*self.staff_entries, *self.citizen_entries)

    @property
    def general_desk(self) -> tuple[Contact, ...]:
        """The desk that takes what fits nowhere else (総合案内), where there is one."""
        return tuple(item.contact for item in self.departments if item.is_general_desk)[:1]

    def entries(self, audience: Audience) -> tuple[Entry, ...]:
        """All that one audience may see."""
        return self.staff_entries if audience is Audience.STAFF else self.citizen_entries

    def entry(self, key: str, audience: Audience) -> Entry | None:
        """An entry as one audience may see it; nothing where there is none, or they may not."""
        return self._by_key[audience].get(key)

    @cached_property
    def _by_key(self) -> dict[Audience, dict[str, Entry]]:
        return {seen: {one.key: one for one in self.entries(seen)} for seen in Audience}


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
        translations(session, municipality),
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
        readings=corrected_readings(session, municipality),
        verified_for=verification.holds_for(session, municipality),
        evacuation_url=found.evacuation_url,
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
    translations: Sequence[ProcedureTranslation]
    """Each goes with its procedure, and nowhere without it."""

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
            self.translations,
        )


def _entries(stored: _Stored, *, public_only: bool) -> tuple[Entry, ...]:
    titles = {
        reading.document: plan.title
        for plan in stored.plans
        for reading in plan.readings
        if reading.is_titled
    }
    told = (
        *(
            procedure_entry(
                row, titles, [one for one in stored.translations if one.procedure_id == row.id]
            )
            for row in stored.procedures
        ),
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
