"""Reminders of deadlines: where pushes are allowed, for who asked, once, and then forgotten."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.clock import send_reminders
from store import life_events
from store.last_answers import conversation_hash
from tests.handlers.line.life_events.walking import press, stored, walk
from tests.line_words import Message, offered, words
from tests.standins.line_api import LineApiStandIn
from tests.standins.slack_api import SlackApiStandIn
from tests.standins.webhook_events import USER_ID
from tests.town import Town, open_town, town_clock

MOVING = ("市内で引っ越す", "わからない", "子どもはいない", "どちらもない")


class Days:
    """A clock that can be put forward."""

    def __init__(self) -> None:
        self._runs: Callable[[], datetime] = town_clock()
        self.ahead = timedelta(0)

    def __call__(self) -> datetime:
        return self._runs() + self.ahead


@pytest.fixture
def days() -> Days:
    return Days()


@pytest.fixture
def pushing(
    sample_copy: Path, line: LineApiStandIn, slack: SlackApiStandIn, days: Days
) -> Iterator[Town]:
    """A town that may push."""
    url = f"sqlite:///{sample_copy}"
    with open_town(url, line, slack, now=days, is_loaded=True, line_push=True) as opened:
        yield opened
        opened.settle()


def reminded(town: Town) -> list[Message]:
    """A citizen who moves on 3 December asks to be reminded."""
    return press(town, walk(town, "引っ越し", *MOVING, day="2026-12-03"), "期限の前に知らせて")


def planned(town: Town) -> list[tuple[str, str]]:
    query = "SELECT title, on_day FROM life_event_reminder ORDER BY on_day, title"
    return [(title, str(day)) for title, day in town.rows(query)]


def pushes(town: Town) -> list[tuple[object, str]]:
    town.settle()
    return [(to, words(messages)) for to, messages in town.line.pushes_delivered]


def test_a_reminder_comes_three_days_before_once_and_is_erased(pushing: Town, days: Days) -> None:
    assert "期限の3日前に、ここでお知らせします（5件）。" in words(reminded(pushing))
    assert planned(pushing)[0] == ("マイナンバーカードの住所の書きかえ", "2026-12-14")
    days.ahead = timedelta(days=25)  # 13 December
    send_reminders(pushing.office)
    assert pushes(pushing) == []
    days.ahead = timedelta(days=26)
    send_reminders(pushing.office)
    send_reminders(pushing.office)
    ((to, said),) = pushes(pushing)
    assert to == USER_ID
    assert "・転居届：2026年12月17日(木)まで\n" in said
    assert "車の住所の変更" not in said
    assert [title for title, _ in planned(pushing)] == ["車の住所の変更"]
    days.ahead = timedelta(days=27)
    send_reminders(pushing.office)
    assert len(pushes(pushing)) == 2
    assert stored(pushing, "life_event_reminder") == []


def test_reminders_are_called_off_by_a_button_and_leave_nothing(pushing: Town) -> None:
    told = press(pushing, reminded(pushing), "知らせをやめる")
    assert "消しました" in words(told)
    assert stored(pushing, "life_event_reminder") == []


def test_what_is_ticked_off_is_not_reminded_of(pushing: Town) -> None:
    reminded(pushing)
    pushing.citizen_says("3 済")
    assert "転居届" not in [title for title, _ in planned(pushing)]
    again = pushing.citizen_says("3 まだ")
    assert "転居届" in [title for title, _ in planned(pushing)]
    assert "知らせをやめる" in [action["label"] for action in offered(again)]


def test_stopping_calls_reminders_off_too(pushing: Town) -> None:
    reminded(pushing)
    assert "お知らせも取りやめました" in words(pushing.citizen_says("やめる"))
    assert stored(pushing, "life_event_reminder") == []


def test_who_is_forgotten_is_not_reminded(pushing: Town, days: Days) -> None:
    reminded(pushing)
    ((name,),) = pushing.rows("SELECT conversation FROM inbox ORDER BY id DESC LIMIT 1")
    with pushing.office.database.writing() as session:
        life_events.forget(session, conversation_hash(pushing.office.conversation_key, str(name)))
    days.ahead = timedelta(days=30)
    send_reminders(pushing.office)
    assert pushes(pushing) == []
    assert stored(pushing) == []
