"""`GET /playground/sent?after=N`: what the bot sent since, held open until there is something."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import asdict

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse

from handlers.pages.playground.sent import Sent

WAIT_SECONDS = 5.0
"""A request that is held open delays the end of the process: Ctrl+C may take this long."""


class Feed:
    """Long polling: one request waits for news instead of many that find none."""

    def __init__(self, sent: Sent) -> None:
        self._sent = sent

    async def get(self, request: Request) -> JSONResponse:
        after = request.query_params.get("after", "0")
        if not (after.isascii() and after.isdigit() and len(after) < 16):
            raise HTTPException(400)
        await self._wait(request, int(after))
        messages = [asdict(message) for message in self._sent.after(int(after))]
        return JSONResponse({"messages": messages, "last": self._sent.last})

    async def _wait(self, request: Request, after: int) -> None:
        """Until there is news, the time is over, or the page was closed."""
        await request.body()  # after the body the server tells of nothing but a disconnect
        waits = [
            asyncio.ensure_future(wait)
            for wait in (self._sent.wait_beyond(after), request.receive())
        ]
        await asyncio.wait(waits, timeout=WAIT_SECONDS, return_when=asyncio.FIRST_COMPLETED)
        for wait in waits:
            wait.cancel()
            with suppress(asyncio.CancelledError):
                await wait
