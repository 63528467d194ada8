"""What the counter can explain to people: procedures and frequently asked questions."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from store.tables.base import Retirable, Visibility
from store.tables.office import Department


class Procedure(Retirable):
    """A procedure (手続) and what a person needs to know to do it.

    A plan that lists procedures brings title and group; a person adds the rest and verifies it.
    """

    __tablename__ = "procedure"
    __table_args__ = (UniqueConstraint("municipality", "title"),)

    municipality: Mapped[str] = mapped_column(ForeignKey("municipality.code"))
    title: Mapped[str]
    group: Mapped[str] = mapped_column("group_name", default="")
    summary: Mapped[str]
    who: Mapped[str] = mapped_column(default="")
    what_to_bring: Mapped[list[str]] = mapped_column(default=list)
    fee: Mapped[str] = mapped_column(default="")
    deadline: Mapped[str] = mapped_column(default="")
    department_id: Mapped[int | None] = mapped_column(ForeignKey("department.id"))
    place: Mapped[str] = mapped_column(default="")
    hours: Mapped[str] = mapped_column(default="")
    """When it is open (受付時間), where that is not when its department is."""
    online_service: Mapped[str] = mapped_column(default="")
    online_url: Mapped[str] = mapped_column(default="")
    page_url: Mapped[str] = mapped_column(default="")
    """The city's own page about it."""
    offline_way: Mapped[str]
    """How to do it without the internet. Never empty once verified: nobody is left behind."""
    keywords: Mapped[list[str]] = mapped_column(default=list)
    wordings: Mapped[list[str]] = mapped_column(default=list)
    """Whole questions as people put them."""
    life_events: Mapped[list[str]] = mapped_column(default=list)
    related_initiative: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    visibility: Mapped[Visibility] = mapped_column(default=Visibility.PUBLIC)
    source: Mapped[str]
    verified_on: Mapped[date | None]
    """When a person last checked it."""
    listed_in: Mapped[str] = mapped_column(default="")
    """Plan document that lists it for going online; empty where none does."""
    listed_group: Mapped[str] = mapped_column(default="")
    """Heading it stands under there."""
    source_document: Mapped[str] = mapped_column(default="")

    department: Mapped[Department | None] = relationship(lazy="joined")


class Faq(Retirable):
    """A frequently asked question (よくある質問) and its answer."""

    __tablename__ = "faq"
    __table_args__ = (UniqueConstraint("municipality", "question"),)

    municipality: Mapped[str] = mapped_column(ForeignKey("municipality.code"))
    question: Mapped[str]
    answer: Mapped[str]
    department_id: Mapped[int | None] = mapped_column(ForeignKey("department.id"))
    keywords: Mapped[list[str]] = mapped_column(default=list)
    wordings: Mapped[list[str]] = mapped_column(default=list)
    offline_way: Mapped[str] = mapped_column(default="")
    related_procedures: Mapped[list[str]] = mapped_column(default=list)
    visibility: Mapped[Visibility] = mapped_column(default=Visibility.PUBLIC)
    source: Mapped[str]
    verified_on: Mapped[date | None]
    source_document: Mapped[str] = mapped_column(default="")

    department: Mapped[Department | None] = relationship(lazy="joined")
