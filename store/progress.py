"""Posting progress: append-only, audited, and only by those who may.

Corrections and withdrawals are in `store.corrections`.
"""

from __future__ import annotations

import re
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from store import audit, people
from store.clock import FiscalYear
from store.municipalities import touch_knowledge
from store.tables import (
    Initiative,
    Municipality,
    Person,
    ProgressEntry,
    ProgressMark,
    Status,
    Visibility,
)

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


class AlreadyRecorded(Exception):
    """The same command made an entry before."""


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
    check_new(session, origin)
    check_said(text, percent, evidence_url)
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
    return append(session, entry, by=by, at=at, via=via, action="progress.record")


def check_new(session: Session, origin: str) -> None:
    """Let nothing be recorded twice.

    Raises:
        AlreadyRecorded: ``origin`` made an entry before.
    """
    if is_recorded(session, origin):
        raise AlreadyRecorded


def check_said(text: str, percent: int | None, evidence_url: str | None) -> None:
    """Say what is wrong with what somebody reports, see `record`."""
    check_text(text)
    if percent is not None and not 0 <= percent <= 100:
        raise NotAPercentage(percent)
    if evidence_url is not None and not is_address(evidence_url):
        raise NotAnAddress


def check_text(text: str) -> None:
    """Say what is wrong with the words of a report, or of a comment on one.

    Raises:
        TextMissing: nothing but spaces.
        TextTooLong: more than 3,000 characters.
    """
    if not text.strip():
        raise TextMissing
    if len(text) > MAX_TEXT:
        raise TextTooLong(len(text))


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


def is_recorded(session: Session, origin: str) -> bool:
    """Whether an entry was posted with this."""
    same = select(ProgressEntry.id).where(ProgressEntry.origin == origin)
    return session.scalars(same).first() is not None


def find(session: Session, municipality: str, entry_id: int) -> ProgressEntry | None:
    """One progress entry, if it belongs to this municipality."""
    entry = session.get(ProgressEntry, entry_id)
    return entry if entry is not None and entry.municipality == municipality else None


def _check_may(
    session: Session, initiative: Initiative, *, by: Person, at: datetime, via: str, action: str
) -> None:
    if not people.may_report(by, initiative):
        people.refuse(
            session, by, at=at, via=via, action=action, subject=f"initiative:{initiative.id}"
        )


def append(
    session: Session, entry: ProgressEntry, *, by: Person, at: datetime, via: str, action: str
) -> ProgressEntry:
    """Add an entry that was checked, with its audit entry.

    Where the municipality approves what citizens see, a public one waits; taking words back
    never does.
    """
    if entry.visibility is Visibility.PUBLIC and entry.mark is not ProgressMark.WITHDRAWN:
        municipality = session.get_one(Municipality, entry.municipality)
        entry.needs_approval = municipality.approves_publication
    session.add(entry)
    session.flush()
    audit.append(
        session,
        entry.municipality,
        at=at,
        actor=audit.Actor.of(by, via),
        action=action,
        subject=f"progress_entry:{entry.id}",
        after=audit.vouched_facts(entry),
    )
    touch_knowledge(session, entry.municipality)
    return entry
