"""Who of staff wants to be told when a question of theirs has an answer; kept until then."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from store.database import Database
from store.tables import AnswerNotice, Person, Question

KEPT_FOR = timedelta(days=90)
"""As long as a question waits for the office."""


def want(session: Session, question: Question, *, by: Person, at: datetime) -> None:
    """Let somebody be told when the question has an answer; asking twice is asking once."""
    session.merge(
        AnswerNotice(
            question_id=question.id,
            person_id=by.id,
            municipality=question.municipality,
            wanted_at=at,
        )
    )


def take(
    session: Session, municipality: str, texts: Collection[str]
) -> list[tuple[Person, Question]]:
    """Who waits for an answer to questions in these words, each person once with the question that
    they asked first. That they do is erased."""
    rows = session.execute(
        select(AnswerNotice, Question)
        .join(Question, Question.id == AnswerNotice.question_id)
        .where(AnswerNotice.municipality == municipality, Question.text.in_(texts))
        .order_by(Question.id.desc())
    ).all()
    waiting = {notice.person: question for notice, question in rows}
    for notice, _ in rows:
        session.delete(notice)
    return [(person, question) for person, question in waiting.items() if person.is_active]


def forget_old(database: Database, *, now: datetime) -> None:
    """Erase who waited in vain."""
    with database.writing() as session:
        session.execute(delete(AnswerNotice).where(AnswerNotice.wanted_at < now - KEPT_FOR))
