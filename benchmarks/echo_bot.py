"""A bot as line-bot-sdk's examples write one: it replies within the webhook request.

    LINE_CHANNEL_SECRET=… LINE_CHANNEL_ACCESS_TOKEN=… LINE_API_BASE_URL=… PORT=… python echo_bot.py

It looks nothing up and stores nothing; it says back what it hears. `benchmarks/line.py` measures
it beside ours, under the same settings of uvicorn.
"""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import uvicorn
from linebot.v3 import WebhookParser
from linebot.v3.exceptions import InvalidSignatureError
from linebot.v3.messaging import (
    AsyncApiClient,
    AsyncMessagingApi,
    Configuration,
    ReplyMessageRequest,
    TextMessage,
)
from linebot.v3.webhooks import MessageEvent, TextMessageContent
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route


class EchoBot:
    """The webhook, and a client of LINE while the application runs."""

    def __init__(self, secret: str, token: str, line_url: str) -> None:
        self._parser = WebhookParser(secret)
        self._configuration = Configuration(host=line_url, access_token=token)
        self._line: AsyncMessagingApi | None = None

    @asynccontextmanager
    async def connected(self, _app: Starlette) -> AsyncIterator[None]:
        async with AsyncApiClient(self._configuration) as client:
            self._line = AsyncMessagingApi(client)
            yield

    async def webhook(self, request: Request) -> PlainTextResponse:
        body = (await request.body()).decode()
        try:
            events = self._parser.parse(body, request.headers["x-line-signature"])
        except InvalidSignatureError:
            return PlainTextResponse("Bad signature", status_code=400)
        for event in events:
            if isinstance(event, MessageEvent) and isinstance(event.message, TextMessageContent):
                await self._echo(event.reply_token, event.message.text)
        return PlainTextResponse("OK")

    async def _echo(self, token: str, text: str) -> None:
        assert self._line is not None  # noqa: S101 - requests come while the application runs
        await self._line.reply_message(
            ReplyMessageRequest(replyToken=token, messages=[TextMessage(text=text)])
        )


async def _health(_request: Request) -> PlainTextResponse:
    return PlainTextResponse("OK")


def main() -> None:
    bot = EchoBot(
        os.environ["LINE_CHANNEL_SECRET"],
        os.environ["LINE_CHANNEL_ACCESS_TOKEN"],
        os.environ["LINE_API_BASE_URL"],
    )
    routes = [
        Route("/healthz", _health),
        Route("/line/webhook", bot.webhook, methods=["POST"]),
    ]
    uvicorn.run(
        Starlette(routes=routes, lifespan=bot.connected),
        port=int(os.environ["PORT"]),
        log_config=None,
        access_log=False,
        server_header=False,
    )


if __name__ == "__main__":
    main()
