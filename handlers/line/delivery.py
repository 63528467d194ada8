"""Send replies and pushes through LINE's Messaging API with line-bot-sdk."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import NAMESPACE_OID, uuid5

import aiohttp
from linebot.v3.messaging import (
    ApiException,
    AsyncApiClient,
    AsyncMessagingApi,
    Configuration,
)

from handlers.delivery import TIMEOUT_SECONDS, Refused, TryAgain, retry_after
from store.outbox import Held

QUOTA_USED_UP = "quota_used_up"
"""Our own word for a month in which LINE sends no more pushes."""
ALREADY_ACCEPTED = 409
"""What LINE says to a retry key that it took before."""
_JSON = {"Accept": "application/json", "Content-Type": "application/json"}


class LineClient:
    """What every client of LINE has: the SDK's, and its connections. Needs a running event loop."""

    def __init__(self, base_url: str, access_token: str) -> None:
        configuration = Configuration(host=base_url, access_token=access_token)
        self._client = AsyncApiClient(configuration)
        self._api = AsyncMessagingApi(self._client)

    async def close(self) -> None:
        """Give connections back."""
        await self._client.close()

    async def _post(self, path: str, payload: Mapping[str, Any], **headers: str) -> None:
        """Send what is in the outbox as it is: it was put together from the SDK's models, and to
        read it into them and out again takes longer than all the rest."""
        await self._client.call_api(
            path,
            "POST",
            header_params={**_JSON, **headers},
            body=payload,
            response_types_map={},
            auth_settings=["Bearer"],
            _request_timeout=TIMEOUT_SECONDS,
        )


class LineReplies(LineClient):
    """Replies by reply token. The same reply may be tried again: a token works only once."""

    async def deliver(self, message: Held) -> None:
        try:
            await self._post("/v2/bot/message/reply", message.payload)
        except ApiException as error:
            self._judge(error, message)
        except (TimeoutError, aiohttp.ClientError, OSError) as error:
            raise TryAgain(type(error).__name__) from error

    def _judge(self, error: ApiException, message: Held) -> None:
        if error.status == 400 and message.attempts > 1 and "reply token" in str(error.body):
            return  # an earlier try whose answer got lost had arrived after all
        raise _judged(error) from error


class LinePushes(LineClient):
    """Pushes to one person, which count against the monthly quota: it is looked at before each.

    Source: LINE Developers, Messaging API reference, send push message and retry failed requests.
    """

    async def deliver(self, message: Held) -> str:
        """Returns how many were sent this month and how many may be, such as ``12/200``.

        Raises:
            TryAgain: network trouble, 429 or 5xx.
            Refused: the quota is used up, or LINE will not take it.
        """
        try:
            used, quota = await _quota(self._api)
            if quota is not None and used >= quota:
                raise Refused(QUOTA_USED_UP)
            # The same key for each try: LINE takes it once.
            key = {"X-Line-Retry-Key": str(uuid5(NAMESPACE_OID, message.key))}
            await self._post("/v2/bot/message/push", message.payload, **key)
        except ApiException as error:
            if error.status == 429 and "monthly limit" in str(error.body):
                raise Refused(QUOTA_USED_UP) from error
            if error.status != ALREADY_ACCEPTED:
                raise _judged(error) from error
        except (TimeoutError, aiohttp.ClientError, OSError) as error:
            raise TryAgain(type(error).__name__) from error
        return _so_many(used + 1, quota)


class LineQuota(LineClient):
    """Looks at the monthly quota before many are to be sent; sends nothing itself."""

    async def deliver(self, message: Held) -> str:
        """Returns how many were sent this month and how many may be, as for a push.

        Raises:
            TryAgain: network trouble, 429 or 5xx.
            Refused: LINE will not tell.
        """
        try:
            return _so_many(*await _quota(self._api))
        except ApiException as error:
            raise _judged(error) from error
        except (TimeoutError, aiohttp.ClientError, OSError) as error:
            raise TryAgain(type(error).__name__) from error


async def _quota(api: AsyncMessagingApi) -> tuple[int, int | None]:
    """How many were sent this month, and how many may be, where there is a limit."""
    limit = (await api.get_message_quota(_request_timeout=TIMEOUT_SECONDS)).value
    used = await api.get_message_quota_consumption(_request_timeout=TIMEOUT_SECONDS)
    return used.total_usage, limit


def _so_many(used: int, limit: int | None) -> str:
    return f"{used}/{'' if limit is None else limit}"


def _judged(error: ApiException) -> Exception:
    """What a refusal of LINE means."""
    if error.status == 429 or error.status >= 500:
        headers = error.headers or {}
        wait = retry_after(headers.get("Retry-After"))
        return TryAgain(f"LINE {error.status}", after_seconds=wait)
    return Refused(f"LINE {error.status}: {error.body}")
