"""What a citizen may do next: buttons under a reply, and the ways to reach a counter."""

from __future__ import annotations

from handlers.answers.links import map_link, telephone_link
from handlers.line import flex, handover
from handlers.line.rich_menu.menus import MenuKind, menus
from handlers.line.taps import Link, Tap
from handlers.line.visit import Visit
from knowledge.answer import Contact

HELP = "help"
_WAYS_IN = ("procedures", "life_events", "initiatives")
"""What the tiles of the menu do that lead to something to read, in this order."""


def offers(visit: Visit) -> list[Tap | str]:
    """Where nothing was answered: to choose instead of typing, how to use the counter, and to ask a
    person."""
    how_to = visit.tap(visit.labels("line/labels.j2")["how_to"], HELP)
    return [*ways_in(visit), how_to, *handover.offer(visit)]


def ways_in(visit: Visit) -> list[Tap]:
    """The buttons of the menu that lead to something to read, for whoever cannot see the menu."""
    tiles = {tile.action: tile for tile in menus()[MenuKind.USUAL].tiles}
    labels = visit.labels("line/menu_labels.j2")
    return [visit.tap(labels[way], way, said=tiles[way].said) for way in _WAYS_IN]


def to_reach(visit: Visit, contact: Contact) -> list[Link]:
    """Its telephone and its place on the map, as far as they are known."""
    labels = visit.labels("line/labels.j2")
    return [
        *flex.link_to(
            labels["call"].format(who=contact.department), telephone_link(contact.telephone)
        ),
        *flex.link_to(labels["map"], map_link(contact)),
    ]
