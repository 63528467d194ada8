"""Reading what plans hold besides initiatives: themes, meetings, indicators, lists and more."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from store.tables import DocumentReading, Indicator, ItemKind, Plan, PlanItem, PlanPart

P = TypeVar("P", bound=PlanPart)


def all_plans(session: Session, municipality: str) -> Sequence[Plan]:
    """The plans (計画) of a municipality, in the order they were first imported."""
    return session.scalars(
        select(Plan).where(Plan.municipality == municipality).order_by(Plan.id)
    ).all()


def parts(session: Session, municipality: str, kind: type[P]) -> Sequence[P]:
    """All parts of one kind in force, plan by plan, in the order they were first imported."""
    return session.scalars(
        select(kind)
        .where(kind.municipality == municipality, kind.retired_at.is_(None))
        .order_by(kind.plan_id, kind.id)
    ).all()


def items(session: Session, municipality: str, kind: ItemKind) -> Sequence[PlanItem]:
    """All listed items of one kind in force, plan by plan."""
    return session.scalars(
        select(PlanItem)
        .where(
            PlanItem.municipality == municipality,
            PlanItem.kind == kind,
            PlanItem.retired_at.is_(None),
        )
        .order_by(PlanItem.plan_id, PlanItem.id)
    ).all()


def indicators(session: Session, municipality: str) -> Sequence[Indicator]:
    """All indicators (指標) in force with what was observed of them, plan by plan."""
    return session.scalars(
        select(Indicator)
        .where(Indicator.municipality == municipality, Indicator.retired_at.is_(None))
        .options(selectinload(Indicator.observations))
        .order_by(Indicator.plan_id, Indicator.id)
    ).all()


def readings(session: Session, municipality: str) -> Sequence[DocumentReading]:
    """Every reading of a plan document, oldest first."""
    return session.scalars(
        select(DocumentReading)
        .where(DocumentReading.municipality == municipality)
        .order_by(DocumentReading.id)
    ).all()
