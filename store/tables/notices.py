"""What the city tells everybody first (災害時のお知らせ)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from store.tables.base import Base


class CityNotice(Base):
    """A notice of the city (災害時のお知らせ) that stands on top of every answer.

    Rows are added; of one that is there nothing changes but that it was taken back.
    """

    __tablename__ = "city_notice"
    __table_args__ = (Index("ix_city_notice_municipality", "municipality", "cleared_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    municipality: Mapped[str] = mapped_column(ForeignKey("municipality.code"))
    text: Mapped[str]
    link: Mapped[str] = mapped_column(default="")
    """Address of a page that says more; empty for none."""
    set_by: Mapped[str]
    """Who published it, as the audit trail calls them."""
    set_at: Mapped[datetime]
    until: Mapped[datetime | None]
    """From then on it is no longer shown; nothing where it stands until it is taken back."""
    cleared_at: Mapped[datetime | None]
