"""`POST /playground/slack/…`: what a member of staff does, as from Slack."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import BaseRoute, Route

from handlers.office import Office
from handlers.pages.playground import own_endpoint, slack_requests
from handlers.pages.playground.asked import json_object, object_of, text_of
from handlers.pages.playground.channels import SLACK_API_PATH, Channels
from handlers.pages.playground.slack_requests import Sender
from handlers.pages.playground.staff import STRANGER, staff_of

MOST_TEXT = 12_000
"""More than the bot takes, so that its own limit can be tried."""
MOST_ID = 255
"""Characters of an action's id. Source: Slack API docs, button element."""


class MemberOfStaff:
    """Sends signed requests to the bot's Slack endpoint. The page gives back a view as it got it,
    as Slack's own apps do."""

    def __init__(self, office: Office, channels: Channels) -> None:
        self._office = office
        self._channels = channels

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/command", self.command, methods=["POST"]),
            Route("/action", self.press, methods=["POST"]),
            Route("/home", self.open_home, methods=["POST"]),
            Route("/options", self.look_up, methods=["POST"]),
            Route("/form", self.submit, methods=["POST"]),
        ]

    async def command(self, request: Request) -> JSONResponse:
        asked = await json_object(request)
        text = text_of(asked, "text", most=MOST_TEXT)
        return await self._send(asked, lambda sender: slack_requests.command(sender, text))

    async def press(self, request: Request) -> JSONResponse:
        asked = await json_object(request)
        action, view = object_of(asked, "action"), object_of(asked, "view")
        if not text_of(action, "action_id", most=MOST_ID):
            raise HTTPException(400)
        if view:
            return await self._send(
                asked, lambda sender: slack_requests.press_in_view(sender, action, view)
            )
        return await self._send(asked, lambda sender: slack_requests.press(sender, action))

    async def open_home(self, request: Request) -> JSONResponse:
        asked = await json_object(request)
        view = object_of(asked, "view")
        return await self._send(asked, lambda sender: slack_requests.open_home(sender, view))

    async def look_up(self, request: Request) -> JSONResponse:
        asked = await json_object(request)
        action_id = text_of(asked, "action_id", most=MOST_ID)
        typed, view = text_of(asked, "typed", most=MOST_TEXT), object_of(asked, "view")
        return await self._send(
            asked, lambda sender: slack_requests.look_up(sender, action_id, typed, view)
        )

    async def submit(self, request: Request) -> JSONResponse:
        asked = await json_object(request)
        view, values = object_of(asked, "view"), object_of(asked, "values")
        return await self._send(asked, lambda sender: slack_requests.submit(sender, view, values))

    async def _send(
        self, asked: dict[str, Any], body_for: Callable[[Sender], bytes]
    ) -> JSONResponse:
        answer = secrets.token_hex(12)
        sender = await self._sender(text_of(asked, "user_id", most=MOST_ID), answer)
        body = body_for(sender)
        told = await own_endpoint.post(
            f"{self._channels.own_url}/slack/events",
            body,
            slack_requests.headers(self._channels.slack_secret, body),
        )
        return JSONResponse({"answer": answer, "status": told.status, "body": told.body})

    async def _sender(self, user_id: str, answer: str) -> Sender:
        staff = await run_in_threadpool(staff_of, self._office)
        if staff is None:
            raise HTTPException(409)
        if user_id != STRANGER and staff.find(user_id) is None:
            raise HTTPException(400)
        return Sender(staff.team_id, user_id, answer, self._response_url(staff.team_id, answer))

    def _response_url(self, team_id: str, answer: str) -> str:
        """Here; but an address of Slack's where another stand-in takes Slack's place, for the
        bot's client sends what goes to Slack there."""
        if self._channels.slack_elsewhere:
            return f"https://hooks.slack.com/commands/{team_id}/{answer}"
        return f"{self._channels.own_url}{SLACK_API_PATH}response/{answer}"
