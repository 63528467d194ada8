"""Which plan a document belongs to, and a note of every reading of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

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
            for plan in session.scalars(select(Plan).where(Plan.municipality == municipality))
        }
        if not self.title:
            only = next(iter(plans.values())) if len(plans) == 1 else None
            return plans.get(UNTITLED_PLAN) or only
        return plans.get(self.title) or plans.get(UNTITLED_PLAN)


def superseded_documents(
    session: Session, municipality: str, plan: PlanName, *, document: str, edition: str
) -> frozenset[str]:
    """Documents whose place this one takes: itself, and other editions of the same plan."""
    earlier: frozenset[str] = frozenset()
    if plan.title and edition:
        earlier = frozenset(
            session.scalars(
                select(DocumentReading.document).where(
                    DocumentReading.plan_id == plan.find(session, municipality),
                    DocumentReading.is_titled,
                    DocumentReading.edition != edition,
                    DocumentReading.edition != "",
                )
            )
        )
    return earlier | {document}


def note_reading(
    session: Session,
    plan: Plan,
    *,
    edition: str,
    is_titled: bool,
    document: str,
    content_hash: str,
    at: datetime,
) -> None:
    """Note which file was read with what content; the same content again is no new reading."""
    known = session.scalars(
        select(DocumentReading.id).where(
            DocumentReading.plan_id == plan.id,
            DocumentReading.document == document,
            DocumentReading.content_hash == content_hash,
        )
    ).first()
    if known is None:
        session.add(
            DocumentReading(
                municipality=plan.municipality,
                plan_id=plan.id,
                edition=edition,
                is_titled=is_titled,
                document=document,
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
