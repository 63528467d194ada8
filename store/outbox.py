"""The outbox: messages are written with what they tell about, and delivered afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, bindparam, delete, or_, select, update
from sqlalchemy.orm import Session, aliased

from store.database import Database
from store.tables import InboxEvent, InboxState, OutboxMessage, OutboxState, unfinished

LEASE = timedelta(seconds=30)
MOST_ATTEMPTS = 8
MOST_WHEN_BUSY = 100
"""Of a message that a service would take later: a Slack channel takes one a second (Slack API docs,
rate limits), and a whole office may post at once."""
_UNDELIVERED = (OutboxState.FAILED, OutboxState.EXPIRED)
_earlier = aliased(OutboxMessage)
_DUE = (
    select(OutboxMessage)
    .where(
        unfinished(OutboxMessage.state),
        OutboxMessage.not_before <= bindparam("now"),
        or_(OutboxMessage.lease_until.is_(None), OutboxMessage.lease_until <= bindparam("now")),
        or_(
            OutboxMessage.thread_id.is_(None),
            ~select(_earlier.id)
            .where(
                _earlier.thread_id == OutboxMessage.thread_id,
                _earlier.id < OutboxMessage.id,
                unfinished(_earlier.state),
            )
            .exists(),
        ),
    )
    .order_by(OutboxMessage.id)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
)
"""Messages to be delivered. Made once: to put it together takes longer than to run it."""


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
    tells_back: dict[str, Any] | None = None
    """What an event in the inbox tells then, along with the reason (``error``)."""
    tells_success: bool = False
    """The event comes where it was delivered, too, with the ``receipt`` and no error."""
    thread_id: int | None = None
    """The thread it belongs to (`store.threads`)."""
    is_latest: bool = False
    """Takes the place of what was sent or waits under the same key, such as a page shown anew."""
    held_until: datetime | None = None
    """Does not go out before; until then `withdraw` takes it back."""


@dataclass(frozen=True)
class Thread:
    """Where a thread stands."""

    ts: str
    """What the service calls the message that opened it; empty where none did yet."""
    error: str
    """Why nothing can be posted in it any more, if so."""


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
    thread: Thread | None = None
    """The thread it belongs to, as it stands now."""


@dataclass(frozen=True)
class Result:
    """How a try to deliver ended. ``retry_at`` is set where another try makes sense."""

    message: Held
    state: OutboxState
    error: str = ""
    retry_at: datetime | None = None
    receipt: str = ""
    """What the service calls the message, where it told."""


def enqueue(session: Session, message: Outgoing, *, municipality: str, now: datetime) -> None:
    """Add a message to the outbox; a key that is known already is left as it is, unless the
    message is the latest of its kind."""
    known = session.scalars(
        select(OutboxMessage.id).where(OutboxMessage.key == message.key)
    ).one_or_none()
    if known is not None:
        if message.is_latest:
            _put_in_place(session, known, message, now)
        return
    session.add(
        OutboxMessage(
            municipality=municipality,
            key=message.key,
            service=message.service,
            payload=message.payload,
            state=OutboxState.WAITING,
            not_before=max(now, message.held_until or now),
            held_until=message.held_until,
            expires_at=message.expires_at,
            instead=_kept(message.instead),
            tells_back=message.tells_back,
            tells_success=message.tells_success,
            thread_id=message.thread_id,
            created_at=now,
        )
    )
    session.flush()


def take(database: Database, *, now: datetime, limit: int = 100, key: str = "") -> list[Held]:
    """Take messages to deliver under a lease; those too late to be of use expire.

    Args:
        key: take only the message with this key.
    """
    due = _DUE.where(OutboxMessage.key == key) if key else _DUE
    with database.writing() as session:
        rows = session.scalars(due, {"now": now, "most": limit}).all()
        held = []
        for row in rows:
            if row.expires_at is not None and row.expires_at <= now:
                row.state, row.lease_until = OutboxState.EXPIRED, None
                _follow_up(session, row, now)
                continue
            row.state, row.lease_until = OutboxState.TAKEN, now + LEASE
            row.attempts += 1
            held.append(_held(row))
        return held


def settle(database: Database, results: Sequence[Result], *, now: datetime) -> bool:
    """Write down how a batch of deliveries ended; returns whether the inbox has events that tell
    of it now."""
    told_back = False
    if not results:
        return told_back
    with database.writing() as session:
        for result in results:
            settled = session.scalars(
                update(OutboxMessage)
                .where(
                    OutboxMessage.id == result.message.id,
                    OutboxMessage.attempts == result.message.attempts,
                    OutboxMessage.state == OutboxState.TAKEN,
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
            if settled is None:
                _let_go(session, result.message.id)
                continue
            if settled.thread is not None and not settled.thread.ts:
                settled.thread.ts = result.receipt
            if result.state in _UNDELIVERED:
                _follow_up(session, settled, now)
            elif result.state is OutboxState.SENT and settled.tells_success:
                _tell_back(session, settled, now, receipt=result.receipt)
            else:
                continue
            told_back |= settled.tells_back is not None
    return told_back


def withdraw(session: Session, key: str, *, now: datetime) -> dict[str, Any] | None:
    """Take a message back that is still held; returns its payload, or nothing for too late."""
    row = session.scalars(
        select(OutboxMessage)
        .where(
            OutboxMessage.key == key,
            OutboxMessage.state == OutboxState.WAITING,
            OutboxMessage.attempts == 0,
            OutboxMessage.not_before > now,
        )
        .with_for_update()
    ).one_or_none()
    if row is None:
        return None
    session.delete(row)
    session.flush()
    return row.payload


def drop(session: Session, key: str) -> bool:
    """Delete a message that nobody is delivering and that has not been; returns whether there was
    one."""
    return _drop(session, OutboxMessage.key == key) > 0


def drop_pushes(session: Session, service: str, receiver: str) -> None:
    """Delete what waits to be pushed to somebody who wants nothing any more."""
    waiting = select(OutboxMessage).where(
        OutboxMessage.service == service, OutboxMessage.state == OutboxState.WAITING
    )
    theirs = [row.id for row in session.scalars(waiting) if row.payload.get("to") == receiver]
    _drop(session, OutboxMessage.id.in_(theirs))


def _drop(session: Session, *which: ColumnElement[bool]) -> int:
    waiting = OutboxMessage.state == OutboxState.WAITING
    dropped = session.execute(
        delete(OutboxMessage).where(waiting, *which).returning(OutboxMessage.id)
    )
    return len(dropped.all())


def state_of(session: Session, key: str) -> tuple[OutboxState, str] | None:
    """Where the message with this key stands, and the last error."""
    row = session.scalars(select(OutboxMessage).where(OutboxMessage.key == key)).one_or_none()
    return (row.state, row.error) if row is not None else None


def payload_of(session: Session, key: str) -> dict[str, Any] | None:
    """What the message with this key carries."""
    row = session.scalars(select(OutboxMessage).where(OutboxMessage.key == key)).one_or_none()
    return row.payload if row is not None else None


def _put_in_place(session: Session, known: int, message: Outgoing, now: datetime) -> None:
    """Let a message wait in the place of an older one. Where that one is on its way, the lease
    stays: the newer goes out after it, never at the same time."""
    row = session.get_one(OutboxMessage, known, with_for_update=True, populate_existing=True)
    row.service, row.payload = message.service, message.payload
    row.expires_at, row.instead = message.expires_at, _kept(message.instead)
    row.state, row.attempts, row.error = OutboxState.WAITING, 0, ""
    row.not_before = max(row.not_before, now)  # the service may have asked us to wait
    row.created_at, row.sent_at = now, None
    session.flush()


def _let_go(session: Session, message_id: int) -> None:
    """What waited in the place of a message on its way may go out, now that that one arrived."""
    session.execute(
        update(OutboxMessage)
        .where(OutboxMessage.id == message_id, OutboxMessage.state == OutboxState.WAITING)
        .values(lease_until=None)
    )


def _kept(instead: Content | None) -> dict[str, Any] | None:
    return asdict(instead) if instead else None


def _follow_up(session: Session, row: OutboxMessage, now: datetime) -> None:
    """What happens where a message could not be delivered."""
    if row.thread is not None and not row.thread.ts:
        row.thread.error = row.error
    _tell_back(session, row, now)
    if row.instead is not None:
        # A message that took another's place may be the second one under its key to fail.
        message = Outgoing(f"{row.key}:instead", **row.instead, is_latest=True)
        enqueue(session, message, municipality=row.municipality, now=now)


def _tell_back(session: Session, row: OutboxMessage, now: datetime, **more: str) -> None:
    """Put an event into the inbox that tells how a delivery ended, where one was asked for."""
    if row.tells_back is None:
        return
    error = "" if row.state is OutboxState.SENT else row.error or row.state.value
    session.add(
        InboxEvent(
            municipality=row.municipality,
            source="outbox",
            event_key=row.key,
            conversation=f"outbox:{row.key}",
            payload=row.tells_back | {"error": error} | more,
            state=InboxState.WAITING,
            not_before=now,
            received_at=now,
        )
    )


def _held(row: OutboxMessage) -> Held:
    return Held(
        id=row.id,
        municipality=row.municipality,
        key=row.key,
        service=row.service,
        payload=row.payload,
        attempts=row.attempts,
        expires_at=row.expires_at,
        thread=Thread(row.thread.ts, row.thread.error) if row.thread else None,
    )
