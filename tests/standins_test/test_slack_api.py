from __future__ import annotations

import json
from typing import Any

import httpx
import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.webhook import WebhookClient

from tests.standins.slack_api import SlackApiStandIn
from tests.standins_test.conftest import needs_specs
from tests.standins_test.slack_bodies import BAD_VIEWS, button, home, modal, section

POST = "chat.postMessage"
GOOD = {"channel": "C1", "text": "こんにちは"}


@pytest.fixture
def web(slack: SlackApiStandIn) -> WebClient:
    return WebClient(token="xoxb-1", base_url=slack.url)


@pytest.mark.parametrize("as_json", [True, False])
def test_good_messages_pass(
    slack: SlackApiStandIn, slack_client: httpx.Client, as_json: bool
) -> None:
    blocks = [section()]
    if as_json:
        answer = slack_client.post(POST, json={**GOOD, "blocks": blocks, "mrkdwn": True}).json()
    else:
        form = {**GOOD, "blocks": json.dumps(blocks), "mrkdwn": "true", "token": "xoxb-1"}
        answer = httpx.post(f"{slack.url}{POST}", data=form, trust_env=False).json()
    assert slack.violations == []
    assert answer["ok"]
    assert answer["channel"] == "C1"
    assert answer["message"]["text"] == "こんにちは"
    assert answer["message"]["blocks"] == blocks
    second = slack_client.post(POST, json=GOOD).json()
    assert second["ts"] > answer["ts"]


@pytest.mark.parametrize(
    ("body", "error", "word"),
    [
        ({"channel": "C1"}, "no_text", "needs text"),
        ({**GOOD, "text": "あ" * 40_001}, "msg_too_long", "40001"),
        ({**GOOD, "blocks": [{"type": "x"}]}, "invalid_blocks", "unknown block type"),
        ({**GOOD, "blocks": "[{"}, "invalid_arguments", "is not JSON"),
        ({**GOOD, "blocks": {"type": "section"}}, "invalid_blocks", "must be a list"),
        ({**GOOD, "attachments": [{"blocks": [{}]}]}, "invalid_attachments", "unknown block"),
        ({**GOOD, "token": "xoxb-1"}, "not_authed", "JSON body"),
        ([], "invalid_json", "JSON object"),
    ],
)
def test_bad_messages(
    slack: SlackApiStandIn, slack_client: httpx.Client, body: Any, error: str, word: str
) -> None:
    if "JSON body" in word and not slack.schema_checked:
        pytest.skip("needs the description")
    answer = slack_client.post(POST, json=body)
    assert answer.status_code == 200
    assert answer.json()["error"] == error
    assert any(word in violation for violation in slack.violations), slack.violations


@needs_specs
@pytest.mark.parametrize(
    ("method", "body", "word"),
    [
        (POST, {"text": "a"}, "channel: is required"),
        (POST, {**GOOD, "chanel": "C2"}, "chanel: unknown argument"),
        (POST, {**GOOD, "unfurl_links": "no"}, "unfurl_links: must be of type boolean"),
        (POST, {**GOOD, "thread_ts": 1.5}, "thread_ts: must be of type string"),
        ("chat.postEphemeral", GOOD, "user: is required"),
        ("views.open", {"view": modal()}, "trigger_id: is required"),
        ("views.publish", {"view": home()}, "user_id: is required"),
        ("users.info", {"user": "U1"}, "does not read JSON"),
    ],
)
def test_arguments_follow_the_description(
    slack: SlackApiStandIn, slack_client: httpx.Client, method: str, body: Any, word: str
) -> None:
    assert slack.schema_checked
    assert not slack_client.post(method, json=body).json()["ok"]
    assert any(word in violation for violation in slack.violations), slack.violations


@needs_specs
def test_form_types(slack: SlackApiStandIn, slack_client: httpx.Client) -> None:
    slack_client.post("conversations.list", data={"limit": "many", "exclude_archived": "yes"})
    assert "limit: must be of type integer" in " ".join(slack.violations)
    assert "exclude_archived: must be of type boolean" in " ".join(slack.violations)
    slack.reset()
    slack_client.get("conversations.list", params={"limit": "5", "exclude_archived": "true"})
    assert slack.violations == []


@needs_specs
def test_unknown_methods(slack: SlackApiStandIn, slack_client: httpx.Client) -> None:
    answer = slack_client.post("chat.postMesage", json=GOOD)
    assert answer.json()["error"] == "unknown_method"
    assert "chat.postMesage" in slack.violations[0]
    with SlackApiStandIn("t", extra_methods=["assistant.threads.setStatus"]) as newer:
        headers = {"Authorization": "Bearer t"}
        address = f"{newer.url}assistant.threads.setStatus"
        assert httpx.post(address, headers=headers, trust_env=False).json() == {"ok": True}
        assert newer.violations == []


@pytest.mark.parametrize(("view", "word"), BAD_VIEWS)
def test_bad_views(
    slack: SlackApiStandIn, slack_client: httpx.Client, view: dict[str, Any], word: str
) -> None:
    form = {"trigger_id": "1.2", "view": json.dumps(view)}
    assert slack_client.post("views.open", data=form).json()["error"] == "invalid_arguments"
    assert any(word in violation for violation in slack.violations), slack.violations


def test_a_view_fits_its_method(slack: SlackApiStandIn, slack_client: httpx.Client) -> None:
    slack_client.post("views.publish", json={"user_id": "U1", "view": modal()})
    assert "takes a home view" in slack.violations[0]


@pytest.mark.parametrize(
    ("header", "query", "error"),
    [
        (None, "", "not_authed"),
        ("Bearer xoxb-2", "", "invalid_auth"),
        ("xoxb-1", "", "invalid_auth"),
        (None, "?token=xoxb-1", "invalid_auth"),
    ],
)
def test_wrong_tokens(slack: SlackApiStandIn, header: str | None, query: str, error: str) -> None:
    headers = {} if header is None else {"Authorization": header}
    answer = httpx.post(f"{slack.url}auth.test{query}", headers=headers, trust_env=False)
    assert answer.json()["error"] == error
    assert "token" in slack.violations[0]


def test_content_types_and_paths(slack: SlackApiStandIn, slack_client: httpx.Client) -> None:
    plain = {"Content-Type": "text/plain"}
    answer = slack_client.post(POST, content="a", headers=plain)
    assert answer.json()["error"] == "invalid_post_type"
    assert slack_client.get(f"{slack.origin}/elsewhere").status_code == 404
    assert slack_client.put(POST, json=GOOD).json()["error"] == "invalid_arguments"
    assert len(slack.violations) == 3


@pytest.mark.parametrize(
    ("body", "word"),
    [
        ({"response_type": "public", "text": "a"}, "response_type"),
        ({"text": "a", "unfurl_links": True}, "unfurl_links: unknown field"),
        ({"text": "a", "replace_original": "true"}, "replace_original"),
        ({"text": 1}, "text: must be a string"),
        ({"replace_original": True}, "needs text or blocks"),
        ({"blocks": [{"type": "x"}]}, "unknown block type"),
        ({"text": "あ" * 40_001}, "40001"),
        ([], "JSON object"),
    ],
)
def test_bad_responses(slack: SlackApiStandIn, body: Any, word: str) -> None:
    answer = httpx.post(slack.response_url("a"), json=body, trust_env=False)
    assert answer.status_code == 400
    assert any(word in violation for violation in slack.violations), slack.violations
    assert slack.responses_delivered == []


def test_a_response_url_works_five_times(slack: SlackApiStandIn) -> None:
    address = slack.response_url("一覧/1")
    assert slack.response_url("一覧/1") == address
    hook = WebhookClient(address)
    slack.fail_next(500)
    assert hook.send(text="失敗").status_code == 500
    sent = [hook.send(text=str(n), response_type="ephemeral") for n in range(4)]
    sent.append(hook.send_dict({"delete_original": True}))
    assert [answer.status_code for answer in sent] == [200] * 5
    assert sent[0].body == "ok"
    assert slack.violations == []
    assert [name for name, _ in slack.responses_delivered] == ["一覧/1"] * 5
    sixth = hook.send(text="6")
    assert (sixth.status_code, sixth.body) == (404, "used_url")
    assert "used_url" in slack.violations[0]
    unknown = httpx.post(f"{slack.origin}/commands/T/other", json=GOOD, trust_env=False)
    assert unknown.status_code == 404
    assert "unknown response URL" in slack.violations[1]


def test_the_official_client_works(slack: SlackApiStandIn, web: WebClient) -> None:
    blocks = [section(accessory=button())]
    posted = web.chat_postMessage(channel="C1", text="a", blocks=blocks, unfurl_links=False)
    assert posted["message"]["blocks"] == blocks
    web.chat_update(channel="C1", ts=posted["ts"], text="b", as_user=True)
    assert web.chat_postEphemeral(channel="C1", user="U1", text="a")["message_ts"]
    assert web.views_open(trigger_id="1.2", view=modal())["view"]["type"] == "modal"
    assert web.views_publish(user_id="U1", view=home(section()))["view"]["id"]
    assert web.conversations_open(users=["U1"])["channel"]["id"]
    assert web.auth_test()["team_id"] == "T0STANDIN"
    assert web.reactions_add(channel="C1", name="eyes", timestamp="1.2")["ok"]
    assert slack.violations == []
    assert len(slack.wait_for(8)) == 8


def test_users_and_preset_answers(slack: SlackApiStandIn, web: WebClient) -> None:
    slack.users["U2"] = {"is_restricted": True, "team_id": "T2"}
    slack.unknown_users.add("U3")
    slack.answers["conversations.members"] = {"ok": True, "members": ["U1"]}
    assert web.users_info(user="U1")["user"]["is_restricted"] is False
    guest = web.users_info(user="U2")["user"]
    assert (guest["is_restricted"], guest["is_bot"], guest["team_id"]) == (True, False, "T2")
    with pytest.raises(SlackApiError, match="user_not_found"):
        web.users_info(user="U3")
    assert web.conversations_members(channel="C1")["members"] == ["U1"]
    assert slack.violations == []


def test_rate_limits(slack: SlackApiStandIn, web: WebClient) -> None:
    slack.fail_next(status=429, headers={"Retry-After": "1"})
    with pytest.raises(SlackApiError) as caught:
        web.chat_postMessage(channel="C1", text="a")
    assert caught.value.response["error"] == "ratelimited"
    assert caught.value.response.headers["Retry-After"] == "1"
    assert web.chat_postMessage(channel="C1", text="a")["ok"]


def test_without_the_description(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MADOGUCHI_SPECS", "")
    with SlackApiStandIn("t") as slack:
        assert not slack.schema_checked
        headers = {"Authorization": "Bearer t"}
        bad = {**GOOD, "blocks": [section(txt="x")]}
        answer = httpx.post(f"{slack.url}{POST}", json=bad, headers=headers, trust_env=False)
        assert answer.json()["error"] == "invalid_blocks"
        odd = httpx.post(f"{slack.url}nothing", headers=headers, trust_env=False)
        assert odd.json()["error"] == "unknown_method"
