"""What a plan holds besides its initiatives: sections, themes, terms, meetings and more."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, relationship

from store.tables.base import Base, Retirable, Visibility, words
from store.tables.plan import Plan


class PlanPart(Retirable):
    """What every part of a plan document has: its plan, its source, and who may see it."""

    __abstract__ = True

    @declared_attr.directive
    @classmethod
    def __table_args__(cls) -> tuple[Any, ...]:
        return (UniqueConstraint("plan_id", "key"),)

    municipality: Mapped[str] = mapped_column(ForeignKey("municipality.code"), index=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"))
    key: Mapped[str]
    """What tells the part from others of its kind in the plan, and stays from import to import."""
    visibility: Mapped[Visibility]
    source_document: Mapped[str]
    source_heading: Mapped[str]
    source_edition: Mapped[str]
    imported_at: Mapped[datetime]
    """When an import last brought it or changed it."""

    @declared_attr
    @classmethod
    def plan(cls) -> Mapped[Plan]:
        return relationship(lazy="joined", innerjoin=True)


class Edition(PlanPart):
    """An edition (版) of a plan as it was published."""

    __tablename__ = "edition"

    title: Mapped[str]
    """Such as ``第1.1版``."""
    issued_on: Mapped[str]
    """ISO 8601 as exactly as the document says it: ``2023-09-30`` or ``2024-03``; may be empty."""
    text: Mapped[str]
    """What changed in it."""


class Section(PlanPart):
    """A section: a heading of a plan document and the text under it (節)."""

    __tablename__ = "section"

    title: Mapped[str]
    path: Mapped[list[str]]
    """Headings above it, outermost first."""
    text: Mapped[str]


class Theme(PlanPart):
    """A theme (テーマ・政策分野) of the plan; themes form a tree."""

    __tablename__ = "theme"

    title: Mapped[str]
    path: Mapped[list[str]]
    """Titles of the themes above it, outermost first."""
    text: Mapped[str]
    """What it covers, where the document says so."""


class Term(PlanPart):
    """A term (用語) that a document explains."""

    __tablename__ = "term"

    title: Mapped[str]
    mark: Mapped[str]
    """Number of the footnote, such as ``12``; empty for a term of a spreadsheet."""
    text: Mapped[str]


class CadenceUnit(StrEnum):
    """What a meeting's cadence counts in."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    AS_NEEDED = "as_needed"


class Meeting(PlanPart):
    """A meeting (会議体) with its cadence: ``times`` in every ``every`` units."""

    __tablename__ = "meeting"

    title: Mapped[str]
    purpose: Mapped[str]
    members: Mapped[list[str]]
    cadence: Mapped[str]
    """As the document puts it, such as ``1回/2週``."""
    times: Mapped[int | None]
    every: Mapped[int | None]
    unit: Mapped[CadenceUnit | None] = mapped_column(words(CadenceUnit, "unit"))


class Indicator(PlanPart):
    """An indicator (指標・KPI): where it stood, where it is to go, and what was observed."""

    __tablename__ = "indicator"

    title: Mapped[str]
    unit: Mapped[str]
    baseline: Mapped[float | None]
    baseline_year: Mapped[int | None]
    target: Mapped[float | None]
    target_year: Mapped[int | None]
    department: Mapped[str]

    observations: Mapped[list[IndicatorObservation]] = relationship(
        order_by="(IndicatorObservation.observed_on, IndicatorObservation.id)", viewonly=True
    )


class IndicatorObservation(Base):
    """A value of an indicator on a day. Rows are only added; the last one of a day counts."""

    __tablename__ = "indicator_observation"
    __table_args__ = (
        Index("ix_indicator_observation_indicator_observed", "indicator_id", "observed_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    municipality: Mapped[str] = mapped_column(ForeignKey("municipality.code"))
    indicator_id: Mapped[int] = mapped_column(ForeignKey("indicator.id"))
    observed_on: Mapped[date]
    value: Mapped[float]
    source: Mapped[str]
    created_at: Mapped[datetime]


class MaturityLevel(PlanPart):
    """One level of a category of digital maturity (デジタル化レベル)."""

    __tablename__ = "maturity_level"

    category: Mapped[str]
    level: Mapped[int]
    text: Mapped[str]
    target_year: Mapped[int | None]
    """Fiscal year by whose end this level is to be reached; nothing for the other levels."""


class MaturityObservation(Base):
    """Which level a category was found at on a day. Rows are only added."""

    __tablename__ = "maturity_observation"
    __table_args__ = (
        Index(
            "ix_maturity_observation_plan_category_observed", "plan_id", "category", "observed_on"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    municipality: Mapped[str] = mapped_column(ForeignKey("municipality.code"))
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"))
    category: Mapped[str]
    level: Mapped[int]
    observed_on: Mapped[date]
    source: Mapped[str]
    created_at: Mapped[datetime]


class ItemKind(StrEnum):
    """What a listed item of a plan is."""

    MEASURE = "measure"
    """手段・施策: what a theme is to be reached by."""
    STEP = "step"
    """進め方: one step of how the plan is carried out."""
    PRIORITY = "priority"
    """重点取組事項, such as those the state sets, with its deadline."""
    BODY = "body"
    """推進体制: a body with its role and members."""
    CASE = "case"
    """事例: something already done."""
    RULE = "rule"
    """規制項目: a kind of rule that asks for paper or presence."""
    SYSTEM = "system"
    """業務システム."""
    ARTICLE = "article"
    """条・指針: an article of principles to work by."""
    FIGURE = "figure"
    """調査結果: a counted or measured fact."""
    REFERENCE = "reference"
    """根拠・参照: a law, guide or plan that a part of the plan refers to."""
    EVALUATION = "evaluation"
    """評価・進行管理: how and when the plan is evaluated."""


class PlanItem(PlanPart):
    """One item of a list in a plan document, with its facts as label and text."""

    __tablename__ = "plan_item"

    kind: Mapped[ItemKind] = mapped_column(words(ItemKind, "kind"))
    title: Mapped[str]
    group: Mapped[str] = mapped_column("group_name")
    """Heading of the list it stands in."""
    path: Mapped[list[str]]
    """Themes or headings it belongs to, outermost first."""
    facts: Mapped[list[list[str]]]
    """Pairs of label and text, in the document's order."""
