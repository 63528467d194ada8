"""What a conversation has left here, looked at once: most people who ask have left nothing."""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlalchemy import bindparam, exists, select
from sqlalchemy.orm import Session

from store.citizens import Choices, choices_of
from store.tables import Handover, LifeEventVisit, Subscription

_WHETHER = select(
    *(
        exists()
        .where(
            table.municipality == bindparam("municipality"),
            table.conversation == bindparam("conversation"),
        )
        .label(name)
        for name, table in (
            ("handover", Handover),
            ("life_event", LifeEventVisit),
            ("subscription", Subscription),
        )
    )
)


@dataclass(frozen=True)
class Left:
    """How a citizen wants to be spoken to, and of what there is any row, however old.

    Only events of the conversation itself add such rows, and they are handled one after the other:
    what is not there at the beginning of one is not there at its end, unless it was added by it.
    """

    choices: Choices = field(default_factory=Choices)
    handover: bool = False
    life_event: bool = False
    subscription: bool = False


def left_by(session: Session, municipality: str, conversation: str) -> Left:
    """What a conversation has left; ``conversation`` is hashed already (`last_answers`)."""
    whose = {"municipality": municipality, "conversation": conversation}
    found = session.execute(_WHETHER, whose).one()._mapping
    return Left(choices_of(session, municipality, conversation), **found)
