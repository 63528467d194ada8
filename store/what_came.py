"""What has come for citizens: initiatives that are finished, procedures that are online, questions
that have an answer."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, selectinload

from store import plans
from store.tables import (
    AuditEntry,
    Initiative,
    Procedure,
    ProgressEntry,
    Question,
    Reviewed,
    Status,
    Visibility,
)

QUESTION = Question.__tablename__
_IS_ONLINE = or_(Procedure.online_service != "", Procedure.online_url != "")


def come(session: Session, municipality: str, subjects: Collection[str]) -> set[str]:
    """Which of these have come, as citizens may know it: initiatives that are finished, procedures
    that are online, questions that the office has answered."""
    if not subjects:  # as with most questions, for most citizens follow nothing
        return set()
    return {
        *_finished(session, municipality, subjects),
        *_online(session, municipality, subjects),
        *_answered(session, municipality, subjects),
    }


def finished(
    session: Session, municipality: str, start: datetime, end: datetime
) -> list[tuple[Initiative, ProgressEntry]]:
    """Initiatives that people reported as done, for citizens to read from ``start`` to before
    ``end``, each with that report. What was done before, or is no more, is not new."""
    found = []
    for initiative in plans.initiatives(session, municipality):
        if initiative.visibility is not Visibility.PUBLIC:
            continue
        latest = plans.latest_progress(initiative, public_only=True)
        if latest is None or latest.status is not Status.DONE or latest.person_id is None:
            continue
        standing = plans.standing_progress(initiative, public_only=True)
        first = min(_readable_since(one) for one in standing if one.status is Status.DONE)
        if start <= first < end:
            found.append((initiative, latest))
    return found


def went_online(
    session: Session, municipality: str, start: datetime, end: datetime
) -> Sequence[Procedure]:
    """Public procedures that got an online service from ``start`` to before ``end`` and have it
    still. The audit trail tells what was before."""
    kind = Procedure.__tablename__
    changes = session.scalars(
        select(AuditEntry)
        .where(
            AuditEntry.municipality == municipality,
            AuditEntry.subject.startswith(f"{kind}:"),
            AuditEntry.at >= start,
            AuditEntry.at < end,
        )
        .order_by(AuditEntry.number)
    )
    numbers = {
        int(change.subject.removeprefix(f"{kind}:"))
        for change in changes
        if _is_online(change.after) and not _is_online(change.before)
    }
    return session.scalars(
        select(Procedure)
        .where(
            Procedure.id.in_(numbers),
            Procedure.visibility == Visibility.PUBLIC,
            Procedure.retired_at.is_(None),
            _IS_ONLINE,
        )
        .order_by(Procedure.id)
    ).all()


def _readable_since(entry: ProgressEntry) -> datetime:
    """Since when citizens can read an entry."""
    if entry.needs_approval and entry.review is not None:
        return entry.review.created_at
    return entry.created_at


def _is_online(facts: dict[str, Any]) -> bool:
    return bool(facts.get("online_service") or facts.get("online_url"))


def _finished(session: Session, municipality: str, subjects: Collection[str]) -> Iterable[str]:
    rows = session.scalars(
        select(Initiative)
        .where(
            Initiative.municipality == municipality,
            Initiative.id.in_(_numbers(subjects, Initiative.__tablename__)),
            Initiative.visibility == Visibility.PUBLIC,
            Initiative.retired_at.is_(None),
            Initiative.progress.any(ProgressEntry.status == Status.DONE),
        )
        .options(selectinload(Initiative.progress))
    )
    return [
        f"{Initiative.__tablename__}:{row.id}"
        for row in rows
        if plans.status_of(row, public_only=True) is Status.DONE
    ]


def _online(session: Session, municipality: str, subjects: Collection[str]) -> Iterable[str]:
    numbers = session.scalars(
        select(Procedure.id).where(
            Procedure.municipality == municipality,
            Procedure.id.in_(_numbers(subjects, Procedure.__tablename__)),
            Procedure.visibility == Visibility.PUBLIC,
            Procedure.retired_at.is_(None),
            _IS_ONLINE,
        )
    )
    return [f"{Procedure.__tablename__}:{number}" for number in numbers]


def _answered(session: Session, municipality: str, subjects: Collection[str]) -> Iterable[str]:
    numbers = session.scalars(
        select(Question.id).where(
            Question.municipality == municipality,
            Question.id.in_(_numbers(subjects, QUESTION)),
            Question.reviewed_as == Reviewed.ANSWERED,
        )
    )
    return [f"{QUESTION}:{number}" for number in numbers]


def _numbers(subjects: Collection[str], kind: str) -> list[int]:
    return [
        int(number)
        for named, _, number in (subject.partition(":") for subject in subjects)
        if named == kind
    ]
