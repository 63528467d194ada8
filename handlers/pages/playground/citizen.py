"""`POST /playground/line`: what the citizen at the page does reaches the bot as from LINE."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse

from handlers.pages.playground import line_events, own_endpoint
from handlers.pages.playground.asked import json_object, text_of
from handlers.pages.playground.channels import Channels

MOST_TEXT = 5000
"""Characters that LINE lets a person send at once."""


class Citizen:
    """Sends signed webhook requests to the bot's LINE endpoint."""

    def __init__(self, channels: Channels) -> None:
        self._channels = channels

    async def post(self, request: Request) -> JSONResponse:
        asked = await json_object(request)
        kind, text = text_of(asked, "kind", most=20), text_of(asked, "text", most=MOST_TEXT)
        if kind not in line_events.KINDS or (kind == "text" and not text):
            raise HTTPException(400)
        event = line_events.event(kind, text)
        body = line_events.body_of(event)
        status = await own_endpoint.post(
            f"{self._channels.own_url}/line/webhook",
            body,
            {
                "Content-Type": "application/json; charset=utf-8",
                "x-line-signature": line_events.signature(self._channels.line_secret, body),
            },
        )
        return JSONResponse({"replyToken": event["replyToken"], "status": status})
