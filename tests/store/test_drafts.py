"""Drafts of answers: decided once, by somebody else, with a trace; and who waits for an answer."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from store import approvals, audit, drafts, notices, reviews
from store.database import Database
from store.drafts import AlreadyDecided
from store.municipalities import knowledge_version
from store.people import NotAllowed
from store.progress import TextMissing
from store.records.faq import faqs
from store.reviews import AlreadyAnswered
from store.tables import AnswerDraft, AnswerNotice, DraftState, Person, Question, Role, Visibility
from tests.small_city import AT, CITY, HARUKA, MIDORI, TAKESHI, WRITER, faq, who
from tests.store.test_questions import ask
from tests.store.test_reviews import left

LATER = AT + timedelta(days=3)
VIA = "Slack"


@pytest.fixture
def city(city: Database) -> Database:
    """うみべ市 with a second person of the DX office; what is for citizens waits."""
    with city.writing() as session:
        who(session, TAKESHI).role = Role.DX_OFFICE
        approvals.switch(session, CITY, is_on=True, at=AT, actor=WRITER)
    ask(city, "気球", "花火")
    return city


def hold(city: Database) -> None:
    """HARUKA answers the question 気球."""
    with city.writing() as session:
        rows = session.scalars(select(Question).where(Question.text == "気球")).all()
        by = who(session, HARUKA)
        record = faq("気球", "10月です。", visibility=Visibility.PUBLIC)
        assert reviews.answer(session, rows, record, by=by, at=AT, via=VIA) is not None


@contextmanager
def deciding(city: Database, user: str = TAKESHI) -> Iterator[tuple[Session, AnswerDraft, Person]]:
    """Somebody looks at what waits."""
    with city.writing() as session:
        yield session, session.scalars(select(AnswerDraft)).one(), who(session, user)


def unbroken(city: Database) -> bool:
    with city.reading() as session:
        return audit.verify(session, CITY).broken_at is None


def test_what_waits_changes_nothing_that_can_be_found(city: Database) -> None:
    with city.reading() as session:
        before = knowledge_version(session, CITY)
    hold(city)
    assert left(city) == ["花火"]
    with city.reading() as session:
        assert knowledge_version(session, CITY) == before
        assert [row.question for row in faqs(session, CITY) if row.question == "気球"] == []
        assert drafts.count_waiting(session, CITY) == 1


def test_it_is_published_as_it_was_written_and_verified_that_day(city: Database) -> None:
    hold(city)
    with deciding(city) as (session, draft, by):
        reviews.publish(session, draft, by=by, at=LATER, via=VIA)
    with city.reading() as session:
        (row,) = [row for row in faqs(session, CITY) if row.question == "気球"]
        assert (row.answer, row.visibility) == ("10月です。", Visibility.PUBLIC)
        assert row.verified_on == date(LATER.year, LATER.month, LATER.day)
        assert drafts.count_waiting(session, CITY) == 0
    assert unbroken(city)


@pytest.mark.parametrize("user", [HARUKA, MIDORI])
def test_neither_its_author_nor_a_section_decides(city: Database, user: str) -> None:
    hold(city)
    with deciding(city, user) as (session, draft, by):
        with pytest.raises(NotAllowed):
            reviews.publish(session, draft, by=by, at=LATER, via=VIA)
        with pytest.raises(NotAllowed):
            drafts.send_back(session, draft, by=by, comment="だめ", at=LATER, via=VIA)
    with deciding(city) as (_, draft, _):
        assert draft.state is DraftState.WAITING
    assert unbroken(city)


def test_it_is_decided_once(city: Database) -> None:
    hold(city)
    with deciding(city) as (session, draft, by):
        with pytest.raises(TextMissing):
            drafts.send_back(session, draft, by=by, comment=" ", at=LATER, via=VIA)
        drafts.send_back(session, draft, by=by, comment=" 短く ", at=LATER, via=VIA)
    assert left(city) == ["花火", "気球"]
    with deciding(city) as (session, draft, by):
        with pytest.raises(AlreadyDecided):
            reviews.publish(session, draft, by=by, at=LATER, via=VIA)
        assert (draft.state, draft.comment) == (DraftState.RETURNED, "短く")
    assert unbroken(city)


def test_an_answer_that_there_is_by_now_leaves_it_waiting(city: Database) -> None:
    hold(city)
    with city.writing() as session:
        approvals.switch(session, CITY, is_on=False, at=AT, actor=WRITER)
        by = who(session, HARUKA)
        record = faq("気球", "11月です。")
        assert reviews.answer(session, [], record, by=by, at=AT, via=VIA) is None
    with deciding(city) as (session, draft, by), pytest.raises(AlreadyAnswered):
        reviews.publish(session, draft, by=by, at=LATER, via=VIA)
    with deciding(city) as (_, draft, _):
        assert draft.state is DraftState.WAITING
    assert unbroken(city)


def test_who_waits_is_named_once_and_forgotten(city: Database) -> None:
    ask(city, "気球")
    with city.writing() as session:
        for question in session.scalars(select(Question)):
            notices.want(session, question, by=who(session, MIDORI), at=AT)
            notices.want(session, question, by=who(session, MIDORI), at=AT)
    with city.writing() as session:
        told = notices.take(session, CITY, ["気球"])
        first = session.scalars(select(Question).order_by(Question.id)).first()
        assert [(person.slack_user_id, question) for person, question in told] == [(MIDORI, first)]
    with city.reading() as session:
        texts = [session.get_one(Question, row.question_id).text for row in _notices(session)]
        assert texts == ["花火"]


def test_who_left_is_told_nothing(city: Database) -> None:
    with city.writing() as session:
        question = session.scalars(select(Question).order_by(Question.id)).first()
        assert question is not None
        notices.want(session, question, by=who(session, MIDORI), at=AT)
        who(session, MIDORI).is_active = False
    with city.writing() as session:
        assert notices.take(session, CITY, ["気球"]) == []
        assert _notices(session) == []


def test_waiting_in_vain_is_forgotten_after_ninety_days(city: Database) -> None:
    with city.writing() as session:
        for question in session.scalars(select(Question)):
            notices.want(session, question, by=who(session, MIDORI), at=AT)
    for days, kept in ((90, 2), (91, 0)):
        notices.forget_old(city, now=AT + timedelta(days=days))
        with city.reading() as session:
            assert len(_notices(session)) == kept


def _notices(session: Session) -> list[AnswerNotice]:
    return list(session.scalars(select(AnswerNotice)))
