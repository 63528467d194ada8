"""Who waited long is answered by words alone; what that is, tests of the counter tell."""

from __future__ import annotations

from contextlib import ExitStack
from datetime import timedelta

import pytest

from handlers.answers.asking import LATE_AFTER, ask
from handlers.office import Office
from knowledge.answer import Audience
from knowledge.counter import Counter
from store.database import Database
from store.inbox import Taken, Turn
from tests.own_model import OwnModel
from tests.small_city import AT, CITY, FAQS, bring, faq

A_MOMENT = timedelta(milliseconds=1)


@pytest.mark.parametrize(
    ("waited", "is_asked"),
    [(timedelta(0), True), (LATE_AFTER, True), (LATE_AFTER + A_MOMENT, False)],
)
def test_a_model_is_asked_for_who_has_not_waited_long(
    database: Database, waited: timedelta, is_asked: bool
) -> None:
    bring(database, FAQS, [faq("犬の登録はどうしますか", "窓口で届け出ます。")])
    model = OwnModel()
    counter = Counter(database, [model])
    counter.library.encode_all(CITY)
    model.encoded.clear()
    office = Office(database, counter, lambda: AT + waited, CITY, b"key")
    event = Taken(0, CITY, "line", "", "c", {}, AT, 1)
    with ExitStack() as stack:
        turn = Turn(database, event, office.now, stack)
        asked = ask(turn, office, "犬の届け出", audience=Audience.CITIZEN, channel="line")
    assert asked.answer.ranking
    assert bool(model.encoded) is is_asked
