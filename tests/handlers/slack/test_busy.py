"""A busy Slack is asked again for as long as it says when; a broken one is given up."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from handlers.delivery import attempt
from handlers.slack.delivery import SlackPosts
from store.outbox import MOST_ATTEMPTS, MOST_WHEN_BUSY, Held, Result
from store.tables import OutboxState
from tests.standins.slack_api import SlackApiStandIn

NOW = datetime(2026, 11, 18, 1, 0, tzinfo=UTC)


def tried(slack: SlackApiStandIn, attempts: int) -> Result:
    message = Held(1, "mihon", "a", "slack_post", {"channel": "C1", "text": "視察した"}, attempts)

    async def deliver() -> Result:
        return await attempt(SlackPosts(slack.url, slack.token), message, lambda: NOW)

    return asyncio.run(deliver())


@pytest.mark.parametrize("attempts", [1, MOST_ATTEMPTS, MOST_WHEN_BUSY - 1])
def test_a_busy_channel_is_asked_again_when_it_says(slack: SlackApiStandIn, attempts: int) -> None:
    slack.fail_next(429, {"Retry-After": "7"})
    result = tried(slack, attempts)
    assert result.state is OutboxState.WAITING
    assert result.retry_at == NOW + timedelta(seconds=7)


def test_what_never_gets_its_turn_is_given_up_in_the_end(slack: SlackApiStandIn) -> None:
    slack.fail_next(429, {"Retry-After": "7"})
    assert tried(slack, MOST_WHEN_BUSY).state is OutboxState.FAILED


def test_a_broken_slack_is_given_up_sooner(slack: SlackApiStandIn) -> None:
    slack.fail_next(500)
    assert tried(slack, MOST_ATTEMPTS).state is OutboxState.FAILED


def test_what_slack_calls_a_message_is_kept(slack: SlackApiStandIn) -> None:
    assert tried(slack, 1).receipt == slack.messages[0]["ts"]
