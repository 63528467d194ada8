"""Citizens (LINE users), known by nothing but a keyed hash."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from store.tables.base import Base


class Citizen(Base):
    """How one citizen wants to be spoken to; there is no row for who never chose anything."""

    __tablename__ = "citizen"

    conversation: Mapped[str] = mapped_column(primary_key=True)
    """Keyed hash of the conversation; never a user's id."""
    municipality: Mapped[str] = mapped_column(ForeignKey("municipality.code"))
    language: Mapped[str] = mapped_column(default="")
    """Name of a catalogue, such as ``en``; empty for Japanese as everybody gets it."""
    is_language_guessed: Mapped[bool] = mapped_column(default=False)
    """Nobody chose it: it was what they wrote in last."""
    is_large: Mapped[bool] = mapped_column(default=False)
    is_text_only: Mapped[bool] = mapped_column(default=False)
    chosen_at: Mapped[datetime]


class NextAsked(Base):
    """How often people who were answered with one entry were answered with another soon after."""

    __tablename__ = "next_asked"

    municipality: Mapped[str] = mapped_column(ForeignKey("municipality.code"), primary_key=True)
    entry_key: Mapped[str] = mapped_column(primary_key=True)
    next_key: Mapped[str] = mapped_column(primary_key=True)
    times: Mapped[int] = mapped_column(default=0)
