"""What somebody filled into the form for progress: read, and checked field by field."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeGuard

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


def submission(view: Mapping[str, Any]) -> Submission | dict[str, Problem]:
    """What a view that was submitted says, or the problem of each field that has one.

    Personal numbers are masked in it already (`handlers.slack.endpoint`).
    """
    said = {name: _said(view, name) for name in _CHECKS}
    problems = {name: problem for name, check in _CHECKS.items() if (problem := check(said[name]))}
    if problems:
        return problems
    opened_by = view.get("private_metadata")
    return Submission(
        initiative_id=int(said[INITIATIVE]),
        report=Report(
            text=said[TEXT],
            status=Status[said[STATUS]],
            year=FiscalYear(int(said[YEAR])),
            visibility=Visibility[said[VISIBILITY]],
            percent=_percent(said[PERCENT]),
            evidence_url=said[EVIDENCE] or None,
        ),
        opened_by=int(opened_by) if _is_number(opened_by) else None,
    )


def _said(view: Mapping[str, Any], name: str) -> str:
    """What was typed or chosen in a field; empty where nothing was."""
    found: Any = view
    for key in ("state", "values", name, name):
        found = found.get(key) if isinstance(found, dict) else None
    if not isinstance(found, dict):
        return ""
    chosen = found.get("selected_option")
    value = chosen.get("value") if isinstance(chosen, dict) else found.get("value")
    return value.strip() if isinstance(value, str) else ""


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
