"""Staff answer citizens in the thread of a handover (有人対応), end it, and see which are open."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from slack_sdk import WebClient

from handlers import wording
from handlers.handover.passing import from_department, to_citizen
from handlers.handover.thread import note
from handlers.line.messages import MOST_MESSAGES
from handlers.office import Office
from handlers.slack.heard import OF_PEOPLE
from handlers.slack.message_text import plain_text
from handlers.slack.replies import Reply
from handlers.slack.who import VIA, Stranger, acting, writer
from knowledge.handover_words import Wish, wish_in
from store import handovers
from store.audit import Actor
from store.inbox import Turn
from store.tables import Handover, HandoverState, Person

VERB = "有人"
_INSIDE = re.compile(r"\s*(?:メモ\s*[:：]|<@)")
"""What a message begins with that is for colleagues and not for the citizen."""


@dataclass(frozen=True)
class Said:
    """What somebody of staff wrote in a thread."""

    channel: str
    thread_ts: str
    text: str
    has_files: bool = False

    @property
    def is_for_colleagues(self) -> bool:
        return _INSIDE.match(self.text) is not None


def said_in_thread(payload: Mapping[str, Any]) -> Said | None:
    """What a person wrote in a thread of a channel; nothing for bots, edits and all else."""
    event = payload.get("event")
    if not isinstance(event, dict) or event.get("type") != "message" or event.get("bot_id"):
        return None
    channel, thread_ts, subtype = (event.get(name) for name in ("channel", "thread_ts", "subtype"))
    if event.get("channel_type") == "im" or not event.get("user") or subtype not in OF_PEOPLE:
        return None
    if not isinstance(channel, str) or not isinstance(thread_ts, str):
        return None
    return Said(channel, thread_ts, str(event.get("text", "")), subtype == "file_share")


def is_other_talk(office: Office, municipality: str, payload: Mapping[str, Any]) -> bool:
    """Whether a message is what people say to each other in a channel: it is none of the bot's
    business and not even stored."""
    event = payload.get("event")
    if not isinstance(event, dict) or event.get("type") != "message":
        return False
    if event.get("channel_type") == "im":
        return False
    said = said_in_thread(payload)
    return said is None or _number(office, municipality, said) is None


def hear(turn: Turn, office: Office, said: Said, client: WebClient) -> None:
    """What staff writes in the thread goes to the citizen."""
    number = _number(office, turn.event.municipality, said)
    if number is None or said.is_for_colleagues:
        return
    person = writer(turn, office, acting(turn.event.payload), client)
    handover = handovers.find(turn.session, turn.event.municipality, number)
    if handover is None:
        return
    if isinstance(person, Stranger):
        note(turn, handover, "handover/stranger.j2", stranger=person)
    elif handover.state is HandoverState.CLOSED:
        note(turn, handover, "handover/already_closed.j2")
    elif wish_in(said.text) is Wish.ENDS:
        _end(turn, office, handover, person)
    else:
        _answer(turn, office, handover, said, person)


def apologise(turn: Turn, said: Said) -> None:
    """Say in the thread that something went wrong, where handling failed for good."""
    municipality = turn.event.municipality
    number = handovers.in_thread(turn.session, municipality, said.channel, said.thread_ts)
    handover = handovers.find(turn.session, municipality, number) if number is not None else None
    if handover is not None:
        note(turn, handover, "handover/not_taken.j2")


def close(turn: Turn, office: Office, person: Person, number: int) -> Reply:
    """The button that ends a handover."""
    handover = handovers.find(turn.session, turn.event.municipality, number)
    if handover is None or handover.state is HandoverState.CLOSED:
        return Reply(wording.mrkdwn("handover/already_closed.j2"))
    _end(turn, office, handover, person)
    return Reply(wording.mrkdwn("handover/you_closed.j2"))


def listed(turn: Turn, office: Office, domain: str) -> Reply:
    """`/dx 有人`: which handovers are open, with links to their threads."""
    with office.database.reading() as session:
        found = handovers.under_way(session, turn.event.municipality)
    return Reply(wording.mrkdwn("handover/list.j2", handovers=found, domain=domain))


def gone_silent(turn: Turn, office: Office) -> None:
    """The clock found that nobody wrote for three days."""
    told = turn.event.payload
    handover = handovers.find(turn.session, turn.event.municipality, told["handover"])
    if handover is None or handover.state is not HandoverState.OPEN:
        return
    if handover.last_at > turn.now - handovers.SILENT_FOR:
        return
    note(turn, handover, "handover/closed_note.j2", why="silence")
    text = wording.plain("handover/ended.j2", why="silence")
    handovers.tell(turn.session, handover, text, at=turn.now)
    clock = Actor("clock", "clock")
    handovers.close(turn.session, handover, by=clock, why="silence", at=turn.now)
    to_citizen(turn, office, handover)


def _answer(turn: Turn, office: Office, handover: Handover, said: Said, person: Person) -> None:
    text = plain_text(said.text)
    if said.has_files or not text:
        note(turn, handover, "handover/no_files.j2", has_text=bool(text))
    if not text:
        return
    if len(from_department(handover, text)) >= MOST_MESSAGES:
        note(turn, handover, "handover/too_long.j2")
        return
    handovers.answer(turn.session, handover, text, by=person, at=turn.now, via=VIA)
    if not to_citizen(turn, office, handover):
        note(turn, handover, "handover/waits.j2", reason="")


def _end(turn: Turn, office: Office, handover: Handover, person: Person) -> None:
    text = wording.plain("handover/ended.j2", why="staff")
    handovers.tell(turn.session, handover, text, at=turn.now)
    handovers.close_as(turn.session, handover, by=person, at=turn.now, via=VIA)
    to_citizen(turn, office, handover)
    note(turn, handover, "handover/closed_note.j2", why="staff")


def _number(office: Office, municipality: str, said: Said) -> int | None:
    with office.database.reading() as session:
        return handovers.in_thread(session, municipality, said.channel, said.thread_ts)
