"""What a municipality has chosen for itself, changed with an entry in the audit trail."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from store import audit
from store.audit import Actor
from store.tables import Municipality


def choose(
    session: Session,
    municipality: str,
    name: str,
    value: str | int | bool,
    *,
    action: str,
    at: datetime,
    actor: Actor,
) -> bool:
    """Set a column of the municipality's row; returns whether that is something new.

    Args:
        name: of the column.
        action: what the audit trail calls it.
    """
    row = session.get_one(Municipality, municipality)
    before = getattr(row, name)
    if before == value:
        return False
    audit.append(
        session,
        municipality,
        at=at,
        actor=actor,
        action=action,
        subject=f"municipality:{municipality}",
        before={name: before},
        after={name: value},
    )
    setattr(row, name, value)
    return True
