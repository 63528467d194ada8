"""What a conversation has left is seen at once, and nobody else's."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from store import citizens, handovers, life_events, subscriptions
from store.citizens import Choices
from store.database import Database
from store.left_by import Left, left_by
from tests.small_city import AT, CITY, OTHER_CITY

MINE, THEIRS = "hash of mine", "hash of theirs"


def seen(database: Database, conversation: str, municipality: str = CITY) -> Left:
    with database.reading() as session:
        return left_by(session, municipality, conversation)


def test_who_comes_first_has_left_nothing(city: Database) -> None:
    assert seen(city, MINE) == Left()


def in_handover(session: Session) -> None:
    handovers.ask(session, CITY, MINE, at=AT)


def in_life_event(session: Session) -> None:
    life_events.begin(session, CITY, MINE, "moving", at=AT)


def following(session: Session) -> None:
    subscriptions.follow(session, CITY, MINE, "procedure:1", line_user_id="", at=AT)


@pytest.mark.parametrize(
    ("leave", "left"),
    [
        (in_handover, Left(handover=True)),
        (in_life_event, Left(life_event=True)),
        (following, Left(subscription=True)),
    ],
)
def test_each_thing_is_seen_by_itself(
    city: Database, leave: Callable[[Session], None], left: Left
) -> None:
    with city.writing() as session:
        leave(session)
    assert seen(city, MINE) == left
    assert seen(city, THEIRS) == Left()
    assert seen(city, MINE, OTHER_CITY) == Left()


def test_what_was_chosen_comes_with_it(city: Database) -> None:
    chosen = Choices(language="en", is_large=True)
    with city.writing() as session:
        citizens.choose(session, CITY, MINE, chosen, at=AT)
    assert seen(city, MINE) == Left(chosen)
