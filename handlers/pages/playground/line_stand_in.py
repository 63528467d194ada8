"""Takes the place of LINE's Messaging API: what the bot sends is kept for the page.

Source of the answers: LINE Developers, Messaging API reference.
"""

from __future__ import annotations

import hmac
import time
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import BaseRoute, Route

from handlers.pages.playground.asked import json_object
from handlers.pages.playground.channels import Channels
from handlers.pages.playground.sent import Sent

_METHODS = ["GET", "POST", "PUT", "DELETE"]


class LineStandIn:
    """Replies and pushes; each reply token works once."""

    def __init__(self, channels: Channels, sent: Sent) -> None:
        self._authorization = f"Bearer {channels.line_token}".encode()
        self._sent = sent

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/v2/bot/message/reply", self.reply, methods=["POST"]),
            Route("/v2/bot/message/push", self.push, methods=["POST"]),
            Route("/v2/bot/chat/loading/start", self.loading, methods=["POST"]),
            Route("/v2/bot/richmenu/list", self.menus, methods=["GET"]),
            Route("/{rest:path}", self.unknown, methods=_METHODS),
        ]

    async def reply(self, request: Request) -> JSONResponse:
        return await self._take(request, "replyToken", once=True)

    async def push(self, request: Request) -> JSONResponse:
        return await self._take(request, "to", once=False)

    async def loading(self, request: Request) -> JSONResponse:
        """The page says by itself that it waits."""
        return self._refusal(request) or JSONResponse({}, status_code=202)

    async def menus(self, request: Request) -> JSONResponse:
        """None: the page shows the menu that is due itself (`rich_menu`)."""
        return self._refusal(request) or JSONResponse({"richmenus": []})

    async def unknown(self, request: Request) -> JSONResponse:
        return self._refusal(request) or JSONResponse({"message": "Not found"}, status_code=404)

    async def _take(self, request: Request, receiver: str, *, once: bool) -> JSONResponse:
        refusal = self._refusal(request)
        if refusal:
            return refusal
        body = await json_object(request)
        to, messages = body.get(receiver), body.get("messages")
        if not isinstance(to, str) or not isinstance(messages, list) or not messages:
            return JSONResponse({"message": "The request body has 1 error(s)"}, status_code=400)
        if once and self._sent.has("line", to):
            return JSONResponse({"message": "Invalid reply token"}, status_code=400)
        await self._sent.add("line", to, body)
        return JSONResponse({"sentMessages": _ids(messages)})

    def _refusal(self, request: Request) -> JSONResponse | None:
        given = request.headers.get("authorization", "").encode("utf-8", "replace")
        if hmac.compare_digest(given, self._authorization):
            return None
        return JSONResponse({"message": "Authentication failed"}, status_code=401)


def _ids(messages: list[Any]) -> list[dict[str, str]]:
    first = time.time_ns()
    return [{"id": str(first + number)} for number, _ in enumerate(messages)]
