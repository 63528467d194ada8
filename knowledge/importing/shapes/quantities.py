"""Numbers with their unit as documents write them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge.importing.shapes.lines import half_width

_VALUE = re.compile(r"(?P<number>[-+]?\d[\d,]*(?:\.\d+)?)\s*(?P<unit>[^\d\s()、。/]*)")


@dataclass(frozen=True)
class Quantity:
    """A number and what it counts."""

    value: float
    unit: str


def quantity(text: str) -> Quantity | None:
    """The first number of a text with its unit: 「19手続」, 「31.20%」, 「1,200 人」."""
    plain = re.sub(r"\([^)]*\)", "", half_width(text))
    found = _VALUE.search(plain)
    if found is None:
        return None
    return Quantity(float(found["number"].replace(",", "")), found["unit"])
