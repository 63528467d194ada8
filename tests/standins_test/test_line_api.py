from __future__ import annotations

import itertools
import uuid
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from linebot.v3.messaging import (  # type: ignore[import-untyped, unused-ignore]
    ApiClient,
    ApiException,
    Configuration,
    MessageAction,
    MessagingApi,
    PushMessageRequest,
    QuickReply,
    QuickReplyItem,
    ReplyMessageRequest,
    ShowLoadingAnimationRequest,
    TextMessage,
)

from tests.standins.line_api import LineApiStandIn
from tests.standins_test.conftest import needs_specs
from tests.standins_test.line_bodies import (
    BAD_BY_LIMIT,
    BAD_BY_SCHEMA,
    GOOD,
    flex,
    message_action,
    text,
)

REPLY = "/v2/bot/message/reply"
PUSH = "/v2/bot/message/push"
MULTICAST = "/v2/bot/message/multicast"
LOADING = "/v2/bot/chat/loading/start"
USER = "U" + "1" * 32
_TOKENS = itertools.count()


def reply(client: httpx.Client, *messages: Any, answering: str | None = None) -> httpx.Response:
    body = {"replyToken": answering or f"r{next(_TOKENS)}", "messages": list(messages)}
    return client.post(REPLY, json=body)


@pytest.mark.parametrize("message", GOOD)
def test_good_messages_pass(
    line: LineApiStandIn, line_client: httpx.Client, message: dict[str, Any]
) -> None:
    answer = reply(line_client, message)
    assert line.violations == []
    assert answer.status_code == 200
    assert answer.headers["x-line-request-id"]
    assert answer.json()["sentMessages"][0]["id"].isdigit()


@pytest.fixture(scope="module")
def without_specs() -> Iterator[LineApiStandIn]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MADOGUCHI_SPECS", "/nonexistent")
        stand_in = LineApiStandIn("token-1")
    with stand_in as running:
        yield running


@pytest.mark.parametrize(("message", "word"), BAD_BY_LIMIT)
def test_limits_are_checked_without_the_description(
    without_specs: LineApiStandIn, message: dict[str, Any], word: str
) -> None:
    without_specs.reset()
    assert not without_specs.schema_checked
    headers = {"Authorization": "Bearer token-1"}
    with httpx.Client(base_url=without_specs.url, headers=headers, trust_env=False) as client:
        assert reply(client, message).status_code == 400
    violations = without_specs.violations
    assert any(word in violation for violation in violations), violations
    assert without_specs.replies_delivered == []


@needs_specs
@pytest.mark.parametrize(("message", "word"), BAD_BY_SCHEMA)
def test_the_description_is_checked(
    line: LineApiStandIn, line_client: httpx.Client, message: dict[str, Any], word: str
) -> None:
    assert line.schema_checked
    assert reply(line_client, message).status_code == 400
    assert any(word in violation for violation in line.violations), line.violations


@pytest.mark.parametrize(
    ("path", "body", "word"),
    [
        (REPLY, {"replyToken": "r", "messages": []}, "1 to 5"),
        (REPLY, {"replyToken": "r", "messages": [text()] * 6}, "1 to 5"),
        (REPLY, {"messages": [text()]}, "replyToken"),
        (REPLY, {"replyToken": "r", "messages": "x"}, "1 to 5"),
        (REPLY, {"replyToken": "r", "messages": ["x"]}, "must be an object"),
        (REPLY, [], "JSON object"),
        (PUSH, {"messages": [text()]}, "to:"),
        (PUSH, {"to": "someone", "messages": [text()]}, "to:"),
        (MULTICAST, {"to": [], "messages": [text()]}, "1 to 500"),
        (MULTICAST, {"to": [USER] * 501, "messages": [text()]}, "1 to 500"),
        (MULTICAST, {"to": ["C" + "1" * 32], "messages": [text()]}, "not a user ID"),
        (LOADING, {"chatId": "x"}, "chatId"),
        (LOADING, {"chatId": USER, "loadingSeconds": 7}, "multiple of 5"),
        (LOADING, {"chatId": USER, "loadingSeconds": 65}, "multiple of 5"),
    ],
)
def test_bad_requests(
    line: LineApiStandIn, line_client: httpx.Client, path: str, body: object, word: str
) -> None:
    answer = line_client.post(path, json=body)
    assert answer.status_code == 400
    assert any(word in violation for violation in line.violations), line.violations


@needs_specs
def test_unknown_request_fields(line: LineApiStandIn, line_client: httpx.Client) -> None:
    answer = line_client.post(REPLY, json={"replyToken": "r", "messages": [text()], "silent": 1})
    assert answer.json()["details"][0]["property"] == "body"
    assert "'silent' was unexpected" in line.violations[0]


@pytest.mark.parametrize("header", [None, "Bearer wrong", "token-1", "Basic token-1"])
def test_wrong_tokens(line: LineApiStandIn, header: str | None) -> None:
    headers = {} if header is None else {"Authorization": header}
    answer = httpx.get(f"{line.url}/v2/bot/info", headers=headers, trust_env=False)
    assert answer.status_code == 401
    assert "authorization" in line.violations[0]


def test_paths_methods_and_content_types(line: LineApiStandIn, line_client: httpx.Client) -> None:
    assert line_client.get("/v2/bot/nothing").status_code == 404
    assert line_client.get(REPLY).status_code == 405
    assert line_client.post(REPLY, data={"a": "b"}).status_code == 415
    json_type = {"Content-Type": "application/json"}
    assert line_client.post(REPLY, content=b"{", headers=json_type).status_code == 400
    assert len(line.violations) == 4


def test_a_reply_token_works_once(line: LineApiStandIn, line_client: httpx.Client) -> None:
    line.fail_next(500)
    line.expired_reply_tokens.add("old")
    codes = [reply(line_client, text(), answering="r").status_code for _ in range(3)]
    assert codes == [500, 200, 400]
    refused = reply(line_client, text(), answering="old")
    assert refused.json() == {"message": "Invalid reply token"}
    assert line.violations == []
    assert line.replies_delivered == [("r", [text()])]
    assert len(line.requests) == 4


def test_retry_keys(line: LineApiStandIn, line_client: httpx.Client) -> None:
    key = {"X-Line-Retry-Key": str(uuid.uuid4())}
    body = {"to": USER, "messages": [text()]}
    line.drop_next(carried_out=True)
    with pytest.raises(httpx.RemoteProtocolError):
        line_client.post(PUSH, json=body, headers=key)
    again = line_client.post(PUSH, json=body, headers=key)
    assert again.status_code == 409
    assert again.headers["x-line-accepted-request-id"]
    assert line.pushes_delivered == [(USER, [text()])]
    assert line.violations == []

    line_client.post(PUSH, json=body, headers={"X-Line-Retry-Key": "1"})
    line_client.post(REPLY, json={"replyToken": "r", "messages": [text()]}, headers=key)
    assert [v.split("X-Line-Retry-Key: ")[1] for v in line.violations] == [
        "must be a UUID",
        "not for this endpoint",
    ]


def test_other_endpoints(line: LineApiStandIn, line_client: httpx.Client) -> None:
    messages = {
        "messages": [
            flex({"type": "bubble", "body": {"type": "box", "layout": "vertical", "contents": []}})
        ]
    }
    assert line_client.post("/v2/bot/message/broadcast", json=messages).json() == {}
    assert line_client.post(MULTICAST, json={"to": [USER], **messages}).json() == {}
    assert line_client.post(LOADING, json={"chatId": USER}).status_code == 202
    assert line_client.get("/v2/bot/message/quota").json() == {"type": "limited", "value": 5000}
    assert line_client.get("/v2/bot/message/quota/consumption").json() == {"totalUsage": 2}
    assert line.violations == []


def test_the_official_client_works(line: LineApiStandIn) -> None:
    settings = Configuration(host=line.url, access_token=line.access_token)
    action = MessageAction(**{k: v for k, v in message_action().items() if k != "type"})
    item = QuickReplyItem(type="action", imageUrl=None, action=action)
    said = TextMessage(
        text="はい", quickReply=QuickReply(items=[item]), sender=None, emojis=None, quoteToken=None
    )
    with ApiClient(settings) as client:
        api = MessagingApi(client)
        first = api.reply_message(
            ReplyMessageRequest(replyToken="r", messages=[said], notificationDisabled=False)
        )
        assert len(first.sent_messages) == 1
        api.push_message(
            PushMessageRequest(
                to=USER, messages=[said], notificationDisabled=False, customAggregationUnits=None
            ),
            x_line_retry_key=str(uuid.uuid4()),
        )
        api.show_loading_animation(ShowLoadingAnimationRequest(chatId=USER, loadingSeconds=20))
        assert api.get_bot_info().chat_mode == "bot"
        assert api.get_message_quota().value == 5000
        with pytest.raises(ApiException, match="Invalid reply token"):
            api.reply_message(
                ReplyMessageRequest(replyToken="r", messages=[said], notificationDisabled=False)
            )
    assert line.violations == []
    assert line.replies_delivered[0][0] == "r"
