"""Fiscal years as documents write them: 2023, 令和5年度, R5, 2023（令和5）年度."""

from __future__ import annotations

import re

from knowledge.normalise import normalise

_BRACKETED = re.compile(r"\s*\([^)]*\)\s*")
_WESTERN = re.compile(r"((?:19|20)\d{2})(?:年度?)?")
_ERA = re.compile(r"(令和|平成|r|h)\s*(\d{1,2}|元)(?:年度?)?")
_FIRST = {"令和": 2019, "r": 2019, "平成": 1989, "h": 1989}
"""Year 1 of the era."""


def fiscal_year(text: str) -> int | None:
    """The fiscal year a table heading names, or nothing where it is no year."""
    spoken = _BRACKETED.sub("", normalise(text))
    if found := _WESTERN.fullmatch(spoken):
        return int(found[1])
    if found := _ERA.fullmatch(spoken):
        return _FIRST[found[1]] + (1 if found[2] == "元" else int(found[2])) - 1
    return None
