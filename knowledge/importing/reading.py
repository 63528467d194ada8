"""Reading a file as bytes or text, and the problems in it that a person can mend."""

from __future__ import annotations

import codecs
import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

MOST_BYTES = 50 * 1024 * 1024
"""A plan document is a few hundred kilobytes; more than this is some other file."""


_BYTE_ORDER_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_MOST_CONTROL = 0.02
"""Share of control characters above which bytes that happen to decode are no text."""


class ProblemKind(StrEnum):
    """Why a file or a row cannot be taken; templates say it in Japanese with what to do."""

    FILE_MISSING = "file_missing"
    FILE_EMPTY = "file_empty"
    FILE_TOO_LARGE = "file_too_large"
    FILE_UNREADABLE = "file_unreadable"
    FILE_KIND = "file_kind"
    FILE_DAMAGED = "file_damaged"
    FILE_ENCRYPTED = "file_encrypted"
    FILE_OLD_FORMAT = "file_old_format"
    FILE_MISNAMED = "file_misnamed"
    FILE_PICTURES_ONLY = "file_pictures_only"
    FILE_UNPACKS_TOO_LARGE = "file_unpacks_too_large"
    COLUMN_MISSING = "column_missing"
    COLUMN_UNKNOWN = "column_unknown"
    ROW_TOO_LONG = "row_too_long"
    CELL_MISSING = "cell_missing"
    NOT_A_DATE = "not_a_date"
    NOT_A_VISIBILITY = "not_a_visibility"
    NOT_A_ROLE = "not_a_role"
    NOT_A_LINK = "not_a_link"
    NOT_A_SLACK_ID = "not_a_slack_id"
    NOT_A_SLACK_CHANNEL = "not_a_slack_channel"
    NOT_A_NUMBER = "not_a_number"
    NOT_A_PERCENTAGE = "not_a_percentage"
    NOT_A_COORDINATE = "not_a_coordinate"
    NOT_A_YEAR = "not_a_year"
    NOT_A_STATUS = "not_a_status"
    NOT_A_SCHEDULE = "not_a_schedule"
    WORDING_TOO_LONG = "wording_too_long"
    ENTRY_UNKNOWN = "entry_unknown"
    PROCEDURE_UNKNOWN = "procedure_unknown"
    NOT_A_LANGUAGE = "not_a_language"
    NOT_A_READING = "not_a_reading"
    NOT_A_WORD = "not_a_word"
    NOT_A_LIFE_EVENT = "not_a_life_event"
    NOT_A_DEADLINE = "not_a_deadline"
    NOT_AN_ANSWER = "not_an_answer"
    NEEDED_WHEN_VERIFIED = "needed_when_verified"
    NOT_A_ROW_NUMBER = "not_a_row_number"
    ROW_NUMBER_UNKNOWN = "row_number_unknown"
    NAME_TAKEN = "name_taken"
    WHICH_PLAN = "which_plan"
    TWICE = "twice"
    NO_ROWS = "no_rows"
    NOTHING_FOUND = "nothing_found"
    OLDER_EDITION = "older_edition"
    WORKSPACE_TAKEN = "workspace_taken"


@dataclass(frozen=True)
class Problem:
    """One thing to mend: where it stands and what it is."""

    kind: ProblemKind
    line: int | None = None
    """Line of a text file or row of a sheet, from 1, the heading included."""
    column: str = ""
    value: str = ""
    suffix: str = ""
    """How the file's name ought to end."""


class UnreadableFile(Exception):
    """The file as a whole cannot be read."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.kind)
        self.problem = problem


class Refused(Exception):
    """What a file says does not fit what is stored; nothing must be written."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(len(problems))
        self.problems = tuple(problems)


def file_bytes(path: Path) -> bytes:
    """The content of a file.

    Raises:
        UnreadableFile: it is missing, empty or larger than 50 MB.
    """
    if not path.is_file():
        raise UnreadableFile(Problem(ProblemKind.FILE_MISSING, value=path.name))
    size = path.stat().st_size
    if size == 0:
        raise UnreadableFile(Problem(ProblemKind.FILE_EMPTY, value=path.name))
    if size > MOST_BYTES:
        raise UnreadableFile(Problem(ProblemKind.FILE_TOO_LARGE, value=path.name))
    return path.read_bytes()


def text_of(content: bytes, name: str) -> str:
    """Decode UTF-8, UTF-16 with a byte order mark, or Shift_JIS as Excel writes it.

    Raises:
        UnreadableFile: none of these, or not a text at all.
    """
    utf16 = content.startswith(_BYTE_ORDER_MARKS)
    # A byte order mark says that it is a text, whatever somebody pasted into it.
    is_marked = utf16 or content.startswith(codecs.BOM_UTF8)
    for encoding in ("utf-16",) if utf16 else ("utf-8-sig", "cp932"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        few = len(text) if is_marked else len(text) * _MOST_CONTROL
        if "\0" not in text and len(_CONTROL.findall(text)) <= few:
            return text
    raise UnreadableFile(Problem(ProblemKind.FILE_UNREADABLE, value=name))


def content_hash(content: bytes) -> str:
    """SHA-256 of a file's bytes, hexadecimal."""
    return hashlib.sha256(content).hexdigest()
