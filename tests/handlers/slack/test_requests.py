"""The Slack endpoint takes what Slack signed for this workspace, quickly, and nothing else."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handlers.intake import MOST_BODY_BYTES
from tests.any_json import ANY_JSON, ANY_TEXT
from tests.raw_http import answer_to_headers_alone
from tests.standins.webhook_events import (
    block_action_form,
    event_callback_body,
    interaction_form,
    slack_headers,
)
from tests.town import DX_OFFICE, SLACK_SECRET, TEAM, Town

JSON = "application/json"
BODY = event_callback_body({"type": "app_mention", "user": DX_OFFICE, "text": "x"}, team_id=TEAM)
SHARED = settings(
    deadline=None,
    max_examples=40,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def post_json(town: Town, value: Any) -> int:
    body = json.dumps(value).encode()
    headers = slack_headers(SLACK_SECRET, body, content_type=JSON)
    return town.post_slack(body, headers).status_code


RIGHT = slack_headers(SLACK_SECRET, BODY, content_type=JSON)
FORGED = {
    "of another app": slack_headers("another", BODY, content_type=JSON),
    "of another body": slack_headers(SLACK_SECRET, BODY + b" ", content_type=JSON),
    "six minutes old": slack_headers(
        SLACK_SECRET, BODY, timestamp=int(time.time()) - 360, content_type=JSON
    ),
    "of the next hour": slack_headers(
        SLACK_SECRET, BODY, timestamp=int(time.time()) + 3600, content_type=JSON
    ),
    "moved to now": {
        **slack_headers(SLACK_SECRET, BODY, timestamp=1, content_type=JSON),
        "X-Slack-Request-Timestamp": str(int(time.time())),
    },
    "missing": {key: value for key, value in RIGHT.items() if key != "X-Slack-Signature"},
    "without a time": {
        key: value for key, value in RIGHT.items() if key != "X-Slack-Request-Timestamp"
    },
    "empty": RIGHT | {"X-Slack-Signature": ""},
    "no number for a time": RIGHT | {"X-Slack-Request-Timestamp": "now"},
}


@pytest.mark.parametrize("kind", FORGED)
def test_a_forged_signature_is_refused(lasting_town: Town, kind: str) -> None:
    assert lasting_town.post_slack(BODY, FORGED[kind]).status_code == 401


def test_a_signature_that_is_no_text_is_refused(lasting_town: Town) -> None:
    headers = {
        b"x-slack-signature": b"v0=\xff\xfe",
        b"x-slack-request-timestamp": str(int(time.time())).encode(),
    }
    answer = lasting_town.http.post("/slack/events", content=BODY, headers=headers)
    assert answer.status_code == 401


def test_a_forged_request_leaves_nothing_behind(town: Town) -> None:
    town.post_slack(BODY, FORGED["of another app"])
    assert town.rows("SELECT id FROM inbox") == []


BROKEN = {
    "nothing": (b"", JSON),
    "half an object": (b'{"team_id":', JSON),
    "a list": (b"[]", JSON),
    "a text": (b'"T0MIHON01"', JSON),
    "an empty object": (b"{}", JSON),
    "an empty form": (b"", "application/x-www-form-urlencoded"),
    "a payload that is no JSON": (b"payload=%7Bx", "application/x-www-form-urlencoded"),
    "a payload that is a list": (b"payload=[]", "application/x-www-form-urlencoded"),
    "brackets without end": (b"[" * 100_000, JSON),
}


@pytest.mark.parametrize("kind", BROKEN)
def test_signed_nonsense_is_a_bad_request(lasting_town: Town, kind: str) -> None:
    body, content_type = BROKEN[kind]
    headers = slack_headers(SLACK_SECRET, body, content_type=content_type)
    assert lasting_town.post_slack(body, headers).status_code == 400


def test_signed_bytes_that_are_no_text_are_refused(lasting_town: Town) -> None:
    body = b'{"team_id":"\xff"}'
    headers = slack_headers(SLACK_SECRET, body, content_type=JSON)
    # Slack's own verifier reads text only, so such a body counts as not signed.
    assert lasting_town.post_slack(body, headers).status_code == 401


def test_the_address_is_verified_by_a_challenge(lasting_town: Town) -> None:
    body = json.dumps({"token": "t", "challenge": "3eZbrw1a", "type": "url_verification"}).encode()
    headers = slack_headers(SLACK_SECRET, body, content_type=JSON)
    assert lasting_town.post_slack(body, headers).json() == {"challenge": "3eZbrw1a"}


def test_the_check_of_the_certificate_is_answered(lasting_town: Town) -> None:
    assert lasting_town.post_slack(b"token=t&ssl_check=1").status_code == 200


@pytest.mark.parametrize("kind", ["event", "button", "command"])
def test_another_workspace_is_refused_and_nothing_is_stored(town: Town, kind: str) -> None:
    bodies = {
        "event": (event_callback_body({"type": "app_mention"}, team_id="T0OTHER01"), JSON),
        "button": (block_action_form("ask:1", "x", response_url="https://x", team_id="T0O"), ""),
        "command": (b"command=%2Fdx&text=x&team_id=T0OTHER01", ""),
    }
    body, content_type = bodies[kind]
    headers = slack_headers(SLACK_SECRET, body, content_type=content_type or "form")
    assert town.post_slack(body, headers).status_code == 403
    assert town.rows("SELECT id FROM inbox") == []


def test_a_body_announced_too_large_is_refused_unread(lasting_town: Town) -> None:
    headers = {"content-length": str(MOST_BODY_BYTES + 1)}
    start = time.monotonic()
    status = answer_to_headers_alone(lasting_town, "/slack/events", headers)
    assert (status, time.monotonic() - start < 1) == (413, True)


def test_a_body_without_end_is_refused_when_it_grew_too_large(lasting_town: Town) -> None:
    def pieces() -> Iterator[bytes]:
        for _ in range(64):
            yield b" " * 65536

    assert lasting_town.http.post("/slack/events", content=pieces()).status_code == 413


def test_a_command_is_acknowledged_at_once_while_slack_hangs(lasting_town: Town) -> None:
    lasting_town.slack.delay_s = 1.5
    waits = []
    for words in ("進捗 書かない窓口 視察した", "一覧", "取消"):
        start = time.monotonic()
        assert lasting_town.post_slack(lasting_town.command_form(words)).status_code == 200
        waits.append(time.monotonic() - start)
    lasting_town.slack.delay_s = 0
    assert max(waits) < 1


def test_the_acknowledgement_shows_nothing_in_the_channel(lasting_town: Town) -> None:
    answer = lasting_town.post_slack(lasting_town.command_form("ヘルプ"))
    assert answer.content == b""


@pytest.mark.parametrize(
    "event",
    [
        {"type": "app_home_opened", "user": DX_OFFICE, "tab": "home"},
        {"type": "message", "channel_type": "channel", "user": DX_OFFICE, "text": "粗大ごみ"},
        {"type": "something_new"},
    ],
    ids=lambda event: event["type"],
)
def test_events_without_a_job_are_done_in_silence(
    lasting_town: Town, event: dict[str, Any]
) -> None:
    body = event_callback_body(event, team_id=TEAM)
    headers = slack_headers(SLACK_SECRET, body, content_type=JSON)
    assert lasting_town.post_slack(body, headers).status_code == 200
    lasting_town.settle()
    assert lasting_town.events_left() == []


@pytest.mark.parametrize("number", ["123456789018", "090-0000-1234", "taro@mail.example"])
def test_personal_numbers_of_an_event_are_masked_wherever_they_stand(
    town: Town, number: str
) -> None:
    event = {
        "type": "app_mention",
        "user": DX_OFFICE,
        "text": f"<@U0STANDIN> 電話は {number} へ",
        "blocks": [{"type": "rich_text", "elements": [{"type": "text", "text": number}]}],
        "files": [{"name": number}],
    }
    body = event_callback_body(event, team_id=TEAM)
    headers = slack_headers(SLACK_SECRET, body, content_type=JSON)
    assert town.post_slack(body, headers).status_code == 200
    kept = str(town.rows("SELECT payload FROM inbox"))
    assert "電話は ■" in kept
    assert number not in kept


@pytest.mark.parametrize("kind", ["shortcut", "message_action", "view_submission", "view_closed"])
def test_interactions_without_a_job_are_done_in_silence(lasting_town: Town, kind: str) -> None:
    payload = {
        "type": kind,
        "callback_id": "x",
        "team": {"id": TEAM},
        "user": {"id": DX_OFFICE},
        "view": {"callback_id": "x", "type": "modal"},
    }
    assert lasting_town.post_slack(interaction_form(payload)).status_code == 200
    lasting_town.settle()
    assert lasting_town.events_left() == []


@SHARED
@given(body=st.binary(max_size=300), signed=st.booleans(), is_json=st.booleans())
def test_arbitrary_bytes_are_refused(
    lasting_town: Town, body: bytes, signed: bool, is_json: bool
) -> None:
    secret = SLACK_SECRET if signed else "another"
    headers = slack_headers(secret, body, content_type=JSON if is_json else "form")
    expected = {400, 401, 403} if signed else {401}
    assert lasting_town.post_slack(body, headers).status_code in expected


@SHARED
@given(value=ANY_JSON)
def test_arbitrary_json_is_refused_or_taken(lasting_town: Town, value: Any) -> None:
    assert post_json(lasting_town, value) in {200, 400, 403}
    challenge = {"type": "url_verification", "challenge": value}
    assert post_json(lasting_town, challenge) == 200


@SHARED
@given(words=ANY_TEXT)
def test_arbitrary_words_get_an_answer(lasting_town: Town, words: str) -> None:
    encoded = quote(words, errors="surrogatepass")
    form = lasting_town.command_form("WORDS").replace(b"text=WORDS", f"text={encoded}".encode())
    assert lasting_town.post_slack(form).status_code == 200
    lasting_town.settle()
    assert lasting_town.events_left() == []
    assert lasting_town.slack.violations == []
