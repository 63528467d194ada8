"""All that is in force of one plan, read at once, with the joins that a look at it needs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy.orm import Session

from knowledge.joining import themes_of
from store import plan_parts, plans
from store.observations import maturity_series
from store.records.procedures import procedures
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
    Procedure,
    Section,
    Term,
    Theme,
)

T = TypeVar("T")
_OfPlan = DocumentReading | Initiative | MaturityObservation | PlanPart
_KINDS: tuple[type[PlanPart], ...] = (
    Edition,
    Section,
    Theme,
    Term,
    Meeting,
    MaturityLevel,
    PlanItem,
)
"""Parts that are read as they are; indicators come with their observations."""
Path = tuple[str, ...]
"""Titles of themes, outermost first."""


@dataclass(frozen=True)
class PlanContents:
    """A plan with everything in force that belongs to it."""

    plan: Plan
    readings: Sequence[DocumentReading]
    initiatives: Sequence[Initiative]
    editions: Sequence[Edition]
    sections: Sequence[Section]
    themes: Sequence[Theme]
    terms: Sequence[Term]
    meetings: Sequence[Meeting]
    indicators: Sequence[Indicator]
    levels: Sequence[MaturityLevel]
    levels_observed: Sequence[MaturityObservation]
    items: Sequence[PlanItem]
    procedures: Sequence[Procedure]
    """Those that a document of this plan lists."""
    theme_paths: dict[int, Path]
    """Where each initiative stands, by its id: a path of the theme tree, or an empty one."""

    def items_of(self, kind: ItemKind) -> list[PlanItem]:
        return [item for item in self.items if item.kind is kind]

    @property
    def tree(self) -> list[Path]:
        """Every place of the theme tree, depth first: the plan's themes, then those that only
        measures or initiatives name."""
        told = [path_of(theme) for theme in self.themes]
        measured = [tuple(item.path) for item in self.items_of(ItemKind.MEASURE)]
        wanted = dict.fromkeys(filter(None, [*told, *measured, *self.theme_paths.values()]))
        parents = {path[:depth] for path in wanted for depth in range(1, len(path) + 1)}
        rank = {path: place for place, path in enumerate(dict.fromkeys([*wanted, *parents]))}
        return sorted(rank, key=lambda path: [rank[path[: end + 1]] for end in range(len(path))])

    @property
    def current_edition(self) -> str:
        """The edition issued last, of those of one day the one that was read last; where none has
        a date the last one, or what a document says."""
        dated = [edition for edition in self.editions if edition.issued_on]
        if dated:
            return max(dated, key=lambda edition: (edition.issued_on, edition.id)).title
        said = [reading.edition for reading in self.readings if reading.edition]
        return self.editions[-1].title if self.editions else (said[-1] if said else "")

    @property
    def scales(self) -> dict[str, list[MaturityLevel]]:
        """The levels of each category of digital maturity, lowest first."""
        scales: dict[str, list[MaturityLevel]] = {}
        for row in self.levels:
            scales.setdefault(row.category, []).append(row)
        return {name: sorted(rows, key=lambda row: row.level) for name, rows in scales.items()}


def read(session: Session, municipality: str) -> list[PlanContents]:
    """Every plan of a municipality; the number of queries does not grow with what they hold."""
    rows: Sequence[_OfPlan] = [
        *plan_parts.readings(session, municipality),
        *plans.initiatives(session, municipality),
        *plan_parts.indicators(session, municipality),
        *maturity_series(session, municipality),
        *(row for kind in _KINDS for row in plan_parts.parts(session, municipality, kind)),
    ]
    listed = [row for row in procedures(session, municipality) if row.listed_in]
    return [
        _contents(plan, [row for row in rows if row.plan_id == plan.id], listed)
        for plan in plan_parts.all_plans(session, municipality)
    ]


def _contents(plan: Plan, rows: Sequence[_OfPlan], listed: Sequence[Procedure]) -> PlanContents:
    """Sort the rows of one plan by what they are."""

    def of(kind: type[T]) -> list[T]:
        return [row for row in rows if isinstance(row, kind)]

    readings, initiatives = of(DocumentReading), of(Initiative)
    themes, items = of(Theme), of(PlanItem)
    documents = {reading.document for reading in readings}
    return PlanContents(
        plan=plan,
        readings=readings,
        initiatives=initiatives,
        editions=of(Edition),
        sections=of(Section),
        themes=themes,
        terms=of(Term),
        meetings=of(Meeting),
        indicators=of(Indicator),
        levels=of(MaturityLevel),
        levels_observed=of(MaturityObservation),
        items=items,
        procedures=[row for row in listed if row.listed_in in documents],
        theme_paths=theme_paths(initiatives, items, themes),
    )


def theme_paths(
    initiatives: Sequence[Initiative], items: Sequence[PlanItem], themes: Sequence[Theme]
) -> dict[int, Path]:
    """Where each initiative of one plan stands in the tree of its themes, by its id."""
    tree = [path_of(theme) for theme in themes]
    return {number: _in_tree(path, tree) for number, path in themes_of(initiatives, items).items()}


def path_of(theme: Theme) -> Path:
    """A theme's place in the tree, itself included."""
    return (*theme.path, theme.title)


def _in_tree(path: Path, tree: Sequence[Path]) -> Path:
    """The whole path where a document names only the end of it."""
    ending = [known for known in tree if path and known[-len(path) :] == path]
    return ending[0] if path not in tree and len(ending) == 1 else path
