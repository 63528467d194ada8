"""What the office makes of questions that got no answer: an answer, a wording, or nothing.

Where it wants a second pair of eyes, the first two wait as drafts (`store.drafts`).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from store import approvals, audit, drafts, people, wordings
from store.clock import TOKYO
from store.records.changes import Action, Change, compare, write
from store.records.faq import FaqRecord, FaqShelf
from store.tables import AnswerDraft, DraftState, Person, Question, Reviewed, Visibility

QUESTION_LETTERS = 200
"""Of the question of a FAQ: it is a title, and a button may have to show it."""
ANSWER_LETTERS = 1_500
"""Of the answer of a FAQ that is written in a chat: a message shows it whole."""


class AlreadyAnswered(Exception):
    """There is a FAQ with this question already."""


def check_may_review(session: Session, person: Person, *, at: datetime, via: str) -> None:
    """Say before somebody begins to write whether they may.

    Raises:
        NotAllowed: the person is not of the DX office.
    """
    if not people.oversees(person):
        action, subject = "question.review", "question"
        people.refuse(session, person, at=at, via=via, action=action, subject=subject)


def of_numbers(session: Session, municipality: str, numbers: Sequence[int]) -> list[Question]:
    """The questions with these ids that nobody has reviewed, in their order."""
    rows = {
        row.id: row
        for row in session.scalars(
            select(Question).where(
                Question.municipality == municipality,
                Question.id.in_(numbers),
                Question.reviewed_as.is_(None),
            )
        )
    }
    return [rows[number] for number in numbers if number in rows]


def answer(
    session: Session,
    asked: Sequence[Question],
    record: FaqRecord,
    *,
    by: Person,
    at: datetime,
    via: str,
) -> AnswerDraft | None:
    """Publish a FAQ that answers these questions; the index has it within a second.

    Returns:
        The draft that waits for a second person, where the municipality wants that of what is for
        citizens; nothing is published then.

    Raises:
        NotAllowed: ``by`` is not of the DX office.
        AlreadyAnswered: there is a FAQ with this question; nothing was written.
    """
    check_may_review(session, by, at=at, via=via)
    changes = _new_faq(session, by.municipality, record)
    if record.visibility is Visibility.PUBLIC and approvals.is_on(session, by.municipality):
        return drafts.hold_faq(session, asked, record, by=by, at=at, via=via)
    actor = audit.Actor.of(by, via)
    write(FaqShelf(), session, by.municipality, changes, at=at, actor=actor)
    _close(session, [row.text for row in asked], Reviewed.ANSWERED, by=by, at=at, via=via)
    return None


def reword(
    session: Session,
    asked: Sequence[Question],
    entry_key: str,
    texts: Sequence[str],
    *,
    title: str,
    by: Person,
    at: datetime,
    via: str,
) -> AnswerDraft | None:
    """Let an entry be found by other words, so that it answers these questions from now on.

    Args:
        title: of the entry.

    Returns:
        The draft that waits for a second person, as for `answer`; an entry that is internal now may
        be public tomorrow.

    Raises:
        NotAllowed: ``by`` is not of the DX office.
        BadLength: a text is empty, or too long for a wording.
    """
    check_may_review(session, by, at=at, via=via)
    if approvals.is_on(session, by.municipality):
        return drafts.hold_wordings(
            session, asked, entry_key, texts, title=title, by=by, at=at, via=via
        )
    _find_by(session, entry_key, texts, by=by, at=at, via=via)
    _close(session, [row.text for row in asked], Reviewed.ANSWERED, by=by, at=at, via=via)
    return None


def publish(session: Session, draft: AnswerDraft, *, by: Person, at: datetime, via: str) -> None:
    """Publish what somebody else wrote; the index has it within a second.

    Raises:
        NotAllowed: ``by`` is not of the DX office, or wrote it.
        AlreadyDecided: somebody has published it or sent it back before.
        AlreadyAnswered: there is a FAQ with this question by now; nothing was written.
    """
    drafts.check_may_decide(session, draft, by=by, at=at, via=via)
    with session.begin_nested():  # nothing of it stays where there is such a FAQ by now
        drafts.decide(session, draft, DraftState.PUBLISHED, by=by, at=at, via=via)
        if draft.faq:
            record = drafts.record_of(draft, verified_on=at.astimezone(TOKYO).date())
            changes = _new_faq(session, draft.municipality, record)
            actor = audit.Actor.of(by, via)
            write(FaqShelf(), session, draft.municipality, changes, at=at, actor=actor)
        else:
            _find_by(session, draft.entry_key, draft.wordings, by=by, at=at, via=via)
        _close(session, draft.asked, Reviewed.ANSWERED, by=by, at=at, via=via)


def put_aside(
    session: Session, asked: Sequence[Question], *, by: Person, at: datetime, via: str
) -> None:
    """Leave questions without an answer; the same words are not listed again.

    Raises:
        NotAllowed: ``by`` is not of the DX office.
    """
    check_may_review(session, by, at=at, via=via)
    _close(session, [row.text for row in asked], Reviewed.PUT_ASIDE, by=by, at=at, via=via)


def _new_faq(session: Session, municipality: str, record: FaqRecord) -> list[Change]:
    """What is to be written for a FAQ that there is not yet.

    Raises:
        AlreadyAnswered: there is a FAQ with this question.
    """
    changes = compare(FaqShelf(), session, municipality, [record], frozenset())
    if not changes or changes[0].action is not Action.ADDED:
        raise AlreadyAnswered
    return changes


def _find_by(
    session: Session, entry_key: str, texts: Sequence[str], *, by: Person, at: datetime, via: str
) -> None:
    municipality, actor = by.municipality, audit.Actor.of(by, via)
    rows = [
        wordings.propose(session, municipality, entry_key, text, at=at, actor=actor)
        for text in texts
    ]
    wordings.accept(session, municipality, [row.id for row in rows], at=at, actor=actor)


def _close(
    session: Session,
    texts: Sequence[str],
    outcome: Reviewed,
    *,
    by: Person,
    at: datetime,
    via: str,
) -> None:
    """Close every open question in these words."""
    same = session.scalars(
        select(Question).where(
            Question.municipality == by.municipality,
            Question.text.in_(texts),
            Question.reviewed_as.is_(None),
        )
    ).all()
    for row in same:
        row.reviewed_as, row.reviewed_at = outcome, at
    notes = [
        audit.Note("question.review", f"question:{row.id}", after={"outcome": outcome.value})
        for row in same
    ]
    audit.append_all(session, by.municipality, notes, at=at, actor=audit.Actor.of(by, via))
