"""The worker: handle what came in, deliver what is to go out."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from typing import TypeVar

import structlog
from slack_bolt import App

from handlers.delivery import Deliverer, attempt
from handlers.line import conversation
from handlers.office import Office
from handlers.slack import app as slack
from store import inbox, outbox
from store.inbox import Taken, Turn, TurnLost

HANDLERS = 4
"""Events handled at the same time; each of another conversation."""
POLL_SECONDS = 0.2
"""How often to look for work that another process stored."""

T = TypeVar("T")

_log = structlog.get_logger(__name__)


class Worker:
    """Takes events from the inbox and messages from the outbox until it is stopped."""

    def __init__(
        self, office: Office, slack_app: App, make_deliverers: Callable[[], dict[str, Deliverer]]
    ) -> None:
        self._office = office
        self._slack_app = slack_app
        self._make_deliverers = make_deliverers
        self._loop: asyncio.AbstractEventLoop | None = None
        self._arrived = asyncio.Event()
        self._written = asyncio.Event()
        self._threads = ThreadPoolExecutor(HANDLERS + 2, thread_name_prefix="worker")

    def wake(self) -> None:
        """Look for new events at once; may be called from any thread."""
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._arrived.set)

    async def run(self) -> None:
        """Work until cancelled; what is being handled then is finished first."""
        self._loop = asyncio.get_running_loop()
        clients = self._make_deliverers()
        try:
            # Read and index before the first question, so that nobody waits for it.
            office = self._office
            await self._in_thread(partial(office.counter.shelves, office.municipality))
            await asyncio.gather(
                self._repeat(self._handle_batch, self._arrived, "inbox"),
                self._repeat(partial(self._deliver_batch, clients), self._written, "outbox"),
            )
        finally:
            for client in clients.values():
                await client.close()
            self._threads.shutdown(wait=True)

    async def deliver_one(self, key: str) -> None:
        """Try to deliver the message with this key, for a command that waits for it."""
        clients = self._make_deliverers()
        try:
            await self._deliver_batch(clients, key=key)
        finally:
            for client in clients.values():
                await client.close()

    async def _repeat(
        self,
        work: Callable[[], Coroutine[None, None, bool]],
        signal: asyncio.Event,
        name: str,
    ) -> None:
        """Do batches while there are any, then wait for a signal or the next poll."""
        while True:
            signal.clear()
            try:
                busy = await _to_its_end(work())
            except Exception as error:
                # A database that is away for a moment must not end the worker.
                _log.error("worker_failed", part=name, reason=repr(error))
                busy = False
                await asyncio.sleep(1)
            if not busy:
                with suppress(TimeoutError):
                    await asyncio.wait_for(signal.wait(), POLL_SECONDS)

    async def _handle_batch(self) -> bool:
        taken = await self._in_thread(
            partial(inbox.take, self._office.database, now=self._office.now())
        )
        if taken:
            await asyncio.gather(*(self._in_thread(partial(self.handle, event)) for event in taken))
            self._written.set()
        return bool(taken)

    def handle(self, event: Taken) -> None:
        """Handle one event; a failure gives it back, and the last one ends in an apology."""
        try:
            with inbox.turn(self._office.database, event, self._office.now) as turn:
                self._dispatch(turn)
        except TurnLost:
            _log.warning("turn_lost", inbox_id=event.id)
        except Exception as error:
            _log.exception("event_failed", inbox_id=event.id, attempt=event.attempts)
            reason = type(error).__name__
            if event.is_last_try:
                self._bury(event, reason)
            else:
                inbox.give_back(self._office.database, event, self._office.now(), reason)

    def _dispatch(self, turn: Turn) -> None:
        match turn.event.source:
            case "line":
                conversation.handle(turn, self._office)
            case "slack":
                slack.handle(turn, self._slack_app)

    def _bury(self, event: Taken, reason: str) -> None:
        apologise = conversation.apologise if event.source == "line" else slack.apologise
        with inbox.burial(self._office.database, event, self._office.now, reason) as turn:
            apologise(turn)

    async def _deliver_batch(self, clients: dict[str, Deliverer], key: str = "") -> bool:
        database, now = self._office.database, self._office.now
        held = await self._in_thread(partial(outbox.take, database, now=now(), key=key))
        if held:
            results = await asyncio.gather(
                *(attempt(clients.get(item.service), item, now=now()) for item in held)
            )
            for result in results:
                if result.error:
                    _log.warning(
                        "not_delivered",
                        service=result.message.service,
                        state=result.state.value,
                        reason=result.error,
                    )
            await self._in_thread(partial(outbox.settle, database, results, now=now()))
        return bool(held)

    async def _in_thread(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._threads, work)


async def _to_its_end(batch: Coroutine[None, None, bool]) -> bool:
    """Do a batch; when the worker is told to stop meanwhile, finish it first.

    A message that is on its way would otherwise be sent again after the next start.
    """
    task = asyncio.ensure_future(batch)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        await task
        raise
