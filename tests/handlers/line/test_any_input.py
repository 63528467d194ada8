"""Whatever arrives, signed or not, the webhook answers and the inbox is worked off."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.any_json import ANY_JSON, ANY_TEXT
from tests.handlers.line.events import token
from tests.standins.line_api import LineApiStandIn
from tests.standins.slack_api import SlackApiStandIn
from tests.standins.webhook_events import text_event, ulid
from tests.town import Town, open_town

SHARED = settings(
    deadline=None,
    max_examples=50,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def likely(*values: Any) -> st.SearchStrategy[Any]:
    return st.sampled_from(values) | ANY_JSON


EVENTS = st.fixed_dictionaries(
    {},
    optional={
        "type": likely("message", "follow", "postback", "unsend"),
        "mode": likely("active", "standby"),
        "source": likely({"type": "user", "userId": "U1"}, {"type": "group", "groupId": "C1"}),
        "timestamp": likely(1),
        "deliveryContext": likely({"isRedelivery": False}),
        "message": st.fixed_dictionaries(
            {},
            optional={
                "type": likely("text", "image"),
                "text": ANY_TEXT | ANY_JSON,
                "mention": likely({"mentionees": [{"isSelf": True}]}),
            },
        )
        | ANY_JSON,
    },
)


@SHARED
@given(body=st.binary(max_size=400), signature=st.binary(max_size=60))
def test_arbitrary_unsigned_bytes_are_refused(
    lasting_town: Town, body: bytes, signature: bytes
) -> None:
    clean = bytes(byte for byte in signature if byte >= 32 and byte != 127).strip()
    assert lasting_town.post_line(body, clean).status_code in {400, 401, 413}


@SHARED
@given(body=st.binary(max_size=400))
def test_arbitrary_signed_bytes_are_taken_or_refused(lasting_town: Town, body: bytes) -> None:
    assert lasting_town.post_line(body).status_code in {200, 400}


@SHARED
@given(value=ANY_JSON)
def test_arbitrary_signed_json_is_taken_or_refused(lasting_town: Town, value: Any) -> None:
    assert lasting_town.post_line(json.dumps(value).encode()).status_code in {200, 400}


@SHARED
@given(events=st.lists(EVENTS, max_size=5), key=st.none() | ANY_TEXT)
def test_arbitrary_events_are_taken_and_worked_off(
    lasting_town: Town, events: list[dict[str, Any]], key: str | None
) -> None:
    for event in events:
        event |= {"replyToken": token(), "webhookEventId": ulid() if key is None else key}
    body = json.dumps({"destination": "U1", "events": events}).encode()
    assert lasting_town.post_line(body).status_code == 200
    lasting_town.settle()
    assert lasting_town.events_left() == []


ODD_TEXTS = {
    "half a surrogate pair": "粗大ごみ\ud83d",
    "the other half": "\udc00",
    "NUL": "粗大\x00ごみ",
    "a very long number": 10**400,
}


def test_odd_texts_are_answered_on_both_databases(
    database_url: str, line: LineApiStandIn, slack: SlackApiStandIn
) -> None:
    questions = {name: text_event("") for name in ODD_TEXTS}
    for name, odd in ODD_TEXTS.items():
        questions[name]["message"]["text"] = odd
    with open_town(database_url, line, slack) as town:
        for question in questions.values():
            assert town.post_line(json.dumps({"events": [question]}).encode()).status_code == 200
        town.settle()
        answered = {name: len(town.replies_to(question)) for name, question in questions.items()}
        assert answered == dict.fromkeys(ODD_TEXTS, 1)
        assert town.events_left() == []


def test_deeply_nested_events_are_taken_or_refused(lasting_town: Town) -> None:
    statuses = set()
    for depth in range(900, 1000, 7):
        nested = "[" * depth + "]" * depth
        body = f'{{"events":[{{"type":"x","a":{nested}}}]}}'.encode()
        statuses.add(lasting_town.post_line(body).status_code)
    assert statuses <= {200, 400}


def test_one_odd_event_spoils_no_other_citizens_question(lasting_town: Town) -> None:
    odd, question = text_event("\ud83d"), text_event("粗大ごみ")
    body = json.dumps({"events": [odd, question]}).encode()
    assert lasting_town.post_line(body).status_code == 200
    lasting_town.settle()
    assert len(lasting_town.replies_to(question)) == 1
