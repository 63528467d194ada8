"""Questions that were passed on, counted for the DX office."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from store.database import Database
from store.questions import log, passed_on
from tests.small_city import AT, CITY, OTHER_CITY


def ask(
    database: Database,
    *texts: str,
    decision: str = "pass_on",
    kind: str = "",
    at: datetime = AT,
    municipality: str = CITY,
) -> None:
    with database.writing() as session:
        for text in texts:
            log(
                session,
                municipality,
                audience="citizen",
                channel="LINE",
                text=text,
                decision=decision,
                kind=kind,
                title="",
                confidence=0.1,
                at=at,
            )


def report(database: Database) -> Sequence[tuple[str, int]]:
    """What was passed on during the hour from `AT`."""
    with database.reading() as session:
        return passed_on(session, CITY, decision="pass_on", start=AT, end=AT + timedelta(hours=1))


def test_the_same_question_is_counted_and_the_commonest_stands_first(counter: Database) -> None:
    ask(counter, "犬の散歩", "花火はいつ", "花火はいつ", "海開き")
    assert report(counter) == [("花火はいつ", 2), ("犬の散歩", 1), ("海開き", 1)]


def test_an_answered_question_is_not_in_the_list(counter: Database) -> None:
    ask(counter, "住民票", decision="answer", kind="procedure")
    assert report(counter) == []


def test_small_talk_is_not_in_the_list(counter: Database) -> None:
    ask(counter, "こんにちは", kind="greeting")
    assert report(counter) == []


def test_the_list_begins_with_its_start_and_ends_before_its_end(counter: Database) -> None:
    ask(counter, "早すぎる", at=AT - timedelta(microseconds=1))
    ask(counter, "初め", at=AT)
    ask(counter, "遅すぎる", at=AT + timedelta(hours=1))
    assert report(counter) == [("初め", 1)]


def test_questions_of_another_municipality_are_not_counted(counter: Database) -> None:
    ask(counter, "花火はいつ", municipality=OTHER_CITY)
    assert report(counter) == []


def test_a_long_question_is_kept_to_500_characters(counter: Database) -> None:
    ask(counter, "長" * 600)
    assert report(counter) == [("長" * 500, 1)]
