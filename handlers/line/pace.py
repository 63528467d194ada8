"""How much one citizen may ask in a time: whoever asks more is told once, then the bot is quiet."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import Enum, auto

from handlers.line import handover
from handlers.line.visit import Visit
from knowledge.calls_for_help import hear
from store import inbox

MOST = {timedelta(minutes=1): 20, timedelta(hours=1): 200}
"""Messages and presses in a time. Whoever reads the answers sends one in three seconds at most, and
two hundred in an hour are more than anybody has questions; a loop or a prank has more."""
_LOOKED_AT = max(MOST.values()) + 2
"""Enough to tell how it was at the message before, too."""


class Pace(Enum):
    FINE = auto()
    TOO_FAST_NOW = auto()
    """This message is the first that is too much."""
    TOO_FAST = auto()


def keeps(visit: Visit) -> bool:
    """Whether an event is to be answered; where it is the first too many, says so.

    A call for help is answered always, and what is written to staff always reaches them.
    """
    turn = visit.turn
    since = turn.event.received_at - max(MOST) * 2
    with visit.office.database.reading() as session:
        times = inbox.times_before(session, turn.event, since=since, most=_LOOKED_AT)
    pace = pace_of(times)
    if pace is Pace.FINE or _is_urgent(visit) or handover.is_open(visit):
        return True
    if pace is Pace.TOO_FAST_NOW:
        visit.reply_text(visit.say("line/too_fast.j2"))
    return False


def pace_of(times: Sequence[datetime]) -> Pace:
    """How fast a conversation goes.

    Args:
        times: when its events came, the newest first; that is the one in question.
    """
    if not _is_too_fast(times):
        return Pace.FINE
    return Pace.TOO_FAST if _is_too_fast(times[1:]) else Pace.TOO_FAST_NOW


def _is_too_fast(times: Sequence[datetime]) -> bool:
    return any(
        len(times) > most and times[0] - times[most] < within for within, most in MOST.items()
    )


def _is_urgent(visit: Visit) -> bool:
    match visit.turn.event.payload:
        case {"message": {"text": str(text)}}:
            return bool(hear(text).notices)
        case _:
            return False
