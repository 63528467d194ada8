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


_Waiting = tuple[Sequence[Received], asyncio.Future[bool]]
"""Events of one request, and whether they got stored."""


class BodyTooLarge(Exception):
    """More than ``MOST_BODY_BYTES``."""


class Intake:
    """Stores events before they are acknowledged, then wakes the worker of this process.

    While one batch is being committed the next one gathers, so that a commit serves all that came
    meanwhile and the writer's thread crosses over to the event loop once a batch.
    """

    def __init__(self, writer: InboxWriter, wake: Callable[[], None]) -> None:
        self._writer = writer
        self._wake = wake
        self._gathering: list[_Waiting] = []
        self._committing: asyncio.Task[None] | None = None

    async def accept(self, events: Sequence[Received]) -> Response:
        """200 once the events are durable; 503 where they are not, so that they come again."""
        if not events:
            return Response(status_code=200)
        is_stored: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._gathering.append((events, is_stored))
        if self._committing is None:
            self._committing = asyncio.create_task(self._commit())
        if await is_stored:
            return Response(status_code=200)
        return Response(status_code=503, headers={"Retry-After": "1"})

    async def _commit(self) -> None:
        while self._gathering:
            waiting, self._gathering = self._gathering, []
            together = [event for events, _ in waiting for event in events]
            outcomes = [await self._is_stored(together)] * len(waiting)
            if not outcomes[0] and len(waiting) > 1:
                # One event that the database refuses must not cost the others.
                outcomes = await asyncio.gather(*(self._is_stored(one) for one, _ in waiting))
            for (_, is_stored), outcome in zip(waiting, outcomes, strict=True):
                if not is_stored.done():  # the sender may have hung up
                    is_stored.set_result(outcome)
            self._wake()
        self._committing = None

    async def _is_stored(self, events: Sequence[Received]) -> bool:
        try:
            await asyncio.wrap_future(self._writer.store(events))
        except Exception as error:  # also InboxFull: whoever sent must send again
            _log.error("events_not_stored", count=len(events), reason=type(error).__name__)
            return False
        return True


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
