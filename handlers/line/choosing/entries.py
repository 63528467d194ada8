"""From the rich menu to an entry: first its area, then the entry itself.

A tap carries a short digest of the area's name, for the title of a theme may be long.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from handlers.line.answering import entry_tap
from handlers.line.choosing.lists import List, Row, list_messages
from handlers.line.taps import Tap
from handlers.line.visit import Visit
from knowledge import areas
from knowledge.answer import Audience
from knowledge.areas import REST, Area
from knowledge.entries import Entry

PROCEDURES, INITIATIVES = "procedures", "initiatives"
"""Actions, and the names of their headings."""


@dataclass(frozen=True)
class _Choice:
    """An area to choose."""

    area: Area
    shown: str
    """What the citizen knows it by."""

    @property
    def mark(self) -> str:
        return hashlib.sha256(self.area.name.encode()).hexdigest()[:12]


def choose_procedure(visit: Visit, values: Mapping[str, str]) -> None:
    """手続き: the areas of life, or the procedures of one."""
    names = visit.labels("line/choosing/areas.j2")
    found = [_Choice(area, names[area.name]) for area in areas.of_procedures(_entries(visit))]
    _choose(visit, values, PROCEDURES, found)


def choose_initiative(visit: Visit, values: Mapping[str, str]) -> None:
    """市の取組: the themes of the plan, or the initiatives of one."""
    rest = visit.labels("line/choosing/areas.j2")[REST]
    found = [_Choice(area, area.name or rest) for area in areas.of_initiatives(_entries(visit))]
    _choose(visit, values, INITIATIVES, found)


def _choose(visit: Visit, values: Mapping[str, str], action: str, found: Sequence[_Choice]) -> None:
    """The areas, or the entries of the one that was pressed, or of the only one there is."""
    if not found:
        visit.reply_text(visit.say("line/choosing/nothing.j2"))
        return
    pressed = [area for area in found if area.mark == values.get("area")]
    if pressed or len(found) == 1:
        area = pressed[0] if pressed else found[0]
        shown = _entries_of(visit, action, area, is_only_one=len(found) == 1)
    else:
        shown = _areas(visit, action, found)
    visit.reply(list_messages(visit, shown, int(values.get("start", 0))))


def _areas(visit: Visit, action: str, found: Sequence[_Choice]) -> List:
    labels = visit.labels("line/choosing/labels.j2")
    rows = [
        Row(
            visit.tap(area.shown, action, area=area.mark),
            labels["count"].format(count=len(area.area.entries)),
        )
        for area in found
    ]
    return List(labels[action], rows, _further(visit, action, ""))


def _entries_of(visit: Visit, action: str, area: _Choice, *, is_only_one: bool) -> List:
    labels = visit.labels("line/choosing/labels.j2")
    heading = labels["whole"] if is_only_one else labels["which"].format(area=area.shown)
    rows = [Row(entry_tap(visit, entry.key, entry.title)) for entry in area.area.entries]
    back = [] if is_only_one else [visit.tap(labels["back"], action)]
    return List(heading, rows, _further(visit, action, area.mark), back)


def _further(visit: Visit, action: str, area: str) -> Callable[[int], Tap]:
    label = visit.labels("line/choosing/labels.j2")["next"]
    return lambda start: visit.tap(label, action, area=area, start=start)


def _entries(visit: Visit) -> tuple[Entry, ...]:
    base = visit.office.counter.shelves(visit.municipality).base
    return base.entries(Audience.CITIZEN)
