"""Events that ask for no reply are taken, done and forgotten; groups are not disturbed."""

from __future__ import annotations

from typing import Any

import pytest

from tests.handlers.line.events import GROUP, silent_events
from tests.standins.webhook_events import event, text_event, webhook_body
from tests.town import Town


@pytest.mark.parametrize("kind", silent_events())
def test_an_event_without_a_reply_is_done_in_silence(lasting_town: Town, kind: str) -> None:
    lasting_town.send_line(silent_events()[kind])
    assert lasting_town.events_left() == []
    assert lasting_town.line.requests == []


def test_all_kinds_in_one_request_hold_up_nobody(lasting_town: Town) -> None:
    question = text_event("粗大ごみ")
    lasting_town.send_line(*silent_events().values(), question)
    assert lasting_town.events_left() == []
    assert len(lasting_town.replies_to(question)) == 1


@pytest.mark.parametrize("missing", ["webhookEventId", "source", "timestamp", "deliveryContext"])
def test_a_question_is_answered_though_a_field_is_missing(lasting_town: Town, missing: str) -> None:
    question = text_event("粗大ごみ")
    del question[missing]
    lasting_town.send_line(question)
    assert len(lasting_town.replies_to(question)) == 1


def test_an_event_without_an_id_is_answered_once_when_it_comes_again(lasting_town: Town) -> None:
    question = text_event("粗大ごみ")
    del question["webhookEventId"]
    lasting_town.send_line(question)
    lasting_town.send_line({**question, "deliveryContext": {"isRedelivery": True}})
    assert len(lasting_town.replies_to(question)) == 1


def test_the_empty_request_by_which_line_verifies_the_address_is_accepted(
    lasting_town: Town,
) -> None:
    assert lasting_town.post_line(webhook_body()).status_code == 200


def in_group(text: str, **mention: Any) -> dict[str, Any]:
    said = text_event(text)
    said["source"] = event("message", group_id=GROUP)["source"]
    said["message"] |= mention
    return said


def mentioning(*, bot: bool) -> dict[str, Any]:
    one = {"index": 0, "length": 3, "type": "user", "userId": "U" + "2" * 32, "isSelf": bot}
    return {"mention": {"mentionees": [one]}}


@pytest.mark.parametrize(
    "said",
    [in_group("粗大ごみ"), in_group("@母 粗大ごみ", **mentioning(bot=False))],
    ids=["to everybody", "to somebody else"],
)
def test_a_group_talks_without_the_bot(lasting_town: Town, said: dict[str, Any]) -> None:
    lasting_town.send_line(said)
    assert lasting_town.replies_to(said) == []


def test_a_group_that_mentions_the_bot_is_answered(lasting_town: Town) -> None:
    said = in_group("@窓口 粗大ごみ", **mentioning(bot=True))
    lasting_town.send_line(said)
    assert "粗大ごみ収集の申込" in lasting_town.replies_to(said)[0][0]["text"]


def test_an_account_in_standby_leaves_the_answer_to_the_other_system(lasting_town: Town) -> None:
    said = text_event("粗大ごみ", mode="standby")
    lasting_town.send_line(said)
    assert lasting_town.replies_to(said) == []
