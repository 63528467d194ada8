"""Life events (ライフイベント): a few questions, then a checklist with days to keep."""

from knowledge.life_events.checklist import Item, checklist
from knowledge.life_events.deadlines import BadDeadline, Deadline, DeadlineKind, Due
from knowledge.life_events.event import (
    DayQuestion,
    LifeEvent,
    Question,
    Step,
    Tone,
    heard,
    life_event,
    life_events,
)

__all__ = [
    "BadDeadline",
    "DayQuestion",
    "Deadline",
    "DeadlineKind",
    "Due",
    "Item",
    "LifeEvent",
    "Question",
    "Step",
    "Tone",
    "checklist",
    "heard",
    "life_event",
    "life_events",
]
