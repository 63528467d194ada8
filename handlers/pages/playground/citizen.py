"""`POST /playground/line`: what the citizen at the page does reaches the bot as from LINE."""

from __future__ import annotations

from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse

from handlers.pages.playground import line_events, own_endpoint
from handlers.pages.playground.asked import json_object, object_of, text_of
from handlers.pages.playground.channels import Channels

MOST_TEXT = 5000
"""Characters that LINE lets a person send at once."""
MOST_DATA = 300
"""Characters of a postback's data. Source: Messaging API reference, postback action."""
_CHOSEN = frozenset({"date", "time", "datetime"})
"""What a date and time picker may send. Source: Messaging API reference, postback event."""


class Citizen:
    """Sends signed webhook requests to the bot's LINE endpoint."""

    def __init__(self, channels: Channels) -> None:
        self._channels = channels

    async def post(self, request: Request) -> JSONResponse:
        asked = await json_object(request)
        event = _pressed(asked) if asked.get("kind") == "postback" else _sent(asked)
        body = line_events.body_of(event)
        told = await own_endpoint.post(
            f"{self._channels.own_url}/line/webhook",
            body,
            {
                "Content-Type": "application/json; charset=utf-8",
                "x-line-signature": line_events.signature(self._channels.line_secret, body),
            },
        )
        return JSONResponse({"replyToken": event["replyToken"], "status": told.status})


def _sent(asked: dict[str, Any]) -> dict[str, Any]:
    """Something that the citizen wrote or sent, or that they became a friend."""
    kind, text = text_of(asked, "kind", most=20), text_of(asked, "text", most=MOST_TEXT)
    if kind not in line_events.KINDS or (kind == "text" and not text):
        raise HTTPException(400)
    return line_events.event(kind, text)


def _pressed(asked: dict[str, Any]) -> dict[str, Any]:
    """A button of a message that the citizen pressed."""
    data, params = text_of(asked, "data", most=MOST_DATA), object_of(asked, "params")
    chosen = {name: text_of(params, name, most=MOST_DATA) for name in params}
    if not data or not chosen.keys() <= _CHOSEN:
        raise HTTPException(400)
    return line_events.press(data, chosen)
