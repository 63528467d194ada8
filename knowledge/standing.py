"""How the plan stands now: each initiative (取組) with status, last word, this year's schedule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from knowledge.answer import UNANSWERED, UNANSWERED_FOR
from knowledge.overview import IndicatorFigures, indicator_figures, policies
from knowledge.plan_contents import path_of, theme_paths
from knowledge.plan_list import LastWord, last_word
from knowledge.targets import way_made
from store import people, plan_parts, plans, questions
from store.clock import FiscalYear, fiscal_year_of
from store.schedule import Lateness, lateness, steps_in
from store.tables import Initiative, ItemKind, Person, Status, Theme
from store.waiting import Queue, queue

MOST_QUESTIONS = 5
MOST_WAITING = 3


@dataclass(frozen=True)
class Standing:
    """How one initiative stands."""

    number: int
    title: str
    departments: tuple[str, ...]
    theme: str
    """The policy or outermost theme it stands under; empty where there is none or none is asked."""
    status: Status
    percent: int | None
    last_word: LastWord | None
    steps: tuple[str, ...]
    """What the schedule expects of it this fiscal year."""
    late: Lateness | None


@dataclass(frozen=True)
class DepartmentStanding:
    """How the initiatives of one department (担当課) stand."""

    department: str
    year: FiscalYear
    initiatives: tuple[Standing, ...]
    """Late ones first, else as in the plan."""


@dataclass(frozen=True)
class ThemeCount:
    """How the initiatives of a theme stand, in numbers."""

    title: str
    all: int
    done: int
    late: int


@dataclass(frozen=True)
class IndicatorStanding:
    """An indicator (指標) with its last value and how far that is on the way to the target."""

    figures: IndicatorFigures
    way: int | None
    """See `way_made`."""


@dataclass(frozen=True)
class PlanStanding:
    """How the whole plan stands, for the DX office (DX推進室)."""

    year: FiscalYear
    initiatives: tuple[Standing, ...]
    """Late ones first, else as in the plan."""
    unanswered: int
    """Different questions that wait for an answer."""
    newest_unanswered: tuple[tuple[str, int], ...]
    """Text and how often it was asked."""
    indicators: tuple[IndicatorStanding, ...]
    waiting: Queue
    """For approval."""

    @property
    def by_status(self) -> dict[Status, int]:
        return {status: sum(one.status is status for one in self.initiatives) for status in Status}

    @property
    def late(self) -> tuple[Standing, ...]:
        return tuple(one for one in self.initiatives if one.late)

    @property
    def by_theme(self) -> list[ThemeCount]:
        """In the order of the plan; what stands under no theme comes last, without a title."""
        in_order = sorted(self.initiatives, key=lambda one: (not one.theme, one.number))
        done = Counter(one.theme for one in in_order if one.status is Status.DONE)
        late = Counter(one.theme for one in in_order if one.late)
        counts = Counter(one.theme for one in in_order)
        return [ThemeCount(title, n, done[title], late[title]) for title, n in counts.items()]


def told_to(
    session: Session, person: Person, at: datetime, *, of_plan: bool
) -> DepartmentStanding | PlanStanding:
    """What a person is shown: the whole plan if they oversee it, else their own department."""
    if of_plan and people.oversees(person):
        return of_whole_plan(session, person.municipality, at)
    return of_department(session, person.municipality, person.department.name, at)


def of_department(
    session: Session, municipality: str, department: str, at: datetime
) -> DepartmentStanding:
    """How the initiatives of a department stand."""
    rows = plans.initiatives(session, municipality, of_department=department)
    return DepartmentStanding(department, fiscal_year_of(at), _standings(rows, {}, at))


def of_whole_plan(session: Session, municipality: str, at: datetime) -> PlanStanding:
    """How all plans of a municipality stand; the number of queries does not grow with them."""
    rows = plans.initiatives(session, municipality)
    count, newest = questions.newest_open(
        session,
        municipality,
        decisions=UNANSWERED,
        start=at - UNANSWERED_FOR,
        end=at,
        most=MOST_QUESTIONS,
    )
    return PlanStanding(
        year=fiscal_year_of(at),
        initiatives=_standings(rows, _themes(session, municipality, rows), at),
        unanswered=count,
        newest_unanswered=tuple(newest),
        indicators=tuple(
            IndicatorStanding(indicator_figures(row), way_made(row))
            for row in plan_parts.indicators(session, municipality)
        ),
        waiting=queue(session, municipality, most=MOST_WAITING),
    )


def _standings(
    rows: Sequence[Initiative], themes: Mapping[int, str], at: datetime
) -> tuple[Standing, ...]:
    standings = [_standing(row, themes.get(row.id, ""), at) for row in rows]
    return tuple(sorted(standings, key=lambda one: one.late is None))


def _standing(row: Initiative, theme: str, at: datetime) -> Standing:
    latest = plans.latest_progress(row)
    return Standing(
        number=row.id,
        title=row.title,
        departments=row.department_names,
        theme=theme,
        status=latest.status if latest else Status.NOT_STARTED,
        percent=latest.percent if latest else None,
        last_word=last_word(row),
        steps=tuple(steps_in(row, fiscal_year_of(at))),
        late=lateness(row, at),
    )


def _themes(session: Session, municipality: str, rows: Sequence[Initiative]) -> dict[int, str]:
    """The policy, else the outermost theme, of each initiative."""
    measures = plan_parts.items(session, municipality, ItemKind.MEASURE)
    themes = plan_parts.parts(session, municipality, Theme)
    found: dict[int, str] = {}
    for plan in dict.fromkeys(row.plan_id for row in rows):
        of_plan = [theme for theme in themes if theme.plan_id == plan]
        roots = policies([path_of(theme) for theme in of_plan])
        paths = theme_paths([row for row in rows if row.plan_id == plan], measures, of_plan)
        for number, path in paths.items():
            policy = next((root[-1] for root in roots if path[: len(root)] == root), "")
            found[number] = policy or (path[0] if path else "")
    return found
