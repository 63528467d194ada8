"""What somebody filled into the form for progress: read, and checked field by field."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeGuard

from handlers.slack.fields import said_in
from handlers.slack.progress_form import (
    EVIDENCE,
    INITIATIVE,
    PERCENT,
    STATUS,
    TEXT,
    VISIBILITY,
    YEAR,
)
from knowledge.normalise import normalise
from knowledge.personal_numbers import MASK
from store.clock import FiscalYear
from store.progress import MAX_TEXT, is_address
from store.tables import Status, Visibility

_PERCENT = re.compile(r"(100|\d{1,2}) ?%?")
_YEAR = re.compile(r"20\d\d", re.ASCII)
_NUMBER = re.compile(r"\d{1,9}", re.ASCII)


class Problem(StrEnum):
    """What is wrong with a field; a template says it kindly."""

    INITIATIVE_MISSING = "initiative_missing"
    INITIATIVE_GONE = "initiative_gone"
    STATUS_MISSING = "status_missing"
    TEXT_MISSING = "text_missing"
    TEXT_TOO_LONG = "text_too_long"
    NOT_A_PERCENTAGE = "not_a_percentage"
    NOT_AN_ADDRESS = "not_an_address"
    NUMBERS_IN_ADDRESS = "numbers_in_address"
    YEAR_MISSING = "year_missing"
    VISIBILITY_MISSING = "visibility_missing"


@dataclass(frozen=True)
class Report:
    """What somebody reports, whichever way."""

    text: str
    status: Status
    year: FiscalYear
    visibility: Visibility = Visibility.INTERNAL
    percent: int | None = None
    evidence_url: str | None = None


@dataclass(frozen=True)
class Submission:
    """A form that is filled in well."""

    initiative_id: int
    report: Report
    opened_by: int | None
    """The event in the inbox that the form was opened by."""


@dataclass(frozen=True)
class Correction:
    """A form that corrects an entry, filled in well."""

    entry_id: int
    """The entry as the person saw it."""
    report: Report
    opened_by: int | None
    """The event in the inbox that the form was opened by."""


def submission(view: Mapping[str, Any]) -> Submission | dict[str, Problem]:
    """What a view that was submitted says, or the problem of each field that has one.

    Personal numbers are masked in it already (`handlers.slack.endpoint`).
    """
    said, problems = _checked(view, _CHECKS)
    if problems:
        return problems
    opened_by, _ = remembered(view)
    return Submission(int(said[INITIATIVE]), _report(said), opened_by)


def correction(view: Mapping[str, Any]) -> Correction | dict[str, Problem]:
    """The same for a view that corrects an entry, which asks for no initiative."""
    checks = {name: check for name, check in _CHECKS.items() if name != INITIATIVE}
    said, problems = _checked(view, checks)
    if problems:
        return problems
    opened_by, entry_id = remembered(view)
    return Correction(entry_id or 0, _report(said), opened_by)


def _checked(
    view: Mapping[str, Any], checks: Mapping[str, Callable[[str], Problem | None]]
) -> tuple[dict[str, str], dict[str, Problem]]:
    said = {name: said_in(view, name) for name in checks}
    return said, {name: wrong for name, check in checks.items() if (wrong := check(said[name]))}


def _report(said: Mapping[str, str]) -> Report:
    return Report(
        text=said[TEXT],
        status=Status[said[STATUS]],
        year=FiscalYear(int(said[YEAR])),
        visibility=Visibility[said[VISIBILITY]],
        percent=_percent(said[PERCENT]),
        evidence_url=said[EVIDENCE] or None,
    )


def remembered(view: Mapping[str, Any]) -> tuple[int | None, int | None]:
    """The event that opened the form, and the entry that it shows, if any."""
    opened_by, _, entry = str(view.get("private_metadata", "")).partition(":")
    return (
        int(opened_by) if _is_number(opened_by) else None,
        int(entry) if _is_number(entry) else None,
    )


def _problem_of_text(said: str) -> Problem | None:
    if len(said) > MAX_TEXT:
        return Problem.TEXT_TOO_LONG
    return None if said else Problem.TEXT_MISSING


def _problem_of_address(said: str) -> Problem | None:
    if not said:
        return None
    if MASK in said:
        return Problem.NUMBERS_IN_ADDRESS
    return None if is_address(said) else Problem.NOT_AN_ADDRESS


def _percent(said: str) -> int | None:
    found = _PERCENT.fullmatch(normalise(said))
    return int(found[1]) if found else None


def _is_number(value: object) -> TypeGuard[str]:
    return isinstance(value, str) and _NUMBER.fullmatch(value) is not None


_CHECKS: Mapping[str, Callable[[str], Problem | None]] = {
    INITIATIVE: lambda said: None if _is_number(said) else Problem.INITIATIVE_MISSING,
    STATUS: lambda said: None if said in Status.__members__ else Problem.STATUS_MISSING,
    TEXT: _problem_of_text,
    PERCENT: lambda said: Problem.NOT_A_PERCENTAGE if said and _percent(said) is None else None,
    EVIDENCE: _problem_of_address,
    YEAR: lambda said: None if _YEAR.fullmatch(said) else Problem.YEAR_MISSING,
    VISIBILITY: lambda said: None if said in Visibility.__members__ else Problem.VISIBILITY_MISSING,
}
"""What is wrong with what was said in each field, if anything."""
