"""How the text of one cell becomes a value, and a value the text of one cell."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from datetime import date
from urllib.parse import urlsplit

from knowledge.entries.names import KIND_NAMES
from knowledge.importing.columns import BadCell, CellValue, Form
from knowledge.importing.reading import ProblemKind
from knowledge.importing.years import fiscal_year
from knowledge.lexicon import can_be_told
from knowledge.life_events import BadDeadline, Deadline, life_events
from knowledge.normalise import normalise
from knowledge.personal_numbers import mask
from store.progress import is_address
from store.tables import Role, Status, Visibility
from store.wordings import MOST_LETTERS

_DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_REIWA_DATE = re.compile(r"(?:令和|r)\s*(\d{1,2}|元)[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_SLACK_ID = re.compile(r"[A-Z][A-Z0-9]{1,30}")
_SLACK_CHANNEL = re.compile(r"[CG][A-Z0-9]{1,30}")
_QUOTED = r'\s*"((?:[^"]|"")*)"\s*'
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:_[A-Za-z]{2,8})*")
_JAPANESE = "ja"
_SOUND = re.compile("[ぁ-ゖー]+")
_NUMBER = re.compile(r"([-−▲△]?)\+?(\d[\d,]*(?:\.\d+)?(?:e[-+]?\d+)?) ?%?")


class _List:
    """Items in one cell. One that holds a separator itself stands in "…", as in CSV."""

    def __init__(self, separators: str) -> None:
        self._joint = separators[0]
        self._special = re.compile(rf'["{separators}]|^\s|\s$|^$')
        self._item = re.compile(rf"{_QUOTED}(?=[{separators}]|$)|([^{separators}]*)")
        self._separators = separators

    def read(self, text: str) -> tuple[str, ...]:
        found = []
        at = 0
        while at <= len(text):
            item = self._item.match(text, at)
            if item is None:
                raise AssertionError("the second way to read an item fits any text")
            if item[1] is not None:
                found.append(item[1].replace('""', '"'))
            elif item[2].strip():
                found.append(item[2].strip())
            at = item.end() + 1
        return tuple(found)

    def write(self, values: Sequence[str]) -> str:
        return self._joint.join(map(self._quoted, values))

    def _quoted(self, item: str) -> str:
        if not self._special.search(item):
            return item
        doubled = item.replace('"', '""')
        return f'"{doubled}"'


def number(text: str) -> float | None:
    """``1,234``, ``８０％`` or ``▲2.5``; nothing for ""."""
    if not text:
        return None
    found = _NUMBER.fullmatch(normalise(text))
    value = float(found[2].replace(",", "")) if found else math.inf
    if found is None or math.isinf(value):
        raise BadCell(ProblemKind.NOT_A_NUMBER)
    return -value if found[1] else value


def latitude(text: str) -> float | None:
    """Degrees from −90 to 90; nothing for ""."""
    return _degrees(text, 90)


def longitude(text: str) -> float | None:
    """Degrees from −180 to 180; nothing for ""."""
    return _degrees(text, 180)


def _degrees(text: str, most: int) -> float | None:
    found = number(text)
    if found is not None and abs(found) > most:
        raise BadCell(ProblemKind.NOT_A_COORDINATE)
    return found


def percent(text: str) -> int | None:
    """A whole number from 0 to 100, with or without %; nothing for ""."""
    found = number(text)
    if found is None:
        return None
    if not found.is_integer() or not 0 <= found <= 100:
        raise BadCell(ProblemKind.NOT_A_PERCENTAGE)
    return int(found)


def year(text: str) -> int | None:
    """A fiscal year: 2025, 令和7年度, R7; nothing for ""."""
    found = fiscal_year(text) if text else None
    if text and found is None:
        raise BadCell(ProblemKind.NOT_A_YEAR)
    return found


def status(text: str) -> Status | None:
    """One of the words of `Status`; nothing for ""."""
    try:
        return Status(normalise(text)) if text else None
    except ValueError as error:
        raise BadCell(ProblemKind.NOT_A_STATUS) from error


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
    return stated_visibility(text) or Visibility.PUBLIC


def stated_visibility(text: str) -> Visibility | None:
    """公開 or 内部; nothing, which leaves it to what is stored, when the cell is empty."""
    try:
        return Visibility(text) if text else None
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


def evidence(text: str) -> str | None:
    """An address that a progress entry can keep; nothing for ""."""
    if text and not is_address(text):
        raise BadCell(ProblemKind.NOT_A_LINK)
    return text or None


def yes(text: str) -> bool:
    """はい, ○, yes, 1 mean yes."""
    return normalise(text) in {"はい", "○", "◯", "〇", "yes", "y", "true", "1"}


def slack_id(text: str) -> str:
    """A Slack id: capital letters and digits, such as T0123ABCD."""
    if not _SLACK_ID.fullmatch(text):
        raise BadCell(ProblemKind.NOT_A_SLACK_ID)
    return text


def slack_channel(text: str) -> str:
    """Id of a Slack channel, such as C0123ABCD; its name can change and is not taken."""
    if text and not _SLACK_CHANNEL.fullmatch(text):
        raise BadCell(ProblemKind.NOT_A_SLACK_CHANNEL)
    return text


def language(text: str) -> str:
    """Code of a language other than Japanese, such as ``en``, ``zh_Hant`` or ``ja_easy``."""
    if not _LANGUAGE.fullmatch(text) or text == _JAPANESE:
        raise BadCell(ProblemKind.NOT_A_LANGUAGE)
    return text


def sound(text: str) -> str:
    """How a word is read, in hiragana."""
    if not _SOUND.fullmatch(text):
        raise BadCell(ProblemKind.NOT_A_READING)
    return text


def wording(text: str) -> str:
    """A wording in one line, with personal numbers masked."""
    said = " ".join(mask(text).split())
    if len(said) > MOST_LETTERS:
        raise BadCell(ProblemKind.WORDING_TOO_LONG)
    return said


def word(text: str) -> str:
    """A word that says what a question is about."""
    if not can_be_told(text):
        raise BadCell(ProblemKind.NOT_A_WORD)
    return text


def meanings(text: str) -> tuple[str, ...]:
    """Words of the same meaning, at least one."""
    found = ITEMS.read(text)
    if not found:
        raise BadCell(ProblemKind.CELL_MISSING)
    for each in found:
        if not can_be_told(each):
            raise BadCell(ProblemKind.NOT_A_WORD, each)
    return tuple(found)


def names_of_life_events(text: str) -> tuple[str, ...]:
    """Names of life events, at least one."""
    known = {event.name for event in life_events()}
    found = ITEMS.read(text)
    if not found:
        raise BadCell(ProblemKind.CELL_MISSING)
    for each in found:
        if each not in known:
            raise BadCell(ProblemKind.NOT_A_LIFE_EVENT, each)
    return tuple(found)


def countable_deadline(text: str) -> str:
    """A deadline that can be counted from a day, in one way of writing; or nothing."""
    try:
        return Deadline.read(text).text
    except BadDeadline as error:
        raise BadCell(ProblemKind.NOT_A_DEADLINE) from error


def _word(value: str | None) -> str:
    return value or ""


def _day_text(value: date | None) -> str:
    return value.isoformat() if value else ""


def _number_cell(value: float | None) -> CellValue:
    if value is None:
        return ""
    return int(value) if value.is_integer() else value


def _whole_number_cell(value: int | None) -> CellValue:
    return "" if value is None else value


_VISIBILITIES = tuple(Visibility)

ITEMS = Form(_List("、;；\n").read, _List("、;；\n").write)
"""Items separated by 、 or ; or line ends."""
WORDINGS = Form(_List("｜|\n").read, _List("｜|\n").write)
"""Whole sentences separated by ｜ or line ends."""
PATH = Form(_List("＞>\n").read, _List("＞>\n").write)
"""Titles from the outermost inwards, separated by ＞ or line ends."""
DAY = Form(day, _day_text)
NUMBER = Form(number, _number_cell)
LATITUDE = Form(latitude, _number_cell)
LONGITUDE = Form(longitude, _number_cell)
PERCENT = Form(percent, _whole_number_cell)
YEAR = Form(year, _whole_number_cell)
STATUS = Form(status, _word, tuple(Status))
VISIBILITY = Form(visibility, _word, _VISIBILITIES)
STATED_VISIBILITY = Form(stated_visibility, _word, _VISIBILITIES)
ROLE = Form(role, _word, tuple(Role))
WORDING = Form(wording, _word)
KIND = Form(_word, _word, KIND_NAMES)
YES = Form(yes, lambda value: "はい" if value else "", ("はい", "いいえ"))
LINK = Form(link, _word)
LANGUAGE = Form(language, _word)
SOUND = Form(sound, _word)
EVIDENCE = Form(evidence, _word)
WORD = Form(word, _word)
MEANINGS = Form(meanings, ITEMS.write)
LIFE_EVENTS = Form(names_of_life_events, ITEMS.write)
COUNTABLE_DEADLINE = Form(countable_deadline, _word)
SLACK_ID = Form(slack_id, _word)
SLACK_CHANNEL = Form(slack_channel, _word)
