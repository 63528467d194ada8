"""Questions asked, with their outcome; never with who asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from store import drafts
from store.pseudonyms import pseudonym
from store.tables import Question, QuestionRating, Reviewed, Wording


def log(
    session: Session,
    municipality: str,
    *,
    audience: str,
    channel: str,
    text: str,
    decision: str,
    kind: str,
    title: str,
    confidence: float,
    at: datetime,
    entry_key: str = "",
) -> Question:
    """Keep a question and what came of it. ``text`` must be masked already."""
    question = Question(
        municipality=municipality,
        audience=audience,
        channel=channel,
        text=text[:500],
        decision=decision,
        kind=kind,
        title=title,
        entry_key=entry_key,
        confidence=confidence,
        asked_at=at,
    )
    session.add(question)
    session.flush()
    return question


def find(session: Session, municipality: str, question_id: int) -> Question | None:
    """One question, if it was asked here."""
    question = session.get(Question, question_id)
    return question if question is not None and question.municipality == municipality else None


def rater_of(key: bytes, question: Question, user: str) -> str:
    """Who rates a question: another name for each question, so that nobody's ratings can be put
    together."""
    return pseudonym(key, f"{question.id}:{user}")


def rate(
    session: Session,
    question: Question,
    *,
    rater: str,
    is_helpful: bool,
    at: datetime,
    reason: str = "",
) -> None:
    """Keep what somebody thought of the answer; it counts once, as they said it last."""
    session.merge(
        QuestionRating(
            question_id=question.id,
            rater=rater,
            municipality=question.municipality,
            is_helpful=is_helpful,
            reason=reason,
            rated_at=at,
        )
    )


def was_left_open(session: Session, municipality: str, *, text: str, since: datetime) -> bool:
    """Whether a question, when it was last asked, was neither answered nor small talk."""
    return left_open(session, municipality, text=text, since=since) is not None


def left_open(
    session: Session, municipality: str, *, text: str, since: datetime
) -> Question | None:
    """A question as it was last asked, if it was neither answered nor small talk then."""
    question = session.scalars(
        select(Question)
        .where(
            Question.municipality == municipality,
            Question.text == text,
            Question.asked_at >= since,
        )
        .order_by(Question.id.desc())
        .limit(1)
    ).one_or_none()
    return question if question is not None and question.kind == "" else None


def unanswered(
    session: Session, municipality: str, *, decision: str, start: datetime, end: datetime
) -> Sequence[tuple[str, int]]:
    """Open questions (see `still_open`) asked from ``start`` to before ``end``: text and how often
    asked, the commonest first."""
    asked = still_open(session, municipality, decisions=[decision], start=start, end=end)
    counted = Counter(question.text for question in reversed(asked))
    return counted.most_common()


def still_open(
    session: Session,
    municipality: str,
    *,
    decisions: Collection[str],
    start: datetime,
    end: datetime,
) -> Sequence[Question]:
    """Questions with these outcomes, or whose answer somebody called wrong (違う), that nobody has
    reviewed; the newest first. Those that have become a wording (`store.wordings`) or are
    answered by a draft (`store.drafts`) are decided there."""
    called_wrong = (
        select(QuestionRating.rater)
        .where(QuestionRating.question_id == Question.id, QuestionRating.is_helpful.is_(False))
        .exists()
    )
    rows = session.scalars(
        select(Question)
        .where(
            Question.municipality == municipality,
            or_(and_(Question.decision.in_(decisions), Question.kind == ""), called_wrong),
            Question.reviewed_as.is_(None),
            Question.asked_at >= start,
            Question.asked_at < end,
        )
        .order_by(Question.id.desc())
    )
    put_aside = select(Question.text).where(
        Question.municipality == municipality, Question.reviewed_as == Reviewed.PUT_ASIDE
    )
    worded = select(Wording.text).where(Wording.municipality == municipality)
    in_hand = drafts.questions_in_hand(session, municipality)
    elsewhere = {*session.scalars(put_aside), *session.scalars(worded), *in_hand}
    return [row for row in rows if row.text not in elsewhere]


def newest_open(
    session: Session,
    municipality: str,
    *,
    decisions: Collection[str],
    start: datetime,
    end: datetime,
    most: int,
) -> tuple[int, list[tuple[str, int]]]:
    """How many different questions are open (see `still_open`), and of the newest of them the text
    and how often it was asked."""
    rows = still_open(session, municipality, decisions=decisions, start=start, end=end)
    counts = Counter(row.text for row in rows)
    return len(counts), [*counts.items()][:most]
