"""Count what a plan holds: by kind, theme, department, year and status."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from knowledge.importing.shapes.findings import ABOVE
from knowledge.normalise import normalise
from knowledge.plan_contents import Path, PlanContents, path_of
from store import plans
from store.clock import fiscal_year_on
from store.tables import Indicator, ItemKind, Plan, ScheduleItem, Status

_POLICY = re.compile(r"(?:政策|基本目標|基本方針|(?:取組の)?柱)\s*[0-9一二三四五六七八九十ivx]")
_CHAPTER = re.compile(r"第\s*[0-9一二三四五六七八九十]+\s*[章部編]")

ITEM_COUNTS = {
    ItemKind.MEASURE: "measures",
    ItemKind.STEP: "steps",
    ItemKind.PRIORITY: "priorities",
    ItemKind.BODY: "bodies",
    ItemKind.CASE: "cases",
    ItemKind.RULE: "rules",
    ItemKind.SYSTEM: "systems",
    ItemKind.ARTICLE: "articles",
    ItemKind.FIGURE: "figures",
    ItemKind.REFERENCE: "references",
    ItemKind.EVALUATION: "evaluation",
}
"""What the listed items of each kind are called among the counts."""


@dataclass(frozen=True)
class Period:
    """First and last day of a plan (ISO 8601), and the fiscal years they lie in."""

    starts_on: str | None
    ends_on: str | None
    first_year: int | None
    last_year: int | None


@dataclass(frozen=True)
class EditionNote:
    """An edition (版), when it was issued, and what changed in it."""

    title: str
    issued_on: str
    text: str


@dataclass(frozen=True)
class Target:
    """The level that a category is to reach by the end of a fiscal year."""

    level: int
    year: int


@dataclass(frozen=True)
class ObservedLevel:
    """The level that a category was last found at."""

    level: int
    observed_on: str
    source: str


@dataclass(frozen=True)
class ObservedValue:
    """The value that an indicator was found to have on a day."""

    value: float
    observed_on: str
    source: str


@dataclass(frozen=True)
class IndicatorFigures:
    """An indicator (指標) with what was observed of it, oldest first."""

    title: str
    unit: str
    baseline: float | None
    baseline_year: int | None
    target: float | None
    target_year: int | None
    department: str
    observations: tuple[ObservedValue, ...]


@dataclass(frozen=True)
class PlanStats:
    """The figures of one plan. `madoguchi plan stats --json` prints it; others rely on its names.

    Every mapping keeps the order of the plan.
    """

    title: str
    period: Period
    editions: tuple[EditionNote, ...]
    current_edition: str
    counts: dict[str, int]
    themes_by_depth: dict[str, int]
    """Depth 1 is the outermost."""
    initiatives_by_theme: dict[str, int]
    """By the innermost theme they stand under."""
    initiatives_by_root: dict[str, int]
    """By the outermost."""
    initiatives_by_policy: dict[str, int]
    """By policy (政策): what the document calls so, or else the outermost themes."""
    initiatives_without_theme: int
    initiatives_by_department: dict[str, int]
    initiatives_by_status: dict[str, int]
    schedule_items_by_year: dict[str, int]
    """An item counts in every fiscal year that it goes on in."""
    schedule_items_by_half: dict[str, int]
    """Of the items that name halves: ``2025H1`` is April to September 2025."""
    procedures_by_list: dict[str, int]
    """By the list of the document they stand in."""
    procedures_by_group: dict[str, int]
    """By the group within their list."""
    items_by_group: dict[str, dict[str, int]]
    indicators: tuple[IndicatorFigures, ...]
    maturity_target: dict[str, Target]
    maturity_observed: dict[str, ObservedLevel]


def stats(contents: PlanContents) -> PlanStats:
    """Count what a plan holds."""
    paths = list(contents.theme_paths.values())
    return PlanStats(
        title=contents.plan.title,
        period=period_of(contents.plan),
        editions=tuple(
            EditionNote(row.title, row.issued_on, row.text) for row in contents.editions
        ),
        current_edition=contents.current_edition,
        counts=_counts(contents),
        themes_by_depth=_by(str(len(path_of(theme))) for theme in contents.themes),
        initiatives_by_theme=_by_theme(contents, paths),
        initiatives_by_root=_by_root(contents, paths),
        initiatives_by_policy=_by_policy(contents, paths),
        initiatives_without_theme=paths.count(()),
        initiatives_by_department=_by(
            link.department.name for row in contents.initiatives for link in row.departments
        ),
        initiatives_by_status={status.value: 0 for status in Status}
        | _by(plans.status_of(row).value for row in contents.initiatives),
        schedule_items_by_year=dict(
            sorted(_by(str(year) for item in _schedule(contents) for year in _years(item)).items())
        ),
        schedule_items_by_half=dict(
            sorted(_by(half for item in _schedule(contents) for half in _halves(item)).items())
        ),
        procedures_by_list=_by(row.listed_group.partition(ABOVE)[0] for row in contents.procedures),
        procedures_by_group=_by(row.listed_group for row in contents.procedures),
        items_by_group={
            kind.value: _by(item.group for item in contents.items_of(kind))
            for kind in ItemKind
            if contents.items_of(kind)
        },
        indicators=tuple(map(indicator_figures, contents.indicators)),
        maturity_target=_targets(contents),
        maturity_observed=levels_observed(contents),
    )


def period_of(plan: Plan) -> Period:
    first, last = plan.starts_on, plan.ends_on
    return Period(
        starts_on=first.isoformat() if first else None,
        ends_on=last.isoformat() if last else None,
        first_year=fiscal_year_on(first) if first else None,
        last_year=fiscal_year_on(last) if last else None,
    )


def indicator_figures(row: Indicator) -> IndicatorFigures:
    return IndicatorFigures(
        title=row.title,
        unit=row.unit,
        baseline=row.baseline,
        baseline_year=row.baseline_year,
        target=row.target,
        target_year=row.target_year,
        department=row.department,
        observations=tuple(
            ObservedValue(seen.value, seen.observed_on.isoformat(), seen.source)
            for seen in row.observations
        ),
    )


def levels_observed(contents: PlanContents) -> dict[str, ObservedLevel]:
    """Where each category was last found to be."""
    return {
        row.category: ObservedLevel(row.level, row.observed_on.isoformat(), row.source)
        for row in contents.levels_observed
    }


def _counts(contents: PlanContents) -> dict[str, int]:
    """How many there are of every kind, 0 included."""
    departments = {link.department_id for row in contents.initiatives for link in row.departments}
    parts = {
        "initiatives": len(contents.initiatives),
        "departments": len(departments),
        "schedule_items": len(list(_schedule(contents))),
        "policies": len(_policies(contents)),
        "themes": len(contents.themes),
        "procedures": len(contents.procedures),
        "indicators": len(contents.indicators),
        "editions": len(contents.editions),
        "sections": len(contents.sections),
        "terms": len(contents.terms),
        "meetings": len(contents.meetings),
        "maturity_categories": len(contents.scales),
        "maturity_levels": len(contents.levels),
    }
    return parts | {name: len(contents.items_of(kind)) for kind, name in ITEM_COUNTS.items()}


def _by_theme(contents: PlanContents, paths: list[Path]) -> dict[str, int]:
    """By innermost theme; where two have the same title, the themes above tell them apart."""
    tree = [path_of(theme) for theme in contents.themes]
    leaves = [path for path in tree if not any(other[:-1] == path for other in tree)]
    wanted = dict.fromkeys([*leaves, *filter(None, paths)])
    same = Counter(path[-1] for path in wanted)
    return {
        path[-1] if same[path[-1]] == 1 else "／".join(path): paths.count(path) for path in wanted
    }


def _by_root(contents: PlanContents, paths: list[Path]) -> dict[str, int]:
    roots = dict.fromkeys((theme.title for theme in contents.themes if not theme.path), 0)
    return roots | _by(path[0] for path in paths if path)


def policies(tree: Sequence[Path]) -> list[Path]:
    """The themes that the document calls policies; else the outermost that are not chapters."""
    called = [path for path in tree if _POLICY.match(normalise(path[-1]))]
    fitting = called or [path for path in tree if not _CHAPTER.match(normalise(path[-1]))]
    return [
        path
        for path in fitting
        if not any(path[:depth] in fitting for depth in range(1, len(path)))
    ]


def _policies(contents: PlanContents) -> list[Path]:
    return policies([path_of(theme) for theme in contents.themes])


def _by_policy(contents: PlanContents, paths: list[Path]) -> dict[str, int]:
    return {
        policy[-1]: sum(path[: len(policy)] == policy for path in paths)
        for policy in _policies(contents)
    }


def _targets(contents: PlanContents) -> dict[str, Target]:
    return {
        name: Target(row.level, row.target_year)
        for name, scale in contents.scales.items()
        for row in scale
        if row.target_year is not None
    }


def _schedule(contents: PlanContents) -> Iterator[ScheduleItem]:
    for row in contents.initiatives:
        yield from row.schedule


def _years(item: ScheduleItem) -> range:
    return range(item.first_year, item.last_year + 1)


def _halves(item: ScheduleItem) -> list[str]:
    if item.first_half is None and item.last_half is None:
        return []
    first = item.first_year * 2 + (item.first_half or 1) - 1
    is_one_half = item.last_half is None and item.last_year == item.first_year
    last = first if is_one_half else item.last_year * 2 + (item.last_half or 2) - 1
    return [f"{half // 2}H{half % 2 + 1}" for half in range(first, last + 1)]


def _by(names: Iterable[str]) -> dict[str, int]:
    """How often each name comes, in the order in which they come first."""
    return dict(Counter(names))
