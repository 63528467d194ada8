"""Posting progress: append-only, audited, and only by those who may."""

from __future__ import annotations

import re
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from store import audit, people
from store.clock import FiscalYear
from store.municipalities import touch_knowledge
from store.people import NotAllowed
from store.tables import Initiative, Person, ProgressEntry, ProgressMark, Status, Visibility

MAX_TEXT = 3000
"""Characters: what one Slack section block can show (docs: Block Kit, section block)."""
MAX_URL = 2000
"""Characters of an address that browsers and proxies surely take."""
_ADDRESS = re.compile(r"https?://[^\s/]\S*")


class TextTooLong(ValueError):
    """The text of a progress entry is longer than ``MAX_TEXT`` characters."""


class TextMissing(ValueError):
    """A progress entry needs words."""


class NotAPercentage(ValueError):
    """A percentage is a whole number from 0 to 100."""


class NotAnAddress(ValueError):
    """Evidence is an address on the web of at most ``MAX_URL`` characters."""


class AlreadyReplaced(Exception):
    """Somebody corrected or withdrew this entry before."""


class AlreadyRecorded(Exception):
    """The same command made an entry before."""


class NothingToWithdraw(Exception):
    """The person has no standing entry."""


def record(
    session: Session,
    initiative: Initiative,
    *,
    by: Person,
    text: str,
    status: Status,
    year: FiscalYear,
    at: datetime,
    via: str,
    origin: str,
    visibility: Visibility = Visibility.INTERNAL,
    percent: int | None = None,
    evidence_url: str | None = None,
) -> ProgressEntry:
    """Append a progress entry (進捗) with its audit entry.

    Args:
        origin: what it is posted with, such as ``inbox:12``; it makes one entry, however often
            it comes.

    Raises:
        NotAllowed: ``by`` is of no responsible department and not of the DX office.
        AlreadyRecorded: ``origin`` made an entry before.
        TextMissing: nothing but spaces.
        TextTooLong: more than 3,000 characters.
        NotAPercentage: below 0 or above 100.
        NotAnAddress: neither http nor https, or more than 2,000 characters.
    """
    _check_may(session, initiative, by=by, at=at, via=via, action="progress.record")
    same = select(ProgressEntry.id).where(ProgressEntry.origin == origin)
    if session.scalars(same).first() is not None:
        raise AlreadyRecorded
    if not text.strip():
        raise TextMissing
    if len(text) > MAX_TEXT:
        raise TextTooLong(len(text))
    if percent is not None and not 0 <= percent <= 100:
        raise NotAPercentage(percent)
    if evidence_url is not None and not is_address(evidence_url):
        raise NotAnAddress
    entry = ProgressEntry(
        municipality=initiative.municipality,
        initiative_id=initiative.id,
        fiscal_year=year,
        mark=ProgressMark.REPORTED,
        status=status,
        text=text.strip(),
        percent=percent,
        evidence_url=evidence_url,
        visibility=visibility,
        origin=origin,
        person_id=by.id,
        source=via,
        created_at=at,
    )
    return _append(session, entry, by=by, at=at, via=via, action="progress.record")


def correct_status(
    session: Session, entry: ProgressEntry, *, by: Person, status: Status, at: datetime, via: str
) -> ProgressEntry:
    """Append an entry that says the same with another status and replaces the one given.

    Raises:
        NotAllowed: ``by`` may not report on the initiative.
        AlreadyReplaced: the entry was corrected or withdrawn before.
    """
    _check_may(session, entry.initiative, by=by, at=at, via=via, action="progress.correct")
    _check_stands(session, entry)
    corrected = ProgressEntry(
        municipality=entry.municipality,
        initiative_id=entry.initiative_id,
        fiscal_year=entry.fiscal_year,
        mark=entry.mark,
        status=status,
        text=entry.text,
        percent=entry.percent,
        evidence_url=entry.evidence_url,
        visibility=entry.visibility,
        replaces_id=entry.id,
        person_id=by.id,
        source=via,
        created_at=at,
    )
    return _append(session, corrected, by=by, at=at, via=via, action="progress.correct")


def withdraw_last(session: Session, *, by: Person, at: datetime, via: str) -> ProgressEntry:
    """Take the person's last standing entry back, as a new entry; nothing is deleted.

    Returns the entry that was withdrawn.

    Raises:
        NothingToWithdraw: the person has no standing entry.
    """
    newer = aliased(ProgressEntry)
    last = session.scalars(
        select(ProgressEntry)
        .where(
            ProgressEntry.municipality == by.municipality,
            ProgressEntry.person_id == by.id,
            ProgressEntry.mark != ProgressMark.WITHDRAWN,
            ~select(newer.id).where(newer.replaces_id == ProgressEntry.id).exists(),
        )
        .order_by(ProgressEntry.id.desc())
        .limit(1)
    ).one_or_none()
    if last is None:
        raise NothingToWithdraw
    withdrawal = ProgressEntry(
        municipality=last.municipality,
        initiative_id=last.initiative_id,
        fiscal_year=last.fiscal_year,
        mark=ProgressMark.WITHDRAWN,
        status=last.status,
        text="",
        percent=last.percent,
        evidence_url=last.evidence_url,
        visibility=last.visibility,
        replaces_id=last.id,
        person_id=by.id,
        source=via,
        created_at=at,
    )
    _append(session, withdrawal, by=by, at=at, via=via, action="progress.withdraw")
    return last


def is_address(text: str) -> bool:
    """Whether a text is an address on the web that can be kept as evidence."""
    return len(text) <= MAX_URL and _ADDRESS.fullmatch(text) is not None


def check_may(
    session: Session, initiative: Initiative, *, by: Person, at: datetime, via: str
) -> None:
    """Say before somebody begins to write whether they may.

    Raises:
        NotAllowed: ``by`` may not report on the initiative.
    """
    _check_may(session, initiative, by=by, at=at, via=via, action="progress.record")


def find(session: Session, municipality: str, entry_id: int) -> ProgressEntry | None:
    """One progress entry, if it belongs to this municipality."""
    entry = session.get(ProgressEntry, entry_id)
    return entry if entry is not None and entry.municipality == municipality else None


def _check_may(
    session: Session, initiative: Initiative, *, by: Person, at: datetime, via: str, action: str
) -> None:
    if people.may_report(by, initiative):
        return
    audit.append(
        session,
        by.municipality,
        at=at,
        actor=audit.Actor(f"person:{by.id}", via),
        action=action,
        subject=f"initiative:{initiative.id}",
        outcome="refused",
    )
    raise NotAllowed


def _check_stands(session: Session, entry: ProgressEntry) -> None:
    # On PostgreSQL two clicks at once would both pass; the lock lets the second one see the first.
    session.refresh(entry, with_for_update={"of": ProgressEntry})
    replaced = select(ProgressEntry.id).where(ProgressEntry.replaces_id == entry.id)
    if entry.mark is ProgressMark.WITHDRAWN or session.scalars(replaced).first() is not None:
        raise AlreadyReplaced


def _append(
    session: Session, entry: ProgressEntry, *, by: Person, at: datetime, via: str, action: str
) -> ProgressEntry:
    session.add(entry)
    session.flush()
    audit.append(
        session,
        entry.municipality,
        at=at,
        actor=audit.Actor(f"person:{by.id}", via),
        action=action,
        subject=f"progress_entry:{entry.id}",
        after=audit.vouched_facts(entry),
    )
    touch_knowledge(session, entry.municipality)
    return entry
