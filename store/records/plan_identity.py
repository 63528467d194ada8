"""Which plan a document belongs to, and a note of every reading of it."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from store.records.edition_names import is_earlier, is_same_edition, plan_key
from store.tables import DocumentReading, Plan

UNTITLED_PLAN = "DX計画"
"""Title of a plan whose documents do not say one."""


@dataclass(frozen=True)
class PlanName:
    """The plan a document says it belongs to; no title where it is a mere list."""

    title: str
    starts_on: date | None = None
    ends_on: date | None = None

    def find(self, session: Session, municipality: str) -> int | None:
        """Id of the plan, if there is one already."""
        plan = self._row(session, municipality)
        return plan.id if plan else None

    def ensure(self, session: Session, municipality: str) -> Plan:
        """The plan, made when new; it takes the title and the period that the document says."""
        plan = self._row(session, municipality)
        if plan is None:
            plan = Plan(municipality=municipality, title=self.title or UNTITLED_PLAN)
            session.add(plan)
        plan.title = self.title or plan.title
        plan.starts_on = self.starts_on or plan.starts_on
        plan.ends_on = self.ends_on or plan.ends_on
        session.flush()
        return plan

    def _row(self, session: Session, municipality: str) -> Plan | None:
        """A list without a title joins the only plan there is; a title takes over one that had
        none so far."""
        plans = {
            plan.title: plan
            for plan in session.scalars(
                select(Plan).where(Plan.municipality == municipality).order_by(Plan.id)
            )
        }
        if not self.title:
            only = next(iter(plans.values())) if len(plans) == 1 else None
            return plans.get(UNTITLED_PLAN) or only
        alike = [plan for plan in plans.values() if self._is(plan)]
        return plans.get(self.title) or (alike[-1] if alike else plans.get(UNTITLED_PLAN))

    def _is(self, plan: Plan) -> bool:
        """Whether only edition marks tell the titles apart, and no other period."""
        if plan_key(self.title) != plan_key(plan.title):
            return False
        if None in (self.starts_on, self.ends_on, plan.starts_on, plan.ends_on):
            return True
        return (self.starts_on, self.ends_on) == (plan.starts_on, plan.ends_on)


@dataclass(frozen=True)
class PlanDocument:
    """A document as an edition (版) of a plan, or as a list that belongs to it."""

    plan: PlanName
    edition: str
    """Such as ``第1.1版``; empty where the document does not say."""
    is_titled: bool
    """Whether the document itself says which plan it is; a mere list does not."""
    document: str

    def supersedes(self, session: Session, municipality: str) -> Set[str]:
        """Documents whose place it takes: itself, and those of other editions of the plan."""
        others = {
            document
            for document, edition in self._read(session, municipality).items()
            if not is_same_edition(edition, self.edition)
        }
        return others | {self.document}

    def later(self, session: Session, municipality: str) -> str:
        """An edition that was read already and comes after this one; empty without one."""
        read = self._read(session, municipality).values()
        later = [edition for edition in read if is_earlier(self.edition, edition)]
        return later[-1] if later else ""

    def _read(self, session: Session, municipality: str) -> dict[str, str]:
        """The edition that each document of the plan was when last read, if this is one itself."""
        if not (self.is_titled and self.edition):
            return {}
        rows = session.execute(
            select(DocumentReading.edition, DocumentReading.document)
            .where(
                DocumentReading.plan_id == self.plan.find(session, municipality),
                DocumentReading.is_titled,
                DocumentReading.edition != "",
            )
            .order_by(DocumentReading.id)
        )
        return {row.document: row.edition for row in rows}


def note_reading(
    session: Session, municipality: str, document: PlanDocument, *, content_hash: str, at: datetime
) -> None:
    """Note which file was read with what content; the same content again is no new reading."""
    plan = document.plan.ensure(session, municipality)
    known = session.scalars(
        select(DocumentReading.id).where(
            DocumentReading.plan_id == plan.id,
            DocumentReading.document == document.document,
            DocumentReading.content_hash == content_hash,
        )
    ).first()
    if known is None:
        session.add(
            DocumentReading(
                municipality=municipality,
                plan_id=plan.id,
                edition=document.edition,
                is_titled=document.is_titled,
                document=document.document,
                content_hash=content_hash,
                imported_at=at,
            )
        )


def plan_names(session: Session, municipality: str) -> list[PlanName]:
    """The plans that a list may belong to: all there are, or the one that is made for it."""
    titles = session.scalars(
        select(Plan.title).where(Plan.municipality == municipality).order_by(Plan.id)
    ).all()
    return [PlanName(title) for title in titles] or [PlanName("")]
