"""A citizen takes a message back (送信取消): the counter forgets what it said."""

from __future__ import annotations

from handlers.line.visit import Visit
from knowledge.personal_numbers import MASK
from store import unsent

MARK = MASK * 6
"""Stands where words were, as it does for hidden numbers."""


def forget(visit: Visit, message_id: str) -> None:
    """Erase what the message said wherever it was kept."""
    unsent.erase(
        visit.turn.session,
        visit.turn.event,
        message_id,
        conversation_hash=visit.conversation,
        mark=MARK,
        is_alone=visit.is_alone,
        now=visit.turn.now,
    )
