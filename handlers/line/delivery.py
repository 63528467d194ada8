"""Send replies through LINE's Messaging API with line-bot-sdk."""

from __future__ import annotations

import aiohttp
from linebot.v3.messaging import (
    ApiException,
    AsyncApiClient,
    AsyncMessagingApi,
    Configuration,
    ReplyMessageRequest,
)

from handlers.delivery import TIMEOUT_SECONDS, Refused, TryAgain, retry_after
from store.outbox import Held


class LineReplies:
    """Replies by reply token. The same reply may be tried again: a token works only once."""

    def __init__(self, base_url: str, access_token: str) -> None:
        configuration = Configuration(host=base_url, access_token=access_token)
        self._client = AsyncApiClient(configuration)
        self._api = AsyncMessagingApi(self._client)

    async def deliver(self, message: Held) -> None:
        request = ReplyMessageRequest.from_dict(message.payload)
        try:
            await self._api.reply_message(request, _request_timeout=TIMEOUT_SECONDS)
        except ApiException as error:
            self._judge(error, message)
        except (TimeoutError, aiohttp.ClientError, OSError) as error:
            raise TryAgain(type(error).__name__) from error

    async def close(self) -> None:
        await self._client.close()

    def _judge(self, error: ApiException, message: Held) -> None:
        if error.status == 429 or error.status >= 500:
            headers = error.headers or {}
            raise TryAgain(
                f"LINE {error.status}", after_seconds=retry_after(headers.get("Retry-After"))
            ) from error
        if error.status == 400 and message.attempts > 1 and "reply token" in str(error.body):
            return  # an earlier try whose answer got lost had arrived after all
        raise Refused(f"LINE {error.status}: {error.body}") from error
