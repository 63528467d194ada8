"""What people write to the bot in Slack without a command: mentions and direct messages."""

from __future__ import annotations

from itertools import count
from typing import Any

from tests.standins.slack_answers import BOT_USER_ID
from tests.standins.webhook_events import event_callback_body, slack_headers
from tests.town import DX_OFFICE, SLACK_SECRET, TEAM, SlackReply, Town

CHANNEL = "C0COUNTER1"
DIRECT = "D0COUNTER1"
_seconds = count(1_700_000_000)


def send_event(town: Town, event: dict[str, Any]) -> None:
    """Slack tells of an event; returns once it is handled and answered."""
    body = event_callback_body(event, team_id=TEAM)
    headers = slack_headers(SLACK_SECRET, body, content_type="application/json")
    assert town.post_slack(body, headers).status_code == 200
    town.settle()


def mention_of(text: str, *, by: str = DX_OFFICE, **fields: Any) -> dict[str, Any]:
    """The event of somebody who mentions the bot in a channel."""
    written = {"type": "app_mention", "user": by, "team": TEAM, "channel": CHANNEL}
    return {**written, "text": f"<@{BOT_USER_ID}> {text}", "ts": message_ts(), **fields}


def message_of(text: str, *, by: str = DX_OFFICE, **fields: Any) -> dict[str, Any]:
    """The event of somebody who writes to the bot directly."""
    written = {"type": "message", "channel_type": "im", "user": by, "team": TEAM}
    return {**written, "channel": DIRECT, "text": text, "ts": message_ts(), **fields}


def mention(town: Town, text: str, **fields: Any) -> SlackReply:
    """Somebody mentions the bot in a channel; what only they see there."""
    before = len(calls(town, "chat.postEphemeral"))
    send_event(town, mention_of(text, **fields))
    (answer,) = calls(town, "chat.postEphemeral")[before:]
    return SlackReply(answer)


def write(town: Town, text: str, **fields: Any) -> SlackReply:
    """Somebody writes to the bot directly; the message they get back."""
    before = len(calls(town, "chat.postMessage"))
    send_event(town, message_of(text, **fields))
    (answer,) = calls(town, "chat.postMessage")[before:]
    return SlackReply(answer)


def calls(town: Town, method: str) -> list[dict[str, Any]]:
    """The arguments of each call of a method of Slack's Web API."""
    return [one.body for one in town.slack.requests if one.path.endswith(f"/{method}")]


def message_ts() -> str:
    """A time that names one message."""
    return f"{next(_seconds)}.000100"
