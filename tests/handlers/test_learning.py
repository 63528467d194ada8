"""Whoever has to ask twice shows how people ask; the office gets it as a proposal."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import timedelta

import pytest

from knowledge.answer import Audience
from store import wordings
from store.audit import Actor
from tests.line_words import offered, said_with
from tests.standins.webhook_events import (
    USER_ID,
    postback_event,
    sticker_event,
    text_event,
    ulid,
)
from tests.town import CITIZENS_DESK, DX_OFFICE, OPENING, Town

VAGUE = "災害の証明のお金"
"""The sample asks back."""
UNKNOWN = "宇宙エレベーターの耐荷重"
OTHER_CITIZEN = "U" + "b" * 32


def proposals(town: Town) -> list[tuple[str, str, str]]:
    """What waits for review: title of the entry, wording, origin."""
    base = town.office.counter.shelves("mihon").base
    titles = {entry.key: entry.title for entry in base.staff_entries}
    found = town.rows("SELECT entry_key, text, origin FROM wording WHERE state = 'waiting'")
    return [(titles[key], text, origin) for key, text, origin in found]


def tap(town: Town, question: str, place: int = 0, user: str = USER_ID) -> str:
    """Ask, then tap one of the candidates; which one it was."""
    messages = town.line_event(text_event(question, user_id=user))
    action = offered(messages)[place]
    town.citizen_presses(action, user)
    return said_with(action)


@pytest.mark.parametrize("place", [0, 1])
def test_the_candidate_that_a_citizen_taps_gets_the_question_proposed(
    town: Town, place: int
) -> None:
    title = tap(town, VAGUE, place)
    assert proposals(town) == [(title, VAGUE, "question")]


def test_the_candidate_that_staff_press_gets_the_question_proposed(town: Town) -> None:
    buttons = town.dx(f"質問 {VAGUE}").buttons
    title = next(iter(buttons))
    town.press(buttons[title])
    assert proposals(town) == [(title, VAGUE, "question")]


def test_a_question_put_otherwise_is_proposed_for_what_it_found(town: Town) -> None:
    town.citizen_says(UNKNOWN)
    town.citizen_says("粗大ごみ")
    assert proposals(town) == [("粗大ごみ収集の申込", UNKNOWN, "question")]


def test_nobody_finds_anything_by_it_until_somebody_accepts_it(town: Town) -> None:
    title = tap(town, VAGUE)
    ask = town.office.counter.ask
    before = ask(VAGUE, municipality="mihon", audience=Audience.CITIZEN)
    assert before.title == ""
    with town.office.database.writing() as session:
        (number,) = (row.id for row in wordings.listed(session, "mihon"))
        office = Actor("person:1", "Slack")
        wordings.accept(session, "mihon", [number], at=OPENING, actor=office)
    assert ask(VAGUE, municipality="mihon", audience=Audience.CITIZEN).title == title


def test_the_same_proposal_is_made_once(town: Town) -> None:
    title = tap(town, VAGUE)
    assert tap(town, VAGUE, user=OTHER_CITIZEN) == title
    assert len(proposals(town)) == 1


def test_a_redelivered_tap_proposes_nothing_more(town: Town) -> None:
    data = offered(town.citizen_says(VAGUE))[0]["data"]
    key = ulid()
    town.send_line(postback_event(data, webhook_event_id=key))
    town.send_line(postback_event(data, webhook_event_id=key, redelivery=True))
    assert len(proposals(town)) == 1


def test_an_answered_question_teaches_nothing(town: Town) -> None:
    town.citizen_presses(offered(town.citizen_says("粗大ごみ"))[0])
    assert proposals(town) == []


def test_thanks_between_do_not_count_as_a_question(town: Town) -> None:
    town.citizen_says("ありがとう")
    town.citizen_says("粗大ごみ")
    assert proposals(town) == []


def test_what_somebody_else_asked_teaches_nothing(town: Town) -> None:
    town.citizen_says(VAGUE)
    town.line_event(text_event("粗大ごみ", user_id=OTHER_CITIZEN))
    town.dx(f"質問 {VAGUE}", by=DX_OFFICE)
    town.dx("質問 粗大ごみ", by=CITIZENS_DESK)
    assert proposals(town) == []


def test_another_command_between_teaches_nothing(town: Town) -> None:
    town.dx(f"質問 {VAGUE}")
    town.dx("一覧")
    town.dx("質問 粗大ごみ")
    assert proposals(town) == []


def test_a_sticker_between_teaches_nothing(town: Town) -> None:
    town.citizen_says(VAGUE)
    town.line_event(sticker_event())
    town.citizen_says("粗大ごみ")
    assert proposals(town) == []


def test_the_question_of_long_ago_teaches_nothing(town: Town) -> None:
    candidate = offered(town.citizen_says(VAGUE))[0]
    town.settle()
    path = town.office.database.url.database or ""
    long_ago = (OPENING - timedelta(minutes=11)).strftime("%Y-%m-%d %H:%M:%S.%f")
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE inbox SET received_at = ?", [long_ago])
    town.citizen_presses(candidate)
    assert proposals(town) == []


def test_a_forged_postback_proposes_nothing(town: Town) -> None:
    town.citizen_says(VAGUE)
    town.send_line(postback_event("wording=市長は辞めろ&entry=faq:1"))
    town.citizen_says("粗大ごみ")
    assert proposals(town) == []


def test_a_forged_button_proposes_nothing_but_what_was_asked(town: Town) -> None:
    buttons = town.dx(f"質問 {VAGUE}").buttons
    forged = next(iter(buttons.values())) | {"action_id": "ask:faq:1", "value": "粗大ごみ"}
    town.press(forged)
    assert proposals(town) == [("粗大ごみ収集の申込", VAGUE, "question")]


def test_personal_numbers_do_not_get_into_a_proposal(town: Town) -> None:
    town.citizen_says(f"{UNKNOWN} 090-1234-5678")
    town.citizen_says("粗大ごみ")
    ((_, text, _),) = proposals(town)
    assert text.startswith(UNKNOWN)
    assert "1234" not in text


def test_a_long_story_is_no_wording(town: Town) -> None:
    town.citizen_says(UNKNOWN * 20)
    town.citizen_says("粗大ごみ")
    assert proposals(town) == []
