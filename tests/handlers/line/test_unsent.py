"""A citizen takes a message back: what it said is erased."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.handlers.line.events import GROUP
from tests.handlers.line.test_personal_data import everything_stored
from tests.line_words import entries_offered
from tests.standins.line_api import LineApiStandIn
from tests.standins.slack_api import SlackApiStandIn
from tests.standins.webhook_events import event, text_event
from tests.town import Town, open_town, town_clock

VAGUE = "災害の証明のお金"
"""The sample asks back."""
WORDS = "たぬきの写真を載せてほしい"


@pytest.fixture
def either(database_url: str, line: LineApiStandIn, slack: SlackApiStandIn) -> Iterator[Town]:
    """A town on each database."""
    with open_town(database_url, line, slack, now=town_clock()) as opened:
        yield opened


def unsent(message: dict[str, Any], **fields: Any) -> dict[str, Any]:
    return event("unsend", unsend={"messageId": message["message"]["id"]}, **fields)


def kept(town: Town, text: str) -> list[str]:
    """Where a text still stands."""
    places = ("SELECT text FROM question", "SELECT payload FROM inbox", "SELECT text FROM wording")
    return [place for place in places if text in str(town.rows(place))]


def test_its_words_are_erased_from_inbox_and_question(either: Town) -> None:
    said = text_event(WORDS)
    either.send_line(said)
    assert len(kept(either, WORDS)) == 2
    either.send_line(unsent(said))
    assert kept(either, WORDS) == []
    assert either.events_left() == []


def test_other_messages_of_the_citizen_stay(town: Town) -> None:
    said, other = text_event(WORDS), text_event("粗大ごみ")
    town.send_line(said, other)
    town.send_line(unsent(said))
    assert len(kept(town, "粗大ごみ")) == 2


def test_nobody_takes_back_what_another_citizen_wrote(town: Town) -> None:
    said = text_event(WORDS)
    town.send_line(said)
    town.send_line(unsent(said, user_id="U" + "9" * 32))
    assert len(kept(town, WORDS)) == 2


def test_the_same_words_of_another_citizen_stay_a_question(town: Town) -> None:
    theirs, mine = text_event(WORDS, user_id="U" + "9" * 32), text_event(WORDS)
    town.send_line(theirs)
    town.send_line(mine)
    town.send_line(unsent(mine))
    assert town.rows("SELECT text FROM question ORDER BY id") == [(WORDS,), ("■■■■■■",)]


def test_what_was_taken_back_is_no_question_without_an_answer(town: Town) -> None:
    said = text_event(WORDS)
    town.send_line(said)
    assert "たぬき" in town.dx("未回答").text
    town.send_line(unsent(said))
    assert "■" not in town.dx("未回答").text


def test_a_wording_learnt_from_it_is_forgotten(town: Town) -> None:
    said = text_event(VAGUE)
    town.send_line(said)
    town.citizen_presses(entries_offered(town.replies_to(said)[0])[0])
    learnt = kept(town, VAGUE)
    town.send_line(unsent(said))
    assert "SELECT text FROM wording" in learnt
    assert kept(town, VAGUE) == []


def test_in_a_group_it_is_erased_though_line_does_not_say_whose_it_was(town: Town) -> None:
    said = text_event(f"@窓口 {WORDS}")
    said["source"] = event("message", group_id=GROUP)["source"]
    bot = {"index": 0, "length": 3, "type": "user", "isSelf": True}
    said["message"]["mention"] = {"mentionees": [bot]}
    town.send_line(said)
    assert len(kept(town, WORDS)) == 2
    town.send_line(unsent(said, group_id=GROUP, user_id=None))
    assert kept(town, WORDS) == []


def test_nothing_of_it_is_left_but_what_waits_in_the_outbox(town: Town) -> None:
    said = text_event("ここだけの話ですが")
    town.send_line(said)
    town.send_line(unsent(said))
    assert "ここだけの話" not in everything_stored(town)
