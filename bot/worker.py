"""The worker: handle what came in, deliver what is to go out."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from functools import partial
from typing import TypeVar

import structlog
from slack_bolt import App

from bot.flow import Flow
from handlers.delivery import Deliverer, attempt
from handlers.handover import passing
from handlers.line import conversation, news, replying, week
from handlers.line.loading import Loading
from handlers.office import Office
from handlers.slack import app as slack
from handlers.slack import handover, thread_notices
from knowledge.shelves import UnknownMunicipality
from store import inbox, outbox
from store.inbox import Taken, Turn, TurnLost
from store.outbox import Held, Result

HANDLERS = 4
"""Events handled at the same time, each of another conversation; more of them would only wait for
one another (docs/benchmarks.md)."""
DELIVERIES = 100
"""Messages on their way at the same time."""

T = TypeVar("T")

_log = structlog.get_logger(__name__)


class Worker:
    """Takes events from the inbox and messages from the outbox until it is stopped."""

    def __init__(
        self,
        office: Office,
        slack_app: App,
        make_deliverers: Callable[[], dict[str, Deliverer]],
        make_loading: Callable[[], Loading | None],
    ) -> None:
        self._office = office
        self._slack_app = slack_app
        self._make_deliverers = make_deliverers
        self._make_loading = make_loading
        self._loading: Loading | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._clients: dict[str, Deliverer] = {}
        self._results: asyncio.Queue[Result] = asyncio.Queue()
        self._inbox = Flow("inbox", room=HANDLERS, take=self._take_events, do=self._handle_event)
        self._outbox = Flow("outbox", room=DELIVERIES, take=self._take_messages, do=self._deliver)
        self._threads = ThreadPoolExecutor(HANDLERS + 4, thread_name_prefix="worker")

    def wake(self) -> None:
        """Look for new events at once; may be called from any thread."""
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._inbox.wake)

    async def run(self) -> None:
        """Work until cancelled; what is under way then is finished first."""
        self._loop = asyncio.get_running_loop()
        self._clients = self._make_deliverers()
        self._loading = self._make_loading()
        settling = asyncio.create_task(self._settle_forever())
        try:
            # Read and index before the first question, so that nobody waits for it.
            office = self._office
            office.counter.library.encode_in_background()
            with suppress(UnknownMunicipality):
                await self._in_thread(partial(office.counter.shelves, office.municipality))
            await asyncio.gather(self._inbox.run(), self._outbox.run())
        finally:
            self._loop = None
            settling.cancel()
            await self._settle(self._waiting_results())
            await self._close_clients()
            if self._loading:
                await self._loading.close()
            await self._in_thread(self._office.counter.library.stop_encoding)
            self._threads.shutdown(wait=True)

    async def deliver_one(self, key: str) -> None:
        """Try to deliver the message with this key, for a command that waits for it."""
        self._clients = self._make_deliverers()
        take = partial(outbox.take, self._office.database, now=self._office.now(), key=key)
        for message in await self._in_thread(take):
            await self._deliver(message)
        await self._settle(self._waiting_results())
        await self._close_clients()

    async def _take_events(self, room: int) -> list[Taken]:
        take = partial(inbox.take, self._office.database, now=self._office.now(), limit=room)
        return await self._in_thread(take)

    async def _handle_event(self, event: Taken) -> None:
        with self._shown_to_be_under_way(event):
            await self._in_thread(partial(self.handle, event))
        if event.source == "slack":  # what staff did may be what citizens wait for
            await self._in_thread(partial(news.tell, self._office))
        self._inbox.wake()  # the next event of this conversation may wait for this one
        self._outbox.wake()

    @contextmanager
    def _shown_to_be_under_way(self, event: Taken) -> Iterator[None]:
        """Whoever waits longer than a moment for the handling of an event is shown so."""
        if self._loading is None:
            yield
            return
        showing = asyncio.create_task(self._loading.show_soon(event, self._office.now()))
        try:
            yield
        finally:
            showing.cancel()

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
            case "outbox" if "news" in turn.event.payload:
                news.told_back(turn)
            case "outbox" if "week" in turn.event.payload:
                week.send(turn, self._office)
            case "outbox" if "handover" in turn.event.payload:
                passing.told_back(turn, self._office)
            case "outbox" if replying.REPLIED_TO in turn.event.payload:
                replying.undelivered(turn, self._office)
            case "outbox":
                thread_notices.undelivered(turn)
            case "clock":
                handover.gone_silent(turn, self._office)

    def _bury(self, event: Taken, reason: str) -> None:
        """End an event that failed too often, with an apology where one can be made: one that
        fails as well must not keep the conversation waiting for ever."""
        apologise = conversation.apologise if event.source == "line" else slack.apologise
        burial = partial(inbox.burial, self._office.database, event, self._office.now, reason)
        try:
            with burial() as turn:
                apologise(turn)
        except TurnLost:
            _log.warning("turn_lost", inbox_id=event.id)
        except Exception:
            _log.exception("apology_failed", inbox_id=event.id)
            with burial():
                pass

    async def _take_messages(self, room: int) -> list[Held]:
        take = partial(outbox.take, self._office.database, now=self._office.now(), limit=room)
        return await self._in_thread(take)

    async def _deliver(self, message: Held) -> None:
        client = self._clients.get(message.service)
        result = await attempt(client, message, self._office.now)
        if result.error:
            _log.warning(
                "not_delivered",
                service=message.service,
                state=result.state.value,
                reason=result.error,
            )
        await self._results.put(result)

    async def _settle_forever(self) -> None:
        """Write down how deliveries ended, all that are waiting in one transaction."""
        while True:
            first = await self._results.get()
            await self._settle([first, *self._waiting_results()])

    async def _settle(self, results: Sequence[Result]) -> None:
        try:
            settle = partial(outbox.settle, self._office.database, results, now=self._office.now())
            if await asyncio.shield(self._in_thread(settle)):
                self._inbox.wake()
        except Exception as error:
            # The leases run out; replies may then be tried again, which their tokens allow.
            _log.error("settling_failed", reason=type(error).__name__)

    def _waiting_results(self) -> list[Result]:
        return [self._results.get_nowait() for _ in range(self._results.qsize())]

    async def _close_clients(self) -> None:
        for client in self._clients.values():
            await client.close()

    async def _in_thread(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._threads, work)
