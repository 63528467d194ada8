"""The figures of a plan, counted from what is in force."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import event

from knowledge.overview import EditionNote, ObservedLevel, ObservedValue, PlanStats, Target, stats
from knowledge.plan_contents import read
from store.database import Database
from store.observations import observe_indicator, observe_maturity
from store.plan_parts import indicators, parts
from store.records.initiative_shelf import InitiativeShelf
from store.records.plan_identity import PlanName
from store.records.plan_parts import EditionRecord, SectionRecord, ThemeRecord
from store.schema import open_up_to_date
from store.tables import MaturityLevel
from tests.databases import BACKENDS, fresh_database
from tests.small_city import AT, CITY, WRITER, bring, initiative
from tests.small_plan import (
    DOCUMENT,
    EDITIONS,
    INITIATIVES,
    LIFE,
    NAME,
    WORK,
    bring_parts,
    found_small_plan,
)


@pytest.fixture(scope="module", params=BACKENDS)
def umibe(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[PlanStats]:
    """The figures of うみべ市, for tests that only look at them."""
    with fresh_database(request.param, tmp_path_factory.mktemp("plan")) as url:
        opened = open_up_to_date(url)
        found_small_plan(opened)
        yield figures(opened)
        opened.close()


def figures(database: Database) -> PlanStats:
    with database.reading() as session:
        (contents,) = read(session, CITY)
        return stats(contents)


def test_a_plan_has_a_title_a_period_and_editions(umibe: PlanStats) -> None:
    assert umibe.title == "うみべ市DX計画"
    period = umibe.period
    assert (period.starts_on, period.ends_on) == ("2024-04-01", "2029-03-31")
    assert (period.first_year, period.last_year) == (2024, 2028)
    assert umibe.editions[1] == EditionNote("第1.1版", "2025-09", "見直し")
    assert umibe.current_edition == "第1.1版"


def test_every_kind_is_counted_and_what_there_is_none_of_is_0(umibe: PlanStats) -> None:
    assert umibe.counts == {
        "initiatives": 4,
        "departments": 4,
        "schedule_items": 3,
        "policies": 2,
        "themes": 5,
        "procedures": 3,
        "indicators": 2,
        "editions": 2,
        "sections": 1,
        "terms": 1,
        "meetings": 1,
        "maturity_categories": 2,
        "maturity_levels": 6,
        "measures": 3,
        "steps": 1,
        "priorities": 1,
        "bodies": 1,
        "cases": 0,
        "rules": 0,
        "systems": 3,
        "articles": 0,
        "figures": 0,
        "references": 1,
        "evaluation": 0,
    }


def test_initiatives_are_counted_by_theme_also_through_the_measures(umibe: PlanStats) -> None:
    assert umibe.initiatives_by_theme == {"窓口": 2, "お知らせ": 0, "紙を減らす": 1}
    assert umibe.initiatives_by_root == {LIFE: 2, WORK: 1}
    assert umibe.initiatives_without_theme == 1
    assert umibe.themes_by_depth == {"1": 2, "2": 3}


def test_initiatives_are_counted_by_department_and_status(umibe: PlanStats) -> None:
    assert umibe.initiatives_by_department == {"市民課": 2, "政策企画課": 1, "全課": 1, "環境課": 1}
    assert umibe.initiatives_by_status == {
        "未着手": 3,
        "進行中": 1,
        "完了": 0,
        "遅延": 0,
        "中止": 0,
    }


def test_schedule_items_count_in_every_year_and_half_they_go_on_in(umibe: PlanStats) -> None:
    assert umibe.schedule_items_by_year == {"2024": 1, "2025": 2, "2026": 1}
    assert umibe.schedule_items_by_half == {"2025H1": 1, "2025H2": 1}


def test_lists_are_counted_by_the_heading_they_stand_under(umibe: PlanStats) -> None:
    assert umibe.procedures_by_group == {"引っ越し": 1, "子育て": 2}
    assert umibe.items_by_group["system"] == {"基幹系": 2, "内部系": 1}
    assert "case" not in umibe.items_by_group


def test_targets_stand_with_their_year(umibe: PlanStats) -> None:
    assert umibe.maturity_target == {"行政手続": Target(3, 2028), "働き方": Target(3, 2028)}
    assert umibe.maturity_observed == {}
    assert (umibe.indicators[0].baseline, umibe.indicators[0].target) == (20.0, 60.0)


def test_the_latest_observation_counts(database: Database) -> None:
    found_small_plan(database)
    told: dict[str, Any] = {"source": "点検", "at": AT, "actor": WRITER}
    with database.writing() as session:
        row = indicators(session, CITY)[0]
        levels = {r.level: r for r in parts(session, CITY, MaturityLevel) if r.category == "働き方"}
        for day, value, level in ((date(2026, 3, 31), 31.5, 2), (date(2025, 3, 31), 24.0, 1)):
            observe_indicator(session, row, value=value, observed_on=day, **told)
            observe_maturity(session, levels[level], observed_on=day, **told)
    seen = figures(database)
    assert seen.indicators[0].observations == (
        ObservedValue(24.0, "2025-03-31", "点検"),
        ObservedValue(31.5, "2026-03-31", "点検"),
    )
    assert seen.maturity_observed == {"働き方": ObservedLevel(2, "2026-03-31", "点検")}


def test_what_an_import_no_longer_found_is_not_counted(database: Database) -> None:
    found_small_plan(database)
    bring(database, InitiativeShelf(NAME, WRITER), INITIATIVES[:3], document=DOCUMENT)
    bring_parts(database, SectionRecord, [])
    counts = figures(database).counts
    assert (counts["initiatives"], counts["departments"], counts["sections"]) == (3, 3, 0)


def test_a_theme_of_the_same_title_under_another_is_told_apart(database: Database) -> None:
    twins = [
        initiative("一つ目", theme=(LIFE, "人材")),
        initiative("二つ目", theme=(WORK, "人材")),
        initiative("三つ目", theme=(WORK, "人材")),
    ]
    bring(database, InitiativeShelf(NAME, WRITER), twins, document=DOCUMENT)
    by_theme = figures(database).initiatives_by_theme
    assert by_theme == {f"{LIFE}／人材": 1, f"{WORK}／人材": 2}


@pytest.mark.parametrize(
    ("paths", "expected"),
    [
        (
            [
                ("第3章", "政策1. 暮らし", "(1) 窓口"),
                ("第3章", "政策2. 仕事"),
                ("第4章", "庁内"),
            ],
            {"政策1. 暮らし": 1, "政策2. 仕事": 0},
        ),
        ([("基本目標1", "政策1"), ("基本目標Ⅱ", "政策2")], {"基本目標1": 1, "基本目標Ⅱ": 0}),
        ([("第2章 取組", "暮らし"), ("第2章 取組", "仕事")], {"暮らし": 1, "仕事": 0}),
        ([("暮らし", "窓口"), ("仕事", "紙")], {"暮らし": 1, "仕事": 0}),
    ],
    ids=["called policies", "goals above policies", "under a chapter", "outermost"],
)
def test_a_policy_is_what_the_plan_calls_one_or_else_an_outermost_theme(
    database: Database, paths: list[tuple[str, ...]], expected: dict[str, int]
) -> None:
    whole = dict.fromkeys(path[: end + 1] for path in paths for end in range(len(path)))
    themes = [
        ThemeRecord(key="/".join(path), source_document="", title=path[-1], path=path[:-1])
        for path in whole
    ]
    bring(database, InitiativeShelf(NAME, WRITER), [initiative(theme=paths[0])], document=DOCUMENT)
    bring_parts(database, ThemeRecord, themes)
    seen = figures(database)
    assert seen.initiatives_by_policy == expected
    assert seen.counts["policies"] == len(expected)


def test_a_theme_named_by_its_end_alone_counts_where_it_stands(database: Database) -> None:
    found_small_plan(database)
    more = [*INITIATIVES, initiative("広報", theme=("お知らせ",))]
    bring(database, InitiativeShelf(NAME, WRITER), more, document=DOCUMENT)
    seen = figures(database)
    assert seen.initiatives_by_root == {LIFE: 3, WORK: 1}
    assert seen.initiatives_by_theme["お知らせ"] == 1


@pytest.mark.parametrize(
    ("editions", "expected"),
    [
        (EDITIONS[::-1], "第1.1版"),
        ([replace(row, issued_on="") for row in EDITIONS], "第1.1版"),
        ([], "第1版"),
    ],
    ids=["the newest first", "without dates", "only the document's own word"],
)
def test_the_current_edition_is_the_newest(
    database: Database, editions: list[EditionRecord], expected: str
) -> None:
    bring(database, InitiativeShelf(NAME, WRITER), INITIATIVES, document=DOCUMENT)
    bring_parts(database, EditionRecord, editions)
    assert figures(database).current_edition == expected


def test_two_plans_are_counted_apart(database: Database) -> None:
    found_small_plan(database)
    other = InitiativeShelf(PlanName("うみべ市情報化計画"), WRITER)
    bring(database, other, [initiative("光回線")], document="other.md")
    with database.reading() as session:
        counted = {one.plan.title: stats(one).counts for one in read(session, CITY)}
    assert counted["うみべ市DX計画"]["initiatives"] == 4
    assert counted["うみべ市情報化計画"]["initiatives"] == 1
    assert counted["うみべ市情報化計画"]["procedures"] == 0


def test_a_larger_plan_takes_no_more_queries(database: Database) -> None:
    found_small_plan(database)
    few = queries(database)
    more = [initiative(f"取組{number}", departments=(f"{number}課",)) for number in range(20)]
    bring(database, InitiativeShelf(NAME, WRITER), [*INITIATIVES, *more], document=DOCUMENT)
    assert queries(database) == few


def queries(database: Database) -> int:
    """How many queries it takes to read and count."""
    asked: list[str] = []

    def note(*told: Any) -> None:
        asked.append(told[2])

    with database.reading() as session:
        connection = session.connection()
        event.listen(connection, "before_cursor_execute", note)
        (contents,) = read(session, CITY)
        stats(contents)
    return len(asked)
