"""Departments (担当課) as documents name them: on their own line, in brackets, after a title."""

from __future__ import annotations

import re

from knowledge.importing.shapes.lines import half_width
from knowledge.importing.shapes.numbering import CIRCLED

_LABELLED = re.compile(
    r"^(?:(?:主たる|主な)?担当(?:課室?|部署|部局|部課|所属|係)?|所管(?:課|部署|部局)?|主管課|実施(?:課|部署|主体)"
    r"|関係課|推進(?:課|部署))\s*:\s*(.+)$"
    r"|^[【\[](?:担当(?:課室?|部署|部局|所属)?|所管課?|主管課|実施主体)[】\]]\s*:?\s*(.+)$"
)
_SPACED = re.compile(
    r"^(?:担当(?:課室?|部署|部局|部課|所属)?|所管(?:課|部署|部局)?|主管課)\s+(\S.*)$"
)
_BREAK = re.compile(r"[、・,，;；／/](?![^（(]*[)）])")
_FIRM_BREAK = re.compile(r"[、,，;；／/\n](?![^（(]*[)）])")
_ENDING = re.compile(
    r"(?:課|室|局|部|(?<!場)所|(?<!関)係|館|院|園|署|センター|委員会|会計管理者|議会|全庁|班|チーム)"
    r"(?:など|等|ほか)?(?:\([^)]*\))?$"
)
_ALONE = re.compile(
    rf"(?:[{CIRCLED}]|\(\s*\d+\s*\))?\s*[【\[]?(?:担当(?:課室?|部署|部局|所属)|所管課?|主管課)[】\]]?\s*:?"
)
_BRACKETED = re.compile(r"^\(([^()]+(?:\([^()]*\)[^()]*)*)\)$")
_BRACKETED_OTHERWISE = re.compile(r"^[《〔【\[]([^《》〔〕【】\[\]]+)[》〕】\]]$")
_NO_TITLE = re.compile(r"。|\)[、,]")
"""A sentence, or a list of names with brackets of which the last one ends as departments do."""
LONGEST_TITLE = 70
_AFTER_TITLE = re.compile(
    r"^(?P<title>.*\S)\s*[(《〔【\[](?P<names>[^()《》〔〕【】\[\]]+)[)》〕】\]]$"
)


def labelled_departments(plain: str) -> tuple[str, ...]:
    """Departments of a 担当 line, each once; none where it is no such line."""
    if found := _LABELLED.match(plain):
        return departments_of(found[1] or found[2])
    spaced = _SPACED.match(plain)
    return named_departments(spaced[1]) if spaced else ()


def is_department_label(plain: str) -> bool:
    """Whether a line only says that departments follow: 「担当課」, 「(2) 担当部署」."""
    return _ALONE.fullmatch(plain) is not None


def bracketed_departments(text: str) -> tuple[str, ...]:
    """Departments of a line that is nothing but a bracket with departments in it."""
    plain = half_width(text)
    found = _BRACKETED.match(plain) or _BRACKETED_OTHERWISE.match(plain)
    return named_departments(found[1]) if found else ()


def title_with_departments(text: str) -> tuple[str, tuple[str, ...]] | None:
    """Title and departments of a line such as 「広報DX（秘書広報課）」."""
    found = _AFTER_TITLE.match(half_width(text))
    if found is None or _NO_TITLE.search(found["title"]) or len(found["title"]) > LONGEST_TITLE:
        return None
    names = named_departments(found["names"])
    return (text[: found.end("title")].strip(), names) if names else None


def named_departments(text: str) -> tuple[str, ...]:
    """Departments of a text in which every name ends as departments do; else none.

    A ・ parts two departments only where both sides are one: 「人材確保・定住室」 is one name.
    """
    names = []
    for piece in _FIRM_BREAK.split(text):
        parts = [part.strip() for part in piece.split("・")]
        names += parts if all(_ENDING.search(half_width(part)) for part in parts) else [piece]
    cleaned = [name.strip() for name in names if name.strip()]
    if not cleaned or not all(_ENDING.search(half_width(name)) for name in cleaned):
        return ()
    return tuple(dict.fromkeys(cleaned))


def departments_of(text: str) -> tuple[str, ...]:
    """Departments of a text that is known to name them, parted on 、・ but not inside brackets."""
    if named := named_departments(text):
        return named
    names = (name.strip() for name in _BREAK.split(text))
    return tuple(dict.fromkeys(name for name in names if name))
