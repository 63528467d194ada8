"""Post to the bot's own endpoints over HTTP, as LINE and Slack do."""

from __future__ import annotations

import aiohttp

UNREACHABLE = 502
TIMEOUT_SECONDS = 10.0


async def post(url: str, body: bytes, headers: dict[str, str]) -> int:
    """The status that the endpoint answers; 502 when it does not answer."""
    timeout = aiohttp.ClientTimeout(total=TIMEOUT_SECONDS)
    try:
        async with (
            aiohttp.ClientSession(timeout=timeout) as session,
            session.post(url, data=body, headers=headers) as response,
        ):
            return response.status
    except (aiohttp.ClientError, TimeoutError, OSError):
        return UNREACHABLE
