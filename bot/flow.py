"""Work that flows: take pieces while there is room, and let none wait for a slow neighbour."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from contextlib import suppress
from typing import Generic, TypeVar

import structlog

POLL_SECONDS = 0.2
"""How often to look for work that another process stored."""
PAUSE_SECONDS = 1.0
"""After a failure to take, such as a database that is away for a moment."""

T = TypeVar("T")

_log = structlog.get_logger(__name__)


class Flow(Generic[T]):
    """Takes at most ``room`` pieces of work and does each in a task of its own."""

    def __init__(
        self,
        name: str,
        *,
        room: int,
        take: Callable[[int], Awaitable[Sequence[T]]],
        do: Callable[[T], Awaitable[None]],
    ) -> None:
        self._name = name
        self._room = room
        self._take = take
        self._do = do
        self._under_way: set[asyncio.Task[None]] = set()
        self._signal = asyncio.Event()

    def wake(self) -> None:
        """Look for work at once instead of at the next poll; only from the loop's own thread."""
        self._signal.set()

    async def run(self) -> None:
        """Take and do until cancelled; what is under way then is finished first."""
        try:
            while True:
                self._signal.clear()
                if not await _to_its_end(self._fill()):
                    with suppress(TimeoutError):
                        await asyncio.wait_for(self._signal.wait(), POLL_SECONDS)
        finally:
            # A message that is on its way would otherwise be sent again after the next start.
            await asyncio.gather(*self._under_way)

    async def _fill(self) -> bool:
        """Take what there is room for; returns whether it is worth looking again at once."""
        room = self._room - len(self._under_way)
        if not room:
            await asyncio.wait(self._under_way, return_when=asyncio.FIRST_COMPLETED)
            return True
        try:
            pieces = await self._take(room)
        except Exception as error:
            _log.error("taking_failed", part=self._name, reason=type(error).__name__)
            await asyncio.sleep(PAUSE_SECONDS)
            return False
        for piece in pieces:
            task = asyncio.create_task(self._finish(piece))
            self._under_way.add(task)
            task.add_done_callback(self._under_way.discard)
        return len(pieces) == room  # what comes from now on wakes us

    async def _finish(self, piece: T) -> None:
        try:
            await self._do(piece)
        except Exception as error:
            # Its lease runs out, then it is taken again.
            _log.error("piece_failed", part=self._name, reason=type(error).__name__)


async def _to_its_end(filling: Coroutine[None, None, bool]) -> bool:
    """Take work even when told to stop meanwhile: what was taken must be done, not forgotten."""
    task = asyncio.create_task(filling)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        await task
        raise
