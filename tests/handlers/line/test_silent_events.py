"""Every event of LINE's is taken and done; those that ask for no reply get none, and groups are not
disturbed."""

from __future__ import annotations

from typing import Any

import pytest

from tests.handlers.line.events import GROUP, silent_events, token
from tests.handlers.line.spec_events import fresh, spec_events
from tests.handlers.line.test_personal_data import everything_stored
from tests.line_words import words
from tests.standins.webhook_events import check_webhook_body, event, text_event, webhook_body
from tests.standins_test.conftest import needs_specs
from tests.town import Town


@pytest.mark.parametrize("kind", silent_events())
def test_an_event_without_a_reply_is_done_in_silence(lasting_town: Town, kind: str) -> None:
    lasting_town.send_line(silent_events()[kind])
    assert lasting_town.events_left() == []
    assert lasting_town.line.requests == []


@needs_specs
def test_every_event_that_line_describes_follows_its_description() -> None:
    body = webhook_body(*(fresh(event, token()) for event in spec_events().values()))
    assert check_webhook_body(body) == []


@pytest.mark.parametrize("kind", spec_events())
def test_every_event_that_line_describes_is_worked_off(lasting_town: Town, kind: str) -> None:
    event = fresh(spec_events()[kind], token())
    lasting_town.send_line(event)
    assert lasting_town.events_left() == []
    assert len(lasting_town.line.replies_delivered) <= 1


@needs_specs
def test_just_these_events_are_replied_to(lasting_town: Town) -> None:
    events = {kind: fresh(event, token()) for kind, event in spec_events().items()}
    lasting_town.send_line(*events.values())
    answered = {
        kind
        for kind, event in events.items()
        if "replyToken" in event and lasting_town.replies_to(event)
    }
    messages = ("text", "image", "video", "audio", "file", "location", "sticker")
    postbacks = {f"postback from a {where}" for where in ("user", "group", "room")}
    joins = {f"join from a {where}" for where in ("user", "group", "room")}
    assert answered == {
        *(f"message/{kind} from a user" for kind in messages),
        *(f"message/text from a {where}" for where in ("group", "room")),
        "follow from a user",
        *postbacks,
        *joins,
    }


def test_a_group_that_the_bot_joins_hears_how_to_address_it(lasting_town: Town) -> None:
    joined = event("join", group_id=GROUP, user_id=None, replyToken=token())
    lasting_town.send_line(joined)
    ((message,),) = lasting_town.replies_to(joined)
    assert "「@」でこのアカウントを選び" in message["text"]
    assert "\n" not in message["text"]


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


def test_what_a_group_writes_to_one_another_is_not_stored(lasting_town: Town) -> None:
    lasting_town.send_line(in_group("きょうの夕飯は何にする"))
    assert "きょうの夕飯" not in everything_stored(lasting_town)


def test_a_group_that_quotes_a_message_talks_without_the_bot(lasting_town: Town) -> None:
    said = in_group("これのこと", quotedMessageId="461230966842064897")
    lasting_town.send_line(said)
    assert lasting_town.replies_to(said) == []


def test_a_group_that_mentions_the_bot_is_answered(lasting_town: Town) -> None:
    said = in_group("@窓口 粗大ごみ", **mentioning(bot=True))
    lasting_town.send_line(said)
    assert "粗大ごみ収集の申込" in words(lasting_town.replies_to(said)[0])


def test_an_account_in_standby_leaves_the_answer_to_the_other_system(lasting_town: Town) -> None:
    said = text_event("粗大ごみ", mode="standby")
    lasting_town.send_line(said)
    assert lasting_town.replies_to(said) == []
