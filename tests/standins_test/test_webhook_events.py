from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import parse_qs

import pytest
from jsonschema import Draft7Validator
from linebot.v3.webhook import (  # type: ignore[import-untyped, unused-ignore]
    SignatureValidator,
    WebhookParser,
)
from slack_sdk.signature import SignatureVerifier

from tests.standins import webhook_events as build
from tests.standins.specs import SLACK_EVENT_WRAPPER, read_spec, spec_file
from tests.standins_test.conftest import needs_specs

HOOK = "http://127.0.0.1/commands/x"

LINE_EVENTS = [
    build.text_event("ごみの日は?"),
    build.text_event("再送", redelivery=True, webhook_event_id="01ARZ3NDEKTSV4RRFFQ69G5FAV"),
    build.text_event("グループ", group_id="C" + "1" * 32, timestamp_ms=1_700_000_000_000),
    build.sticker_event(),
    build.image_event(),
    build.follow_event(),
    build.follow_event(unblocked=True),
    build.unfollow_event(),
    build.postback_event("p=2", params={"date": "2026-04-01"}),
    build.event("unsend", unsend={"messageId": "1"}),
]


@needs_specs
@pytest.mark.parametrize("event", LINE_EVENTS)
def test_line_events_follow_the_description(event: dict[str, Any]) -> None:
    assert build.check_webhook_body(build.webhook_body(event)) == []


@needs_specs
def test_several_events_and_none_follow_the_description() -> None:
    assert build.check_webhook_body(build.webhook_body(*LINE_EVENTS)) == []
    assert build.check_webhook_body(build.webhook_body()) == []


@needs_specs
@pytest.mark.parametrize(
    ("body", "word"),
    [
        (build.webhook_body(destination="x"), "destination"),
        (build.webhook_body(build.event("message")), "'message' is a required"),
        (build.webhook_body(build.event("hello")), "hello"),
        (build.webhook_body(build.event("follow", replyToken="r")), "'follow' is a required"),
        (build.webhook_body(build.text_event("a", extra=1)), "'extra' was unexpected"),
        (build.webhook_body(build.event("unfollow", mode="off")), "off"),
    ],
)
def test_bad_webhook_bodies_are_found(body: bytes, word: str) -> None:
    assert any(word in problem for problem in build.check_webhook_body(body))


def test_without_the_description_nothing_is_claimed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MADOGUCHI_SPECS", "/nonexistent")
    with pytest.raises(LookupError):
        build.check_webhook_body(build.webhook_body())


def test_identifiers_are_new_each_time() -> None:
    events = [build.text_event("a") for _ in range(50)]
    for key in ("webhookEventId", "replyToken"):
        assert len({event[key] for event in events}) == 50
    assert re.fullmatch(r"[0-7][0-9A-HJKMNP-TV-Z]{25}", events[0]["webhookEventId"])


def test_the_official_line_parser_reads_the_body() -> None:
    body = build.webhook_body(*LINE_EVENTS[:-1])
    signature = build.line_signature("secret", body)
    assert SignatureValidator("secret").validate(body.decode(), signature)
    assert not SignatureValidator("other").validate(body.decode(), signature)
    parsed = WebhookParser("secret").parse(body.decode(), signature)
    assert [event.type for event in parsed] == [e["type"] for e in LINE_EVENTS[:-1]]
    assert parsed[1].delivery_context.is_redelivery


def test_slash_command_form() -> None:
    fields = parse_qs(build.slash_command_form("予算 一覧", response_url=HOOK).decode())
    assert fields["text"] == ["予算 一覧"]
    assert fields["command"] == ["/dx"]
    assert fields["response_url"] == [HOOK]
    assert {"team_id", "user_id", "channel_id", "trigger_id", "api_app_id"} <= fields.keys()


def test_block_action_form() -> None:
    form = build.block_action_form("next", "2", response_url=HOOK, user_id="U1")
    payload = json.loads(parse_qs(form.decode())["payload"][0])
    assert payload["type"] == "block_actions"
    assert payload["user"]["id"] == "U1"
    assert payload["response_url"] == HOOK
    assert payload["message"]["ts"] == payload["container"]["message_ts"]
    (pressed,) = payload["actions"]
    assert (pressed["action_id"], pressed["value"]) == ("next", "2")


def test_other_elements_and_ephemeral_messages() -> None:
    chosen = {"type": "static_select", "selected_option": {"value": "a"}}
    form = build.block_action_form("pick", response_url=HOOK, ephemeral=True, action=chosen)
    payload = json.loads(parse_qs(form.decode())["payload"][0])
    assert payload["actions"][0]["type"] == "static_select"
    assert "message" not in payload
    assert payload["container"]["is_ephemeral"]


@needs_specs
def test_event_callbacks_follow_the_description() -> None:
    path = spec_file(SLACK_EVENT_WRAPPER)
    assert path is not None
    body = json.loads(build.event_callback_body({"type": "app_home_opened", "user": "U1"}))
    assert list(Draft7Validator(read_spec(path)).iter_errors(body)) == []


def test_slack_headers_are_signed() -> None:
    body = build.slash_command_form("a", response_url=HOOK)
    headers = build.slack_headers("secret", body, retry_num=1)
    assert SignatureVerifier("secret").is_valid_request(body, headers)
    assert not SignatureVerifier("other").is_valid_request(body, headers)
    assert headers["X-Slack-Retry-Num"] == "1"
    assert headers["X-Slack-Retry-Reason"] == "http_timeout"
    old = build.slack_headers("secret", body, timestamp=1)
    assert not SignatureVerifier("secret").is_valid_request(body, old)
    assert "X-Slack-Retry-Num" not in old
