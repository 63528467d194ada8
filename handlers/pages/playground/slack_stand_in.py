"""Takes the place of Slack's Web API and response URLs: what the bot sends is kept for the page.

Source of the answers: Slack API docs, Web API methods and handling user interaction.
"""

from __future__ import annotations

import hmac
import json
import secrets
import time
from contextlib import suppress
from typing import Any
from urllib.parse import parse_qsl

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse
from starlette.routing import BaseRoute, Route

from handlers.intake import BodyTooLarge, read_body
from handlers.office import Office
from handlers.pages.playground.asked import json_object
from handlers.pages.playground.channels import Channels
from handlers.pages.playground.sent import Sent
from handlers.pages.playground.staff import Staff, staff_of

BOT_USER = "U0PLAYGROUND"
BOT = "B0PLAYGROUND"

Body = dict[str, Any]


class SlackStandIn:
    """Response URLs, messages, forms, the Home tab, users.info and auth.test; other methods just
    say ok."""

    def __init__(self, office: Office, channels: Channels, sent: Sent) -> None:
        self._office = office
        self._token = channels.slack_token.encode()
        self._sent = sent

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/response/{answer}", self.respond, methods=["POST"]),
            Route("/{method}", self.call, methods=["GET", "POST"]),
        ]

    async def respond(self, request: Request) -> PlainTextResponse:
        """A response URL needs no token: that it is secret is its protection."""
        await self._sent.add("slack", request.path_params["answer"], await json_object(request))
        return PlainTextResponse("ok")

    async def call(self, request: Request) -> JSONResponse:
        arguments = await _arguments(request)
        if not hmac.compare_digest(_token(request, arguments), self._token):
            return JSONResponse({"ok": False, "error": "invalid_auth"})
        staff = await run_in_threadpool(staff_of, self._office)
        team_id = staff.team_id if staff else ""
        match request.path_params["method"]:
            case "chat.postMessage" | "chat.postEphemeral":
                return await self._post(arguments)
            case "users.info":
                user_id = str(arguments.get("user", ""))
                return JSONResponse({"ok": True, "user": _user(staff, team_id, user_id)})
            case "auth.test":
                found = {"team_id": team_id, "user_id": BOT_USER, "bot_id": BOT}
                return JSONResponse({"ok": True, **found})
            case "views.open":
                # The trigger names the answer of whoever acted (`slack_requests.Sender`).
                return await self._show(str(arguments.get("trigger_id", "")), arguments)
            case "views.publish":
                return await self._show(str(arguments.get("user_id", "")), arguments)
            case _:
                return JSONResponse({"ok": True})

    async def _post(self, arguments: Body) -> JSONResponse:
        channel = str(arguments.get("channel", ""))
        if not channel:
            return JSONResponse({"ok": False, "error": "channel_not_found"})
        ts = f"{time.time():.6f}"
        message = {name: value for name, value in arguments.items() if name != "token"}
        await self._sent.add("slack", channel, {**message, "ts": ts})
        posted = {"type": "message", "user": BOT_USER, "bot_id": BOT, **message, "ts": ts}
        return JSONResponse({"ok": True, "channel": channel, "ts": ts, "message": posted})

    async def _show(self, to: str, arguments: Body) -> JSONResponse:
        view = arguments.get("view")
        if not to or not isinstance(view, dict):
            return JSONResponse({"ok": False, "error": "invalid_arguments"})
        shown = {**view, "id": f"V{secrets.token_hex(6).upper()}"}
        await self._sent.add("slack", to.rpartition(".")[2], {"view": shown})
        return JSONResponse({"ok": True, "view": shown})


def _user(staff: Staff | None, team_id: str, user_id: str) -> Body:
    """The registered person, or a plain user of the workspace: neither guest nor bot."""
    colleague = staff.find(user_id) if staff else None
    name = colleague.name if colleague else user_id
    return {
        "id": user_id,
        "team_id": team_id,
        "name": user_id.lower(),
        "real_name": name,
        "profile": {"real_name": name, "display_name": name},
        "deleted": False,
        "is_bot": False,
        "is_restricted": False,
        "is_ultra_restricted": False,
    }


def _token(request: Request, arguments: Body) -> bytes:
    given = request.headers.get("authorization", "").removeprefix("Bearer ")
    return (given or str(arguments.get("token", ""))).encode("utf-8", "replace")


async def _arguments(request: Request) -> Body:
    """Arguments from the address and the body: JSON, or a form whose blocks are JSON."""
    found: Body = dict(request.query_params)
    if "json" in request.headers.get("content-type", ""):
        return found | await json_object(request)
    try:
        found |= dict(parse_qsl((await read_body(request)).decode()))
    except (BodyTooLarge, ValueError) as error:
        raise HTTPException(400) from error
    for name in ("blocks", "attachments"):
        if isinstance(found.get(name), str):
            with suppress(ValueError, RecursionError):
                found[name] = json.loads(found[name])
    return found
