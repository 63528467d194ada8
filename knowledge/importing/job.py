"""One import from file to database, whatever the file holds."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType

from knowledge.importing.plan_document import read_plan
from knowledge.importing.plan_job import PlanJob, plan_job
from knowledge.importing.sheet_job import SheetJob, read_sheet_job
from knowledge.importing.tables import TABLES, SheetKind
from store.audit import Actor
from store.tables import Visibility


class ImportKind(StrEnum):
    """What a file holds."""

    PLAN = "plan"
    INITIATIVES = SheetKind.INITIATIVES.value
    PROCEDURES = SheetKind.PROCEDURES.value
    FAQ = SheetKind.FAQ.value
    WORDINGS = SheetKind.WORDINGS.value
    INDICATORS = SheetKind.INDICATORS.value
    GLOSSARY = SheetKind.GLOSSARY.value
    DEPARTMENTS = SheetKind.DEPARTMENTS.value
    LEXICON = SheetKind.LEXICON.value
    LIFE_EVENTS = SheetKind.LIFE_EVENTS.value
    READINGS = SheetKind.READINGS.value
    TRANSLATIONS = SheetKind.TRANSLATIONS.value
    PEOPLE = SheetKind.PEOPLE.value


Job = PlanJob | SheetJob
"""An import of a file of any kind."""


def prepare(
    kind: ImportKind,
    path: Path,
    actor: Actor,
    *,
    plan_title: str = "",
    visibility: Mapping[str, Visibility] = MappingProxyType({}),
) -> Job:
    """Read a file of a kind.

    Args:
        plan_title: the plan that a plan document belongs to, in place of its own title.
        visibility: who may see the entries of a kind that a plan document brings.

    Raises:
        UnreadableFile: the file as a whole cannot be read.
    """
    if kind is not ImportKind.PLAN:
        return read_sheet_job(TABLES[SheetKind(kind.value)], path, actor)
    plan = read_plan(path)
    return plan_job(plan.named(plan_title) if plan_title else plan, actor, visibility)
