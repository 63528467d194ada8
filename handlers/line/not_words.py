"""Citizens send something that is no text: a place is answered with the nearest counters, all else
with what to do instead."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from handlers.line import flex, handover, next_steps
from handlers.line.answer_pages import bubbles, pages
from handlers.line.visit import Visit
from knowledge.coordinates import Coordinates
from knowledge.nearest import Near, nearest
from store import unsent


def answer(visit: Visit, message: Mapping[str, Any]) -> None:
    """Answer a message that is no text; nothing of it is kept."""
    unsent.keep_no_content(visit.turn.session, visit.turn.event)
    if _is_further_of_a_set(message) or handover.take_no_file(visit):
        return
    base = visit.office.counter.shelves(visit.municipality).base
    at = _place(message)
    near = nearest(base.departments, at) if at else []
    if near:
        _show(visit, near)
    else:
        told = visit.say("line/not_text.j2", kind=message["type"], contacts=base.general_desk)
        visit.reply_text(told, next_steps.offers(visit))


def _show(visit: Visit, near: list[Near]) -> None:
    text = visit.say("line/nearest.j2", near=near)
    offers = next_steps.offers(visit)
    if visit.choices.is_text_only:
        visit.reply_text(text, offers)
        return
    labels = visit.labels("line/labels.j2")
    size = flex.letters(is_large=visit.choices.is_large)
    shown = []
    for one in near:
        page = pages(visit.mark("line/nearest_counter.j2", near=one))
        buttons = next_steps.to_reach(visit, one.contact)
        shown += bubbles(page, size, buttons, labels["page"])
    visit.reply([flex.flex_message(text, shown[: flex.MOST_BUBBLES], offers)])


def _place(message: Mapping[str, Any]) -> Coordinates | None:
    match message:
        case {"type": "location", "latitude": float() | int() as north, "longitude": east} if (
            isinstance(east, float | int) and abs(north) <= 90 and abs(east) <= 180
        ):
            return Coordinates(float(north), float(east))
        case _:
            return None


def _is_further_of_a_set(message: Mapping[str, Any]) -> bool:
    """Whether it is the second or a later image of several that were sent together; one reply is
    enough for them (webhook description, imageSet)."""
    match message:
        case {"imageSet": {"index": int(index)}}:
            return index > 1
        case _:
            return False
