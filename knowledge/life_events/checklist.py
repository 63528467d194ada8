"""A personal checklist of procedures (手続のリスト): what to do, by when, and where."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from knowledge.answer import Contact, Kind
from knowledge.entries import Entry, KnowledgeBase
from knowledge.life_events.deadlines import Deadline, DeadlineKind, Due
from knowledge.life_events.event import DayQuestion, LifeEvent, Step
from knowledge.normalise import letters, title_key
from knowledge.opening_hours import OFFICIAL, opening_hours
from store.tables import LifeEventStep, Visibility

_TOLD_BY = (Kind.PROCEDURE, Kind.FAQ)


@dataclass(frozen=True)
class Item:
    """One step with its days and where to go."""

    step: Step
    day_name: str
    """From which day its deadline counts."""
    opens: date | None
    due: Due | None
    is_past: bool
    """Whether its last day is over, or the day before which it was to be done."""
    contact: Contact | None
    """The department of the municipality; nothing where the step is done elsewhere."""
    entry_key: str
    """What the municipality says about it; empty where it says nothing."""

    @property
    def title(self) -> str:
        return self.step.title


def checklist(
    event: LifeEvent,
    answers: Mapping[int, str],
    day: date | None,
    *,
    today: date,
    base: KnowledgeBase,
    own: Sequence[LifeEventStep] = (),
) -> tuple[Item, ...]:
    """The steps for somebody who answered so, in the order in which they are due.

    Args:
        day: from which deadlines count; nothing where that is not known yet.
        own: steps of the municipality; one takes the place of the packaged one of its title, and
            an internal one leaves that out.
    """
    directory = _Directory(base)
    asked = event.day_of(answers)
    counted = day or today
    steps = [step for step in _with_own(event, own) if event.fits(step.when, answers)]
    placed = []
    for number, step in enumerate(steps):
        contact, entry_key = directory.whom_to_ask(step)
        item = _item(step, asked, day, today, contact, entry_key)
        place = step.deadline.place_in_time(counted, step.deadline.due(counted))
        placed.append((place, number, item))
    return tuple(item for _, _, item in sorted(placed, key=lambda one: one[:2]))


def _with_own(event: LifeEvent, own: Sequence[LifeEventStep]) -> list[Step]:
    """Packaged steps, with those of a municipality in their place or behind them."""
    rows = {row.title: row for row in own if event.name in row.life_events}
    public = {
        title: _own_step(row) for title, row in rows.items() if row.visibility is Visibility.PUBLIC
    }
    packaged = {step.title: step for step in event.steps if step.title not in rows}
    titles = dict.fromkeys([*(step.title for step in event.steps), *public])
    told = {**packaged, **public}
    return [told[title] for title in titles if title in told]


def _own_step(row: LifeEventStep) -> Step:
    return Step(
        title=row.title,
        what=row.what,
        when=tuple(row.when),
        deadline=Deadline.read(row.deadline),
        procedures=(row.procedure,) if row.procedure else (),
        department=row.department,
        place=row.place,
        source=row.source,
    )


def _item(
    step: Step,
    asked: DayQuestion | None,
    day: date | None,
    today: date,
    contact: Contact | None,
    entry_key: str,
) -> Item:
    hours = (opening_hours(contact.hours) if contact else None) or OFFICIAL
    due = step.deadline.due(day, hours) if day else None
    return Item(
        step=step,
        day_name=step.day_name or (asked.name if asked else ""),
        opens=step.deadline.opens(day) if day else None,
        due=due,
        is_past=_is_past(step, day, due, today),
        contact=contact,
        entry_key=entry_key,
    )


def _is_past(step: Step, day: date | None, due: Due | None, today: date) -> bool:
    if due is not None:
        return due.by < today
    return step.deadline.kind is DeadlineKind.BEFORE and day is not None and day < today


class _Directory:
    """Which procedure and which department of a municipality a step is about."""

    def __init__(self, base: KnowledgeBase) -> None:
        self._base = base
        self._by_title: dict[str, Entry] = {}
        self._by_keyword: dict[str, Entry] = {}
        for entry in base.citizen_entries:
            if entry.kind in _TOLD_BY:
                self._by_title.setdefault(title_key(entry.title), entry)
                for wording in entry.wordings:
                    for keyword in wording.split("、"):
                        self._by_keyword.setdefault(title_key(keyword), entry)

    def whom_to_ask(self, step: Step) -> tuple[Contact | None, str]:
        """The department that takes a step, and the key of the entry that tells more."""
        entry = self._entry(step)
        key = entry.key if entry else ""
        if step.place:
            return None, key
        if entry and entry.contacts:
            return entry.contacts[0], key
        return self._department(step.department), key

    def _entry(self, step: Step) -> Entry | None:
        names = [title_key(name) for name in step.procedures]
        found = (known.get(name) for name in names for known in (self._by_title, self._by_keyword))
        return next((entry for entry in found if entry is not None), None)

    def _department(self, word: str) -> Contact | None:
        """The department of this name, or that handles the word; else the general desk."""
        spoken = letters(word)
        departments = self._base.departments
        for one in departments:
            if spoken and spoken == letters(one.contact.department):
                return one.contact
        for one in departments:
            if spoken and spoken in map(letters, one.handles):
                return one.contact
        return next((one.contact for one in departments if one.is_general_desk), None)
