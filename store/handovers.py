"""Handovers (有人対応): who may answer, what is on its way to whom, and when it is forgotten.

A citizen is known by a keyed hash of the conversation. The LINE user id is kept only where messages
may be pushed; both are erased once the handover is closed and nothing is left to deliver.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, delete, or_, select, update
from sqlalchemy.orm import Session

from store import audit
from store.audit import Actor
from store.database import Database
from store.people import NotAllowed
from store.tables import (
    Department,
    Handover,
    HandoverMessage,
    HandoverState,
    MessageState,
    Person,
    Sender,
)

ASKED_FOR = timedelta(minutes=30)
"""How long a citizen has to say what it is about; after that a text is a question again."""
SILENT_FOR = timedelta(days=3)
"""After this without a word a handover ends."""
ADDRESS_KEPT_FOR = timedelta(days=7)
"""How long after the end what could not be delivered waits for the citizen to write again."""
WORDS_KEPT_FOR = timedelta(days=30)
CITIZEN = Actor("citizen", "LINE")


class AlreadyClosed(Exception):
    """The handover has ended; nothing reaches the citizen through it any more."""


def current(
    session: Session, municipality: str, conversation: str, *, now: datetime
) -> Handover | None:
    """The handover that a conversation is in, locked for this transaction."""
    return session.scalars(
        _of_conversation(municipality, conversation, now)
        .order_by(Handover.id.desc())
        .limit(1)
        .with_for_update(of=Handover)
    ).one_or_none()


def standing(
    session: Session, municipality: str, conversation: str, *, now: datetime
) -> HandoverState | None:
    """Where the handover of a conversation stands; closed where it has something left for them."""
    found = session.scalars(_of_conversation(municipality, conversation, now).limit(1)).first()
    found = found or owing(session, municipality, conversation)
    return found.state if found else None


def owing(session: Session, municipality: str, conversation: str) -> Handover | None:
    """A handover that ended before everything had reached the citizen."""
    return session.scalars(
        select(Handover)
        .where(
            Handover.municipality == municipality,
            Handover.conversation == conversation,
            Handover.state == HandoverState.CLOSED,
        )
        .order_by(Handover.id)
        .limit(1)
    ).one_or_none()


def find(session: Session, municipality: str, number: int) -> Handover | None:
    """A handover by its number, locked for this transaction."""
    return session.scalars(
        select(Handover)
        .where(Handover.id == number, Handover.municipality == municipality)
        .with_for_update(of=Handover)
    ).one_or_none()


def in_thread(session: Session, municipality: str, channel: str, ts: str) -> int | None:
    """Number of the handover whose thread this is."""
    return session.scalar(
        select(Handover.id).where(
            Handover.municipality == municipality,
            Handover.channel == channel,
            Handover.thread_ts == ts,
        )
    )


def under_way(session: Session, municipality: str) -> Sequence[Handover]:
    """The handovers that are open, the one with the oldest last word first."""
    return session.scalars(
        select(Handover)
        .where(Handover.municipality == municipality, Handover.state == HandoverState.OPEN)
        .order_by(Handover.last_at)
    ).all()


def silent(session: Session, *, now: datetime) -> Sequence[Handover]:
    """Open handovers in which nobody wrote for three days."""
    return session.scalars(
        select(Handover).where(
            Handover.state == HandoverState.OPEN, Handover.last_at <= now - SILENT_FOR
        )
    ).all()


def ask(session: Session, municipality: str, conversation: str, *, at: datetime) -> Handover:
    """A citizen asks for a person; what it is about is not known yet."""
    handover = Handover(
        municipality=municipality,
        state=HandoverState.WAITING,
        conversation=conversation,
        asked_at=at,
        last_at=at,
    )
    session.add(handover)
    session.flush()
    _note(session, handover, "handover.ask", by=CITIZEN, at=at)
    return handover


def begin(
    session: Session,
    handover: Handover,
    text: str,
    *,
    department: Department | None,
    channel: str,
    line_user_id: str,
    at: datetime,
) -> None:
    """The citizen said what it is about: it goes to a department. ``text`` is masked already."""
    handover.state = HandoverState.OPEN
    handover.department_id = department.id if department else None
    handover.channel, handover.line_user_id = channel, line_user_id
    session.flush()
    session.refresh(handover)
    name = department.name if department else ""
    _note(session, handover, "handover.open", by=CITIZEN, at=at, department=name, channel=channel)
    say(session, handover, text, at=at)


def say(session: Session, handover: Handover, text: str, *, at: datetime) -> None:
    """The citizen writes to staff. ``text`` is masked already."""
    _add(session, handover, Sender.CITIZEN, text, at)
    _note(session, handover, "handover.say", by=CITIZEN, at=at, letters=len(text))


def answer(
    session: Session, handover: Handover, text: str, *, by: Person, at: datetime, via: str
) -> None:
    """A person writes to the citizen in the name of the department.

    Raises:
        NotAllowed: not of this municipality, or no longer active.
        AlreadyClosed: it has ended.
    """
    _check(session, handover, by, at=at, via=via)
    _add(session, handover, Sender.STAFF, text, at, person_id=by.id)
    _note(session, handover, "handover.answer", by=Actor.of(by, via), at=at, letters=len(text))


def tell(session: Session, handover: Handover, text: str, *, at: datetime) -> None:
    """The counter itself has something to tell the citizen, as soon as there is a way."""
    _add(session, handover, Sender.COUNTER, text, at)


def close(session: Session, handover: Handover, *, by: Actor, why: str, at: datetime) -> None:
    """End a handover.

    Raises:
        AlreadyClosed: it has ended before.
    """
    if handover.state is HandoverState.CLOSED:
        raise AlreadyClosed
    handover.state, handover.closed_at = HandoverState.CLOSED, at
    _note(session, handover, "handover.close", by=by, at=at, why=why)
    erase_address(session, handover)


def close_as(session: Session, handover: Handover, *, by: Person, at: datetime, via: str) -> None:
    """A person ends a handover.

    Raises:
        NotAllowed: not of this municipality, or no longer active.
        AlreadyClosed: it has ended before.
    """
    _check(session, handover, by, at=at, via=via)
    close(session, handover, by=Actor.of(by, via), why="staff", at=at)


def waiting(
    session: Session, handover: Handover, *, for_citizen: bool
) -> Sequence[HandoverMessage]:
    """What may go out now in one direction, oldest first; nothing while something is on its way,
    so that everything arrives in the order in which it was written."""
    unfinished = session.scalars(
        _messages(handover, for_citizen).where(HandoverMessage.state != MessageState.DELIVERED)
    ).all()
    if any(one.state is MessageState.ON_ITS_WAY for one in unfinished):
        return ()
    return unfinished


def put(
    session: Session, handover: Handover, messages: Iterable[int], state: MessageState
) -> Sequence[HandoverMessage]:
    """Note where messages stand; returns them."""
    found = session.scalars(
        select(HandoverMessage)
        .where(HandoverMessage.handover_id == handover.id, HandoverMessage.id.in_(tuple(messages)))
        .order_by(HandoverMessage.id)
    ).all()
    for message in found:
        message.state = state
    session.flush()
    return found


def erase_address(session: Session, handover: Handover) -> None:
    """Forget whom a handover was with, once it is closed and nothing is left for the citizen."""
    left = _messages(handover, True).where(HandoverMessage.state != MessageState.DELIVERED).limit(1)
    if handover.state is HandoverState.CLOSED and session.scalars(left).first() is None:
        handover.conversation = handover.line_user_id = ""
        session.flush()


def forget(session: Session, municipality: str, conversation: str, *, at: datetime) -> None:
    """End every handover of a citizen who leaves, and erase its words and whom it was with."""
    rows = session.scalars(
        select(Handover).where(
            Handover.municipality == municipality, Handover.conversation == conversation
        )
    ).all()
    for handover in rows:
        session.execute(delete(HandoverMessage).where(HandoverMessage.handover_id == handover.id))
        if handover.state is not HandoverState.CLOSED:
            close(session, handover, by=CITIZEN, why="left", at=at)
        erase_address(session, handover)


def forget_old(database: Database, *, now: datetime) -> None:
    """Close what nobody went on with, and erase addresses and words that were kept long enough."""
    closed = Handover.state == HandoverState.CLOSED
    old = select(Handover.id).where(closed, Handover.closed_at < now - WORDS_KEPT_FOR)
    with database.writing() as session:
        session.execute(
            update(Handover)
            .where(closed, Handover.closed_at < now - ADDRESS_KEPT_FOR)
            .values(conversation="", line_user_id="")
        )
        session.execute(delete(HandoverMessage).where(HandoverMessage.handover_id.in_(old)))
        given_up = session.scalars(
            select(Handover).where(
                Handover.state == HandoverState.WAITING, Handover.asked_at < now - ASKED_FOR
            )
        ).all()
        for handover in given_up:
            close(session, handover, by=Actor("clock", "clock"), why="no_matter", at=now)


def _of_conversation(municipality: str, conversation: str, now: datetime) -> Select[Handover]:
    return select(Handover).where(
        Handover.municipality == municipality,
        Handover.conversation == conversation,
        or_(
            Handover.state == HandoverState.OPEN,
            (Handover.state == HandoverState.WAITING) & (Handover.asked_at >= now - ASKED_FOR),
        ),
    )


def _messages(handover: Handover, for_citizen: bool) -> Select[HandoverMessage]:
    from_citizen = HandoverMessage.sender == Sender.CITIZEN
    return (
        select(HandoverMessage)
        .where(
            HandoverMessage.handover_id == handover.id,
            ~from_citizen if for_citizen else from_citizen,
        )
        .order_by(HandoverMessage.id)
    )


def _add(
    session: Session,
    handover: Handover,
    sender: Sender,
    text: str,
    at: datetime,
    person_id: int | None = None,
) -> None:
    handover.last_at = at
    session.add(
        HandoverMessage(
            municipality=handover.municipality,
            handover_id=handover.id,
            sender=sender,
            person_id=person_id,
            text=text,
            state=MessageState.WAITING,
            written_at=at,
        )
    )
    session.flush()


def _check(session: Session, handover: Handover, by: Person, *, at: datetime, via: str) -> None:
    if by.municipality != handover.municipality or not by.is_active:
        _note(session, handover, "handover.answer", by=Actor.of(by, via), at=at, outcome="refused")
        raise NotAllowed
    if handover.state is not HandoverState.OPEN:
        raise AlreadyClosed


def _note(
    session: Session,
    handover: Handover,
    action: str,
    *,
    by: Actor,
    at: datetime,
    outcome: str = "done",
    **after: Any,
) -> None:
    """Audit what happened; never what was written, nor by which citizen."""
    audit.append(
        session,
        handover.municipality,
        at=at,
        actor=by,
        action=action,
        subject=f"handover:{handover.id}",
        outcome=outcome,
        after=after,
    )
