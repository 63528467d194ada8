"""The outbox: messages are written with what they tell about, and delivered afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from store.database import Database
from store.tables import OutboxMessage, OutboxState

LEASE = timedelta(seconds=30)
MOST_ATTEMPTS = 8
_UNDELIVERED = (OutboxState.FAILED, OutboxState.EXPIRED)


@dataclass(frozen=True)
class Content:
    """What is sent, and by which client."""

    service: str
    payload: dict[str, Any]


@dataclass(frozen=True)
class Outgoing:
    """A message to deliver. ``key`` is what must never be sent twice."""

    key: str
    service: str
    payload: dict[str, Any]
    expires_at: datetime | None = None
    instead: Content | None = None
    """What goes out where this could not be delivered, so that nobody waits in vain."""


@dataclass(frozen=True)
class Held:
    """A message that this worker is delivering."""

    id: int
    municipality: str
    key: str
    service: str
    payload: dict[str, Any]
    attempts: int
    """Which try this is, from 1."""
    expires_at: datetime | None = None


@dataclass(frozen=True)
class Result:
    """How a try to deliver ended. ``retry_at`` is set where another try makes sense."""

    message: Held
    state: OutboxState
    error: str = ""
    retry_at: datetime | None = None


def enqueue(session: Session, message: Outgoing, *, municipality: str, now: datetime) -> None:
    """Add a message to the outbox; a key that is known already is left as it is."""
    known = select(OutboxMessage.id).where(OutboxMessage.key == message.key)
    if session.scalars(known).first() is not None:
        return
    session.add(
        OutboxMessage(
            municipality=municipality,
            key=message.key,
            service=message.service,
            payload=message.payload,
            state=OutboxState.WAITING,
            not_before=now,
            expires_at=message.expires_at,
            instead=asdict(message.instead) if message.instead else None,
            created_at=now,
        )
    )
    session.flush()


def take(database: Database, *, now: datetime, limit: int = 100, key: str = "") -> list[Held]:
    """Take messages to deliver under a lease; those too late to be of use expire.

    Args:
        key: take only the message with this key.
    """
    unfinished = (OutboxState.WAITING, OutboxState.TAKEN)
    due = [
        OutboxMessage.state.in_(unfinished),
        OutboxMessage.not_before <= now,
        or_(OutboxMessage.lease_until.is_(None), OutboxMessage.lease_until <= now),
    ]
    if key:
        due.append(OutboxMessage.key == key)
    with database.writing() as session:
        rows = session.scalars(
            select(OutboxMessage)
            .where(*due)
            .order_by(OutboxMessage.id)
            .limit(limit)
            .with_for_update(skip_locked=True)
        ).all()
        held = []
        for row in rows:
            if row.expires_at is not None and row.expires_at <= now:
                row.state, row.lease_until = OutboxState.EXPIRED, None
                _send_instead(session, row, now)
                continue
            row.state, row.lease_until = OutboxState.TAKEN, now + LEASE
            row.attempts += 1
            held.append(_held(row))
        return held


def settle(database: Database, results: Sequence[Result], *, now: datetime) -> None:
    """Write down how a batch of deliveries ended."""
    if not results:
        return
    with database.writing() as session:
        for result in results:
            settled = session.scalars(
                update(OutboxMessage)
                .where(
                    OutboxMessage.id == result.message.id,
                    OutboxMessage.attempts == result.message.attempts,
                )
                .values(
                    state=result.state,
                    lease_until=None,
                    error=result.error[:500],
                    not_before=result.retry_at or now,
                    sent_at=now if result.state is OutboxState.SENT else None,
                )
                .returning(OutboxMessage)
            ).one_or_none()
            if settled is not None and result.state in _UNDELIVERED:
                _send_instead(session, settled, now)


def state_of(session: Session, key: str) -> tuple[OutboxState, str] | None:
    """Where the message with this key stands, and the last error."""
    row = session.scalars(select(OutboxMessage).where(OutboxMessage.key == key)).one_or_none()
    return (row.state, row.error) if row is not None else None


def _send_instead(session: Session, row: OutboxMessage, now: datetime) -> None:
    if row.instead is not None:
        message = Outgoing(f"{row.key}:instead", **row.instead)
        enqueue(session, message, municipality=row.municipality, now=now)


def _held(row: OutboxMessage) -> Held:
    return Held(
        id=row.id,
        municipality=row.municipality,
        key=row.key,
        service=row.service,
        payload=row.payload,
        attempts=row.attempts,
        expires_at=row.expires_at,
    )
