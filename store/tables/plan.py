"""The plan: editions, initiatives, their schedule, and the progress that people report."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from store.tables.base import Base, Retirable, Status, Visibility, words
from store.tables.office import Department, Person


class Plan(Base):
    """A plan (計画) of a municipality."""

    __tablename__ = "plan"
    __table_args__ = (UniqueConstraint("municipality", "title"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    municipality: Mapped[str] = mapped_column(ForeignKey("municipality.code"))
    title: Mapped[str]
    starts_on: Mapped[date | None]
    """First day of its period; 1 April for a plan that names fiscal years."""
    ends_on: Mapped[date | None]
    """Last day of its period."""

    readings: Mapped[list[DocumentReading]] = relationship(lazy="selectin", viewonly=True)

    def is_titled_by(self, document: str) -> bool:
        """Whether a document says itself that it is this plan; a mere list does not."""
        return any(one.is_titled and one.document == document for one in self.readings)


class DocumentReading(Base):
    """One reading of a plan document: which file, with what content, when."""

    __tablename__ = "document_reading"
    __table_args__ = (UniqueConstraint("plan_id", "document", "content_hash"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    municipality: Mapped[str] = mapped_column(ForeignKey("municipality.code"))
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"))
    edition: Mapped[str]
    """Edition that the document says it is, such as ``第1.1版``; may be empty."""
    is_titled: Mapped[bool]
    """Whether the document says which plan it is; a mere list of initiatives does not."""
    document: Mapped[str]
    """File name without folders."""
    content_hash: Mapped[str]
    """SHA-256 of the file's bytes, hexadecimal."""
    imported_at: Mapped[datetime]


class InitiativeDepartment(Base):
    """Which departments are responsible for an initiative, in the document's order."""

    __tablename__ = "initiative_department"

    initiative_id: Mapped[int] = mapped_column(ForeignKey("initiative.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    municipality: Mapped[str] = mapped_column(ForeignKey("municipality.code"))
    department_id: Mapped[int] = mapped_column(ForeignKey("department.id"), index=True)

    department: Mapped[Department] = relationship(lazy="joined", innerjoin=True)


class ScheduleItem(Base):
    """A schedule item (スケジュール): what an initiative is to do in a fiscal year."""

    __tablename__ = "schedule_item"
    __table_args__ = (UniqueConstraint("initiative_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    municipality: Mapped[str] = mapped_column(ForeignKey("municipality.code"))
    initiative_id: Mapped[int] = mapped_column(ForeignKey("initiative.id"))
    position: Mapped[int]
    text: Mapped[str]
    first_year: Mapped[int]
    """Fiscal year of the cell, for example 2023 for 令和5年度."""
    first_half: Mapped[int | None]
    """1 for 上期, 2 for 下期, nothing for a whole year."""
    last_year: Mapped[int]
    """Last fiscal year that the table shows for this cell; ``first_year`` for a plain one."""
    last_half: Mapped[int | None]
    blank_until: Mapped[int | None]
    """Last year of the empty cells after it: the table does not show whether the item goes on."""


class ProgressMark(StrEnum):
    """What a progress cell or a post amounts to."""

    REPORTED = "reported"
    """Something was done and is told."""
    NO_PROGRESS = "no_progress"
    """The document says 進捗なし."""
    NEW = "new"
    """The document says 新規: the initiative is new in this edition."""
    WITHDRAWN = "withdrawn"
    """Takes the entry in ``replaces_id`` back."""


class ProgressEntry(Base):
    """A progress entry (進捗). Rows are only ever added; a trigger refuses UPDATE and DELETE."""

    __tablename__ = "progress_entry"
    __table_args__ = (
        Index("ix_progress_entry_initiative_created", "initiative_id", "created_at"),
        Index("ix_progress_entry_municipality_created", "municipality", "created_at"),
        CheckConstraint("percent BETWEEN 0 AND 100", name="percent"),
        CheckConstraint(
            "length(evidence_url) <= 2000"
            " AND (evidence_url LIKE 'http://%' OR evidence_url LIKE 'https://%')",
            name="evidence_url",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    municipality: Mapped[str] = mapped_column(ForeignKey("municipality.code"))
    initiative_id: Mapped[int] = mapped_column(ForeignKey("initiative.id"))
    fiscal_year: Mapped[int]
    mark: Mapped[ProgressMark] = mapped_column(words(ProgressMark, "mark"))
    status: Mapped[Status]
    text: Mapped[str]
    percent: Mapped[int | None]
    """How far the initiative is, 0 to 100 (進捗率), where somebody said so."""
    evidence_url: Mapped[str | None]
    """Address of what shows it (根拠), for staff only."""
    visibility: Mapped[Visibility]
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("progress_entry.id"), unique=True)
    """The entry this one corrects or takes back; each entry can be replaced once."""
    origin: Mapped[str | None] = mapped_column(unique=True)
    """What it was posted with, such as ``inbox:12``: one command makes one entry."""
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    """Who posted it; nobody for what a document brought."""
    source: Mapped[str]
    """Document name, or ``Slack``."""
    created_at: Mapped[datetime]
    needs_approval: Mapped[bool] = mapped_column(default=False)
    """Whether citizens see it only once the DX office has approved it, as it was when posted."""

    person: Mapped[Person | None] = relationship(lazy="joined")
    initiative: Mapped[Initiative] = relationship(back_populates="progress")
    replaces: Mapped[ProgressEntry | None] = relationship(remote_side=id, viewonly=True)
    review: Mapped[ProgressReview | None] = relationship(lazy="joined", viewonly=True)

    @property
    def counts_for_citizens(self) -> bool:
        """Whether it stands for citizens too: it needs no approval, or has it."""
        return not self.needs_approval or (
            self.review is not None and self.review.decision is ReviewDecision.APPROVED
        )

    @property
    def is_waiting(self) -> bool:
        """Whether the DX office has yet to decide on it."""
        return self.needs_approval and self.review is None


class ReviewDecision(StrEnum):
    """What the DX office decided on an entry."""

    APPROVED = "approved"
    RETURNED = "returned"
    """Sent back to its author with a comment (差し戻し)."""


class ProgressReview(Base):
    """What the DX office decided on an entry for citizens; a trigger refuses UPDATE and DELETE."""

    __tablename__ = "progress_review"

    id: Mapped[int] = mapped_column(primary_key=True)
    municipality: Mapped[str] = mapped_column(ForeignKey("municipality.code"))
    progress_entry_id: Mapped[int] = mapped_column(ForeignKey("progress_entry.id"), unique=True)
    decision: Mapped[ReviewDecision] = mapped_column(words(ReviewDecision, "decision"))
    comment: Mapped[str]
    """Why it was sent back."""
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    source: Mapped[str]
    """Through which door, such as ``Slack``."""
    created_at: Mapped[datetime]

    person: Mapped[Person] = relationship(lazy="joined")


class Initiative(Retirable):
    """An initiative (取組・個別業務) of the plan."""

    __tablename__ = "initiative"
    __table_args__ = (UniqueConstraint("plan_id", "title"),)

    municipality: Mapped[str] = mapped_column(ForeignKey("municipality.code"), index=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"))
    title: Mapped[str]
    theme: Mapped[list[str]] = mapped_column(default=list)
    """Titles of the themes it stands under, outermost first."""
    direction: Mapped[str] = mapped_column(default="")
    """What is to be done, where the document tells it in one text (取組の方向性)."""
    purpose: Mapped[str] = mapped_column(default="")
    current_state: Mapped[str] = mapped_column(default="")
    ideal_state: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    """Remarks of the document (※ lines)."""
    visibility: Mapped[Visibility] = mapped_column(default=Visibility.PUBLIC)
    source_document: Mapped[str]
    source_heading: Mapped[str]
    source_edition: Mapped[str]
    imported_at: Mapped[datetime]
    """When an import last brought it or changed it."""

    plan: Mapped[Plan] = relationship(lazy="joined", innerjoin=True)
    departments: Mapped[list[InitiativeDepartment]] = relationship(
        order_by=InitiativeDepartment.position, cascade="all, delete-orphan"
    )
    schedule: Mapped[list[ScheduleItem]] = relationship(
        order_by=ScheduleItem.position, cascade="all, delete-orphan"
    )
    progress: Mapped[list[ProgressEntry]] = relationship(
        order_by=ProgressEntry.id, back_populates="initiative", viewonly=True
    )

    @property
    def department_names(self) -> tuple[str, ...]:
        """Who answers for it, in the order of the plan."""
        return tuple(link.department.name for link in self.departments)
