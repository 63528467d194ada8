"""Webhook events as LINE sends them.

Source: LINE Developers, Messaging API reference, webhook event objects and signature validation.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
import time
from collections.abc import Mapping
from typing import Any

CITIZEN = "U00000000000000000000c1712e000001"
"""User id of whoever sits at the page; LINE's are a U and 32 hexadecimal digits."""
DESTINATION = "U00000000000000000000b0700e000001"
"""User id of the bot."""
_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

_SPECIAL: dict[str, dict[str, Any]] = {
    "sticker": {"packageId": "446", "stickerId": "1988", "stickerResourceType": "STATIC"},
    "image": {"contentProvider": {"type": "line"}},
}
KINDS = frozenset({"text", "follow", *_SPECIAL})


def event(kind: str, text: str) -> dict[str, Any]:
    """An event that somebody wrote, sent a sticker or picture, or became a friend."""
    if kind == "follow":
        return _event("follow", follow={"isUnblocked": False})
    fields = {"text": text} if kind == "text" else _SPECIAL[kind]
    message = {
        "id": str(time.time_ns()),
        "type": kind,
        "quoteToken": secrets.token_urlsafe(32),
        **fields,
    }
    return _event("message", message=message)


def press(data: str, params: Mapping[str, str]) -> dict[str, Any]:
    """An event that somebody pressed a button.

    Args:
        params: the day or time that they chose with it, if it asked for one.
    """
    chosen = {"params": dict(params)} if params else {}
    return _event("postback", postback={"data": data, **chosen})


def body_of(one: dict[str, Any]) -> bytes:
    """The body of a webhook request."""
    return json.dumps({"destination": DESTINATION, "events": [one]}, ensure_ascii=False).encode()


def signature(secret: str, body: bytes) -> str:
    """The value of the x-line-signature header."""
    return base64.b64encode(hmac.digest(secret.encode(), body, hashlib.sha256)).decode()


def ulid() -> str:
    """A new identifier in the form of a ULID: 48 bits of time, 80 by chance."""
    number = (_now_ms() << 80) | secrets.randbits(80)
    return "".join(_CROCKFORD[(number >> shift) & 31] for shift in range(125, -1, -5))


def _event(kind: str, **fields: Any) -> dict[str, Any]:
    return {
        "type": kind,
        "mode": "active",
        "timestamp": _now_ms(),
        "source": {"type": "user", "userId": CITIZEN},
        "webhookEventId": ulid(),
        "deliveryContext": {"isRedelivery": False},
        "replyToken": secrets.token_hex(16),
        **fields,
    }


def _now_ms() -> int:
    return time.time_ns() // 1_000_000
