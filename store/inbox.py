"""The inbox: events are stored before they are acknowledged, and handled once.

A worker takes an event under a lease. What handling writes (progress, messages to send) and the
mark «done» are one transaction, a `Turn`: a crash before its end leaves the event to be taken
again, a crash after it leaves nothing to do.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Table, bindparam, or_, select, update
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session, aliased

from store.database import Database
from store.outbox import Outgoing, enqueue
from store.tables import InboxEvent, InboxState, unfinished

LEASE = timedelta(seconds=60)
RETRY_AFTER = (timedelta(seconds=1), timedelta(seconds=5), timedelta(seconds=30))
"""Waits after the first, second, third failure; after that the event is dead."""


@dataclass(frozen=True)
class Received:
    """An event as it came in, ready to be stored. ``payload`` holds no personal numbers."""

    municipality: str
    source: str
    event_key: str
    conversation: str
    payload: dict[str, Any]
    received_at: datetime

    def row(self) -> dict[str, Any]:
        return {
            "municipality": self.municipality,
            "source": self.source,
            "event_key": self.event_key,
            "conversation": self.conversation,
            "payload": self.payload,
            "received_at": self.received_at,
            "not_before": self.received_at,
            "state": InboxState.WAITING,
        }


@dataclass(frozen=True)
class Taken:
    """An event that this worker holds."""

    id: int
    municipality: str
    source: str
    event_key: str
    conversation: str
    payload: dict[str, Any]
    received_at: datetime
    attempts: int
    """Which try this is, from 1."""

    @property
    def is_last_try(self) -> bool:
        return self.attempts > len(RETRY_AFTER)


_earlier = aliased(InboxEvent)
_DUE = (
    select(InboxEvent)
    .where(
        unfinished(InboxEvent.state),
        InboxEvent.not_before <= bindparam("now"),
        or_(InboxEvent.lease_until.is_(None), InboxEvent.lease_until <= bindparam("now")),
        ~select(_earlier.id)
        .where(
            _earlier.conversation == InboxEvent.conversation,
            _earlier.id < InboxEvent.id,
            unfinished(_earlier.state),
        )
        .exists(),
    )
    .order_by(InboxEvent.id)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
)
"""Events whose turn it is. Made once: to put it together takes longer than to run it."""
_TIMES = (
    select(InboxEvent.received_at)
    .where(
        InboxEvent.conversation
        == select(_earlier.conversation).where(_earlier.id == bindparam("event")).scalar_subquery(),
        InboxEvent.id <= bindparam("event"),
    )
    .order_by(InboxEvent.id.desc())
    .limit(bindparam("most"))
)
_STILL_HELD = (
    InboxEvent.id == bindparam("event"),
    InboxEvent.attempts == bindparam("attempt"),
    InboxEvent.state == InboxState.TAKEN,
)
"""That nobody took the event over, and that it is not done: a commit may arrive although its
connection broke before the worker heard of it."""
_END = (
    update(InboxEvent)
    .where(*_STILL_HELD)
    .values(
        state=bindparam("ends_as"),
        handled_at=bindparam("ended_at"),
        lease_until=None,
        error=bindparam("why"),
    )
    .returning(InboxEvent.id)
    .execution_options(synchronize_session=False)
)


class InboxFull(Exception):
    """More events wait to be stored than memory should hold; the sender must try again."""


_Waiting = tuple[Sequence[Received], Future[None]]


class InboxWriter:
    """One thread that stores whatever waits in one transaction, so that a commit serves many."""

    def __init__(self, database: Database, *, most: int = 500, room: int = 20_000) -> None:
        self._database = database
        self._most = most
        self._waiting: queue.Queue[_Waiting | None] = queue.Queue(room)
        self._thread = threading.Thread(target=self._run, name="inbox-writer", daemon=True)
        self._thread.start()

    def store(self, events: Sequence[Received]) -> Future[None]:
        """Store events; the future is done when they are durable, and fails when they are not.

        Raises:
            InboxFull: too many are waiting.
        """
        done: Future[None] = Future()
        try:
            self._waiting.put_nowait((events, done))
        except queue.Full as error:
            raise InboxFull from error
        return done

    def close(self) -> None:
        """Store what waits, then stop."""
        self._waiting.put(None)
        self._thread.join()

    def _run(self) -> None:
        stop = False
        while not stop:
            batch = [self._waiting.get()]
            while len(batch) < self._most and not self._waiting.empty():
                batch.append(self._waiting.get_nowait())
            stop = None in batch
            self._commit([item for item in batch if item is not None])

    def _commit(self, batch: Sequence[_Waiting]) -> None:
        error = self._insert(batch)
        if error is not None and not isinstance(error, OperationalError) and len(batch) > 1:
            for one in batch:  # one event that the database refuses must not cost the others
                self._commit([one])
            return
        for _, done in batch:
            if not done.set_running_or_notify_cancel():
                continue  # the sender hung up; what it sent is stored all the same
            if error is None:
                done.set_result(None)
            else:
                done.set_exception(error)

    def _insert(self, batch: Sequence[_Waiting]) -> Exception | None:
        try:
            store(self._database, [event for events, _ in batch for event in events])
        except Exception as error:
            return error
        return None


def store(database: Database, events: Sequence[Received]) -> None:
    """Store events in one transaction; those that are known already are left out."""
    if events:
        with database.connection() as connection:
            database.insert_new(connection, _table(), [event.row() for event in events])


def take(database: Database, *, now: datetime, limit: int = 20) -> list[Taken]:
    """Take events whose turn it is: the oldest unfinished one of each conversation."""
    with database.writing() as session:
        rows = session.scalars(_DUE, {"now": now, "most": limit}).all()
        for row in rows:
            row.state = InboxState.TAKEN
            row.lease_until = now + LEASE
            row.attempts += 1
        return [_taken(row) for row in rows]


def find(session: Session, municipality: str, event_id: int) -> Taken | None:
    """An event received earlier, such as the command that a button belongs to."""
    row = session.get(InboxEvent, event_id)
    return _taken(row) if row is not None and row.municipality == municipality else None


def before(session: Session, event: Taken, *, since: datetime) -> Taken | None:
    """The event of the same conversation that came just before this one."""
    own = select(InboxEvent.conversation).where(InboxEvent.id == event.id).scalar_subquery()
    row = session.scalars(
        select(InboxEvent)
        .where(InboxEvent.conversation == own, InboxEvent.id < event.id)
        .order_by(InboxEvent.id.desc())
        .limit(1)
    ).one_or_none()
    return _taken(row) if row is not None and row.received_at >= since else None


def times_before(session: Session, event: Taken, *, since: datetime, most: int) -> list[datetime]:
    """When the last events of a conversation came, up to this one: the newest first."""
    times = session.scalars(_TIMES, {"event": event.id, "most": most})
    return [at for at in times if at > since]


class Turn:
    """One event being handled, with the write transaction that its handling may use."""

    def __init__(
        self, database: Database, event: Taken, clock: Callable[[], datetime], stack: ExitStack
    ) -> None:
        self.event = event
        self.now = clock()
        self._database = database
        self._clock = clock
        self._stack = stack
        self._open: Session | None = None

    @property
    def session(self) -> Session:
        """The write transaction; it starts with the first use, so that reading holds no lock."""
        if self._open is None:
            self._open = self._stack.enter_context(self._database.writing())
        return self._open

    def send(self, message: Outgoing) -> None:
        """Put a message into the outbox, to be delivered once this turn is committed."""
        enqueue(self.session, message, municipality=self.event.municipality, now=self.now)

    def finish(self, state: InboxState = InboxState.DONE, error: str = "") -> None:
        """Mark the event done, or dead.

        Raises:
            TurnLost: the lease ran out and another worker has the event, or it is done already.
        """
        ended = {
            "event": self.event.id,
            "attempt": self.event.attempts,
            "ends_as": state,
            "ended_at": self._clock(),
            "why": error[:500],
        }
        if self.session.execute(_END, ended).scalar_one_or_none() is None:
            raise TurnLost(self.event.id)


@contextmanager
def turn(database: Database, event: Taken, clock: Callable[[], datetime]) -> Iterator[Turn]:
    """Handle an event: all that the block writes is committed with the mark «done», or nothing."""
    with ExitStack() as stack:
        open_turn = Turn(database, event, clock, stack)
        yield open_turn
        open_turn.finish()


class TurnLost(Exception):
    """Another worker took the event over while this one was still at it."""


@contextmanager
def burial(
    database: Database, event: Taken, clock: Callable[[], datetime], error: str
) -> Iterator[Turn]:
    """The last turn of an event that failed too often: for an apology; then it is dead."""
    with ExitStack() as stack:
        last_turn = Turn(database, event, clock, stack)
        yield last_turn
        last_turn.finish(InboxState.DEAD, error)


def give_back(database: Database, event: Taken, now: datetime, error: str) -> None:
    """After a failure: let the event be taken again, a while later."""
    with database.writing() as session:
        session.execute(
            update(InboxEvent)
            .where(*_STILL_HELD)
            .values(
                state=InboxState.WAITING,
                not_before=now + RETRY_AFTER[event.attempts - 1],
                lease_until=None,
                error=error[:500],
            ),
            {"event": event.id, "attempt": event.attempts},
        )


def _taken(row: InboxEvent) -> Taken:
    return Taken(
        id=row.id,
        municipality=row.municipality,
        source=row.source,
        event_key=row.event_key,
        conversation=row.conversation,
        payload=row.payload,
        received_at=row.received_at,
        attempts=row.attempts,
    )


def _table() -> Table:
    table = InboxEvent.__table__
    assert isinstance(table, Table)  # noqa: S101 - narrows SQLAlchemy's FromClause
    return table
