"""The playground answers only to pages of this computer.

It acts with real secrets, so a foreign web page must not reach it: neither under a host name of its
own that leads to this computer (DNS rebinding), nor with a form or script that posts here from
elsewhere (cross-site request forgery, which the Origin header gives away: RFC 6454).
"""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from handlers import wording

_READING = frozenset({"GET", "HEAD"})


class LoopbackOnly:
    """Refuses requests under another host name, and writes from another origin."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        reason = _why_refused(Request(scope))
        if reason:
            words = wording.plain("pages/playground/refused.j2", reason=reason)
            await PlainTextResponse(words, status_code=403)(scope, receive, send)
        else:
            await self._app(scope, receive, send)


def _why_refused(request: Request) -> str:
    host = request.headers.get("host", "")
    if not is_loopback(host):
        return "host"
    origin = request.headers.get("origin")
    if request.method not in _READING and origin not in (None, f"{request.url.scheme}://{host}"):
        return "origin"
    return ""


def is_loopback(host: str) -> bool:
    """Whether a Host header, with or without a port, names this computer."""
    try:
        name = urlsplit(f"//{host}").hostname or ""
        return name == "localhost" or ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False
