"""Append to the audit trail, and check that nobody changed it afterwards."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from store.tables import (
    AuditEntry,
    IndicatorObservation,
    MaturityObservation,
    Municipality,
    Person,
    ProgressEntry,
    ProgressReview,
)

FIRST = "0" * 64
"""What the first entry of a chain names as the hash before it."""

Vouched = ProgressEntry | ProgressReview | IndicatorObservation | MaturityObservation
"""Rows that are only ever added; the trail vouches for what stands in them."""

_VOUCHED: dict[str, tuple[type[Vouched], str]] = {
    ProgressEntry.__tablename__: (ProgressEntry, "progress"),
    ProgressReview.__tablename__: (ProgressReview, "progress"),
    IndicatorObservation.__tablename__: (IndicatorObservation, "observation"),
    MaturityObservation.__tablename__: (MaturityObservation, "observation"),
}
"""Table and the reason to name when a row was changed, by the kind that a subject starts with."""


@dataclass(frozen=True)
class Actor:
    """Who writes (``person:12``, ``command line``) and through which door (``Slack``, ``CLI``)."""

    name: str
    via: str

    @classmethod
    def of(cls, person: Person, via: str) -> Actor:
        """A registered person."""
        return cls(f"person:{person.id}", via)


@dataclass(frozen=True)
class Verified:
    """Result of checking a chain."""

    entries: int
    broken_at: int | None
    """Number of the first entry that does not fit, or nothing."""
    reason: str = ""


@dataclass(frozen=True)
class Note:
    """What an audit entry says happened to what."""

    action: str
    subject: str
    outcome: str = "done"
    before: Mapping[str, Any] = field(default_factory=dict)
    after: Mapping[str, Any] = field(default_factory=dict)


def append(
    session: Session,
    municipality: str,
    *,
    at: datetime,
    actor: Actor,
    action: str,
    subject: str,
    outcome: str = "done",
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> None:
    """Add an audit entry (監査記録) that carries the hash of the one before it."""
    note = Note(action, subject, outcome, before or {}, after or {})
    append_all(session, municipality, [note], at=at, actor=actor)


def append_all(
    session: Session, municipality: str, notes: Sequence[Note], *, at: datetime, actor: Actor
) -> None:
    """Add audit entries one after the other, each with the hash of the one before it."""
    if not notes:
        return
    # The row lock makes two writers on PostgreSQL take turns; SQLite has one writer anyway. It
    # must let foreign keys pass: each writer has inserted rows that point to this one already.
    chain = session.execute(
        select(Municipality)
        .where(Municipality.code == municipality)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    ).scalar_one()
    previous = (
        session.execute(
            select(AuditEntry.hash)
            .where(AuditEntry.municipality == municipality)
            .order_by(AuditEntry.number.desc())
            .limit(1)
        ).scalar_one_or_none()
        or FIRST
    )
    rows = []
    for number, note in enumerate(notes, start=chain.audit_count + 1):
        row = {
            "municipality": municipality,
            "number": number,
            "at": at,
            "actor": actor.name,
            "via": actor.via,
            "action": note.action,
            "subject": note.subject,
            "outcome": note.outcome,
            "before": dict(note.before),
            "after": dict(note.after),
            "previous_hash": previous,
        }
        previous = _hash(row)
        rows.append(row | {"hash": previous})
    session.execute(insert(AuditEntry), rows)
    chain.audit_count += len(rows)
    session.flush()


def verify(session: Session, municipality: str) -> Verified:
    """Walk the chain (and the rows it vouches for) and name the first broken entry."""
    previous, number = FIRST, 0
    chain = session.get_one(Municipality, municipality)
    entries = session.scalars(
        select(AuditEntry)
        .where(AuditEntry.municipality == municipality)
        .order_by(AuditEntry.number)
        .execution_options(yield_per=1000)
    )
    with closing(entries):
        for entry in entries:
            number += 1
            reason = _what_is_wrong(session, entry, number, previous)
            if reason:
                return Verified(number - 1, number, reason)
            previous = entry.hash
    if number != chain.audit_count:
        return Verified(number, number + 1, "missing")
    return Verified(number, None)


def _what_is_wrong(session: Session, entry: AuditEntry, number: int, previous: str) -> str:
    if entry.number != number:
        return "missing"
    if entry.previous_hash != previous:
        return "chain"
    if entry.hash != _hash({name: getattr(entry, name) for name in _HASHED}):
        return "content"
    kind, _, key = entry.subject.partition(":")
    if kind in _VOUCHED and entry.outcome == "done":
        table, reason = _VOUCHED[kind]
        row = session.get(table, int(key))
        if not isinstance(row, Vouched) or vouched_facts(row) != entry.after:
            return reason
    return ""


def vouched_facts(row: Vouched) -> dict[str, Any]:
    """The fields of a row that the audit trail vouches for."""
    match row:
        case ProgressEntry():
            return _progress_facts(row)
        case ProgressReview():
            return {
                "progress_entry_id": row.progress_entry_id,
                "decision": row.decision.value,
                "comment": row.comment,
                "person_id": row.person_id,
                "source": row.source,
            }
        case IndicatorObservation():
            observed: dict[str, Any] = {"indicator_id": row.indicator_id, "value": row.value}
        case MaturityObservation():
            observed = {"plan_id": row.plan_id, "category": row.category, "level": row.level}
    return {**observed, "observed_on": row.observed_on.isoformat(), "source": row.source}


def _progress_facts(row: ProgressEntry) -> dict[str, Any]:
    # What an entry does not have is left out: trails written before there were such fields verify.
    more = {
        "percent": row.percent,
        "evidence_url": row.evidence_url,
        "needs_approval": row.needs_approval or None,
    }
    return {
        "initiative_id": row.initiative_id,
        "fiscal_year": row.fiscal_year,
        "mark": row.mark.value,
        "status": row.status.value,
        "text": row.text,
        "visibility": row.visibility.value,
        "replaces_id": row.replaces_id,
        "origin": row.origin,
        "person_id": row.person_id,
        "source": row.source,
        **{name: value for name, value in more.items() if value is not None},
    }


_HASHED = (
    "municipality",
    "number",
    "at",
    "actor",
    "via",
    "action",
    "subject",
    "outcome",
    "before",
    "after",
    "previous_hash",
)


def _hash(entry: Mapping[str, Any]) -> str:
    """SHA-256 over the entry's fields as JSON with sorted keys and no spaces."""
    fields = [entry[name] for name in _HASHED]
    fields[_HASHED.index("at")] = entry["at"].astimezone(UTC).isoformat()
    text = json.dumps(fields, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
