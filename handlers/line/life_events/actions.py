"""What the buttons of life events do, and what is heard while somebody is in one."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from handlers.line.life_events import asking, listing
from handlers.line.life_events.offering import BACK, BEGIN, EVENTS, LIST, STOP, standing
from handlers.line.visit import Visit

ACTIONS: Mapping[str, Callable[[Visit, Mapping[str, str]], None]] = {
    EVENTS: asking.choose,
    BEGIN: asking.begin,
    asking.ANSWER: asking.answer,
    asking.DAY: asking.give_day,
    BACK: asking.go_back,
    STOP: asking.stop,
    LIST: asking.show,
    listing.TICK: listing.tick,
    listing.REMIND: listing.remind,
}


def hear(visit: Visit, text: str) -> bool:
    """Take what belongs to a life event that somebody is in; returns whether it did."""
    row = standing(visit)
    return row is not None and asking.hear(visit, row, text)
