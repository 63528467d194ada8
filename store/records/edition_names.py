"""What the names of editions (版) and the titles of plans tell: the same, earlier or later."""

from __future__ import annotations

import re
import unicodedata

_NUMBERED = re.compile(
    r"第?([\d一二三四五六七八九十]+(?:\.\d+)*)版|^(?:ver(?:sion)?|v)\.?(\d+(?:\.\d+)*)"
)
_YEAR = re.compile(r"(?:(令和|r)(元|\d+)|(\d{4}))年度?(?:改[訂定])?版")
_FIRST = re.compile(r"^初版")
_KANJI = {numeral: number for number, numeral in enumerate("一二三四五六七八九十", start=1)}
_REIWA_BEFORE = 2018
_EDITION_BRACKET = re.compile(
    r"\((?:[^()]*版|ver(?:sion)?\.?\d[\d.]*|(?:令和|平成|r|h)?(?:元|\d+)年度?(?:\d+月)?(?:改[訂定])?)\)"
)
_SPACES = re.compile(r"\s+")

Order = tuple[str, tuple[int, ...]]
"""How it is counted, by number or by year, and its place in that."""


def plan_key(title: str) -> str:
    """What the titles of two editions of one plan share: no edition mark, no year in brackets."""
    return _EDITION_BRACKET.sub("", _plain(title).replace("[", "(").replace("]", ")"))


def is_same_edition(one: str, other: str) -> bool:
    return _plain(one) == _plain(other) or (
        _order(one) is not None and _order(one) == _order(other)
    )


def is_earlier(one: str, other: str) -> bool:
    """Whether an edition surely comes before another; not where their order is not known."""
    first, second = _order(one), _order(other)
    if first is None or second is None or first[0] != second[0]:
        return False
    return first[1] < second[1]


def _order(edition: str) -> Order | None:
    plain = _plain(edition)
    if _FIRST.match(plain):
        return "number", (1,)
    if year := _YEAR.search(plain):
        if year[3]:
            return "year", (int(year[3]),)
        return "year", (_REIWA_BEFORE + (1 if year[2] == "元" else int(year[2])),)
    if numbered := _NUMBERED.search(plain):
        parts = [_number(part) for part in (numbered[1] or numbered[2]).split(".")]
        while len(parts) > 1 and parts[-1] == 0:
            parts.pop()
        return "number", tuple(parts)
    return None


def _number(text: str) -> int:
    if text.isdecimal():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    return (_KANJI.get(tens, 1) * 10 if ten else 0) + _KANJI.get(ones, 0)


def _plain(text: str) -> str:
    return _SPACES.sub("", unicodedata.normalize("NFKC", text).lower())
