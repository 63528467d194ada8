"""What the LINE and Slack endpoints share: a body is read up to a limit, then stored at once."""

from __future__ import annotations

import asyncio
import json
import math
import re
from collections.abc import Callable, Sequence
from typing import Any

import structlog
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from store.inbox import InboxWriter, Received

_log = structlog.get_logger(__name__)

MOST_BODY_BYTES = 1024 * 1024
"""LINE and Slack send far less; a larger body is refused before it is read."""


_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
"""JSON may carry them; UTF-8 has no half surrogate pairs, and PostgreSQL takes no NUL."""


class BodyTooLarge(Exception):
    """More than ``MOST_BODY_BYTES``."""


class Intake:
    """Stores events before they are acknowledged, then wakes the worker of this process.

    While one batch is being committed, the next one gathers: a commit serves all that came
    meanwhile, and the writer's thread crosses over to the event loop once a batch.
    """

    def __init__(self, writer: InboxWriter, wake: Callable[[], None]) -> None:
        self._writer = writer
        self._wake = wake
        self._gathering: list[Received] = []
        self._stored: asyncio.Future[bool] | None = None
        self._committing: asyncio.Task[None] | None = None

    async def accept(self, events: Sequence[Received]) -> Response:
        """200 once the events are durable; 503 where they are not, so that they come again."""
        if not events:
            return Response(status_code=200)
        if self._stored is None:
            self._stored = asyncio.get_running_loop().create_future()
        stored = self._stored
        self._gathering += events
        if self._committing is None:
            self._committing = asyncio.create_task(self._commit())
        if await asyncio.shield(stored):
            return Response(status_code=200)
        return Response(status_code=503, headers={"Retry-After": "1"})

    async def _commit(self) -> None:
        while self._stored is not None:
            events, stored = self._gathering, self._stored
            self._gathering, self._stored = [], None
            try:
                await asyncio.wrap_future(self._writer.store(events))
            except Exception as error:  # also InboxFull: whoever sent must send again
                _log.error("events_not_stored", count=len(events), reason=type(error).__name__)
                stored.set_result(False)
            else:
                stored.set_result(True)
                self._wake()
        self._committing = None


async def read_body(request: Request) -> bytes:
    """The body, never holding more than the limit in memory.

    Raises:
        BodyTooLarge: by its Content-Length, unread, or as soon as more has arrived.
    """
    stated = request.headers.get("content-length", "")
    if stated.isdigit() and int(stated) > MOST_BODY_BYTES:
        raise BodyTooLarge
    body = bytearray()
    try:
        async for piece in request.stream():
            body += piece
            if len(body) > MOST_BODY_BYTES:
                raise BodyTooLarge
    except ClientDisconnect:
        return b""
    return bytes(body)


def decoded(text: str | bytes) -> Any:
    """JSON as every database can hold it.

    Raises:
        ValueError: no JSON (NaN and Infinity are none), or nested too deeply.
    """
    try:
        data = json.loads(text, parse_constant=_refuse, parse_float=_finite)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    # Unescaped, JSON can hold none of what `storable` looks for.
    escape = rb"\u" in text if isinstance(text, bytes) else r"\u" in text
    return storable(data) if escape else data


def storable(value: Any) -> Any:
    """Decoded JSON or a form with odd characters replaced by U+FFFD.

    Raises:
        ValueError: nested too deeply.
    """
    try:
        return _storable(value)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error


def _storable(value: Any) -> Any:
    match value:
        case str():
            return _UNSTORABLE.sub("\ufffd", value)
        case dict():
            return {_storable(name): _storable(item) for name, item in value.items()}
        case list():
            return [_storable(item) for item in value]
        case _:
            return value


def _refuse(constant: str) -> None:
    raise ValueError(constant)


def _finite(text: str) -> float | None:
    number = float(text)
    return number if math.isfinite(number) else None
