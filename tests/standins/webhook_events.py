"""Builders of what LINE and Slack send to a bot.

Sources: the webhook description of LINE (``line/webhook.yml``) and, on docs.slack.dev, "Slash
commands", "block_actions payload", "The Events API" and "Verifying requests from Slack".
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import itertools
import json
import secrets
import time
from typing import Any
from urllib.parse import parse_qsl, urlencode

from tests.standins.specs import LINE_WEBHOOK
from tests.standins.strict_schema import strict_schemas

USER_ID = "U" + "0123456789abcdef" * 2
DESTINATION = "U" + "fedcba9876543210" * 2
TEAM_ID = "T0STANDIN"
SLACK_USER_ID = "U0CITIZEN"
CHANNEL_ID = "C0STANDIN"
APP_ID = "A0STANDIN"
FORM = "application/x-www-form-urlencoded"

_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_MESSAGE_IDS = itertools.count(444573844083572737)
_VERIFICATION = "standin-verification"


def ulid() -> str:
    """A new identifier in the form of a ULID."""
    number = (_now_ms() << 80) | secrets.randbits(80)
    return "".join(_CROCKFORD[(number >> shift) & 31] for shift in range(125, -1, -5))


def event(
    type_: str,
    *,
    user_id: str | None = USER_ID,
    group_id: str | None = None,
    webhook_event_id: str | None = None,
    redelivery: bool = False,
    timestamp_ms: int | None = None,
    mode: str = "active",
    **fields: Any,
) -> dict[str, Any]:
    """A LINE webhook event of any type; further fields are put in as they are."""
    source: dict[str, Any] = {"type": "user" if group_id is None else "group"}
    if group_id is not None:
        source["groupId"] = group_id
    if user_id is not None:
        source["userId"] = user_id
    return {
        "type": type_,
        "mode": mode,
        "timestamp": _now_ms() if timestamp_ms is None else timestamp_ms,
        "source": source,
        "webhookEventId": webhook_event_id or ulid(),
        "deliveryContext": {"isRedelivery": redelivery},
        **fields,
    }


def text_event(
    text: str,
    *,
    user_id: str = USER_ID,
    reply_token: str | None = None,
    webhook_event_id: str | None = None,
    redelivery: bool = False,
    timestamp_ms: int | None = None,
    **fields: Any,
) -> dict[str, Any]:
    """A message event with a text."""
    return event(
        "message",
        user_id=user_id,
        webhook_event_id=webhook_event_id,
        redelivery=redelivery,
        timestamp_ms=timestamp_ms,
        replyToken=reply_token or _reply_token(),
        message=_message("text", text=text),
        **fields,
    )


def sticker_event(*, reply_token: str | None = None, **fields: Any) -> dict[str, Any]:
    """A message event with a sticker."""
    message = _message(
        "sticker", packageId="446", stickerId="1988", stickerResourceType="ANIMATION"
    )
    return event("message", replyToken=reply_token or _reply_token(), message=message, **fields)


def image_event(*, reply_token: str | None = None, **fields: Any) -> dict[str, Any]:
    """A message event with an image."""
    message = _message("image", contentProvider={"type": "line"})
    return event("message", replyToken=reply_token or _reply_token(), message=message, **fields)


def follow_event(
    *, reply_token: str | None = None, unblocked: bool = False, **fields: Any
) -> dict[str, Any]:
    """Someone added the account as a friend, or unblocked it."""
    token = reply_token or _reply_token()
    return event("follow", replyToken=token, follow={"isUnblocked": unblocked}, **fields)


def unfollow_event(**fields: Any) -> dict[str, Any]:
    """Someone blocked the account; there is no reply token."""
    return event("unfollow", **fields)


def postback_event(
    data: str,
    *,
    params: dict[str, str] | None = None,
    reply_token: str | None = None,
    **fields: Any,
) -> dict[str, Any]:
    """Someone used a postback action."""
    postback: dict[str, Any] = {"data": data}
    if params is not None:
        postback["params"] = params
    return event("postback", replyToken=reply_token or _reply_token(), postback=postback, **fields)


def webhook_body(*events: dict[str, Any], destination: str = DESTINATION) -> bytes:
    """The body of a LINE webhook request."""
    return _json({"destination": destination, "events": list(events)})


def line_signature(secret: str, body: bytes) -> str:
    """The value of the x-line-signature header."""
    digest = hmac.new(secret.encode(), body, hashlib.sha256).digest()
    return base64.b64encode(digest).decode()


def check_webhook_body(body: bytes) -> list[str]:
    """Where a LINE webhook body departs from the official description."""
    schemas = strict_schemas(LINE_WEBHOOK)
    if schemas is None:
        raise LookupError("the official description of LINE webhooks is not here")
    return schemas.problems("CallbackRequest", json.loads(body))


def slash_command_form(
    text: str,
    *,
    response_url: str,
    team_id: str = TEAM_ID,
    user_id: str = SLACK_USER_ID,
    command: str = "/dx",
    trigger_id: str | None = None,
    channel_id: str = CHANNEL_ID,
) -> bytes:
    """The body of a slash command."""
    fields = {
        "token": _VERIFICATION,
        "team_id": team_id,
        "team_domain": "standin",
        "channel_id": channel_id,
        "channel_name": "general",
        "user_id": user_id,
        "user_name": user_id.lower(),
        "command": command,
        "text": text,
        "api_app_id": APP_ID,
        "is_enterprise_install": "false",
        "response_url": response_url,
        "trigger_id": trigger_id or _trigger_id(),
    }
    return urlencode(fields).encode()


def block_action_form(
    action_id: str,
    value: str | None = None,
    *,
    response_url: str,
    team_id: str = TEAM_ID,
    user_id: str = SLACK_USER_ID,
    channel_id: str = CHANNEL_ID,
    block_id: str = "block-1",
    message_ts: str = "1700000000.000001",
    message: dict[str, Any] | None = None,
    ephemeral: bool = False,
    trigger_id: str | None = None,
    action: dict[str, Any] | None = None,
) -> bytes:
    """The body of a press on a button; ``action`` replaces fields for other elements."""
    pressed: dict[str, Any] = {
        "action_id": action_id,
        "block_id": block_id,
        "type": "button",
        "text": {"type": "plain_text", "text": "Button", "emoji": True},
        "action_ts": f"{time.time():.6f}",
    }
    if value is not None:
        pressed["value"] = value
    payload: dict[str, Any] = {
        "type": "block_actions",
        "user": {"id": user_id, "username": user_id.lower(), "team_id": team_id},
        "api_app_id": APP_ID,
        "token": _VERIFICATION,
        "container": {
            "type": "message",
            "message_ts": message_ts,
            "channel_id": channel_id,
            "is_ephemeral": ephemeral,
        },
        "trigger_id": trigger_id or _trigger_id(),
        "team": {"id": team_id, "domain": "standin"},
        "enterprise": None,
        "is_enterprise_install": False,
        "channel": {"id": channel_id, "name": "general"},
        "state": {"values": {}},
        "response_url": response_url,
        "actions": [{**pressed, **(action or {})}],
    }
    if not ephemeral:
        plain = {"type": "message", "ts": message_ts, "text": "", "bot_id": "B0STANDIN"}
        payload["message"] = plain if message is None else message
    return interaction_form(payload)


def home_action_form(
    action: dict[str, Any],
    *,
    view: dict[str, Any],
    team_id: str = TEAM_ID,
    user_id: str = SLACK_USER_ID,
) -> bytes:
    """The body of a press on an element of a Home tab; there is no channel and no response URL."""
    payload = {
        "type": "block_actions",
        "api_app_id": APP_ID,
        "container": {"type": "view", "view_id": view["id"]},
        "trigger_id": _trigger_id(),
        "view": view,
        "actions": [{"block_id": "block-1", "action_ts": f"{time.time():.6f}", **action}],
        **_whose(team_id, user_id),
    }
    return interaction_form(payload)


def shortcut_form(
    callback_id: str,
    *,
    message: dict[str, Any] | None = None,
    response_url: str = "",
    team_id: str = TEAM_ID,
    user_id: str = SLACK_USER_ID,
    channel_id: str = CHANNEL_ID,
    trigger_id: str | None = None,
) -> bytes:
    """The body of a shortcut: a global one, or with ``message`` one on a message."""
    payload: dict[str, Any] = {
        "type": "shortcut",
        "callback_id": callback_id,
        "trigger_id": trigger_id or _trigger_id(),
        "action_ts": f"{time.time():.6f}",
        **_whose(team_id, user_id),
    }
    if message is not None:
        payload |= {
            "type": "message_action",
            "message": {"type": "message", "user": user_id, **message},
            "message_ts": message["ts"],
            "channel": {"id": channel_id, "name": "general"},
            "response_url": response_url,
        }
    return interaction_form(payload)


def block_suggestion_form(
    action_id: str,
    typed: str,
    *,
    view: dict[str, Any],
    team_id: str = TEAM_ID,
    user_id: str = SLACK_USER_ID,
    user_team_id: str | None = None,
) -> bytes:
    """The body that asks for the options of a menu in a view."""
    payload = {
        "type": "block_suggestion",
        "api_app_id": APP_ID,
        "action_id": action_id,
        "block_id": action_id,
        "value": typed,
        "container": {"type": "view", "view_id": view.get("id")},
        "view": view,
        **_whose(team_id, user_id, user_team_id),
    }
    return interaction_form(payload)


def view_submission_form(
    view: dict[str, Any],
    values: dict[str, Any],
    *,
    team_id: str = TEAM_ID,
    user_id: str = SLACK_USER_ID,
    user_team_id: str | None = None,
    trigger_id: str | None = None,
) -> bytes:
    """The body of a submitted modal; ``values`` are the fields by block and action."""
    payload = {
        "type": "view_submission",
        "api_app_id": APP_ID,
        "trigger_id": trigger_id or _trigger_id(),
        "view": {**view, "state": {"values": values}},
        "response_urls": [],
        **_whose(team_id, user_id, user_team_id),
    }
    return interaction_form(payload)


def _whose(team_id: str, user_id: str, user_team_id: str | None = None) -> dict[str, Any]:
    user = {"id": user_id, "username": user_id.lower(), "team_id": user_team_id or team_id}
    return {
        "token": _VERIFICATION,
        "team": {"id": team_id, "domain": "standin"},
        "user": user,
        "enterprise": None,
        "is_enterprise_install": False,
    }


def interaction_form(payload: dict[str, Any]) -> bytes:
    """The body that carries any interaction payload."""
    return urlencode({"payload": json.dumps(payload, ensure_ascii=False)}).encode()


def interaction_of(body: bytes) -> dict[str, Any]:
    """The interaction payload that a body carries; the body's own object where it is none."""
    form = dict(parse_qsl(body.decode("utf-8", "replace")))
    try:
        payload = json.loads(form.get("payload", body))
    except ValueError:
        return {}
    return payload if isinstance(payload, dict) else {}


def event_callback_body(
    event: dict[str, Any], *, team_id: str = TEAM_ID, event_id: str | None = None
) -> bytes:
    """The body of an Events API request."""
    now = time.time()
    return _json(
        {
            "token": _VERIFICATION,
            "team_id": team_id,
            "api_app_id": APP_ID,
            "event": {"event_ts": f"{now:.6f}", **event},
            "type": "event_callback",
            "event_id": event_id or f"Ev{secrets.token_hex(5).upper()}",
            "event_time": int(now),
            "authed_users": ["U0STANDIN"],
            "authorizations": [{"team_id": team_id, "user_id": "U0STANDIN", "is_bot": True}],
            "is_ext_shared_channel": False,
        }
    )


def slack_headers(
    secret: str,
    body: bytes,
    *,
    timestamp: int | None = None,
    retry_num: int | None = None,
    retry_reason: str = "http_timeout",
    content_type: str = FORM,
) -> dict[str, str]:
    """The headers of a request from Slack, signed."""
    at = str(int(time.time()) if timestamp is None else timestamp)
    base = b"v0:" + at.encode() + b":" + body
    headers = {
        "Content-Type": content_type,
        "X-Slack-Request-Timestamp": at,
        "X-Slack-Signature": "v0=" + hmac.new(secret.encode(), base, hashlib.sha256).hexdigest(),
    }
    if retry_num is not None:
        headers |= {"X-Slack-Retry-Num": str(retry_num), "X-Slack-Retry-Reason": retry_reason}
    return headers


def _message(type_: str, **fields: Any) -> dict[str, Any]:
    quote = secrets.token_urlsafe(24)
    return {"type": type_, "id": str(next(_MESSAGE_IDS)), "quoteToken": quote, **fields}


def _reply_token() -> str:
    return secrets.token_hex(16)


def _trigger_id() -> str:
    return f"{_now_ms()}.{secrets.randbelow(10**10)}.{secrets.token_hex(16)}"


def _now_ms() -> int:
    return time.time_ns() // 1_000_000


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
