"""What takes LINE's place in `benchmarks/line.py`, in a process of its own.

It notes when each reply arrives and answers at once. What it got is checked when all is over, so
that checking takes no processor from the bot.
"""

from __future__ import annotations

import json
import multiprocessing
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import httpx
from aiohttp import web

from tests.standins.line_api import LineApiStandIn
from tests.standins.recording import Recorded
from tests.town import LINE_TOKEN, free_port

REPLY = "/v2/bot/message/reply"


@dataclass(frozen=True)
class Reply:
    """A reply as it came in. ``at`` is ``time.monotonic()``, one clock for all processes."""

    at: float
    token: str
    headers: dict[str, str]
    body: str


class LineSide:
    """The process with the stand-in, seen from outside."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._http = httpx.Client(base_url=url, trust_env=False, timeout=60)

    def await_replies(self, count: int, *, patience: float) -> None:
        """Wait until so many replies are there, or none of them can be expected any more."""
        until = time.monotonic() + patience
        while time.monotonic() < until and self._http.get("/count").json() < count:
            time.sleep(0.1)

    def replies(self) -> list[Reply]:
        """All replies since the last time somebody asked."""
        return [Reply(*row) for row in self._http.get("/replies").json()]


@contextmanager
def line_side() -> Iterator[LineSide]:
    """Run the stand-in until the block ends."""
    port = free_port()
    process = multiprocessing.get_context("spawn").Process(target=_serve, args=[port], daemon=True)
    process.start()
    side = LineSide(f"http://127.0.0.1:{port}")
    try:
        _await(side.url)
        yield side
    finally:
        process.terminate()
        process.join()


def refused(replies: Sequence[Reply]) -> list[str]:
    """Why LINE would have refused replies: limits, schema, or a token used twice."""
    line = LineApiStandIn(LINE_TOKEN)
    why = []
    for reply in replies:
        got = Recorded("POST", REPLY, reply.headers, json.loads(reply.body), reply.at)
        problems = line.check(got)
        answer = line.answer(got, problems)
        if answer.status != 200:
            why.append("; ".join(problem.text for problem in problems) or str(answer.body))
    return why


def _serve(port: int) -> None:
    came: list[tuple[float, str, dict[str, str], str]] = []

    async def reply(request: web.Request) -> web.Response:
        at, body = time.monotonic(), await request.text()
        headers = {name.lower(): value for name, value in request.headers.items()}
        content = json.loads(body)
        came.append((at, content["replyToken"], headers, body))
        sent = [{"id": str(number)} for number, _ in enumerate(content["messages"])]
        return web.json_response({"sentMessages": sent})

    async def count(_request: web.Request) -> web.Response:
        return web.json_response(len(came))

    async def replies(_request: web.Request) -> web.Response:
        answer = web.json_response(came)
        came.clear()
        return answer

    app = web.Application()
    app.router.add_post(REPLY, reply)
    app.router.add_get("/count", count)
    app.router.add_get("/replies", replies)
    web.run_app(app, host="127.0.0.1", port=port, access_log=None, print=None)


def _await(url: str) -> None:
    for _ in range(600):
        try:
            httpx.get(f"{url}/count", trust_env=False)
            return
        except httpx.TransportError:
            time.sleep(0.05)
    raise SystemExit("the stand-in for LINE did not start")
