"""A conversation is remembered for ten minutes, and nobody can tell whose it was."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from store import last_answers
from store.database import Database
from store.tables import LastAnswer
from tests.small_city import AT, CITY, OTHER_CITY

MINUTE = timedelta(minutes=1)
OURS, THEIRS = (last_answers.conversation_hash(b"key", name) for name in ("line:a", "line:b"))


def remember(database: Database, conversation: str, entry: str, *, minute: int = 0) -> None:
    with database.writing() as session:
        last_answers.remember(session, CITY, conversation, entry_key=entry, at=AT + minute * MINUTE)


def recall(
    database: Database, conversation: str, *, minute: int = 0, municipality: str = CITY
) -> str:
    with database.reading() as session:
        now = AT + minute * MINUTE
        return last_answers.recall(session, municipality, conversation, now=now)


def left(database: Database) -> list[str]:
    with database.reading() as session:
        return list(session.scalars(select(LastAnswer.entry_key)))


def test_the_last_entry_of_a_conversation_is_recalled(counter: Database) -> None:
    remember(counter, OURS, "faq:1")
    remember(counter, OURS, "faq:2", minute=1)
    remember(counter, THEIRS, "faq:3")
    assert (recall(counter, OURS), recall(counter, THEIRS)) == ("faq:2", "faq:3")


def test_after_ten_minutes_it_is_not(counter: Database) -> None:
    remember(counter, OURS, "faq:1")
    assert [recall(counter, OURS, minute=minute) for minute in (10, 11)] == ["faq:1", ""]


def test_another_municipality_does_not_recall_it(counter: Database) -> None:
    remember(counter, OURS, "faq:1")
    assert recall(counter, OURS, municipality=OTHER_CITY) == ""


def test_a_conversation_that_went_on_is_forgotten_alone(counter: Database) -> None:
    remember(counter, OURS, "faq:1")
    remember(counter, THEIRS, "faq:2")
    with counter.writing() as session:
        last_answers.forget(session, OURS)
    assert left(counter) == ["faq:2"]


def test_what_is_too_old_is_deleted(counter: Database) -> None:
    remember(counter, OURS, "faq:1")
    remember(counter, THEIRS, "faq:2", minute=5)
    last_answers.forget_old(counter, now=AT + 11 * MINUTE)
    assert left(counter) == ["faq:2"]


def test_a_hash_tells_nothing_without_its_key() -> None:
    assert last_answers.conversation_hash(b"another", "line:a") != OURS
    assert OURS != THEIRS
    assert "line" not in OURS
    assert len(OURS) == 64
