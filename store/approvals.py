"""Approval (承認): what is for citizens waits for the DX office, where a municipality wants that.

A decision is made once and only ever added. Until then citizens see the previous state.
"""

from __future__ import annotations

from datetime import datetime
from typing import TypeVar

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, aliased

from store import audit, people
from store.chosen import choose
from store.corrections import AlreadyReplaced, latest
from store.municipalities import touch_knowledge
from store.progress import check_text
from store.tables import (
    Initiative,
    Municipality,
    Person,
    ProgressEntry,
    ProgressReview,
    ReviewDecision,
)

S = TypeVar("S")


class AlreadyReviewed(Exception):
    """The DX office has decided on the entry before."""

    def __init__(self, review: ProgressReview) -> None:
        super().__init__(review.id)
        self.review = review


class NothingToReview(Exception):
    """The entry needs no approval."""


def switch(
    session: Session, municipality: str, *, is_on: bool, at: datetime, actor: audit.Actor
) -> bool:
    """Let what is for citizens wait for approval from now on, or no longer.

    What is posted already stays as it is: what waits goes on waiting for a decision.

    Returns whether that is something new.
    """
    column = "approves_publication"
    return choose(
        session, municipality, column, is_on, action="approval.switch", at=at, actor=actor
    )


def is_on(session: Session, municipality: str) -> bool:
    """Whether what is for citizens waits for approval in this municipality."""
    return session.get_one(Municipality, municipality).approves_publication


def waiting(
    session: Session, municipality: str, *, limit: int | None = None
) -> list[ProgressEntry]:
    """Entries that wait for a decision, the oldest first."""
    queue = _queue(select(ProgressEntry), municipality)
    return list(session.scalars(queue.order_by(ProgressEntry.id).limit(limit)))


def count_waiting(session: Session, municipality: str) -> int:
    """How many entries wait for a decision."""
    return session.scalar(_queue(select(func.count(ProgressEntry.id)), municipality)) or 0


def approve(
    session: Session, entry: ProgressEntry, *, by: Person, at: datetime, via: str
) -> ProgressReview:
    """Let citizens see an entry.

    Raises:
        NotAllowed: ``by`` is not of the DX office.
        AlreadyReviewed: it was approved or sent back before.
        AlreadyReplaced: it was corrected or withdrawn meanwhile.
        NothingToReview: it needs no approval.
    """
    check_may(session, entry, by=by, at=at, via=via)
    return _decide(session, entry, ReviewDecision.APPROVED, "", by=by, at=at, via=via)


def send_back(
    session: Session, entry: ProgressEntry, *, by: Person, comment: str, at: datetime, via: str
) -> ProgressReview:
    """Send an entry back to its author with a comment; citizens do not see it.

    Raises:
        NotAllowed, AlreadyReviewed, AlreadyReplaced, NothingToReview: as for `approve`.
        TextMissing, TextTooLong: the comment is empty, or longer than a report may be.
    """
    check_may(session, entry, by=by, at=at, via=via)
    check_text(comment)
    decision = ReviewDecision.RETURNED
    return _decide(session, entry, decision, comment.strip(), by=by, at=at, via=via)


def check_may(
    session: Session, entry: ProgressEntry, *, by: Person, at: datetime, via: str
) -> None:
    """Say before somebody begins to decide whether they may.

    Raises:
        NotAllowed: ``by`` is not of the DX office.
    """
    if not may_review(by, entry.municipality):
        subject = f"progress_entry:{entry.id}"
        people.refuse(session, by, at=at, via=via, action="progress.review", subject=subject)


def may_review(person: Person, municipality: str) -> bool:
    """Whether the person decides on what citizens see: the DX office."""
    return person.municipality == municipality and people.oversees(person)


def _decide(
    session: Session,
    entry: ProgressEntry,
    decision: ReviewDecision,
    comment: str,
    *,
    by: Person,
    at: datetime,
    via: str,
) -> ProgressReview:
    # The lock lets the second of two who decide, or decide and correct, at once see the first.
    session.refresh(entry, with_for_update={"of": ProgressEntry})
    made = select(ProgressReview).where(ProgressReview.progress_entry_id == entry.id)
    if (before := session.scalars(made).one_or_none()) is not None:
        raise AlreadyReviewed(before)
    if (now := latest(session, entry)) is not entry:
        raise AlreadyReplaced(now)
    if not entry.needs_approval:
        raise NothingToReview
    review = ProgressReview(
        municipality=entry.municipality,
        progress_entry_id=entry.id,
        decision=decision,
        comment=comment,
        person_id=by.id,
        source=via,
        created_at=at,
    )
    session.add(review)
    session.flush()
    session.expire(entry, ["review"])
    audit.append(
        session,
        entry.municipality,
        at=at,
        actor=audit.Actor.of(by, via),
        action=f"progress.{'approve' if decision is ReviewDecision.APPROVED else 'return'}",
        subject=f"progress_review:{review.id}",
        after=audit.vouched_facts(review),
    )
    touch_knowledge(session, entry.municipality)
    return review


def _queue(chosen: Select[S], municipality: str) -> Select[S]:
    newer = aliased(ProgressEntry)
    return chosen.join(Initiative, Initiative.id == ProgressEntry.initiative_id).where(
        ProgressEntry.municipality == municipality,
        ProgressEntry.needs_approval,
        Initiative.retired_at.is_(None),
        ~select(ProgressReview.id)
        .where(ProgressReview.progress_entry_id == ProgressEntry.id)
        .exists(),
        ~select(newer.id).where(newer.replaces_id == ProgressEntry.id).exists(),
    )
