"""How citizens want to be spoken to, kept under a keyed hash of their conversation."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from store.tables import Citizen


@dataclass(frozen=True)
class Choices:
    """What one citizen chose; as it stands here for who chose nothing."""

    language: str = ""
    """Name of a catalogue, such as ``en``; empty for Japanese as everybody gets it."""
    is_language_guessed: bool = False
    """Nobody chose it: it was what they wrote in last."""
    is_large: bool = False
    """Bigger letters."""
    is_text_only: bool = False
    """Plain messages, for telephones that show nothing else well."""


def choices_of(session: Session, municipality: str, conversation: str) -> Choices:
    """What a citizen chose; ``conversation`` is hashed already (`last_answers`)."""
    row = session.get(Citizen, conversation)
    if row is None or row.municipality != municipality:
        return Choices()
    return Choices(row.language, row.is_language_guessed, row.is_large, row.is_text_only)


def choose(
    session: Session, municipality: str, conversation: str, choices: Choices, *, at: datetime
) -> None:
    """Keep what a citizen chose, in place of what they chose before."""
    session.merge(
        Citizen(
            conversation=conversation, municipality=municipality, chosen_at=at, **asdict(choices)
        )
    )


def forget(session: Session, conversation: str) -> None:
    """A citizen wants to be known no more."""
    session.execute(delete(Citizen).where(Citizen.conversation == conversation))
