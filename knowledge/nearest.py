"""The counters nearest to a place on the map."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from knowledge.answer import Contact
from knowledge.coordinates import Coordinates
from knowledge.entries.knowledge_base import DepartmentEntry

MOST = 3


@dataclass(frozen=True)
class Near:
    """A counter, and how far it is as the crow flies."""

    contact: Contact
    metres: float


def nearest(departments: Iterable[DepartmentEntry], at: Coordinates) -> list[Near]:
    """The nearest counters that are on the map, one for each building: where several departments
    are in one, its general desk (総合案内), else the first."""
    by_building: dict[Coordinates, Contact] = {}
    for entry in sorted(departments, key=lambda one: not one.is_general_desk):
        if entry.contact.coordinates is not None:
            by_building.setdefault(entry.contact.coordinates, entry.contact)
    near = [Near(contact, at.metres_to(where)) for where, contact in by_building.items()]
    return sorted(near, key=lambda one: one.metres)[:MOST]
