"""Questions that got no answer or a wrong one, counted for the DX office."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select

from store.database import Database
from store.questions import find, log, newest_open, rate, rater_of, unanswered
from store.tables import Question, QuestionRating
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
    """What was not answered during the hour from `AT`."""
    with database.reading() as session:
        return unanswered(session, CITY, decision="pass_on", start=AT, end=AT + timedelta(hours=1))


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


def rated(database: Database, *says: bool, by: str = "U0MIDORI") -> None:
    """Somebody rates the last question, again and again."""
    with database.writing() as session:
        question = session.scalars(select(Question).order_by(Question.id.desc()).limit(1)).one()
        for is_helpful in says:
            rater = rater_of(b"key", question, by)
            rate(session, question, rater=rater, is_helpful=is_helpful, at=AT)


def test_an_answer_called_wrong_is_in_the_list(counter: Database) -> None:
    ask(counter, "住民票", decision="answer", kind="procedure")
    rated(counter, False)
    rated(counter, False, by="U0TAKESHI")
    assert report(counter) == [("住民票", 1)]


def test_an_answer_that_helped_is_not_in_the_list(counter: Database) -> None:
    ask(counter, "住民票", decision="answer", kind="procedure")
    rated(counter, True)
    assert report(counter) == []


def test_what_somebody_says_last_of_an_answer_counts_once(counter: Database) -> None:
    ask(counter, "住民票", decision="answer", kind="procedure")
    rated(counter, False, False, True)
    with counter.reading() as session:
        assert list(session.scalars(select(QuestionRating.is_helpful))) == [True]
    assert report(counter) == []


def test_one_who_was_helped_does_not_speak_for_another(counter: Database) -> None:
    ask(counter, "住民票", decision="answer", kind="procedure")
    rated(counter, False)
    rated(counter, True, by="U0TAKESHI")
    assert report(counter) == [("住民票", 1)]


def test_a_question_of_another_municipality_is_not_found(counter: Database) -> None:
    ask(counter, "花火はいつ", municipality=OTHER_CITY)
    with counter.reading() as session:
        number = session.scalars(select(Question.id)).one()
        assert find(session, CITY, number) is None
        assert find(session, OTHER_CITY, number) is not None


def newest(database: Database, most: int = 5) -> tuple[int, list[tuple[str, int]]]:
    with database.reading() as session:
        end = AT + timedelta(days=1)
        return newest_open(session, CITY, decisions=["pass_on"], start=AT, end=end, most=most)


def test_the_newest_questions_come_first_and_all_are_counted(counter: Database) -> None:
    ask(counter, "一つ目", "二つ目", "三つ目", "一つ目")
    assert newest(counter) == (3, [("一つ目", 2), ("三つ目", 1), ("二つ目", 1)])
    assert newest(counter, most=1) == (3, [("一つ目", 2)])


def test_what_is_old_answered_small_talk_or_of_another_city_is_not_among_them(
    counter: Database,
) -> None:
    ask(counter, "昔の質問", at=AT - timedelta(seconds=1))
    ask(counter, "答えた質問", decision="answer")
    ask(counter, "こんにちは", kind="greeting")
    ask(counter, "よその質問", municipality=OTHER_CITY)
    assert newest(counter) == (0, [])
