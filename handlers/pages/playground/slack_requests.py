"""What people do in Slack, as Slack sends it.

Sources: Slack API docs, slash commands, interaction payloads (block_actions, block_suggestion,
view_submission), app_home_opened, verifying requests from Slack.
"""

from __future__ import annotations

import json
import secrets
import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from slack_sdk.signature import SignatureVerifier

CHANNEL_ID = "C0PLAYGROUND"
CHANNEL_NAME = "playground"
TEAM_DOMAIN = "playground"
APP_ID = "A0PLAYGROUND"
VERIFICATION = "playground"
"""Slack still sends its old verification token; nobody should check it."""

Payload = dict[str, Any]


@dataclass(frozen=True)
class Sender:
    """Who acts, and where the bot is to answer."""

    team_id: str
    user_id: str
    answer: str
    """Name of the answer: what the bot sends under it belongs to this act."""
    response_url: str

    @property
    def trigger_id(self) -> str:
        """With it the bot may open a form; it ends in the name of the answer."""
        return f"{time.time_ns() // 1_000_000}.{secrets.randbelow(10**10)}.{self.answer}"


def command(sender: Sender, text: str) -> bytes:
    """The form of `/dx …`."""
    return urlencode(
        {
            "token": VERIFICATION,
            "team_id": sender.team_id,
            "team_domain": TEAM_DOMAIN,
            "channel_id": CHANNEL_ID,
            "channel_name": CHANNEL_NAME,
            "user_id": sender.user_id,
            "user_name": sender.user_id.lower(),
            "command": "/dx",
            "text": text,
            "api_app_id": APP_ID,
            "is_enterprise_install": "false",
            "response_url": sender.response_url,
            "trigger_id": sender.trigger_id,
        }
    ).encode()


def press(sender: Sender, action: Payload) -> bytes:
    """A pressed button under a message that only the sender sees."""
    now = f"{time.time():.6f}"
    place = {"type": "message", "message_ts": now, "channel_id": CHANNEL_ID, "is_ephemeral": True}
    return _interaction(
        sender,
        "block_actions",
        container=place,
        channel={"id": CHANNEL_ID, "name": CHANNEL_NAME},
        state={"values": {}},
        response_url=sender.response_url,
        actions=[{**action, "action_ts": now}],
    )


def press_in_view(sender: Sender, action: Payload, view: Payload) -> bytes:
    """A button or a menu of the Home tab: there is no channel and no response URL."""
    return _interaction(
        sender,
        "block_actions",
        container={"type": "view", "view_id": view.get("id")},
        view=view,
        actions=[{**action, "action_ts": f"{time.time():.6f}"}],
    )


def look_up(sender: Sender, action_id: str, typed: str, view: Payload) -> bytes:
    """Ask for the options of a menu of a form."""
    return _interaction(
        sender,
        "block_suggestion",
        action_id=action_id,
        block_id=action_id,
        value=typed,
        container={"type": "view", "view_id": view.get("id")},
        view=view,
    )


def submit(sender: Sender, view: Payload, values: Payload) -> bytes:
    """A form that was filled in; the values by block and element."""
    filled_in = {**view, "state": {"values": values}}
    return _interaction(sender, "view_submission", view=filled_in, response_urls=[])


def open_home(sender: Sender, view: Payload) -> bytes:
    """The event that somebody opened the Home tab, with what it showed before, if anything."""
    event = {
        "type": "app_home_opened",
        "user": sender.user_id,
        "channel": "D0PLAYGROUND",
        "tab": "home",
        "event_ts": f"{time.time():.6f}",
        **({"view": view} if view else {}),
    }
    body = {
        "type": "event_callback",
        "token": VERIFICATION,
        "team_id": sender.team_id,
        "api_app_id": APP_ID,
        "event": event,
        "event_id": f"Ev{sender.answer.upper()}",
        "event_time": int(time.time()),
    }
    return json.dumps(body, ensure_ascii=False).encode()


def _interaction(sender: Sender, kind: str, **fields: Any) -> bytes:
    """A form with what all interaction payloads hold, and the fields of one kind."""
    name = sender.user_id.lower()
    payload = {
        "type": kind,
        "user": {
            "id": sender.user_id,
            "username": name,
            "name": name,
            "team_id": sender.team_id,
        },
        "api_app_id": APP_ID,
        "token": VERIFICATION,
        "trigger_id": sender.trigger_id,
        "team": {"id": sender.team_id, "domain": TEAM_DOMAIN},
        "enterprise": None,
        "is_enterprise_install": False,
        **fields,
    }
    return urlencode({"payload": json.dumps(payload, ensure_ascii=False)}).encode()


def headers(secret: str, body: bytes) -> dict[str, str]:
    """The headers of a request from Slack, signed."""
    at = str(int(time.time()))
    signature = SignatureVerifier(secret).generate_signature(timestamp=at, body=body)
    kind = "application/json" if body.startswith(b"{") else "application/x-www-form-urlencoded"
    return {
        "Content-Type": kind,
        "X-Slack-Request-Timestamp": at,
        "X-Slack-Signature": signature or "",
    }
