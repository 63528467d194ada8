"""What people ask after what is counted by entry, and told only when it says something."""

from __future__ import annotations

from store import next_asked
from store.database import Database
from tests.small_city import CITY

WASTE, CERTIFICATE, MOVING = "procedure:1", "procedure:2", "procedure:3"


def ask(database: Database, before: str, after: str, times: int = 1) -> None:
    for _ in range(times):
        with database.writing() as session:
            next_asked.count(session, CITY, before, after)


def after(database: Database, entry: str, most: int = 5) -> list[str]:
    with database.reading() as session:
        return list(next_asked.often_next(session, CITY, entry, most=most))


def test_what_is_asked_more_often_comes_first(city: Database) -> None:
    ask(city, WASTE, MOVING, times=3)
    ask(city, WASTE, CERTIFICATE, times=4)
    assert after(city, WASTE) == [CERTIFICATE, MOVING]
    assert after(city, WASTE, most=1) == [CERTIFICATE]


def test_what_two_people_asked_says_nothing_yet(city: Database) -> None:
    ask(city, WASTE, MOVING, times=next_asked.SEEN_OFTEN - 1)
    assert after(city, WASTE) == []


def test_it_is_told_of_that_entry_only(city: Database) -> None:
    ask(city, WASTE, MOVING, times=3)
    assert after(city, MOVING) == []
