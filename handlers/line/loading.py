"""Show a citizen who waits longer than a moment that the answer is on its way.

Source: LINE Developers, Messaging API, display a loading animation: for chats of one person, for 5
to 60 seconds, and it goes away by itself as soon as a message arrives.
"""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta

import aiohttp
import structlog
from linebot.v3.messaging import ApiException, ShowLoadingAnimationRequest

from handlers.delivery import TIMEOUT_SECONDS
from handlers.line.delivery import LineClient
from store.inbox import Taken

AFTER = timedelta(seconds=1)
"""A wait that people begin to notice; most answers are there before."""
SHOWN_SECONDS = 10

_log = structlog.get_logger(__name__)


class Loading(LineClient):
    """The client that shows the animation."""

    async def show_soon(self, event: Taken, now: datetime) -> None:
        """Wait until the citizen has waited for a second, then show it; cancelled when the event is
        done before. It is never tried again, and whatever goes wrong harms nobody."""
        chat = _chat_of(event)
        if not chat:
            return
        waited = now - event.received_at
        await asyncio.sleep(max(AFTER - waited, timedelta(0)).total_seconds())
        request = ShowLoadingAnimationRequest(chatId=chat, loadingSeconds=SHOWN_SECONDS)
        try:
            await self._api.show_loading_animation(request, _request_timeout=TIMEOUT_SECONDS)
        except (ApiException, TimeoutError, aiohttp.ClientError, OSError) as error:
            _log.info("loading_not_shown", reason=type(error).__name__)


def _chat_of(event: Taken) -> str:
    """Who waits for a reply, alone with the bot; empty for all else."""
    match event.payload:
        case {
            "type": "message" | "postback",
            "mode": "active",
            "replyToken": str(),
            "source": {"type": "user", "userId": str(user_id)},
        } if event.source == "line":
            return user_id
        case _:
            return ""
