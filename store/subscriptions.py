"""Subscriptions (通知登録): who wants to hear of what, and who was told that it has come.

A citizen is known by a keyed hash of the conversation. The LINE user id is kept here only where
messages may be pushed, and for no other purpose.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import Select, delete, select, update
from sqlalchemy.orm import Session

from store import outbox, what_came
from store.database import Database
from store.tables import Subscription
from store.what_came import QUESTION

_PUSHED = "news:"
DIGEST = "digest"
"""The subject of who wants the weekly digest."""
MOST = 10
"""What one citizen may follow at a time; a list of them fits under one message."""
QUESTION_KEPT_FOR = timedelta(days=90)
"""As long as a question waits for the office."""


class TooMany(Exception):
    """The citizen follows as much as one may."""


def follow(
    session: Session,
    municipality: str,
    conversation: str,
    subject: str,
    *,
    line_user_id: str,
    at: datetime,
) -> None:
    """Register a citizen for a subject; doing so twice is doing so once. Who registers wants to
    hear: notices that were switched off are on again.

    Raises:
        TooMany: they follow ``MOST`` subjects already.
    """
    known = of(session, municipality, conversation)
    if subject not in {one.subject for one in known}:
        if len(known) >= MOST:
            raise TooMany
        session.add(
            Subscription(
                municipality=municipality,
                conversation=conversation,
                subject=subject,
                line_user_id=line_user_id,
                told_until=at if subject == DIGEST else None,
                created_at=at,
            )
        )
        session.flush()
    switch(session, municipality, conversation, is_on=True)


def of(session: Session, municipality: str, conversation: str) -> Sequence[Subscription]:
    """What a citizen follows, in the order in which they registered."""
    return session.scalars(
        _of_conversation(municipality, conversation).order_by(Subscription.id)
    ).all()


def unfollow(session: Session, municipality: str, conversation: str, subject: str) -> None:
    """End one subscription; news of it that waits to be sent is taken back."""
    chosen = _of_conversation(municipality, conversation).where(Subscription.subject == subject)
    _erase(session, session.scalars(chosen).all())


def forget(session: Session, municipality: str, conversation: str) -> int:
    """End all subscriptions of a citizen; returns how many there were."""
    rows = of(session, municipality, conversation)
    _erase(session, rows)
    return len(rows)


def switch(session: Session, municipality: str, conversation: str, *, is_on: bool) -> None:
    """Switch all notices of a citizen on or off. What comes while they are off is told later."""
    rows = of(session, municipality, conversation)
    for row in rows:
        row.is_paused = not is_on
    if not is_on:
        _take_back(session, rows)
    session.flush()


def to_push(
    session: Session, municipality: str, subjects: Collection[str], *, limit: int
) -> Sequence[Subscription]:
    """Who is to be pushed the news of subjects that have come, the oldest registration first.
    Nobody else is told of them meanwhile."""
    return session.scalars(
        _untold(municipality)
        .where(
            Subscription.subject.in_(subjects),
            Subscription.line_user_id != "",
            Subscription.is_left.is_(False),
        )
        .order_by(Subscription.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    ).all()


def followed(session: Session, municipality: str) -> set[str]:
    """Everything that somebody waits for to be pushed."""
    rows = _untold(municipality).where(
        Subscription.line_user_id != "", Subscription.is_left.is_(False)
    )
    return set(session.scalars(rows.with_only_columns(Subscription.subject).distinct()))


def is_any_on_its_way(session: Session, municipality: str) -> bool:
    """Whether news is on its way to anybody."""
    rows = select(Subscription.id).where(
        Subscription.municipality == municipality, Subscription.sent_as != ""
    )
    return session.scalars(rows.limit(1)).first() is not None


def come_for(session: Session, municipality: str, conversation: str) -> list[Subscription]:
    """What has come and a citizen was not told; they can be told when they write."""
    rows = session.scalars(
        _untold(municipality)
        .where(Subscription.conversation == conversation)
        .order_by(Subscription.id)
    ).all()
    there = what_came.come(session, municipality, {row.subject for row in rows})
    return [row for row in rows if row.subject in there]


def readers(session: Session, municipality: str) -> Sequence[Subscription]:
    """Who gets the weekly digest and has it not switched off."""
    return session.scalars(
        select(Subscription)
        .where(
            Subscription.municipality == municipality,
            Subscription.subject == DIGEST,
            Subscription.is_paused.is_(False),
        )
        .order_by(Subscription.id)
    ).all()


def reader(session: Session, municipality: str, conversation: str) -> Subscription | None:
    """A citizen's subscription to the weekly digest, unless it is switched off."""
    return session.scalars(
        _of_conversation(municipality, conversation).where(
            Subscription.subject == DIGEST, Subscription.is_paused.is_(False)
        )
    ).one_or_none()


def send_as(session: Session, rows: Iterable[Subscription], key: str) -> None:
    """Note which message tells the news."""
    for row in rows:
        row.sent_as = key
    session.flush()


def arrived(session: Session, municipality: str, key: str) -> None:
    """A message has reached the citizen: what it told is erased."""
    for row in _sent_as(session, municipality, key):
        session.delete(row)
    session.flush()


def not_arrived(session: Session, municipality: str, key: str) -> None:
    """A message did not reach the citizen: the news waits for their next message."""
    for row in _sent_as(session, municipality, key):
        row.sent_as, row.is_left = "", True
    session.flush()


def take_back_untrue(session: Session, municipality: str) -> None:
    """Take back what waits to be sent and is true no more, such as of a report withdrawn."""
    rows = session.scalars(
        select(Subscription).where(
            Subscription.municipality == municipality, Subscription.sent_as != ""
        )
    ).all()
    there = what_came.come(session, municipality, {row.subject for row in rows})
    _take_back(session, [row for row in rows if row.subject not in there])


def told_digest(session: Session, rows: Iterable[Subscription], *, until: datetime) -> None:
    """Note up to when readers of the digest know what happened."""
    for row in rows:
        row.told_until = until
    session.flush()


def forget_old(database: Database, *, now: datetime) -> None:
    """Erase who waited in vain for an answer."""
    with database.writing() as session:
        session.execute(
            delete(Subscription).where(
                Subscription.subject.startswith(f"{QUESTION}:"),
                Subscription.created_at < now - QUESTION_KEPT_FOR,
            )
        )


def push_key(row: Subscription, *, at: datetime) -> str:
    """What a push is called in the outbox that tells a citizen the news of this and others."""
    return f"{_PUSHED}{row.id}:{at.isoformat()}"


def _erase(session: Session, rows: Sequence[Subscription]) -> None:
    _take_back(session, rows)
    for row in rows:
        session.delete(row)
    session.flush()


def _take_back(session: Session, rows: Iterable[Subscription]) -> None:
    """Take back the pushes that tell of these, unless they are with LINE already. What they tell
    besides is sent anew. A reply is never taken back: it has the answer to a question."""
    for key in {row.sent_as for row in rows if row.sent_as.startswith(_PUSHED)}:
        if outbox.drop(session, key):
            session.execute(
                update(Subscription).where(Subscription.sent_as == key).values(sent_as="")
            )


def _of_conversation(municipality: str, conversation: str) -> Select[Subscription]:
    return select(Subscription).where(
        Subscription.municipality == municipality, Subscription.conversation == conversation
    )


def _untold(municipality: str) -> Select[Subscription]:
    """Subscriptions to what comes once, of which no message is on its way."""
    return select(Subscription).where(
        Subscription.municipality == municipality,
        Subscription.subject != DIGEST,
        Subscription.sent_as == "",
        Subscription.is_paused.is_(False),
    )


def _sent_as(session: Session, municipality: str, key: str) -> Sequence[Subscription]:
    return session.scalars(
        select(Subscription).where(
            Subscription.municipality == municipality, Subscription.sent_as == key
        )
    ).all()
