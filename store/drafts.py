"""Drafts of answers (回答): what a review wrote for citizens waits for a second pair of eyes.

Where a municipality wants approval, nobody publishes alone. A draft is no entry: nobody finds it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from store import approvals, audit, people
from store.progress import check_text
from store.records.changes import plain_value
from store.records.faq import FaqRecord
from store.tables import AnswerDraft, DraftState, Person, Question, Visibility


class AlreadyDecided(Exception):
    """Somebody has published the draft or sent it back before."""

    def __init__(self, draft: AnswerDraft) -> None:
        super().__init__(draft.id)
        self.draft = draft


def hold_faq(
    session: Session,
    asked: Sequence[Question],
    record: FaqRecord,
    *,
    by: Person,
    at: datetime,
    via: str,
) -> AnswerDraft:
    """Keep a FAQ that answers these questions until somebody else has read it."""
    draft = _of(asked, by=by, at=at)
    draft.title, draft.faq = record.question, plain_value(record)
    return _keep(session, draft, by=by, at=at, via=via)


def hold_wordings(
    session: Session,
    asked: Sequence[Question],
    entry_key: str,
    texts: Iterable[str],
    *,
    title: str,
    by: Person,
    at: datetime,
    via: str,
) -> AnswerDraft:
    """Keep wordings of an entry with this title in the same way."""
    draft = _of(asked, by=by, at=at)
    draft.title, draft.entry_key, draft.wordings = title, entry_key, list(texts)
    return _keep(session, draft, by=by, at=at, via=via)


def waiting(session: Session, municipality: str, *, limit: int | None = None) -> list[AnswerDraft]:
    """Drafts that wait for a second person, the oldest first."""
    rows = select(AnswerDraft).where(*_waiting(municipality)).order_by(AnswerDraft.id)
    return list(session.scalars(rows.limit(limit)))


def count_waiting(session: Session, municipality: str) -> int:
    """How many drafts wait for a second person."""
    rows = select(func.count(AnswerDraft.id)).where(*_waiting(municipality))
    return session.scalar(rows) or 0


def questions_in_hand(session: Session, municipality: str) -> set[str]:
    """The words of questions that a waiting draft answers."""
    rows = session.scalars(select(AnswerDraft.asked).where(*_waiting(municipality)))
    return {text for asked in rows for text in asked}


def find(session: Session, municipality: str, number: int) -> AnswerDraft | None:
    """One draft, if it was written here."""
    draft = session.get(AnswerDraft, number)
    return draft if draft is not None and draft.municipality == municipality else None


def record_of(draft: AnswerDraft, *, verified_on: date | None = None) -> FaqRecord:
    """The FAQ that a draft becomes; ``verified_on`` is the day when somebody read it last."""
    said: dict[str, Any] = draft.faq
    lists = {name: tuple(said[name]) for name in ("keywords", "wordings", "related_procedures")}
    written = said["verified_on"] and date.fromisoformat(said["verified_on"])
    seen_by = Visibility(said["visibility"])
    dated = {"verified_on": verified_on or written, "visibility": seen_by}
    return FaqRecord(**{**said, **lists, **dated})


def check_may_decide(
    session: Session, draft: AnswerDraft, *, by: Person, at: datetime, via: str
) -> None:
    """Say before somebody begins to decide whether they may.

    Raises:
        NotAllowed: ``by`` is not of the DX office, or wrote it.
    """
    if not approvals.may_review(by, draft.municipality) or draft.person_id == by.id:
        people.refuse(session, by, at=at, via=via, action="answer.decide", subject=_subject(draft))


def send_back(
    session: Session, draft: AnswerDraft, *, by: Person, comment: str, at: datetime, via: str
) -> None:
    """Send a draft back to its author with a comment; the questions are open again.

    Raises:
        NotAllowed: ``by`` is not of the DX office, or wrote it.
        AlreadyDecided: somebody was quicker.
        TextMissing, TextTooLong: the comment is empty, or longer than a report may be.
    """
    check_may_decide(session, draft, by=by, at=at, via=via)
    check_text(comment)
    decide(session, draft, DraftState.RETURNED, by=by, at=at, via=via, comment=comment.strip())


def decide(
    session: Session,
    draft: AnswerDraft,
    state: DraftState,
    *,
    by: Person,
    at: datetime,
    via: str,
    comment: str = "",
) -> None:
    """Note what somebody who may (`check_may_decide`) decided, once; `store.reviews.publish`
    writes the answer.

    Raises:
        AlreadyDecided: somebody was quicker.
    """
    # The lock lets the second of two who decide at once see the first.
    session.refresh(draft, with_for_update={"of": AnswerDraft})
    if draft.state is not DraftState.WAITING:
        raise AlreadyDecided(draft)
    draft.state, draft.decided_by_id, draft.decided_at = state, by.id, at
    draft.comment = comment
    session.flush()
    session.expire(draft, ["decided_by"])
    audit.append(
        session,
        draft.municipality,
        at=at,
        actor=audit.Actor.of(by, via),
        action=f"answer.{'publish' if state is DraftState.PUBLISHED else 'return'}",
        subject=_subject(draft),
        after={"comment": comment} if comment else {},
    )


def _of(asked: Sequence[Question], *, by: Person, at: datetime) -> AnswerDraft:
    return AnswerDraft(
        municipality=by.municipality,
        person_id=by.id,
        asked=list(dict.fromkeys(row.text for row in asked)),
        by_citizens=any(row.audience == "citizen" for row in asked),
        state=DraftState.WAITING,
        written_at=at,
    )


def _keep(
    session: Session, draft: AnswerDraft, *, by: Person, at: datetime, via: str
) -> AnswerDraft:
    session.add(draft)
    session.flush()
    audit.append(
        session,
        draft.municipality,
        at=at,
        actor=audit.Actor.of(by, via),
        action="answer.draft",
        subject=_subject(draft),
        after={"faq": draft.faq, "entry_key": draft.entry_key, "wordings": draft.wordings},
    )
    return draft


def _waiting(municipality: str) -> tuple[Any, ...]:
    return AnswerDraft.municipality == municipality, AnswerDraft.state == DraftState.WAITING


def _subject(draft: AnswerDraft) -> str:
    return f"{AnswerDraft.__tablename__}:{draft.id}"
