"""Commands and button presses as Slack sends them.

Sources: Slack API docs, slash commands, block_actions payload, verifying requests from Slack.
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


@dataclass(frozen=True)
class Sender:
    """Who acts, and where the bot is to answer."""

    team_id: str
    user_id: str
    response_url: str


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
            "trigger_id": _trigger_id(),
        }
    ).encode()


def press(sender: Sender, action_id: str, value: str) -> bytes:
    """The form of a pressed button under a message that only the sender sees."""
    now = f"{time.time():.6f}"
    user = {
        "id": sender.user_id,
        "username": sender.user_id.lower(),
        "name": sender.user_id.lower(),
        "team_id": sender.team_id,
    }
    payload: dict[str, Any] = {
        "type": "block_actions",
        "user": user,
        "api_app_id": APP_ID,
        "token": VERIFICATION,
        "container": {
            "type": "message",
            "message_ts": now,
            "channel_id": CHANNEL_ID,
            "is_ephemeral": True,
        },
        "trigger_id": _trigger_id(),
        "team": {"id": sender.team_id, "domain": TEAM_DOMAIN},
        "enterprise": None,
        "is_enterprise_install": False,
        "channel": {"id": CHANNEL_ID, "name": CHANNEL_NAME},
        "state": {"values": {}},
        "response_url": sender.response_url,
        "actions": [
            {
                "type": "button",
                "action_id": action_id,
                "block_id": "playground",
                "text": {"type": "plain_text", "text": value, "emoji": True},
                "value": value,
                "action_ts": now,
            }
        ],
    }
    return urlencode({"payload": json.dumps(payload, ensure_ascii=False)}).encode()


def headers(secret: str, body: bytes) -> dict[str, str]:
    """The headers of a request from Slack, signed."""
    at = str(int(time.time()))
    signature = SignatureVerifier(secret).generate_signature(timestamp=at, body=body)
    return {
        "Content-Type": "application/x-www-form-urlencoded",
        "X-Slack-Request-Timestamp": at,
        "X-Slack-Signature": signature or "",
    }


def _trigger_id() -> str:
    return f"{time.time_ns() // 1_000_000}.{secrets.randbelow(10**10)}.{secrets.token_hex(16)}"
