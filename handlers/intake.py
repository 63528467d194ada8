"""What the LINE and Slack endpoints share: a body is read up to a limit, then stored at once."""

from __future__ import annotations

import asyncio
import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from store.inbox import InboxFull, InboxWriter, Received

MOST_BODY_BYTES = 1024 * 1024
"""LINE and Slack send far less; a larger body is refused before it is read."""


_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
"""JSON may carry them; UTF-8 has no half surrogate pairs, and PostgreSQL takes no NUL."""


class BodyTooLarge(Exception):
    """More than ``MOST_BODY_BYTES``."""


@dataclass(frozen=True)
class Intake:
    """Stores events before they are acknowledged, then wakes the worker of this process."""

    writer: InboxWriter
    wake: Callable[[], None]

    async def accept(self, events: Sequence[Received]) -> Response:
        """200 once the events are durable; 503 where they are not, so that they come again."""
        if events:
            try:
                await asyncio.wrap_future(self.writer.store(events))
            except InboxFull:
                return Response(status_code=503, headers={"Retry-After": "1"})
            self.wake()
        return Response(status_code=200)


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


def storable(value: Any) -> Any:
    """Decoded JSON as every database can hold it: odd characters become U+FFFD, NaN null.

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
        case float() if not math.isfinite(value):
            return None
        case _:
            return value
