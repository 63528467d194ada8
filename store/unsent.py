"""What is erased of a message: of one that a citizen takes back (送信取消) every word, wherever it
was kept; of one that is no text whatever it held."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session

from store.inbox import Taken
from store.tables import (
    Handover,
    HandoverMessage,
    InboxEvent,
    Question,
    Reviewed,
    Sender,
    Wording,
    WordingOrigin,
    WordingState,
)


def erase(
    session: Session,
    event: Taken,
    message_id: str,
    *,
    conversation_hash: str,
    mark: str,
    is_alone: bool,
    now: datetime,
) -> None:
    """Erase the words of a message that the citizen took back with ``event``.

    Args:
        conversation_hash: the name that handovers know the conversation by.
        mark: stands where words were.
        is_alone: the message came in the same conversation. In a group LINE does not say who took
            a message back (webhook reference, source group), so it is looked for in all of them.
    """
    own = select(InboxEvent.conversation).where(InboxEvent.id == event.id).scalar_subquery()
    kept = select(InboxEvent).where(
        InboxEvent.municipality == event.municipality,
        InboxEvent.source == event.source,
        InboxEvent.id < event.id,
        InboxEvent.payload["message"]["id"].as_string() == message_id,
    )
    if is_alone:
        kept = kept.where(InboxEvent.conversation == own)
    for row in session.scalars(kept):
        message = row.payload["message"]
        _empty(row, message)
        text = message.get("text")
        if isinstance(text, str) and text:
            _erase_question(session, row, text, mark, now)
            _erase_from_handover(session, row.municipality, conversation_hash, text, mark)
    session.flush()


def keep_no_content(session: Session, event: Taken) -> None:
    """Keep of a message that is no text only that it came: no place, no name of a file."""
    row = session.get_one(InboxEvent, event.id)
    _empty(row, row.payload["message"])
    session.flush()


def _empty(row: InboxEvent, message: Mapping[str, Any]) -> None:
    left = {name: message[name] for name in ("type", "id") if name in message}
    row.payload = row.payload | {"message": left}


def _erase_question(session: Session, row: InboxEvent, text: str, mark: str, now: datetime) -> None:
    """The question that the message was logged as, and what was learnt from it."""
    asked = (
        select(Question.id)
        .where(
            Question.municipality == row.municipality,
            Question.channel == row.source,
            Question.text == text[:500],
            Question.asked_at >= row.received_at,
            Question.asked_at <= (row.handled_at or now),
        )
        .order_by(Question.id)
        .limit(1)
    )
    session.execute(
        update(Question)
        .where(Question.id == asked.scalar_subquery())
        .values(text=mark, reviewed_as=Reviewed.PUT_ASIDE, reviewed_at=now)
    )
    session.execute(
        delete(Wording).where(
            Wording.municipality == row.municipality,
            Wording.text == " ".join(text.split()),
            Wording.state == WordingState.WAITING,
            Wording.origin == WordingOrigin.QUESTION,
        )
    )


def _erase_from_handover(
    session: Session, municipality: str, conversation: str, text: str, mark: str
) -> None:
    """What was written to staff; what has reached Slack stays there."""
    own = select(Handover.id).where(
        Handover.municipality == municipality, Handover.conversation == conversation
    )
    session.execute(
        update(HandoverMessage)
        .where(
            HandoverMessage.handover_id.in_(own),
            HandoverMessage.sender == Sender.CITIZEN,
            or_(HandoverMessage.text == text, HandoverMessage.text == text.strip()),
        )
        .values(text=mark)
    )
