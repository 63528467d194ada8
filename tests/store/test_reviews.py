"""Unanswered questions are answered once, by who may, and leave a trace."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from store import audit, questions, reviews
from store.database import Database
from store.municipalities import knowledge_version
from store.people import NotAllowed
from store.records.faq import faqs
from store.reviews import AlreadyAnswered
from store.tables import AuditEntry, Question, Reviewed, Wording, WordingState
from tests.small_city import AT, CITY, HARUKA, MIDORI, faq, who
from tests.store.test_questions import ask

VIA = "Slack"


def asked(database: Database, *texts: str) -> None:
    ask(database, *texts)


def numbers(database: Database) -> list[int]:
    with database.reading() as session:
        return [row.id for row in session.scalars(select(Question).order_by(Question.id))]


def left(database: Database) -> list[str]:
    """What is open still."""
    with database.reading() as session:
        end = AT + timedelta(days=1)
        rows = questions.still_open(session, CITY, decisions=["pass_on"], start=AT, end=end)
        return [row.text for row in rows]


def test_an_answer_closes_every_question_in_the_same_words(city: Database) -> None:
    asked(city, "気球", "気球", "花火")
    with city.writing() as session:
        before = knowledge_version(session, CITY)
        rows = reviews.of_numbers(session, CITY, numbers(city)[:1])
        by = who(session, HARUKA)
        reviews.answer(session, rows, faq("気球", "10月です。"), by=by, at=AT, via=VIA)
        assert knowledge_version(session, CITY) != before
    assert left(city) == ["花火"]
    with city.reading() as session:
        assert "気球" in [row.question for row in faqs(session, CITY)]
        assert audit.verify(session, CITY).broken_at is None


def test_a_question_that_is_answered_already_is_left_as_it_is(city: Database) -> None:
    asked(city, "気球")
    for answer, error in (("10月です。", None), ("11月です。", AlreadyAnswered)):
        with city.writing() as session:
            rows = reviews.of_numbers(session, CITY, numbers(city))
            by = who(session, HARUKA)
            if error is None:
                reviews.answer(session, rows, faq("気球", answer), by=by, at=AT, via=VIA)
                continue
            with pytest.raises(error):
                reviews.answer(session, rows, faq("気球", answer), by=by, at=AT, via=VIA)
    with city.reading() as session:
        assert [row.answer for row in faqs(session, CITY) if row.question == "気球"] == [
            "10月です。"
        ]


def test_a_wording_is_accepted_at_once(city: Database) -> None:
    asked(city, "気球", "空を飛ぶ")
    with city.writing() as session:
        rows = reviews.of_numbers(session, CITY, numbers(city))
        by = who(session, HARUKA)
        texts = [row.text for row in rows]
        reviews.reword(session, rows, "procedure:1", texts, title="気球", by=by, at=AT, via=VIA)
    with city.reading() as session:
        found = session.scalars(select(Wording).order_by(Wording.id)).all()
        assert [(row.text, row.state) for row in found] == [
            ("気球", WordingState.ACCEPTED),
            ("空を飛ぶ", WordingState.ACCEPTED),
        ]
    assert left(city) == []


def test_what_was_put_aside_does_not_come_back(city: Database) -> None:
    asked(city, "気球")
    with city.writing() as session:
        rows = reviews.of_numbers(session, CITY, numbers(city))
        reviews.put_aside(session, rows, by=who(session, HARUKA), at=AT, via=VIA)
    asked(city, "気球", "花火")
    assert left(city) == ["花火"]
    with city.reading() as session:
        outcomes = session.scalars(select(Question.reviewed_as).order_by(Question.id)).all()
        assert outcomes == [Reviewed.PUT_ASIDE, None, None]


def test_a_section_may_not_review_and_the_refusal_is_kept(city: Database) -> None:
    asked(city, "気球")
    with city.writing() as session:
        rows = reviews.of_numbers(session, CITY, numbers(city))
        with pytest.raises(NotAllowed):
            reviews.put_aside(session, rows, by=who(session, MIDORI), at=AT, via=VIA)
    assert left(city) == ["気球"]
    with city.reading() as session:
        last = session.scalars(select(AuditEntry).order_by(AuditEntry.number.desc())).first()
        assert last is not None
        assert (last.action, last.outcome) == ("question.review", "refused")


def test_the_audit_trail_keeps_no_words_of_a_question(city: Database) -> None:
    asked(city, "気球")
    with city.writing() as session:
        rows = reviews.of_numbers(session, CITY, numbers(city))
        reviews.put_aside(session, rows, by=who(session, HARUKA), at=AT, via=VIA)
    with city.reading() as session:
        kept = session.scalars(select(AuditEntry).where(AuditEntry.action == "question.review"))
        assert [(row.before, row.after) for row in kept] == [({}, {"outcome": "put_aside"})]
