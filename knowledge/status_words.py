"""Guess the status of an initiative from the words of a progress entry."""

from __future__ import annotations

import re

from knowledge.normalise import normalise
from store.tables import Status

_NONE = r"(?:は|も)?(?:な[いくし]|無[いくし]|ありません)"
"""What says that there is none of it."""
_SIGNS: tuple[tuple[Status, re.Pattern[str]], ...] = (
    (Status.STOPPED, re.compile(r"中止|取りやめ|取り止め|断念|白紙")),
    (Status.LATE, re.compile(rf"(?:遅延|遅れ)(?!{_NONE})|延期|先送り|間に合わ|ずれ込")),
    (Status.NOT_STARTED, re.compile(r"未着手|未実施|未検討|着手していない|進捗なし|^新規$")),
    (
        Status.IN_PROGRESS,
        re.compile(
            r"未完|(?:完了|完成|終了|達成)して(?:い?な|い?ませ|おら|おりませ)"
            r"|中(?:です|。|、|$|の|で)|検討|試行|準備|調整|構築|一部|予定|着手|開始|継続|進行"
        ),
    ),
    (
        Status.DONE,
        re.compile(
            r"完了|完成|終了|終え|済(?:み|$|です|。)|達成"
            r"|(?:導入|公開|稼働)し(?:た|ました)"
        ),
    ),
)
"""In the order they count within one line: what still goes on outweighs what is finished."""


def guess_status(text: str) -> Status:
    """The status that the words speak of; 進行中 where they speak of none.

    Of several lines, one that stops or delays the initiative decides; finished or not started it
    is only when every line says so.
    """
    found = {_of_line(line) for line in _lines(text)}
    for outweighing in (Status.STOPPED, Status.LATE):
        if outweighing in found:
            return outweighing
    return found.pop() if len(found) == 1 else Status.IN_PROGRESS


def leading_status(text: str) -> tuple[Status | None, str]:
    """A status that stands before the text as a word of its own, and the rest."""
    first, *rest = text.split(maxsplit=1) or [""]
    try:
        return Status(first), "".join(rest).strip()
    except ValueError:
        return None, text.strip()


def _lines(text: str) -> list[str]:
    return [line for line in map(normalise, text.splitlines()) if line]


def _of_line(line: str) -> Status:
    for status, signs in _SIGNS:
        if signs.search(line):
            return status
    return Status.IN_PROGRESS
