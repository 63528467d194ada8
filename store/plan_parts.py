"""Reading what plans hold besides initiatives: themes, meetings, indicators, lists and more."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from store.observations import maturity_series
from store.tables import (
    DocumentReading,
    Edition,
    Indicator,
    Initiative,
    ItemKind,
    MaturityLevel,
    MaturityObservation,
    Meeting,
    Plan,
    PlanItem,
    PlanPart,
    Section,
    Term,
    Theme,
    Visibility,
)

P = TypeVar("P", bound=PlanPart)


@dataclass(frozen=True)
class PlanParts:
    """The parts of all plans of a municipality, each kind in the order of the documents."""

    editions: Sequence[Edition]
    sections: Sequence[Section]
    themes: Sequence[Theme]
    terms: Sequence[Term]
    meetings: Sequence[Meeting]
    indicators: Sequence[Indicator]
    levels: Sequence[MaturityLevel]
    found_levels: Sequence[MaturityObservation]
    """Where a category was found to stand, oldest first. Internal."""
    items: Sequence[PlanItem]

    def public(self) -> PlanParts:
        """What citizens may see of them."""
        return self._those(lambda row: row.visibility is Visibility.PUBLIC, found_levels=())

    def of_plan(self, plan_id: int) -> PlanParts:
        """Those of one plan."""
        found_levels = [one for one in self.found_levels if one.plan_id == plan_id]
        return self._those(lambda row: row.plan_id == plan_id, found_levels)

    def _those(
        self, wanted: Callable[[PlanPart], bool], found_levels: Sequence[MaturityObservation]
    ) -> PlanParts:
        def kept(rows: Sequence[P]) -> Sequence[P]:
            return [row for row in rows if wanted(row)]

        return PlanParts(
            editions=kept(self.editions),
            sections=kept(self.sections),
            themes=kept(self.themes),
            terms=kept(self.terms),
            meetings=kept(self.meetings),
            indicators=kept(self.indicators),
            levels=kept(self.levels),
            found_levels=found_levels,
            items=kept(self.items),
        )


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


def in_force(session: Session, municipality: str) -> PlanParts:
    """All parts that an import still finds, internal ones too."""
    return PlanParts(
        editions=parts(session, municipality, Edition),
        sections=parts(session, municipality, Section),
        themes=parts(session, municipality, Theme),
        terms=parts(session, municipality, Term),
        meetings=parts(session, municipality, Meeting),
        indicators=indicators(session, municipality),
        levels=parts(session, municipality, MaturityLevel),
        found_levels=maturity_series(session, municipality),
        items=parts(session, municipality, PlanItem),
    )


def references_of(session: Session, initiative: Initiative) -> list[PlanItem]:
    """Laws and guides (根拠・参照) that an initiative refers to, in the document's order."""
    found = session.scalars(
        select(PlanItem)
        .where(
            PlanItem.plan_id == initiative.plan_id,
            PlanItem.kind == ItemKind.REFERENCE,
            PlanItem.retired_at.is_(None),
        )
        .order_by(PlanItem.id)
    )
    return [item for item in found if item.path and item.path[-1] == initiative.title]
