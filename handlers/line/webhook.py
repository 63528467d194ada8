"""`POST /line/webhook`: check the signature, store the events, answer 200.

No answer is computed here: LINE waits two seconds at most, and what is stored is not lost.
Source of the rules: LINE Developers, Messaging API reference, webhooks.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from handlers.intake import BodyTooLarge, Intake, decoded, read_body
from handlers.line.addressed import is_others_talk
from handlers.office import Office
from knowledge.personal_numbers import mask
from store.inbox import Received

DECIMALS_OF_A_PLACE = 3
"""About 100 metres: enough to say which counter is near, too little to say who lives there."""


class LineWebhook:
    """The endpoint for one LINE channel."""

    def __init__(self, office: Office, intake: Intake, channel_secret: str) -> None:
        self._office = office
        self._intake = intake
        self._secret = channel_secret.encode()

    async def post(self, request: Request) -> Response:
        try:
            body = await read_body(request)
        except BodyTooLarge:
            return Response(status_code=413)
        if not self._is_signed(body, request.headers.get("x-line-signature", "")):
            return Response(status_code=401)
        events = _events(body)
        if events is None:
            return Response(status_code=400)
        now = self._office.now()
        return await self._intake.accept(
            [
                _received(event, self._office.municipality, now)
                for event in events
                if not is_others_talk(event)
            ]
        )

    def _is_signed(self, body: bytes, signature: str) -> bool:
        """HMAC-SHA256 over the raw bytes. The SDK's validator takes text only, and a body that
        is no UTF-8 must be told from a forged one."""
        if not self._secret:
            return False
        right = base64.b64encode(hmac.digest(self._secret, body, hashlib.sha256))
        return hmac.compare_digest(right, signature.encode("utf-8", "replace"))


def _events(body: bytes) -> list[dict[str, Any]] | None:
    """The events of a webhook body, unknown kinds included; nothing where it is no such body."""
    try:
        data = decoded(body)
    except ValueError:
        return None
    events = data.get("events") if isinstance(data, dict) else None
    if not isinstance(events, list):
        return None
    return [event for event in events if isinstance(event, dict)]


def _received(event: dict[str, Any], municipality: str, now: datetime) -> Received:
    _mask_words(event)
    return Received(
        municipality=municipality,
        source="line",
        event_key=_event_key(event),
        conversation="line:" + _conversation(event),
        payload=event,
        received_at=now,
    )


def _event_key(event: dict[str, Any]) -> str:
    key = event.get("webhookEventId")
    if isinstance(key, str) and 0 < len(key) <= 100:
        return key
    stable = {name: value for name, value in event.items() if name != "deliveryContext"}
    return hashlib.sha256(json.dumps(stable, sort_keys=True).encode()).hexdigest()


def _conversation(event: dict[str, Any]) -> str:
    """A digest of whom the event is from, so that the column itself holds no user id."""
    source = event.get("source")
    ids = sorted(_strings(source)) if isinstance(source, dict) else []
    return hashlib.sha256("/".join(ids).encode("utf-8", "replace")).hexdigest()[:32]


def _strings(source: dict[str, Any]) -> Iterator[str]:
    return (value for value in source.values() if isinstance(value, str))


def _mask_words(event: dict[str, Any]) -> None:
    """Mask what a person wrote: a text, the name of a file, the name and address of a place; and
    of the place itself keep the neighbourhood, until it is answered (`not_words`)."""
    message = event.get("message")
    if isinstance(message, dict):
        for name in ("text", "fileName", "title", "address"):
            if isinstance(message.get(name), str):
                message[name] = mask(message[name])
        for name in ("latitude", "longitude"):
            if isinstance(message.get(name), float):
                message[name] = round(message[name], DECIMALS_OF_A_PLACE)
