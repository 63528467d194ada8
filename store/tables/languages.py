"""What makes the counter speak to more people: corrected readings, and procedures in other
languages."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from store.tables.base import Retirable
from store.tables.counter import Procedure


class CorrectedReading(Retirable):
    """How a word is read (読み方), where easy Japanese would say it otherwise."""

    __tablename__ = "corrected_reading"
    __table_args__ = (UniqueConstraint("municipality", "word"),)

    municipality: Mapped[str] = mapped_column(ForeignKey("municipality.code"))
    word: Mapped[str]
    reading: Mapped[str]
    """In hiragana."""
    source_document: Mapped[str] = mapped_column(default="")


class ProcedureTranslation(Retirable):
    """A procedure in another language (手続の訳), as a person wrote it."""

    __tablename__ = "procedure_translation"
    __table_args__ = (UniqueConstraint("municipality", "procedure_id", "language"),)

    municipality: Mapped[str] = mapped_column(ForeignKey("municipality.code"))
    procedure_id: Mapped[int] = mapped_column(ForeignKey("procedure.id"))
    language: Mapped[str]
    """Its code, such as ``en``."""
    title: Mapped[str]
    summary: Mapped[str] = mapped_column(default="")
    who: Mapped[str] = mapped_column(default="")
    what_to_bring: Mapped[list[str]] = mapped_column(default=list)
    fee: Mapped[str] = mapped_column(default="")
    deadline: Mapped[str] = mapped_column(default="")
    place: Mapped[str] = mapped_column(default="")
    online_service: Mapped[str] = mapped_column(default="")
    offline_way: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    keywords: Mapped[list[str]] = mapped_column(default=list)
    verified_on: Mapped[date | None]
    """When a person last compared it with the Japanese."""
    original_digest: Mapped[str] = mapped_column(default="")
    """Of the Japanese that it was compared with (`store.records.translations.digest_of`)."""
    source_document: Mapped[str] = mapped_column(default="")

    procedure: Mapped[Procedure] = relationship(lazy="joined")
