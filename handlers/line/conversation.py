"""One LINE event in, at most one reply out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from handlers import wording
from handlers.answers.asking import ask
from handlers.answers.learning import learn
from handlers.line.messages import Message, from_answer, text_message
from handlers.office import Office
from knowledge.answer import Audience
from store.inbox import Turn
from store.outbox import Outgoing

REPLY_WITHIN = timedelta(minutes=5)
"""A reply token lives about a minute; LINE decides, and after this nobody waits any more."""


def handle(turn: Turn, office: Office) -> None:
    """Answer a message, greet a new friend; other events need no reply."""
    event = turn.event.payload
    if event.get("mode") == "standby" or not _is_addressed(event):
        return
    match event:
        case {"type": "message", "message": {"type": "text", "text": str(text)}}:
            answer = ask(turn, office, text, audience=Audience.CITIZEN, channel="line")
            learn(turn, answer, question_in)
            _reply(turn, from_answer(answer))
        case {"type": "message", "message": {"type": str(kind)}}:
            _reply(turn, [text_message(wording.plain("line/not_text.j2", kind=kind))])
        case {"type": "follow"}:
            _reply(turn, [text_message(wording.plain("line/welcome.j2"))])
        case _:
            return


def question_in(event: Mapping[str, Any]) -> str:
    """What somebody asks the bot with an event; empty where it is something else."""
    match event:
        case {"type": "message", "message": {"type": "text", "text": str(text)}}:
            return text if _is_addressed(event) else ""
        case _:
            return ""


def apologise(turn: Turn) -> None:
    """Say that something went wrong, where answering failed for good."""
    if turn.event.payload.get("type") in {"message", "follow"}:
        _reply(turn, [text_message(wording.plain("line/apology.j2"))])


def _reply(turn: Turn, messages: list[Message]) -> None:
    token = turn.event.payload.get("replyToken")
    if not isinstance(token, str) or not token:
        return
    turn.send(
        Outgoing(
            key=f"line:{turn.event.event_key}",
            service="line_reply",
            payload={"replyToken": token, "messages": messages},
            expires_at=turn.event.received_at + REPLY_WITHIN,
        )
    )


def _is_addressed(event: Mapping[str, Any]) -> bool:
    """In a group or room only a message that mentions the bot is meant for it."""
    match event:
        case {
            "source": {"type": "group" | "room"},
            "message": {"mention": {"mentionees": list(m)}},
        }:
            return any(isinstance(one, dict) and one.get("isSelf") is True for one in m)
        case {"source": {"type": "group" | "room"}}:
            return False
        case _:
            return True
