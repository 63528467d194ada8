"""The audit trail: every write, and every refused write, in a chain of hashes."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from store.tables.base import Base


class AuditEntry(Base):
    """An audit entry (監査記録): who did what, from where, what was before and after."""

    __tablename__ = "audit_entry"
    __table_args__ = (UniqueConstraint("municipality", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    municipality: Mapped[str] = mapped_column(ForeignKey("municipality.code"))
    number: Mapped[int]
    """1, 2, 3 … within the municipality."""
    at: Mapped[datetime]
    actor: Mapped[str]
    """``person:12``, ``slack:T…/U…`` for somebody unknown, or ``command line``."""
    via: Mapped[str]
    action: Mapped[str]
    subject: Mapped[str]
    """Kind and id of what was written, such as ``progress_entry:7``."""
    outcome: Mapped[str]
    """``done`` or ``refused``."""
    before: Mapped[dict[str, Any]]
    after: Mapped[dict[str, Any]]
    previous_hash: Mapped[str]
    hash: Mapped[str]
