"""What the bot sent, for the page to show."""

from __future__ import annotations

import asyncio
from collections import deque
from dataclasses import dataclass
from typing import Any, Literal

MOST_KEPT = 200

Service = Literal["line", "slack"]


@dataclass(frozen=True)
class SentMessage:
    """One request that a client of the bot made to a stand-in."""

    n: int
    """Counts up from one since the process started."""
    service: Service
    to: str
    """Reply token, name of the response URL, LINE user or Slack channel."""
    body: dict[str, Any]


class Sent:
    """The newest messages, in the memory of one event loop; who waits is told of a new one."""

    def __init__(self) -> None:
        self._messages: deque[SentMessage] = deque(maxlen=MOST_KEPT)
        self._news = asyncio.Condition()
        self.last = 0

    async def add(self, service: Service, to: str, body: dict[str, Any]) -> None:
        async with self._news:
            self.last += 1
            self._messages.append(SentMessage(self.last, service, to, body))
            self._news.notify_all()

    async def wait_beyond(self, n: int) -> None:
        """Return once there is something that a page which knows ``n`` has not seen."""
        async with self._news:
            await self._news.wait_for(lambda: self.last != n)

    def after(self, n: int) -> list[SentMessage]:
        """Messages newer than ``n``: all of them for a page that knows an earlier process."""
        return [message for message in self._messages if n > self.last or message.n > n]

    def has(self, service: Service, to: str) -> bool:
        return any(message.service == service and message.to == to for message in self._messages)
