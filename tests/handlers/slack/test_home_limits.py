"""A Home tab of a large plan: every initiative within reach, within Slack's limits, few queries."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import Engine, event

from tests.slack_home import Home
from tests.town import CITIZENS_DESK, DX_OFFICE, Town

MANY = 200
LONG = (
    "デジタル技術を活用した行政手続のオンライン化及び窓口業務の抜本的な見直しによる市民サービスの"
    "向上と職員の業務負担の軽減に向けた総合的な取組の推進（子育て・介護・転入転出・税・福祉を含む）"
)
FIRST = 10_000
"""Number of the first of them."""
REPORTS = 10
"""On each of them."""
COPIED = (
    "municipality, plan_id, purpose, current_state, ideal_state, note, visibility,"
    " source_document, source_edition, source_heading, imported_at"
)


def fill(town: Town, many: int = MANY, *, long: str = LONG, first: int = FIRST) -> None:
    """Initiatives of 市民課 with long titles, steps and reports, each of a theme of its own."""
    ids = range(first, first + many)
    with town.office.database.writing() as session:
        run = session.connection().exec_driver_sql
        run(
            f"INSERT INTO initiative (id, title, theme, direction, {COPIED})"  # noqa: S608
            f" SELECT ?, ?, ?, '', {COPIED} FROM initiative WHERE id = 1",
            [(n, f"{n}&<{long}", f'["テーマ{n}{long}"]') for n in ids],
        )
        run(
            "INSERT INTO initiative_department"
            " (initiative_id, position, municipality, department_id)"
            " SELECT ?, 0, 'mihon', id FROM department WHERE name = '市民課'",
            [(n,) for n in ids],
        )
        run(
            "INSERT INTO schedule_item"
            " (municipality, initiative_id, position, text, first_year, last_year)"
            " VALUES ('mihon', ?, 0, ?, 2025, 2028)",
            [(n, long * 3) for n in ids],
        )
        run(
            "INSERT INTO progress_entry (municipality, initiative_id, fiscal_year, mark, status,"
            " text, visibility, person_id, source, created_at)"
            " SELECT 'mihon', ?, 2026, 'reported', '進行中', ?, '内部', id, 'Slack',"
            " '2026-05-01' FROM person WHERE slack_user_id = 'U0MIHON03'",
            [(n, "&" * 3000) for n in ids for _ in range(REPORTS)],
        )


@contextmanager
def queries() -> Iterator[list[str]]:
    """What any database is asked meanwhile."""
    seen: list[str] = []

    def note(*arguments: Any) -> None:
        seen.append(str(arguments[2]))

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(Engine, "before_cursor_execute", note)


def pages(home: Home) -> list[Home]:
    """This page and all after it."""
    found = [home]
    while "次のページ" in found[-1].buttons:
        found.append(found[-1].press("次のページ"))
    return found


@pytest.mark.parametrize("by", [DX_OFFICE, CITIZENS_DESK])
def test_pages_reach_every_one_of_very_many_initiatives(town: Town, by: str) -> None:
    fill(town)
    shown = pages(town.open_home(by=by))
    opened = [
        block["accessory"]["action_id"]
        for page in shown
        for block in page.blocks
        if "accessory" in block
    ]
    wanted = {f"open_progress:{number}" for number in range(FIRST, FIRST + MANY)}
    assert wanted <= set(opened)
    assert len(opened) == len(set(opened))
    assert max(len(page.blocks) for page in shown) < 100
    assert shown[-1].press("前のページ").blocks == shown[-2].blocks


def test_more_themes_than_a_menu_takes_can_all_be_chosen(town: Town) -> None:
    fill(town)
    home = town.open_home()
    themes = home.offered("theme")
    assert len(themes) == MANY + 1
    assert len(home.choose("theme", themes[-1]).initiatives) == 1


@pytest.mark.parametrize("letter", ["長", "&"])
def test_what_is_too_long_for_the_list_is_cut_where_one_can_see_it(town: Town, letter: str) -> None:
    fill(town, 1, long=letter * 400)
    (said,) = (
        town.open_home().choose("status", "進行中").choose("department", "市民課").texts(FIRST)
    )
    title, *_, word, steps = said.splitlines()
    assert title.endswith("…*")
    assert "…（2026年5月1日" in word
    assert steps.endswith("…")


def asked_for(town: Town, *, by: str) -> list[str]:
    """What the database is asked of the plan while somebody opens their Home tab."""
    with queries() as seen:
        town.open_home(by=by)
    asked = [one for one in seen if one.startswith("SELECT")]
    return [one for one in asked if not re.search("FROM (in|out)box", one)]


@pytest.mark.parametrize("by", [DX_OFFICE, CITIZENS_DESK])
def test_the_number_of_queries_does_not_grow_with_the_plan(town: Town, by: str) -> None:
    fill(town, 5)
    few = asked_for(town, by=by)
    fill(town, MANY, first=FIRST + 5)
    many = asked_for(town, by=by)
    assert len(many) == len(few), "\n".join(many)
    assert len(many) < 20
