"""Numbers as people type them: 1,234件, ３１．５％, △2, レベル3."""

from __future__ import annotations

import re

from knowledge.normalise import normalise

_NUMBER = re.compile(
    r"([+-]?)(\d{1,3}(?:,\d{3}){1,4}|\d{1,15})(\.\d{1,9})?\s*(千|万|億)?\s*([^\d.,]*)"
)
_MINUS = str.maketrans("▲△−–", "----")
_TIMES = {None: 1, "千": 1_000, "万": 10_000, "億": 100_000_000}
_LEVEL = re.compile(r"(?:(?:デジタル化)?(?:レベル|段階)|level|lv\.?)?\s*(\d{1,3})")
_MOST_UNIT = 8
"""Characters of a unit behind a number; what is longer is a sentence."""


class NotANumber(ValueError):
    """The text is no number."""


def number(text: str) -> float:
    """The number in a text that holds one number and at most its unit.

    Raises:
        NotANumber: it is none, or more than one.
    """
    found = _NUMBER.fullmatch(normalise(text).translate(_MINUS))
    if not found or len(found[5]) > _MOST_UNIT:
        raise NotANumber(text)
    digits = f"{found[1]}{found[2].replace(',', '')}{found[3] or ''}"
    # 1.1万 is 11000, and not 11000.000000000002.
    return round(float(digits) * _TIMES[found[4]], 9)


def level(text: str) -> int:
    """A level as ``3`` or ``レベル3``.

    Raises:
        NotANumber: it is none.
    """
    found = _LEVEL.fullmatch(normalise(text))
    if not found:
        raise NotANumber(text)
    return int(found[1])
