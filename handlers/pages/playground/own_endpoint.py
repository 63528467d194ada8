"""Post to the bot's own endpoints over HTTP, as LINE and Slack do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import aiohttp

UNREACHABLE = 502
TIMEOUT_SECONDS = 10.0


@dataclass(frozen=True)
class Answer:
    """What an endpoint answered."""

    status: int
    body: dict[str, Any] | None = None
    """Where it is JSON: what Slack wants in the acknowledgement itself."""


async def post(url: str, body: bytes, headers: dict[str, str]) -> Answer:
    """What the endpoint answers; 502 when it does not answer."""
    timeout = aiohttp.ClientTimeout(total=TIMEOUT_SECONDS)
    try:
        async with (
            aiohttp.ClientSession(timeout=timeout) as session,
            session.post(url, data=body, headers=headers) as response,
        ):
            is_json = response.content_type == "application/json"
            return Answer(response.status, await response.json() if is_json else None)
    except (aiohttp.ClientError, TimeoutError, OSError):
        return Answer(UNREACHABLE)
