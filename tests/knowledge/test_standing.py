"""How a department and the whole plan stand; a large plan takes as few queries as a small one."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from sqlalchemy import event

from knowledge.standing import DepartmentStanding, PlanStanding, ThemeCount, told_to
from store.clock import TOKYO
from store.database import Database
from store.observations import observe_indicator
from store.plan_parts import indicators
from store.records.initiative_shelf import InitiativeShelf
from store.records.initiatives import ScheduleRecord
from store.schedule import Lateness
from store.tables import Status
from tests.small_city import (
    HARUKA,
    MIDORI,
    PEOPLE,
    STAFF,
    TAKESHI,
    WRITER,
    bring,
    initiative,
    post,
    who,
)
from tests.small_plan import DOCUMENT, INITIATIVES, LIFE, NAME, WORK, found_small_plan

NOVEMBER = datetime(2026, 11, 18, 10, 0, tzinfo=TOKYO)


@pytest.fixture
def umibe(database: Database) -> Database:
    found_small_plan(database)
    bring(database, PEOPLE, STAFF, document="people.csv")
    return database


def of_plan(database: Database, by: str = HARUKA) -> PlanStanding:
    with database.reading() as session:
        told = told_to(session, who(session, by), NOVEMBER, of_plan=True)
    assert isinstance(told, PlanStanding)
    return told


def of_department(database: Database, by: str, *, asks_for_plan: bool) -> DepartmentStanding:
    with database.reading() as session:
        told = told_to(session, who(session, by), NOVEMBER, of_plan=asks_for_plan)
    assert isinstance(told, DepartmentStanding)
    return told


def test_late_ones_stand_first(umibe: Database) -> None:
    late = [(one.title, one.late) for one in of_plan(umibe).initiatives]
    assert late == [
        ("書かない窓口", Lateness.UNREPORTED),
        ("オンライン申請（アプリの活用）", Lateness.OVERDUE),
        ("電子決裁、文書管理", None),
        ("海辺の見守り", None),
    ]


def test_a_word_of_this_year_moves_it_back(umibe: Database) -> None:
    with umibe.writing() as session:
        post(session, "全窓口に広げた", percent=80)
    (found,) = [one for one in of_plan(umibe).initiatives if one.title == "書かない窓口"]
    assert (found.late, found.status, found.percent) == (None, Status.IN_PROGRESS, 80)
    assert found.steps == ("広げる",)
    assert found.last_word is not None
    assert (found.last_word.text, found.last_word.by) == ("全窓口に広げた", "潮 みどり")


def test_counts_are_by_status_and_by_outermost_theme(umibe: Database) -> None:
    told = of_plan(umibe)
    assert sum(told.by_status.values()) == 4
    assert told.by_status[Status.IN_PROGRESS] == 1
    counted = told.by_theme
    assert ThemeCount(LIFE, 2, 0, 2) in counted
    assert ThemeCount(WORK, 1, 0, 0) in counted
    assert counted[-1] == ThemeCount("", 1, 0, 0)


def test_an_indicator_says_how_far_it_is_on_its_way(umibe: Database) -> None:
    with umibe.writing() as session:
        for row in indicators(session, "umibe"):
            if row.baseline is not None and row.target is not None:
                middle = (row.baseline + row.target) / 2
                observe_indicator(
                    session,
                    row,
                    value=middle,
                    observed_on=date(2026, 3, 31),
                    source="統計",
                    at=NOVEMBER,
                    actor=WRITER,
                )
    ways = {one.way for one in of_plan(umibe).indicators}
    assert 50 in ways
    assert ways <= {50, None}


def test_a_department_sees_its_own_and_what_all_answer_for(umibe: Database) -> None:
    told = of_department(umibe, TAKESHI, asks_for_plan=False)
    assert [one.title for one in told.initiatives] == ["電子決裁、文書管理"]


def test_only_who_oversees_the_plan_is_shown_it(umibe: Database) -> None:
    told = of_department(umibe, MIDORI, asks_for_plan=True)
    assert told.department == "市民課"
    assert "海辺の見守り" not in [one.title for one in told.initiatives]


def queries(database: Database, by: str) -> int:
    asked: list[str] = []

    def note(*told: Any) -> None:
        asked.append(told[2])

    with database.reading() as session:
        person = who(session, by)
        event.listen(session.connection(), "before_cursor_execute", note)
        told_to(session, person, NOVEMBER, of_plan=True)
    return len(asked)


@pytest.mark.parametrize("by", [HARUKA, MIDORI])
def test_a_plan_of_two_hundred_takes_no_more_queries(umibe: Database, by: str) -> None:
    few = queries(umibe, by)
    more = [
        initiative(
            f"取組{n}",
            departments=("市民課", f"{n}課"),
            schedule=(ScheduleRecord("試す", 2026, 2026),),
        )
        for n in range(200)
    ]
    bring(umibe, InitiativeShelf(NAME, WRITER), [*INITIATIVES, *more], document=DOCUMENT)
    assert queries(umibe, by) == few
