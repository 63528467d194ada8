"""What every handler may reach: the database, the counter and the time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from knowledge.counter import Counter
from store.database import Database


@dataclass(frozen=True)
class Office:
    """The things behind the counter, made once a process."""

    database: Database
    counter: Counter
    now: Callable[[], datetime]
    municipality: str
    """Code of the default municipality: whom the one LINE channel belongs to."""
    conversation_key: bytes
    """Hides who takes part in a conversation; the same in every process."""
    desk_channel: str = ""
    """Slack channel for handovers to departments that have none of their own."""
    may_push: bool = False
    """Whether what staff answers may be pushed on LINE, at the cost of its monthly quota."""
