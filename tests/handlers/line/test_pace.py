"""Whoever sends more than anybody can read is told so once, then the bot is quiet for a while."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.line.pace import MOST, Pace, pace_of
from tests.line_words import words
from tests.standins.line_api import LineApiStandIn
from tests.standins.slack_api import SlackApiStandIn
from tests.standins.webhook_events import text_event
from tests.town import Town, open_town, town_clock

AT = datetime(2026, 11, 18, 1, 0, tzinfo=UTC)
IN_A_MINUTE = MOST[timedelta(minutes=1)]
IN_AN_HOUR = MOST[timedelta(hours=1)]
TOLD = "少しお休みします"
OTHER = "U" + "9" * 32


def times(seconds_apart: float, count: int) -> list[datetime]:
    return [AT - timedelta(seconds=seconds_apart * number) for number in range(count)]


@pytest.mark.parametrize(
    ("seconds_apart", "count", "pace"),
    [
        (1, IN_A_MINUTE, Pace.FINE),
        (1, IN_A_MINUTE + 1, Pace.TOO_FAST_NOW),
        (1, IN_A_MINUTE + 2, Pace.TOO_FAST),
        (3, IN_A_MINUTE + 2, Pace.FINE),
        (4, IN_AN_HOUR, Pace.FINE),
        (4, IN_AN_HOUR + 1, Pace.TOO_FAST_NOW),
        (4, IN_AN_HOUR + 2, Pace.TOO_FAST),
    ],
)
def test_the_pace_is_told_by_when_messages_came(
    seconds_apart: float, count: int, pace: Pace
) -> None:
    assert pace_of(times(seconds_apart, count)) is pace


@given(st.floats(18.1, 1000), st.integers(1, IN_AN_HOUR + 2))
def test_whoever_takes_their_time_is_never_too_fast(seconds_apart: float, count: int) -> None:
    assert pace_of(times(seconds_apart, count)) is Pace.FINE


@pytest.fixture
def either(database_url: str, line: LineApiStandIn, slack: SlackApiStandIn) -> Iterator[Town]:
    """A town on each database."""
    with open_town(database_url, line, slack, now=town_clock()) as opened:
        yield opened


def flood(town: Town, count: int, **fields: Any) -> list[dict[str, Any]]:
    """So many greetings at once."""
    events = [text_event("こんにちは", **fields) for _ in range(count)]
    town.send_line(*events)
    return events


def test_one_too_many_is_told_so_once_and_the_rest_gets_nothing(either: Town) -> None:
    *fine, first, second, third = flood(either, IN_A_MINUTE + 3)
    assert [len(either.replies_to(one)) for one in fine] == [1] * IN_A_MINUTE
    assert TOLD in words(either.replies_to(first)[0])
    assert [either.replies_to(one) for one in (second, third)] == [[], []]
    assert either.events_left() == []


def test_after_a_while_the_citizen_is_answered_again(either: Town) -> None:
    flood(either, IN_A_MINUTE + 2)
    either.let_time_go_by()
    assert TOLD not in words(either.citizen_says("こんにちは"))


def test_a_call_for_help_is_answered_always(town: Town) -> None:
    flood(town, IN_A_MINUTE + 2)
    assert "119" in words(town.citizen_says("家が燃えています。助けて"))


def test_other_citizens_are_answered(town: Town) -> None:
    flood(town, IN_A_MINUTE + 2)
    (theirs,) = flood(town, 1, user_id=OTHER)
    assert TOLD not in words(town.replies_to(theirs)[0])


def test_what_line_delivers_again_does_not_count(town: Town) -> None:
    said = text_event("こんにちは")
    for _ in range(IN_A_MINUTE + 2):
        town.send_line(said | {"deliveryContext": {"isRedelivery": True}})
    assert TOLD not in words(town.citizen_says("こんにちは"))
