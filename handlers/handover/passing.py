"""Pass on what citizens and staff write to each other, and tell of what did not arrive.

In each direction one batch is on its way at a time; how its delivery ended comes back as an event
(`told_back`) and sets the next one going. So all arrives in order, and nothing is lost.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from enum import StrEnum
from typing import Any

import structlog

from handlers import wording
from handlers.handover.desk import channel_after
from handlers.handover.thread import CLOSE, note, post_in_thread
from handlers.line.messages import MOST_MESSAGES, Message, split_text, text_message
from handlers.line.replying import PUSH, reply, reply_token
from handlers.line.replying import SERVICE as REPLY
from handlers.office import Office
from handlers.slack.delivery import THREAD_GONE
from handlers.slack.replies import Button
from handlers.slack.who import VIA
from knowledge.personal_numbers import MASK
from store import handovers, outbox
from store.audit import Actor
from store.inbox import Turn
from store.outbox import Outgoing
from store.tables import Handover, HandoverMessage, HandoverState, MessageState, Sender

TOKEN_LIFE = timedelta(seconds=55)
"""LINE says a minute (Messaging API reference, reply tokens)."""
MOST_AT_ONCE = 10
"""Messages of a citizen in one post, each of at most 5,000 letters; a post takes 144,000."""

_log = structlog.get_logger(__name__)


class Way(StrEnum):
    """How words get to a citizen."""

    REPLY = "reply"
    """With a reply token that staff was quick enough for."""
    NEXT_MESSAGE = "next_message"
    """With the reply token of what the citizen wrote next."""
    PUSH = "push"


def to_staff(turn: Turn, handover: Handover, *, is_second_try: bool = False) -> None:
    """Post what the citizen wrote in the thread, which the first post opens."""
    ready = handovers.waiting(turn.session, handover, for_citizen=False)[:MOST_AT_ONCE]
    if not ready:
        return
    is_opening = not handover.thread_ts
    text = wording.mrkdwn(
        "handover/opening.j2" if is_opening else "handover/from_citizen.j2",
        department=handover.department.name if handover.department else "",
        texts=[message.text for message in ready],
    )
    label = wording.labels("handover/buttons.j2")["close"]
    buttons = (Button(label, f"{CLOSE}:{handover.id}", str(handover.id)),)
    numbers = _send_on_its_way(turn, handover, ready)
    post_in_thread(
        turn,
        handover,
        text,
        key=f"handover:{handover.id}:staff:{turn.event.id}",
        buttons=buttons if is_opening else (),
        tells_back={
            "handover": handover.id,
            "to": "staff",
            "messages": numbers,
            "channel": handover.channel,
            "is_second_try": is_second_try,
        },
    )


def to_citizen(turn: Turn, office: Office, handover: Handover) -> bool:
    """Send what waits for the citizen by the best way there is; returns whether there is one, or
    something is on its way already."""
    ready = handovers.waiting(turn.session, handover, for_citizen=True)
    if not ready:
        return True
    held = outbox.withdraw(turn.session, handover.held_reply, now=turn.now)
    handover.held_reply = ""
    if held is not None:
        payload = {"replyToken": held["replyToken"]}
        _send_to_citizen(turn, handover, ready, Way.REPLY, REPLY, payload)
    elif office.may_push and handover.line_user_id:
        _send_to_citizen(turn, handover, ready, Way.PUSH, PUSH, {"to": handover.line_user_id})
    else:
        return False
    return True


def with_next_message(turn: Turn, handover: Handover, more: Sequence[Message] = ()) -> bool:
    """Reply to what the citizen wrote with what waits for them, then ``more``.

    Returns whether that was done: not where nothing waits, or it leaves no room for ``more``.
    """
    ready = handovers.waiting(turn.session, handover, for_citizen=True)
    if not ready or not reply_token(turn):
        return False
    taken, messages = _fitting(handover, ready, room=MOST_MESSAGES - len(more))
    if not taken:
        return False
    numbers = _send_on_its_way(turn, handover, taken)
    reply(turn, [*messages, *more], tells_back=_told_of(handover, numbers, Way.NEXT_MESSAGE))
    return True


def told_back(turn: Turn, office: Office) -> None:
    """How a delivery ended."""
    told = turn.event.payload
    handover = handovers.find(turn.session, turn.event.municipality, told["handover"])
    if handover is None:
        return
    if told["error"]:
        handovers.put(turn.session, handover, told["messages"], MessageState.WAITING)
        (_not_posted if told["to"] == "staff" else _not_reached)(turn, office, handover)
        return
    arrived = handovers.put(turn.session, handover, told["messages"], MessageState.DELIVERED)
    if told["to"] == "staff":
        is_opening = not handover.thread_ts
        handover.thread_ts = handover.thread_ts or told["receipt"]
        if is_opening and handover.state is HandoverState.CLOSED:
            note(turn, handover, "handover/closed_note.j2", why="citizen")
        to_staff(turn, handover)
        return
    if any(message.sender is Sender.STAFF for message in arrived):
        used, _, limit = told["receipt"].partition("/") if told["way"] == Way.PUSH else ("",) * 3
        note(turn, handover, "handover/arrived.j2", way=told["way"], used=used, limit=limit)
    to_citizen(turn, office, handover)
    handovers.erase_address(turn.session, handover)


def _not_posted(turn: Turn, office: Office, handover: Handover) -> None:
    """Slack would not take a post: open another thread, in another channel if need be; where none
    is left, the citizen hears whom to call."""
    told = turn.event.payload
    reason = told["error"].removeprefix("Slack ")
    _log.warning("handover_not_posted", handover=handover.id, reason=reason)
    handover.thread_ts = ""
    if reason in THREAD_GONE and not told["is_second_try"]:
        to_staff(turn, handover, is_second_try=True)
        return
    municipality = turn.event.municipality
    handover.channel = channel_after(office, municipality, handover.department, told["channel"])
    if handover.channel:
        to_staff(turn, handover)
    elif handover.state is HandoverState.OPEN:
        text = wording.plain("handover/not_passed_on.j2", department=handover.department)
        handovers.tell(turn.session, handover, text, at=turn.now)
        why = "no_channel"
        handovers.close(turn.session, handover, by=Actor("outbox", VIA), why=why, at=turn.now)
        to_citizen(turn, office, handover)


def _not_reached(turn: Turn, office: Office, handover: Handover) -> None:
    """LINE would not take a message: it is pushed, unless that was tried; else it waits."""
    told = turn.event.payload
    pushed = told["way"] == Way.PUSH
    _log.warning("handover_not_reached", handover=handover.id, way=told["way"])
    if not pushed and to_citizen(turn, office, handover):
        return
    reason, _, _ = told["error"].partition(":") if pushed else ("",) * 3
    note(turn, handover, "handover/waits.j2", reason=reason)


def _send_to_citizen(
    turn: Turn,
    handover: Handover,
    ready: Sequence[HandoverMessage],
    way: Way,
    service: str,
    receiver: dict[str, str],
) -> None:
    taken, messages = _fitting(handover, ready, room=MOST_MESSAGES)
    numbers = _send_on_its_way(turn, handover, taken)
    turn.send(
        Outgoing(
            key=f"handover:{handover.id}:citizen:{turn.event.id}",
            service=service,
            payload={**receiver, "messages": messages},
            expires_at=turn.now + TOKEN_LIFE if way is Way.REPLY else None,
            tells_back=_told_of(handover, numbers, way),
            tells_success=True,
        )
    )


def _fitting(
    handover: Handover, ready: Sequence[HandoverMessage], *, room: int
) -> tuple[list[HandoverMessage], list[Message]]:
    """As many messages as fit into one sending, and as LINE shows them."""
    taken: list[HandoverMessage] = []
    shown: list[Message] = []
    for message in ready:
        pieces = as_citizen_reads(handover, message)
        if len(shown) + len(pieces) > room:
            break
        taken.append(message)
        shown += pieces
    return taken, shown


def as_citizen_reads(handover: Handover, message: HandoverMessage) -> list[Message]:
    """A message as LINE shows it to the citizen: what staff wrote in the name of the department."""
    if message.sender is Sender.COUNTER:
        return [text_message(piece) for piece in split_text(message.text)]
    return from_department(handover, message.text)


def from_department(handover: Handover, text: str) -> list[Message]:
    """Words of staff in the name of their department, as LINE shows them."""
    whole = wording.plain(
        "handover/from_department.j2",
        department=handover.department,
        text=text,
        has_hidden_numbers=MASK * 6 in text,
    )
    return [text_message(piece) for piece in split_text(whole)]


def _send_on_its_way(
    turn: Turn, handover: Handover, messages: Sequence[HandoverMessage]
) -> list[int]:
    numbers = [message.id for message in messages]
    handovers.put(turn.session, handover, numbers, MessageState.ON_ITS_WAY)
    return numbers


def _told_of(handover: Handover, numbers: list[int], way: Way) -> dict[str, Any]:
    return {"handover": handover.id, "to": "citizen", "messages": numbers, "way": way.value}
