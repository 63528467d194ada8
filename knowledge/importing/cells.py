"""How the text of one cell becomes a value."""

from __future__ import annotations

import re
from datetime import date
from urllib.parse import urlsplit

from knowledge.importing.reading import ProblemKind
from knowledge.importing.spreadsheet import BadCell
from knowledge.normalise import normalise
from store.tables import Role, Visibility

_DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_REIWA_DATE = re.compile(r"(?:令和|r)\s*(\d{1,2}|元)[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_SLACK_ID = re.compile(r"[A-Z][A-Z0-9]{1,30}")
_LIST = re.compile(r"[、;；\n]")
_BAR = re.compile(r"[｜|\n]")


def items(text: str) -> tuple[str, ...]:
    """Items separated by 、 or ; or line ends."""
    return tuple(item.strip() for item in _LIST.split(text) if item.strip())


def wordings(text: str) -> tuple[str, ...]:
    """Whole sentences separated by ｜ or line ends."""
    return tuple(item.strip() for item in _BAR.split(text) if item.strip())


def day(text: str) -> date | None:
    """``2026-10-01``, ``2026/10/1``, ``2026年10月1日`` or ``令和8年10月1日``; nothing for ""."""
    if not text:
        return None
    spoken = normalise(text)
    if found := _DATE.fullmatch(spoken):
        year = int(found[1])
    elif found := _REIWA_DATE.fullmatch(spoken):
        year = 2018 + (1 if found[1] == "元" else int(found[1]))
    else:
        raise BadCell(ProblemKind.NOT_A_DATE)
    try:
        return date(year, int(found[2]), int(found[3]))
    except ValueError as error:
        raise BadCell(ProblemKind.NOT_A_DATE) from error


def visibility(text: str) -> Visibility:
    """公開 or 内部; 公開 when the cell is empty."""
    if not text:
        return Visibility.PUBLIC
    try:
        return Visibility(text)
    except ValueError as error:
        raise BadCell(ProblemKind.NOT_A_VISIBILITY) from error


def role(text: str) -> Role:
    """担当者, 課長 or DX事務局."""
    try:
        return Role(normalise(text).upper())
    except ValueError as error:
        raise BadCell(ProblemKind.NOT_A_ROLE) from error


def link(text: str) -> str:
    """An http(s) address or nothing."""
    if not text:
        return text
    try:
        parts = urlsplit(text)
    except ValueError as error:
        raise BadCell(ProblemKind.NOT_A_LINK) from error
    if parts.scheme not in {"http", "https"} or not parts.netloc or " " in text:
        raise BadCell(ProblemKind.NOT_A_LINK)
    return text


def yes(text: str) -> bool:
    """はい, ○, yes, 1 mean yes."""
    return normalise(text) in {"はい", "○", "◯", "〇", "yes", "y", "true", "1"}


def slack_id(text: str) -> str:
    """A Slack id: capital letters and digits, such as T0123ABCD."""
    if not _SLACK_ID.fullmatch(text):
        raise BadCell(ProblemKind.NOT_A_SLACK_ID)
    return text
