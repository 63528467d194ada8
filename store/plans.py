"""Reading the plan: initiatives with their schedule and what was reported."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from store.municipalities import ALL_DEPARTMENTS
from store.tables import (
    Department,
    Initiative,
    InitiativeDepartment,
    ProgressEntry,
    ProgressMark,
    Status,
    Visibility,
)


def initiatives(
    session: Session, municipality: str, *, of_department: str = ""
) -> Sequence[Initiative]:
    """All initiatives (取組) in force, with departments, schedule and progress, in plan order.

    Args:
        of_department: only those that this department answers for, alone or with every other.
    """
    wanted = (
        select(Initiative)
        .where(Initiative.municipality == municipality, Initiative.retired_at.is_(None))
        .options(
            selectinload(Initiative.departments),
            selectinload(Initiative.schedule),
            selectinload(Initiative.progress),
        )
        .order_by(Initiative.id)
    )
    if of_department:
        responsible = InitiativeDepartment.department.has(
            Department.name.in_({of_department, *ALL_DEPARTMENTS})
        )
        wanted = wanted.where(Initiative.departments.any(responsible))
    return session.scalars(wanted).all()


def initiative(session: Session, municipality: str, initiative_id: int) -> Initiative | None:
    """One initiative in force, if it belongs to this municipality."""
    found = session.get(Initiative, initiative_id)
    if found is None or found.municipality != municipality or found.retired_at is not None:
        return None
    return found


def titles(session: Session, municipality: str, *, public_only: bool = False) -> dict[int, str]:
    """Titles of the initiatives in force by their id."""
    rows = session.execute(
        select(Initiative.id, Initiative.title, Initiative.visibility)
        .where(Initiative.municipality == municipality, Initiative.retired_at.is_(None))
        .order_by(Initiative.id)
    )
    return {
        row.id: row.title for row in rows if row.visibility is Visibility.PUBLIC or not public_only
    }


def numbers_of_department(session: Session, department_id: int) -> set[int]:
    """Ids of the initiatives that a department is responsible for."""
    links = select(InitiativeDepartment.initiative_id).where(
        InitiativeDepartment.department_id == department_id
    )
    return set(session.scalars(links))


def standing_progress(initiative: Initiative, *, public_only: bool = False) -> list[ProgressEntry]:
    """Progress entries that still stand: neither corrected nor withdrawn, oldest first.

    For citizens what waits for approval or was sent back is as if nobody had written it.
    """
    counting = [
        entry for entry in initiative.progress if entry.counts_for_citizens or not public_only
    ]
    replaced = _replaced(counting, {entry.id: entry for entry in initiative.progress})
    return [
        entry
        for entry in counting
        if entry.id not in replaced
        and entry.mark is not ProgressMark.WITHDRAWN
        and (entry.visibility is Visibility.PUBLIC or not public_only)
    ]


def _replaced(entries: Sequence[ProgressEntry], known: Mapping[int, ProgressEntry]) -> set[int]:
    """Ids of what these replace, and of what that replaced before."""
    replaced: set[int] = set()
    for entry in entries:
        before = entry.replaces_id
        while before is not None and before not in replaced:
            replaced.add(before)
            before = known[before].replaces_id
    return replaced


def status_of(initiative: Initiative, *, public_only: bool = False) -> Status:
    """The status of the last standing entry; 未着手 where nobody reported yet."""
    latest = latest_progress(initiative, public_only=public_only)
    return latest.status if latest else Status.NOT_STARTED


def latest_progress(initiative: Initiative, *, public_only: bool = False) -> ProgressEntry | None:
    """The standing entry of the latest fiscal year, and of that the last one written."""
    entries = standing_progress(initiative, public_only=public_only)
    return max(entries, key=lambda entry: (entry.fiscal_year, entry.id), default=None)


def progress_between(
    session: Session, municipality: str, start: datetime, end: datetime
) -> list[ProgressEntry]:
    """Standing entries that people posted from ``start`` to before ``end``, oldest first."""
    return sorted(
        (
            entry
            for item in initiatives(session, municipality)
            for entry in standing_progress(item)
            if entry.person_id is not None and start <= entry.created_at < end
        ),
        key=lambda entry: entry.id,
    )


def last_word(initiative: Initiative, before: datetime) -> datetime | None:
    """When somebody last posted a standing entry; what a document brought is no word."""
    return max(
        (
            entry.created_at
            for entry in standing_progress(initiative)
            if entry.person_id is not None and entry.created_at < before
        ),
        default=None,
    )
