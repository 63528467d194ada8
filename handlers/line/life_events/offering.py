"""What is offered under an answer: the life event that a text tells of, or the way back to one."""

from __future__ import annotations

from handlers.line.taps import Tap
from handlers.line.visit import Visit
from knowledge.life_events import heard, life_event
from store import life_events
from store.tables import LifeEventVisit

EVENTS = "life_events"
BEGIN = "life_event"
LIST = "life_event_list"
BACK = "life_event_back"
STOP = "life_event_stop"
LABELS = "line/life_events/labels.j2"


def standing(visit: Visit) -> LifeEventVisit | None:
    """Where a citizen is in a life event, read apart from the turn's transaction."""
    if not visit.left.life_event:
        return None
    with visit.office.database.reading() as session:
        return life_events.current(
            session, visit.municipality, visit.conversation, now=visit.turn.now
        )


def offers(visit: Visit, text: str) -> list[Tap]:
    """Buttons under the answer to a text."""
    labels = visit.labels(LABELS)
    event, row = heard(text), standing(visit)
    found: list[Tap] = []
    if event is not None and (row is None or row.event != event.key):
        found.append(visit.tap(f"{event.name}：{labels['begin']}", BEGIN, event=event.key))
    if row is not None and life_event(row.event) is not None:
        label = labels["to_list" if row.is_day_asked else "go_on"]
        found.append(visit.tap(label, LIST, event=row.event))
    return found
