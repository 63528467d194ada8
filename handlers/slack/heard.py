"""What people say to the bot in words: they mention it in a channel, or write to it directly.

Source: Slack API docs, events app_mention and message.im, and message subtypes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from handlers.slack.message_text import plain_text
from handlers.slack.replies import Reply, addressed
from store.inbox import Turn
from store.outbox import Outgoing

OF_PEOPLE = frozenset({None, "", "file_share", "thread_broadcast"})
"""Subtypes of messages that people write; all others tell of edits, deletions, bots and more."""


@dataclass(frozen=True)
class Heard:
    """What somebody wrote to the bot, and where."""

    user_id: str
    channel: str
    is_direct: bool
    words: str
    thread_ts: str = ""
    """The thread it stands in; empty outside of one."""


def heard_in(payload: Mapping[str, Any]) -> Heard | None:
    """What somebody wrote to the bot with an event; nothing where it is none, or a bot's."""
    event = payload.get("event")
    if not isinstance(event, dict) or event.get("bot_id"):
        return None
    is_direct = event.get("type") == "message" and event.get("channel_type") == "im"
    if not is_direct and event.get("type") != "app_mention":
        return None
    user_id, channel = event.get("user"), event.get("channel")
    if not user_id or not channel or event.get("subtype") not in OF_PEOPLE:
        return None
    words = plain_text(event.get("text", ""))
    return Heard(user_id, channel, is_direct, words, event.get("thread_ts", ""))


def message_key(payload: Mapping[str, Any]) -> str | None:
    """Names the message that an event tells of; nothing for an event of another kind."""
    event = payload.get("event")
    if not isinstance(event, dict) or event.get("type") not in ("app_mention", "message"):
        return None
    names = [event.get(name) for name in ("type", "channel", "ts")]
    return ":".join(map(str, names)) if all(isinstance(name, str) for name in names) else None


def answer_heard(turn: Turn, heard: Heard, reply: Reply) -> None:
    """Answer a direct message with a message; a mention so that only who wrote it sees it, or
    directly where that cannot be."""
    directly = addressed(reply, user_id=heard.user_id)
    thread = {"thread_ts": heard.thread_ts} if heard.thread_ts else {}
    message = {**directly.payload, "channel": heard.channel, **thread}
    key = f"slack:{turn.event.event_key}"
    if heard.is_direct:
        turn.send(Outgoing(key, "slack_post", message))
        return
    unseen = {**message, "user": heard.user_id}
    turn.send(Outgoing(key, "slack_ephemeral", unseen, instead=directly))
