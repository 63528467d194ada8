"""The ASGI application: endpoints, and the worker and clock where one process does it all."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from functools import partial

from starlette.applications import Starlette
from starlette.routing import BaseRoute, Route

from bot.clients import deliverers, loading
from bot.clock import make_clock
from bot.settings import Settings
from bot.worker import Worker
from handlers.intake import Intake
from handlers.line.webhook import LineWebhook
from handlers.office import Office
from handlers.pages.health import Health
from handlers.pages.playground.channels import Channels
from handlers.pages.playground.routes import playground_routes
from handlers.slack.app import slack_app
from handlers.slack.endpoint import SlackEndpoint
from store.inbox import InboxWriter


def web_app(settings: Settings, office: Office, *, with_worker: bool) -> Starlette:
    """Make the application.

    Args:
        with_worker: handle and deliver in this process too, and run the clock.
    """
    worker = make_worker(settings, office) if with_worker else None
    writer = InboxWriter(office.database)
    intake = Intake(writer, worker.wake if worker else _nobody)
    routes = _routes(settings, office, intake)

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        working = asyncio.create_task(worker.run()) if worker else None
        clock = make_clock(office, settings) if with_worker else None
        if clock:
            clock.start()
        try:
            yield
        finally:
            if clock:
                clock.shutdown(wait=False)
            if working:
                working.cancel()
                with suppress(asyncio.CancelledError):
                    await working
            writer.close()
            office.database.close()

    return Starlette(routes=routes, lifespan=lifespan)


def make_worker(settings: Settings, office: Office) -> Worker:
    """The worker with the Bolt app and the clients of this process."""
    app = slack_app(office, base_url=settings.slack_api, bot_token=settings.slack_token)
    return Worker(office, app, partial(deliverers, settings, office), partial(loading, settings))


def _routes(settings: Settings, office: Office, intake: Intake) -> list[BaseRoute]:
    line = LineWebhook(office, intake, settings.line_secret)
    slack = SlackEndpoint(office, intake, settings.slack_secret)
    routes: list[BaseRoute] = [
        Route("/healthz", Health(office).get, methods=["GET"]),
        Route("/line/webhook", line.post, methods=["POST"]),
        Route("/slack/events", slack.post, methods=["POST"]),
    ]
    if settings.playground:
        routes += playground_routes(office, _channels(settings))
    return routes


def _channels(settings: Settings) -> Channels:
    return Channels(
        own_url=settings.own_url,
        line_api=settings.line_api,
        slack_api=settings.slack_api,
        line_secret=settings.line_secret,
        line_token=settings.line_token,
        slack_secret=settings.slack_secret,
        slack_token=settings.slack_token,
    )


def _nobody() -> None:
    """Another process has the worker; it looks for new events by itself."""
