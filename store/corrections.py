"""Correcting and withdrawing progress: by its author and the DX office, and only by adding."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from store import people
from store.clock import FiscalYear
from store.progress import append, check_new, check_said
from store.tables import Person, ProgressEntry, ProgressMark, Status, Visibility


class AlreadyReplaced(Exception):
    """Somebody corrected or withdrew this entry before; ``latest`` is how it stands now."""

    def __init__(self, latest: ProgressEntry) -> None:
        super().__init__(latest.id)
        self.latest = latest


class NothingToWithdraw(Exception):
    """The person has no standing entry."""


def correct(
    session: Session,
    entry: ProgressEntry,
    *,
    by: Person,
    text: str,
    status: Status,
    year: FiscalYear,
    visibility: Visibility,
    percent: int | None,
    evidence_url: str | None,
    at: datetime,
    via: str,
    origin: str,
) -> ProgressEntry:
    """Append an entry that replaces the one given, which may be a withdrawal.

    Raises:
        NotAllowed: ``by`` is neither who began it nor of the DX office.
        AlreadyRecorded: ``origin`` made an entry before.
        AlreadyReplaced: the entry is not how it stands now.
        TextMissing, TextTooLong, NotAPercentage, NotAnAddress: as for `progress.record`.
    """
    check_may(session, entry, by=by, at=at, via=via, action="progress.correct")
    check_new(session, origin)
    check_said(text, percent, evidence_url)
    _check_latest(session, entry)
    corrected = _in_place_of(
        entry,
        mark=ProgressMark.REPORTED,
        text=text.strip(),
        status=status,
        fiscal_year=year,
        visibility=visibility,
        percent=percent,
        evidence_url=evidence_url,
        origin=origin,
        person_id=by.id,
        source=via,
        created_at=at,
    )
    return append(session, corrected, by=by, at=at, via=via, action="progress.correct")


def correct_status(
    session: Session, entry: ProgressEntry, *, by: Person, status: Status, at: datetime, via: str
) -> ProgressEntry:
    """Append an entry that says the same with another status and replaces the one given.

    Raises:
        NotAllowed: ``by`` is neither who began it nor of the DX office.
        AlreadyReplaced: the entry was corrected or withdrawn before.
    """
    check_may(session, entry, by=by, at=at, via=via, action="progress.correct")
    _check_stands(session, entry)
    corrected = _in_place_of(entry, status=status, person_id=by.id, source=via, created_at=at)
    return append(session, corrected, by=by, at=at, via=via, action="progress.correct")


def withdraw(
    session: Session, entry: ProgressEntry, *, by: Person, at: datetime, via: str
) -> ProgressEntry:
    """Take an entry back, as a new entry; nothing is deleted.

    Returns the entry that says so; what was withdrawn is the one it replaces.

    Raises:
        NotAllowed: ``by`` is neither who began it nor of the DX office.
        AlreadyReplaced: the entry was corrected or withdrawn before.
    """
    check_may(session, entry, by=by, at=at, via=via, action="progress.withdraw")
    _check_stands(session, entry)
    withdrawal = _in_place_of(
        entry,
        mark=ProgressMark.WITHDRAWN,
        text="",
        person_id=by.id,
        source=via,
        created_at=at,
    )
    return append(session, withdrawal, by=by, at=at, via=via, action="progress.withdraw")


def withdraw_last(session: Session, *, by: Person, at: datetime, via: str) -> ProgressEntry:
    """Take the person's last standing entry back, see `withdraw`.

    Raises:
        NothingToWithdraw: the person has no standing entry.
    """
    last = last_own(session, by)
    if last is None:
        raise NothingToWithdraw
    return withdraw(session, last, by=by, at=at, via=via)


def last_own(session: Session, person: Person) -> ProgressEntry | None:
    """The last entry that the person began and that stands, as it stands now."""
    begun = session.scalars(
        select(ProgressEntry)
        .where(
            ProgressEntry.municipality == person.municipality,
            ProgressEntry.person_id == person.id,
            ProgressEntry.replaces_id.is_(None),
        )
        .order_by(ProgressEntry.id.desc())
    ).all()
    now = (latest(session, entry) for entry in begun)
    return next((entry for entry in now if entry.mark is not ProgressMark.WITHDRAWN), None)


def latest(session: Session, entry: ProgressEntry) -> ProgressEntry:
    """What an entry has become by corrections, or its withdrawal."""
    while (newer := _newer(session, entry)) is not None:
        entry = newer
    return entry


def _may_mend(person: Person, entry: ProgressEntry) -> bool:
    """Whether the person may correct or withdraw it: who began it, or the DX office."""
    if person.municipality != entry.municipality or not person.is_active:
        return False
    first = entry
    while first.replaces is not None:
        first = first.replaces
    return people.oversees(person) or first.person_id == person.id


def check_may(
    session: Session,
    entry: ProgressEntry,
    *,
    by: Person,
    at: datetime,
    via: str,
    action: str = "progress.correct",
) -> None:
    """Say before somebody begins to write whether they may.

    Raises:
        NotAllowed: ``by`` is neither who began the entry nor of the DX office.
    """
    if not _may_mend(by, entry):
        subject = f"progress_entry:{entry.id}"
        people.refuse(session, by, at=at, via=via, action=action, subject=subject)


def _check_stands(session: Session, entry: ProgressEntry) -> None:
    _check_latest(session, entry)
    if entry.mark is ProgressMark.WITHDRAWN:
        raise AlreadyReplaced(entry)


def _check_latest(session: Session, entry: ProgressEntry) -> None:
    # On PostgreSQL two clicks at once would both pass; the lock lets the second one see the first.
    session.refresh(entry, with_for_update={"of": ProgressEntry})
    if _newer(session, entry) is not None:
        raise AlreadyReplaced(latest(session, entry))


def _newer(session: Session, entry: ProgressEntry) -> ProgressEntry | None:
    replaced = select(ProgressEntry).where(ProgressEntry.replaces_id == entry.id)
    return session.scalars(replaced).one_or_none()


def _in_place_of(entry: ProgressEntry, **changed: Any) -> ProgressEntry:
    """What an entry says, with what is changed."""
    said = {
        name: getattr(entry, name)
        for name in (
            *("municipality", "initiative_id", "fiscal_year", "mark", "status", "text"),
            *("percent", "evidence_url", "visibility"),
        )
    }
    return ProgressEntry(**said | {"replaces_id": entry.id} | changed)
