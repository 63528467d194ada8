"""One digest per kind, audience and period, however many clocks ask for it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from store.tables import Digest


def claim(
    session: Session, municipality: str, *, kind: str, audience: str, period: str, at: datetime
) -> Digest | None:
    """Register a digest (ダイジェスト) for a period; nothing when it was registered before."""
    digest = Digest(
        municipality=municipality, kind=kind, audience=audience, period=period, created_at=at
    )
    try:
        with session.begin_nested():
            session.add(digest)
    except IntegrityError:
        return None
    return digest
