"""Send through Slack: to a response URL, as a message to a channel, or as a view."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit, urlunsplit

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from handlers.delivery import TIMEOUT_SECONDS, Refused, TryAgain, retry_after
from store.outbox import Held

RESPONSE_HOST = "hooks.slack.com"
VIEW_TIMEOUT_SECONDS = 3
"""A trigger lives no longer, so neither need a call that uses one."""
VIEW_RETRY_SECONDS = 0.5
"""Short, for the same reason."""
_TRY_AGAIN = frozenset({"ratelimited", "rate_limited", "service_unavailable", "internal_error"})


class SlackResponses:
    """Answers to commands and clicks. Source: Slack API docs, handling user interaction."""

    def __init__(self, base_url: str) -> None:
        stand_in = urlsplit(base_url)
        self._stand_in = None if stand_in.hostname == "slack.com" else stand_in

    async def deliver(self, message: Held) -> None:
        client = AsyncWebhookClient(
            self._address(message.payload["url"]), timeout=int(TIMEOUT_SECONDS)
        )
        try:
            response = await client.send_dict(message.payload["body"])
        except (TimeoutError, aiohttp.ClientError, OSError, SlackClientError) as error:
            raise TryAgain(type(error).__name__) from error
        if response.status_code == 429 or response.status_code >= 500:
            wait = retry_after(response.headers.get("Retry-After"))
            raise TryAgain(f"Slack {response.status_code}", after_seconds=wait)
        if response.status_code != 200:
            raise Refused(f"Slack {response.status_code}: {response.body}")

    async def close(self) -> None:
        return

    def _address(self, url: str) -> str:
        """Slack's own address, unless a stand-in takes Slack's place."""
        parts = urlsplit(url)
        if self._stand_in is None or parts.hostname != RESPONSE_HOST:
            return url
        return urlunsplit(
            (self._stand_in.scheme, self._stand_in.netloc, parts.path, parts.query, "")
        )


class SlackPosts:
    """Messages to a channel with chat.postMessage."""

    def __init__(self, base_url: str, bot_token: str) -> None:
        self._client = AsyncWebClient(
            token=bot_token, base_url=base_url, timeout=int(TIMEOUT_SECONDS)
        )

    async def deliver(self, message: Held) -> None:
        try:
            await self._client.chat_postMessage(**message.payload)
        except SlackApiError as error:
            raise _judged(error.response) from error
        except (TimeoutError, aiohttp.ClientError, OSError, SlackClientError) as error:
            raise TryAgain(type(error).__name__) from error

    async def close(self) -> None:
        return


class SlackViews:
    """Modals and Home tabs: views.open, views.update and views.publish.

    A payload names the method and its arguments (`handlers.slack.views`).
    """

    def __init__(self, base_url: str, bot_token: str) -> None:
        self._client = AsyncWebClient(
            token=bot_token,
            base_url=base_url,
            timeout=VIEW_TIMEOUT_SECONDS,
            retry_handlers=[],  # each try must be counted, see `_was_opened_before`
        )

    async def deliver(self, message: Held) -> None:
        try:
            await self._client.api_call(
                message.payload["method"], json=message.payload["arguments"]
            )
        except SlackApiError as error:
            if not _was_opened_before(message, error):
                raise _judged(error.response, soon=VIEW_RETRY_SECONDS) from error
        except (TimeoutError, aiohttp.ClientError, OSError, SlackClientError) as error:
            raise TryAgain(type(error).__name__, after_seconds=VIEW_RETRY_SECONDS) from error

    async def close(self) -> None:
        return


def _was_opened_before(message: Held, error: SlackApiError) -> bool:
    """Whether an earlier try of ours opened the view, and only Slack's answer to it got lost."""
    return message.attempts > 1 and error.response.get("error") == "exchanged_trigger_id"


def _judged(response: Any, *, soon: float | None = None) -> Exception:
    """What a refusal of the Web API means.

    Args:
        soon: seconds to wait where Slack does not say how long; usual waits without it.
    """
    reason = str(response.get("error", ""))
    if response.status_code == 429 or response.status_code >= 500 or reason in _TRY_AGAIN:
        wait = retry_after(response.headers.get("Retry-After")) or soon
        return TryAgain(f"Slack {reason}", after_seconds=wait)
    return Refused(f"Slack {reason}")
