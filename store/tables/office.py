"""Municipality, departments and people: who is behind the counter."""

from __future__ import annotations

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from store.tables.base import Base, Role


class Municipality(Base):
    """A municipality (自治体). Every other row belongs to one."""

    __tablename__ = "municipality"

    code: Mapped[str] = mapped_column(primary_key=True)
    """Short name used on the command line and in settings, such as ``gotsu``."""
    name: Mapped[str]
    knowledge_version: Mapped[int] = mapped_column(default=0)
    """Counts writes that change what can be answered; a reader rebuilds its index when it grew."""
    audit_count: Mapped[int] = mapped_column(default=0)
    """How many audit entries the chain has: shows when the newest ones were cut off."""
    approves_publication: Mapped[bool] = mapped_column(default=False)
    """Whether what is for citizens waits for the DX office (承認): progress, and what is written in
    reviews."""
    evacuation_url: Mapped[str] = mapped_column(default="")
    """Page that says where to flee to (避難); empty where the city has named none."""
    verified_for_days: Mapped[int] = mapped_column(default=365)
    """How long after its day of verification (確認日) what is written for people counts as sure."""


class Department(Base):
    """A department (担当課) with what a person needs to reach it."""

    __tablename__ = "department"
    __table_args__ = (UniqueConstraint("municipality", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    municipality: Mapped[str] = mapped_column(ForeignKey("municipality.code"))
    name: Mapped[str]
    telephone: Mapped[str] = mapped_column(default="")
    hours: Mapped[str] = mapped_column(default="")
    place: Mapped[str] = mapped_column(default="")
    address: Mapped[str] = mapped_column(default="")
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    """Both in degrees (WGS 84), as maps show them; both or neither."""
    handles: Mapped[list[str]] = mapped_column(default=list)
    """Words that say which questions go there."""
    is_general_desk: Mapped[bool] = mapped_column(default=False)
    """The desk that takes what fits nowhere else (総合案内)."""
    slack_channel: Mapped[str] = mapped_column(default="")
    """Id of the Slack channel that hears of its initiatives' progress; empty for none."""
    source_document: Mapped[str] = mapped_column(default="")


class Workspace(Base):
    """A Slack workspace; it decides which municipality a request is for."""

    __tablename__ = "workspace"

    slack_team_id: Mapped[str] = mapped_column(primary_key=True)
    municipality: Mapped[str] = mapped_column(ForeignKey("municipality.code"))


class Person(Base):
    """A person (Slack user) whom the DX office has registered."""

    __tablename__ = "person"
    __table_args__ = (UniqueConstraint("slack_team_id", "slack_user_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    municipality: Mapped[str] = mapped_column(ForeignKey("municipality.code"))
    slack_team_id: Mapped[str] = mapped_column(ForeignKey("workspace.slack_team_id"))
    slack_user_id: Mapped[str]
    name: Mapped[str]
    department_id: Mapped[int] = mapped_column(ForeignKey("department.id"))
    role: Mapped[Role]
    is_active: Mapped[bool] = mapped_column(default=True)
    source_document: Mapped[str] = mapped_column(default="")

    department: Mapped[Department] = relationship(lazy="joined")
