"""A citizen who waits longer than a moment sees that the answer is on its way."""

from __future__ import annotations

import time
from typing import Any

import pytest

from knowledge.answer import Answer
from tests.handlers.line.events import GROUP
from tests.standins.webhook_events import USER_ID, text_event
from tests.town import Town

SLOW_SECONDS = 2.0


@pytest.fixture
def slow_town(lasting_town: Town, monkeypatch: pytest.MonkeyPatch) -> Town:
    """A town whose counter takes its time."""
    counter = lasting_town.office.counter
    ask = counter.ask

    def slowly(*args: Any, **values: Any) -> Answer:
        time.sleep(SLOW_SECONDS)
        return ask(*args, **values)

    monkeypatch.setattr(counter, "ask", slowly)
    return lasting_town


def test_who_waits_sees_it_once_and_gets_the_answer(slow_town: Town) -> None:
    question = text_event("粗大ごみ")
    slow_town.send_line(question)
    assert [got.body for got in slow_town.line.asides] == [
        {"chatId": USER_ID, "loadingSeconds": 10}
    ]
    assert len(slow_town.replies_to(question)) == 1
    assert slow_town.line.violations == []


def test_in_a_group_nobody_sees_it(slow_town: Town) -> None:
    mention = {"index": 0, "length": 3, "type": "user", "userId": USER_ID, "isSelf": True}
    question = text_event("@窓口 粗大ごみ", group_id=GROUP)
    question["message"]["mention"] = {"mentionees": [mention]}
    slow_town.send_line(question)
    assert slow_town.line.asides == []
    assert len(slow_town.replies_to(question)) == 1
