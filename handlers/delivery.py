"""What a try to deliver can come to, whichever service delivers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Protocol

from store.outbox import MOST_ATTEMPTS, MOST_WHEN_BUSY, Held, Result
from store.tables import OutboxState

TIMEOUT_SECONDS = 10.0


class TryAgain(Exception):
    """The service could not take the message now; the same message may be sent again."""

    def __init__(
        self, reason: str, *, after_seconds: float | None = None, is_busy: bool = False
    ) -> None:
        super().__init__(reason)
        self.after_seconds = after_seconds
        self.is_busy = is_busy
        """Whether the service said when to come again: it takes so many in a time, and no more."""


class Refused(Exception):
    """The service will not take this message, now or later."""


class Deliverer(Protocol):
    """A client of one service."""

    async def deliver(self, message: Held) -> str | None:
        """Send a message; returns what the service calls it, where that is of use.

        Raises:
            TryAgain: network trouble, 429 or 5xx.
            Refused: anything that another try would not change.
        """

    async def close(self) -> None:
        """Give connections back."""


async def attempt(
    deliverer: Deliverer | None, message: Held, now: Callable[[], datetime]
) -> Result:
    """Try once and say how it ended; waits double from one second to one minute."""
    if deliverer is None:
        return Result(message, OutboxState.FAILED, f"no client for {message.service}")
    try:
        receipt = await deliverer.deliver(message)
    except TryAgain as error:
        if message.attempts >= (MOST_WHEN_BUSY if error.is_busy else MOST_ATTEMPTS):
            return Result(message, OutboxState.FAILED, str(error))
        wait = error.after_seconds or min(60.0, 2.0 ** (message.attempts - 1))
        retry_at = now() + timedelta(seconds=wait)
        if message.expires_at is not None and retry_at >= message.expires_at:
            return Result(message, OutboxState.EXPIRED, str(error))
        return Result(message, OutboxState.WAITING, str(error), retry_at=retry_at)
    except Refused as error:
        return Result(message, OutboxState.FAILED, str(error))
    return Result(message, OutboxState.SENT, receipt=receipt or "")


def retry_after(value: str | None) -> float | None:
    """Seconds of a Retry-After header, where it states seconds."""
    return float(value) if value and value.isdigit() else None
