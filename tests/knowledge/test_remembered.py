"""What is asked again in the same words is answered without another search, and never stale."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from knowledge.answer import Answer, Audience
from knowledge.counter import Counter
from store.database import Database
from tests.own_model import OwnModel
from tests.small_city import CITY, FAQS, bring, faq

WASTE = "粗大ごみはどう出しますか"
QUESTION = "粗大ごみを出したい"


@pytest.fixture
def model() -> OwnModel:
    return OwnModel()


@pytest.fixture
def counter(database: Database, model: OwnModel) -> Counter:
    bring(database, FAQS, [faq(WASTE, "電話で申し込みます。")])
    counter = Counter(database, [model])
    counter.library.encode_all(CITY)
    model.encoded.clear()
    return counter


def ask(counter: Counter, audience: Audience = Audience.CITIZEN) -> Answer:
    return counter.ask(QUESTION, municipality=CITY, audience=audience)


def test_the_second_who_asks_costs_no_search(counter: Counter, model: OwnModel) -> None:
    assert ask(counter) == ask(counter)
    assert model.encoded == [QUESTION]


def test_staff_and_citizens_are_answered_apart(counter: Counter, model: OwnModel) -> None:
    assert ask(counter).audience is Audience.CITIZEN
    assert ask(counter, Audience.STAFF).audience is Audience.STAFF
    assert model.encoded == [QUESTION, QUESTION]


def test_an_edit_is_told_at_once(counter: Counter, database: Database) -> None:
    ask(counter)
    edited = replace(faq(WASTE, "電話で申し込みます。"), answer="窓口で申し込みます。")
    bring(database, FAQS, [edited])
    assert "窓口で申し込みます。" in ask(counter).passages[0].lines


def test_what_was_found_without_a_model_is_not_kept(counter: Counter, model: OwnModel) -> None:
    model.is_broken = True
    ask(counter)
    model.is_broken = False
    ask(counter)
    assert model.encoded == [QUESTION]


def test_who_is_in_a_hurry_is_answered_without_a_model_and_leaves_nothing_to_others(
    counter: Counter, model: OwnModel
) -> None:
    told = counter.ask(QUESTION, municipality=CITY, audience=Audience.CITIZEN, in_hurry=True)
    assert told.ranking
    assert model.encoded == []
    ask(counter)
    assert model.encoded == [QUESTION]


def test_another_day_is_another_answer(database: Database, model: OwnModel) -> None:
    days = iter(range(100))
    start = datetime(2026, 11, 18, 1, 0, tzinfo=UTC)
    bring(database, FAQS, [faq(WASTE, "電話で申し込みます。")])
    counter = Counter(database, [model], lambda: start + timedelta(days=next(days)))
    counter.library.encode_all(CITY)
    model.encoded.clear()
    ask(counter)
    ask(counter)
    assert model.encoded == [QUESTION, QUESTION]
