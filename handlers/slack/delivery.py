"""Send through Slack: to a response URL, as a message to a channel, into a thread, or as a view."""

from __future__ import annotations

import time
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
"""Short, for the same reason; a Home tab needs no trigger and can wait longer."""
THREAD_GONE = frozenset({"thread_not_found", "message_not_found", "cannot_reply_to_message"})
"""What Slack says where the message that opened a thread is gone."""
SHARED = "ext_shared"
"""Our own word, in the manner of Slack's, for a channel that other organisations read."""
SHARED_KNOWN_SECONDS = 60.0
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
            raise TryAgain(
                f"Slack {response.status_code}", after_seconds=wait, is_busy=wait is not None
            )
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
    """Messages to a channel: chat.postMessage, or chat.postEphemeral for one person in it."""

    def __init__(self, base_url: str, bot_token: str, method: str = "chat.postMessage") -> None:
        self._method = method
        self._client = AsyncWebClient(
            token=bot_token, base_url=base_url, timeout=int(TIMEOUT_SECONDS)
        )

    async def deliver(self, message: Held) -> str | None:
        return await self._post(message.payload)

    async def close(self) -> None:
        return

    async def _post(self, arguments: dict[str, Any]) -> str:
        """Post a message; returns its ts."""
        try:
            posted = await self._client.api_call(self._method, json=arguments)
        except SlackApiError as error:
            raise _judged(error.response) from error
        except (TimeoutError, aiohttp.ClientError, OSError, SlackClientError) as error:
            raise TryAgain(type(error).__name__) from error
        return str(posted.get("ts", ""))


class SlackNotices(SlackPosts):
    """Messages of a thread in a department's channel: the first opens it, the others go into it.

    A payload holds the message, and whether only staff may read it (`thread_notices`).
    """

    def __init__(self, base_url: str, bot_token: str) -> None:
        super().__init__(base_url, bot_token)
        self._shared: dict[str, tuple[float, bool]] = {}

    async def deliver(self, message: Held) -> str | None:
        arguments, thread = dict(message.payload["message"]), message.thread
        if thread is not None and thread.error:
            raise Refused(thread.error)
        if message.payload["staff_only"] and await self._is_shared(arguments["channel"]):
            raise Refused(f"Slack {SHARED}")
        if thread is not None and thread.ts:
            arguments["thread_ts"] = thread.ts
        return await self._post(arguments)

    async def _is_shared(self, channel: str) -> bool:
        """Whether people of other organisations read a channel, as Slack said a minute ago at
        most; where Slack does not say, nothing goes there."""
        asked_at, is_shared = self._shared.get(channel, (-SHARED_KNOWN_SECONDS, False))
        if time.monotonic() - asked_at < SHARED_KNOWN_SECONDS:
            return is_shared
        try:
            found = await self._client.conversations_info(channel=channel)
        except SlackApiError as error:
            raise _judged(error.response) from error
        except (TimeoutError, aiohttp.ClientError, OSError, SlackClientError) as error:
            raise TryAgain(type(error).__name__) from error
        facts = found.get("channel") or {}
        is_shared = bool(facts.get("is_ext_shared") or facts.get("is_pending_ext_shared"))
        self._shared[channel] = (time.monotonic(), is_shared)
        return is_shared


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
        arguments = message.payload["arguments"]
        soon = VIEW_RETRY_SECONDS if "trigger_id" in arguments else None
        try:
            await self._client.api_call(message.payload["method"], json=arguments)
        except SlackApiError as error:
            if not _was_opened_before(message, error):
                raise _judged(error.response, soon=soon) from error
        except (TimeoutError, aiohttp.ClientError, OSError, SlackClientError) as error:
            raise TryAgain(type(error).__name__, after_seconds=soon) from error

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
        wait = retry_after(response.headers.get("Retry-After"))
        return TryAgain(f"Slack {reason}", after_seconds=wait or soon, is_busy=wait is not None)
    return Refused(f"Slack {reason}")
