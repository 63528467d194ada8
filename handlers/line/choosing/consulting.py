"""相談する: a person through the chat, or a department by telephone."""

from __future__ import annotations

from collections.abc import Mapping

from handlers.answers.links import telephone_link
from handlers.line import flex, handover
from handlers.line.choosing.lists import List, Row, list_messages
from handlers.line.taps import Tap
from handlers.line.visit import Visit
from knowledge.answer import Contact

CONSULT = "consult"


def consult(visit: Visit, values: Mapping[str, str]) -> None:
    """Offer to ask staff, and name the departments, the general desk first."""
    base = visit.office.counter.shelves(visit.municipality).base
    desks = sorted(base.departments, key=lambda one: not one.is_general_desk)
    contacts = [one.contact for one in desks if one.contact.telephone]
    asks = handover.offer(visit)
    heading = visit.say("line/choosing/consult.j2", may_ask=bool(asks), contacts=contacts)
    rows = [row for one in contacts for row in _row(visit, one)]
    if not rows:
        visit.reply_text(heading, asks)
        return
    shown = List(heading, rows, lambda start: _further(visit, start), asks)
    visit.reply(list_messages(visit, shown, int(values.get("start", 0))))


def _row(visit: Visit, contact: Contact) -> list[Row]:
    """A department whose row calls it."""
    label = visit.labels("line/labels.j2")["call"].format(who=contact.department)
    more = visit.say("line/choosing/department.j2", contact=contact)
    return [Row(link, more) for link in flex.link_to(label, telephone_link(contact.telephone))]


def _further(visit: Visit, start: int) -> Tap:
    return visit.tap(visit.labels("line/choosing/labels.j2")["next"], CONSULT, start=start)
