"""Questions asked, with their outcome; never with who asked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from store.tables import Question


def log(
    session: Session,
    municipality: str,
    *,
    audience: str,
    channel: str,
    text: str,
    decision: str,
    kind: str,
    title: str,
    confidence: float,
    at: datetime,
) -> None:
    """Keep a question and what came of it. ``text`` must be masked already."""
    session.add(
        Question(
            municipality=municipality,
            audience=audience,
            channel=channel,
            text=text[:500],
            decision=decision,
            kind=kind,
            title=title,
            confidence=confidence,
            asked_at=at,
        )
    )


def was_left_open(session: Session, municipality: str, *, text: str, since: datetime) -> bool:
    """Whether a question, when it was last asked, was neither answered nor small talk."""
    kind = session.scalars(
        select(Question.kind)
        .where(
            Question.municipality == municipality,
            Question.text == text,
            Question.asked_at >= since,
        )
        .order_by(Question.id.desc())
        .limit(1)
    ).one_or_none()
    return kind == ""


def passed_on(
    session: Session, municipality: str, *, decision: str, start: datetime, end: datetime
) -> Sequence[tuple[str, int]]:
    """Questions with this outcome from ``start`` to before ``end``: text and how often asked."""
    count = func.count()
    rows = session.execute(
        select(Question.text, count)
        .where(
            Question.municipality == municipality,
            Question.decision == decision,
            Question.kind == "",
            Question.asked_at >= start,
            Question.asked_at < end,
        )
        .group_by(Question.text)
        .order_by(count.desc(), func.min(Question.id))
    )
    return [(row[0], row[1]) for row in rows]
