"""The base of the stand-ins: a local HTTP server that records, checks and can misbehave."""

from __future__ import annotations

import asyncio
import json
import socket
import threading
import time
from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, ClassVar, Self
from urllib.parse import parse_qsl

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Mount
from starlette.types import Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

_START_LIMIT_S = 5.0
_STOP_LIMIT_S = 5.0


@dataclass(frozen=True)
class Recorded:
    """One request as it arrived.

    Header names are lower case.  ``body`` is the decoded JSON, a dict of form fields, the text
    when it is neither, or None when there is no body.  ``at`` is ``time.monotonic()``.
    """

    method: str
    path: str
    headers: Mapping[str, str]
    body: Any
    at: float
    query: Mapping[str, str] = field(default_factory=dict)
    raw: bytes = b""

    @property
    def content_type(self) -> str:
        """The media type without its parameters."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()


@dataclass(frozen=True)
class Problem:
    """One fault of a request; ``code`` lets the stand-in choose its answer."""

    text: str
    code: str = ""


@dataclass(frozen=True)
class Answer:
    """What the stand-in sends back; a text or bytes body is sent as it is, others as JSON."""

    body: Any = None
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)

    def response(self) -> Response:
        if isinstance(self.body, str | bytes):
            return Response(self.body, self.status, dict(self.headers), "text/plain")
        body = {} if self.body is None else self.body
        return JSONResponse(body, self.status, dict(self.headers))


@dataclass(frozen=True)
class _Misbehaviour:
    failure: Answer | None
    carried_out: bool = False


class _TrackedProtocol(H11Protocol):
    """Remembers open connections, so that one can be closed without an answer."""

    open_transports: ClassVar[dict[tuple[Any, Any], asyncio.BaseTransport]] = {}

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self.open_transports[self.server, self.client] = transport

    def connection_lost(self, exc: Exception | None) -> None:
        self.open_transports.pop((self.server, self.client), None)
        super().connection_lost(exc)


class _QuickServer(uvicorn.Server):
    """Stops as soon as it is told to, where uvicorn looks only ten times a second."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._told = asyncio.Event()

    async def main_loop(self) -> None:
        self._loop = asyncio.get_running_loop()
        await self.on_tick(0)
        if not self.should_exit:
            await self._told.wait()

    def stop(self) -> None:
        self.should_exit = True
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._told.set)


class StandIn(ABC):
    """A recording HTTP server on 127.0.0.1, running inside a ``with`` block.

    Every request is kept in ``requests`` and every fault in ``violations`` before the answer
    leaves, so both may be read as soon as the caller has its answer or ``wait_for`` returns.
    """

    def __init__(self) -> None:
        self.requests: list[Recorded] = []
        self.asides: list[Recorded] = []
        """Requests that come when they like (`is_aside`); they are checked like the others."""
        self.violations: list[str] = []
        self.delay_s = 0.0
        self._misbehaviour: deque[_Misbehaviour] = deque()
        self._arrived = threading.Condition()
        self._server: _QuickServer | None = None
        self._thread: threading.Thread | None = None
        self._port = 0

    def __enter__(self) -> Self:
        # With the protocol named asyncio turns Nagle's delay off, which costs 40 ms a request.
        listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        listener.bind(("127.0.0.1", 0))
        self._port = listener.getsockname()[1]
        config = uvicorn.Config(
            Starlette(routes=[Mount("/", app=self._serve)]),
            http=_TrackedProtocol,
            ws="none",
            lifespan="off",
            log_level="critical",
            access_log=False,
            timeout_graceful_shutdown=1,
        )
        server = _QuickServer(config)
        thread = threading.Thread(target=server.run, args=([listener],), daemon=True)
        thread.start()
        self._server, self._thread = server, thread
        deadline = time.monotonic() + _START_LIMIT_S
        while not server.started:
            if time.monotonic() > deadline or not thread.is_alive():
                raise RuntimeError("the stand-in did not start")
            time.sleep(0.002)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._server is not None and self._thread is not None:
            self._server.stop()
            self._thread.join(_STOP_LIMIT_S)
        self._server = self._thread = None

    @property
    def origin(self) -> str:
        """Scheme, host and port, without a trailing slash."""
        if self._server is None:
            raise RuntimeError("the stand-in runs only inside its with block")
        return f"http://127.0.0.1:{self._port}"

    def wait_for(self, n: int, timeout_s: float = 5.0) -> list[Recorded]:
        """All requests once there are at least ``n``; TimeoutError when they do not come."""
        with self._arrived:
            if not self._arrived.wait_for(lambda: len(self.requests) >= n, timeout_s):
                raise TimeoutError(f"{len(self.requests)} of {n} requests came in {timeout_s} s")
            return list(self.requests)

    def fail_next(
        self,
        status: int = 500,
        headers: Mapping[str, str] | None = None,
        body: Any = None,
        times: int = 1,
    ) -> None:
        """Answer the next requests with this status, without carrying them out."""
        chosen = self.failure_body(status) if body is None else body
        failure = Answer(chosen, status, dict(headers or {}))
        self._misbehaviour.extend([_Misbehaviour(failure)] * times)

    def drop_next(self, times: int = 1, *, carried_out: bool = False) -> None:
        """Close the connection of the next requests without an answer.

        With ``carried_out`` the request takes effect first, as when only the answer is lost.
        """
        self._misbehaviour.extend([_Misbehaviour(None, carried_out)] * times)

    def reset(self) -> None:
        """Back to the state of a new stand-in, so that one can serve many tests."""
        with self._arrived:
            self.requests.clear()
            self.asides.clear()
            self.violations.clear()
            self._misbehaviour.clear()
            self.delay_s = 0.0

    @abstractmethod
    def check(self, got: Recorded) -> list[Problem]:
        """The faults of a request; must not change what the stand-in knows."""

    def is_aside(self, got: Recorded) -> bool:
        """Whether a request depends on how busy the machine is, so that no test may count it and no
        planned failure is spent on it."""
        return False

    @abstractmethod
    def answer(self, got: Recorded, problems: list[Problem]) -> Answer:
        """Carry the request out, or refuse it because of its faults."""

    @abstractmethod
    def failure_body(self, status: int) -> Any:
        """What this service says in the body of a failed answer."""

    async def _serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        got = await _recorded(Request(scope, receive))
        problems = self._checked(got)
        aside = self.is_aside(got)
        planned = self._misbehaviour.popleft() if self._misbehaviour and not aside else None
        answer: Answer | None = planned.failure if planned else None
        if planned is None or planned.carried_out:
            answer = self.answer(got, problems)
        with self._arrived:
            (self.asides if aside else self.requests).append(got)
            self.violations.extend(f"{got.method} {got.path}: {p.text}" for p in problems)
            self._arrived.notify_all()
        if self.delay_s > 0:
            await asyncio.sleep(self.delay_s)
        if answer is None or (planned is not None and planned.failure is None):
            await _close(scope, receive)
        else:
            await answer.response()(scope, receive, send)

    def _checked(self, got: Recorded) -> list[Problem]:
        try:
            return self.check(got)
        except Exception as error:  # a fault of the checker must be seen by the test as well
            return [Problem(f"the checker failed on this request: {error!r}", "checker")]


async def _recorded(request: Request) -> Recorded:
    raw = await request.body()
    return Recorded(
        method=request.method,
        path=request.scope["path"],
        headers={name.lower(): value for name, value in request.headers.items()},
        body=_decoded(request.headers.get("content-type", ""), raw),
        at=time.monotonic(),
        query=dict(request.query_params),
        raw=raw,
    )


def _decoded(content_type: str, raw: bytes) -> Any:
    if not raw:
        return None
    text = raw.decode("utf-8", "replace")
    kind = content_type.partition(";")[0].strip().lower()
    if kind == "application/x-www-form-urlencoded":
        return dict(parse_qsl(text, keep_blank_values=True))
    if kind == "application/json":
        try:
            return json.loads(text)
        except ValueError:
            return text
    return text


async def _close(scope: Scope, receive: Receive) -> None:
    transport = _TrackedProtocol.open_transports.get((scope["server"], scope["client"]))
    if transport is None:
        return
    transport.close()
    while (await receive())["type"] != "http.disconnect":
        pass
