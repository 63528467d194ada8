"""The checklist of a life event on LINE: pages of steps, each to be ticked off."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from linebot.v3.messaging import FlexBubble, FlexComponent, FlexSeparator

from handlers.line import flex
from handlers.line.answering import entry_tap
from handlers.line.life_events.offering import BACK, BEGIN, EVENTS, LABELS, STOP
from handlers.line.messages import MOST_MESSAGES, Message, shortened, split_text, text_message
from handlers.line.taps import Tap
from handlers.line.visit import Visit
from knowledge.life_events import Item, LifeEvent, checklist, life_event
from knowledge.life_events.said import Ticked
from store import life_events as store
from store.clock import TOKYO
from store.records.life_events import own_steps
from store.tables import LifeEventVisit

TICK, REMIND = "life_event_tick", "life_event_remind"
STEPS_A_PAGE = 4
"""Some two screens of a telephone; with steps as long as they may be less than 15 kB."""
MOST_STEPS = STEPS_A_PAGE * 3 * MOST_MESSAGES
MOST_TITLE, MOST_TEXT = 60, 400
"""Characters of a step on a page; the rest is told by the procedure itself."""
MOST_ENTRIES = 8
"""Buttons for procedures under a list without pages."""


def row_of(visit: Visit) -> LifeEventVisit | None:
    """Where a citizen is in a life event."""
    return store.current(
        visit.turn.session, visit.municipality, visit.conversation, now=visit.turn.now
    )


def place(
    visit: Visit, values: Mapping[str, str]
) -> tuple[LifeEvent | None, LifeEventVisit | None]:
    """The event that a button is of, and where the citizen is in it; where they are not in it any
    more, they hear so and may begin again."""
    event, row = life_event(values.get("event", "")), row_of(visit)
    if event is not None and row is not None and row.event == event.key:
        return event, row
    labels = visit.labels(LABELS)
    again = [visit.tap(event.name, BEGIN, event=event.key)] if event else []
    others = visit.tap(labels["events"], EVENTS)
    visit.reply_text(visit.say("line/life_events/gone.j2"), [*again, others])
    return None, None


def tick(visit: Visit, values: Mapping[str, str]) -> None:
    """Tick a step off or take that back, and show the list anew."""
    event, row = place(visit, values)
    if event is None or row is None:
        return
    items = _items(visit, event, row)
    item = next((one for one in items if one.step.key == values["step"]), None)
    if item is not None:
        _tick(visit, row, items, item, is_done=values["done"] == "1")
    show(visit, event, row)


def tick_number(visit: Visit, event: LifeEvent, ticked: Ticked) -> bool:
    """Tick off the step of a number; returns whether there is one."""
    row = row_of(visit)
    items = _items(visit, event, row) if row is not None else ()
    if row is None or not 1 <= ticked.number <= len(items):
        return False
    _tick(visit, row, items, items[ticked.number - 1], is_done=ticked.is_done)
    show(visit, event, row)
    return True


def remind(visit: Visit, values: Mapping[str, str]) -> None:
    """Remind of the deadlines of a list before they are over, or do so no more."""
    if values["on"] == "0":
        store.stop_reminding(visit.turn.session, visit.conversation)
        visit.reply_text(visit.say("line/life_events/reminders_off.j2"))
        return
    event, row = place(visit, values)
    if event is None or row is None or not _may_remind(visit):
        return
    count = _remind(visit, row, _items(visit, event, row))
    template = "reminders_on" if count else "reminders_none"
    labels = visit.labels(LABELS)
    off = [visit.tap(labels["no_reminder"], REMIND, event=event.key, on=0)] if count else []
    visit.reply_text(visit.say(f"line/life_events/{template}.j2", count=count), off)


def show(visit: Visit, event: LifeEvent, row: LifeEventVisit) -> None:
    """The list: on pages, or as a text with numbers."""
    items = _items(visit, event, row)
    values = {
        "event": event,
        "items": items,
        "ticked": row.done,
        "done": sum(item.title in row.done for item in items),
        "day": row.day,
        "day_name": question.name
        if (question := event.day_of(store.answers_of(row))) is not None
        else "",
        "is_numbered": visit.choices.is_text_only,
    }
    text = visit.say("line/life_events/list.j2", **values)
    offers = _offers(visit, event, row, items)
    if visit.choices.is_text_only:
        *first, last = list(split_text(text))[:MOST_MESSAGES]
        visit.reply([*map(text_message, first), text_message(last, offers)])
        return
    visit.reply(_pages(visit, event, row, items, text, offers, values))


def _items(visit: Visit, event: LifeEvent, row: LifeEventVisit) -> tuple[Item, ...]:
    base = visit.office.counter.shelves(visit.municipality).base
    items = checklist(
        event,
        store.answers_of(row),
        row.day,
        today=_today(visit),
        base=base,
        own=own_steps(visit.turn.session, visit.municipality),
    )
    return items[:MOST_STEPS]


def _tick(
    visit: Visit, row: LifeEventVisit, items: Sequence[Item], item: Item, *, is_done: bool
) -> None:
    is_reminded = store.is_reminded(visit.turn.session, row)
    store.tick(visit.turn.session, row, item.title, is_done=is_done, at=visit.turn.now)
    if is_reminded:
        _remind(visit, row, items)


def _remind(visit: Visit, row: LifeEventVisit, items: Sequence[Item]) -> int:
    deadlines = {item.title: item.due.by for item in items if item.due and _is_open(item, row)}
    return store.remind(
        visit.turn.session, row, deadlines, line_user_id=visit.user_id, now=visit.turn.now
    )


def _may_remind(visit: Visit) -> bool:
    return visit.office.may_push and visit.is_alone


def _is_open(item: Item, row: LifeEventVisit) -> bool:
    return item.title not in row.done


def _offers(
    visit: Visit, event: LifeEvent, row: LifeEventVisit, items: Sequence[Item]
) -> list[Tap]:
    labels = visit.labels(LABELS)
    offers = []
    if visit.choices.is_text_only:
        offers += [entry_tap(visit, item.entry_key, item.title) for item in items if item.entry_key]
        offers = offers[:MOST_ENTRIES]
    if store.is_reminded(visit.turn.session, row):
        offers.append(visit.tap(labels["no_reminder"], REMIND, event=event.key, on=0))
    elif _may_remind(visit) and any(
        item.due and item.due.by > _today(visit) and _is_open(item, row) for item in items
    ):
        offers.append(visit.tap(labels["remind"], REMIND, event=event.key, on=1))
    back = visit.tap(labels["back"], BACK, event=event.key)
    return [*offers, back, visit.tap(labels["end"], STOP, event=event.key)]


def _pages(
    visit: Visit,
    event: LifeEvent,
    row: LifeEventVisit,
    items: Sequence[Item],
    text: str,
    offers: Sequence[Tap],
    values: Mapping[str, Any],
) -> list[Message]:
    size = flex.letters(is_large=visit.choices.is_large)
    heading, *rest = visit.say("line/life_events/heading.j2", **values).splitlines()
    parts = [items[at : at + STEPS_A_PAGE] for at in range(0, len(items), STEPS_A_PAGE)] or [()]
    bubbles: list[FlexBubble] = []
    for number, part in enumerate(parts, 1):
        body: list[FlexComponent] = []
        if number == 1:
            body.append(flex.words(heading, size.title, is_bold=True))
            body += [flex.words(line, size.small, colour=flex.QUIET) for line in rest]
        for item in part:
            body += _components(visit, event, item, item.title in row.done, size)
        if len(parts) > 1:
            where = visit.labels("line/labels.j2")["page"].format(page=number, of=len(parts))
            body.append(flex.words(where, size.small, colour=flex.QUIET, margin="lg"))
        bubbles.append(flex.bubble(body))
    *first, last = flex.side_by_side(bubbles)
    return [
        *(flex.flex_message(text, some) for some in first),
        flex.flex_message(text, last, offers),
    ]


def _components(
    visit: Visit, event: LifeEvent, item: Item, is_done: bool, size: flex.Letters
) -> Iterator[FlexComponent]:
    labels = visit.labels(LABELS)
    yield FlexSeparator(margin="lg")
    mark = "✓" if is_done else "□"
    name = shortened(item.title, MOST_TITLE)
    yield flex.words(
        f"{mark} {name}",
        size.body,
        is_bold=True,
        colour=flex.QUIET if is_done else flex.INK,
        margin="md",
    )
    if not is_done:
        told = visit.say("line/life_events/item.j2", item=item)
        if told:
            yield flex.words(shortened(told, MOST_TEXT), size.heading)
        if item.entry_key:
            more = entry_tap(visit, item.entry_key, name)
            yield flex.button(replace(more, label=labels["more"]))
    label = labels["undone" if is_done else "done"]
    values: dict[str, str | int] = {
        "event": event.key,
        "step": item.step.key,
        "done": int(not is_done),
    }
    yield flex.button(visit.tap(label, TICK, said=f"{name}：{label}", **values))


def _today(visit: Visit) -> date:
    return visit.turn.now.astimezone(TOKYO).date()
