"""A procedure in another language: shown and found as a person wrote it, and stale when it is."""

from __future__ import annotations

from datetime import date

import pytest

from knowledge.answer import Answer, Audience, Decision, Part
from knowledge.counter import Counter
from store.database import Database
from store.records.readings import ReadingRecord
from store.tables import Visibility
from tests.small_city import (
    CITY,
    PROCEDURES,
    READINGS,
    TRANSLATIONS,
    bring,
    procedure,
    translation,
)

ENGLISH = translation(
    "転出届",
    title="Moving-out notice",
    summary="Tell us before you leave the city.",
    fee="Free",
    offline_way="Please come to the counter.",
    keywords=("leaving town", "relocation"),
)


@pytest.fixture
def counter(database: Database) -> Counter:
    bring(database, PROCEDURES, [procedure("転出届"), procedure("犬の登録")])
    bring(database, TRANSLATIONS, [ENGLISH], document="en.csv")
    return Counter(database)


def ask(counter: Counter, question: str, language: str = "en") -> Answer:
    asked = counter.ask(question, municipality=CITY, audience=Audience.CITIZEN)
    return counter.translated(asked, language)


@pytest.mark.parametrize(
    "question", ["転出届", "Moving-out notice", "moving-out notice fee", "leaving town"]
)
def test_it_is_found_in_either_language_and_shown_in_theirs(
    counter: Counter, question: str
) -> None:
    answer = ask(counter, question)
    assert (answer.decision, answer.title) == (Decision.ANSWER, "Moving-out notice")
    told = {passage.part: passage.lines for passage in answer.passages}
    assert told[Part.TEXT] == ("Tell us before you leave the city.",)
    assert answer.source is not None
    assert answer.source.verified_on == date(2026, 5, 2)
    assert (answer.is_only_japanese, answer.is_out_of_date) == (False, False)


def test_who_reads_japanese_gets_the_japanese(counter: Counter) -> None:
    assert ask(counter, "Moving-out notice", "").title == "転出届"
    answer = ask(counter, "Moving-out notice", "ja_easy")
    assert (answer.title, answer.is_only_japanese) == ("転出届", False)


def test_what_nobody_translated_is_said_to_be_japanese_only(counter: Counter) -> None:
    answer = ask(counter, "犬の登録")
    assert (answer.title, answer.is_only_japanese) == ("犬の登録", True)


def test_it_is_out_of_date_until_somebody_compares_it_again(
    counter: Counter, database: Database
) -> None:
    newer = [procedure("転出届", fee="300円"), procedure("犬の登録")]
    bring(database, PROCEDURES, newer)
    assert ask(counter, "転出届").is_out_of_date
    bring(database, TRANSLATIONS, [ENGLISH], document="en.csv")
    assert ask(counter, "転出届").is_out_of_date
    compared = translation("転出届", title="Moving-out notice", verified_on=date(2026, 6, 1))
    bring(database, TRANSLATIONS, [compared], document="en.csv")
    assert not ask(counter, "転出届").is_out_of_date


def test_what_is_internal_stays_so_in_every_language(counter: Counter, database: Database) -> None:
    hidden = [procedure("転出届", visibility=Visibility.INTERNAL), procedure("犬の登録")]
    bring(database, PROCEDURES, hidden)
    for question in ("Moving-out notice", "転出届", "leaving town"):
        answer = ask(counter, question)
        assert "Moving-out" not in str(answer.title) + str(answer.alternatives)


def test_a_city_corrects_readings(counter: Counter, database: Database) -> None:
    bring(database, READINGS, [ReadingRecord("字小路", "あざこうじ", "")], document="readings.csv")
    assert counter.readings(CITY) == {"字小路": "あざこうじ"}
