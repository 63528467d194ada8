"""A city that has used the first release upgrades, and finds everything it had."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import text

from store.database import Database
from store.schema import differences, downgrade, upgrade

CITY_OF_0001 = (
    "INSERT INTO municipality (code, name, knowledge_version, audit_count)"
    " VALUES ('umibe', 'うみべ市', 3, 0)",
    "INSERT INTO department (id, municipality, name, telephone, hours, place, handles,"
    " is_general_desk, source_document)"
    " VALUES (1, 'umibe', '市民課', '0000-00-0001', '', '', '[]', false, '')",
    "INSERT INTO workspace (slack_team_id, municipality) VALUES ('T0UMIBE01', 'umibe')",
    "INSERT INTO person (id, municipality, slack_team_id, slack_user_id, name, department_id,"
    " role, is_active, source_document)"
    " VALUES (1, 'umibe', 'T0UMIBE01', 'U0MIDORI', '潮 みどり', 1, '担当者', true, '')",
    "INSERT INTO plan (id, municipality, title) VALUES (1, 'umibe', 'うみべ市DX計画'),"
    " (2, 'umibe', 'DX計画')",
    "INSERT INTO edition (id, municipality, plan_id, name, document, content_hash, imported_at)"
    " VALUES (1, 'umibe', 1, '第1版', 'plan.md', 'abc', '2026-04-01 00:00:00'),"
    " (2, 'umibe', 2, '', 'list.md', 'def', '2026-04-02 00:00:00')",
    "INSERT INTO initiative (id, municipality, plan_id, title, purpose, current_state,"
    " ideal_state, note, visibility, source_document, source_heading, source_edition, imported_at)"
    " VALUES (1, 'umibe', 1, '書かない窓口', '待つ時間を減らす', '', '', '', '公開', 'plan.md',"
    " '書かない窓口', '第1版', '2026-04-01 00:00:00')",
    "INSERT INTO initiative_department (initiative_id, position, municipality, department_id)"
    " VALUES (1, 0, 'umibe', 1)",
    "INSERT INTO schedule_item (id, municipality, initiative_id, position, text, first_year,"
    " last_year, blank_until) VALUES (1, 'umibe', 1, 0, '試行', 2026, 2027, 2028)",
    "INSERT INTO progress_entry (id, municipality, initiative_id, fiscal_year, mark, status,"
    " text, visibility, person_id, source, created_at)"
    " VALUES (1, 'umibe', 1, 2026, 'reported', '進行中', '視察した', '公開', 1, 'Slack',"
    " '2026-05-01 00:00:00')",
    "INSERT INTO procedure (id, municipality, title, group_name, summary, who, what_to_bring,"
    " fee, deadline, department_id, place, online_service, online_url, offline_way, keywords,"
    " wordings, life_events, related_initiative, note, visibility, source, verified_on,"
    " source_document)"
    " VALUES (1, 'umibe', '転出届', '', '届け出ます。', '', '[]', '無料', '', 1, '', '', '',"
    " '窓口へ', '[]', '[]', '[]', '', '', '公開', '見本', '2026-05-01', '')",
)
"""Rows as release 0.1 wrote them."""

KEPT = {
    "plan": "SELECT id, title FROM plan ORDER BY id",
    "initiative": "SELECT id, plan_id, title, purpose, source_edition FROM initiative",
    "departments": "SELECT initiative_id, department_id FROM initiative_department",
    "schedule": "SELECT initiative_id, text, first_year, last_year, blank_until FROM schedule_item",
    "progress": "SELECT initiative_id, fiscal_year, mark, status, text FROM progress_entry",
    "procedure": "SELECT title, department_id, offline_way, verified_on FROM procedure",
}


@pytest.fixture
def city_of_0001(database_url: str) -> Iterator[Database]:
    opened = Database(database_url)
    upgrade(opened, to="0001")
    with opened.connection() as connection:
        for statement in CITY_OF_0001:
            connection.execute(text(statement))
    yield opened
    opened.close()


def rows(database: Database, query: str) -> list[tuple[Any, ...]]:
    with database.reading() as session:
        return [tuple(row) for row in session.execute(text(query))]


def kept(database: Database) -> dict[str, list[tuple[Any, ...]]]:
    return {what: rows(database, query) for what, query in KEPT.items()}


def test_an_upgrade_keeps_every_row(city_of_0001: Database) -> None:
    before = kept(city_of_0001)
    upgrade(city_of_0001)
    assert kept(city_of_0001) == before
    assert differences(city_of_0001) == []


def test_what_was_an_edition_is_a_reading_of_a_document(city_of_0001: Database) -> None:
    upgrade(city_of_0001)
    query = "SELECT plan_id, edition, document, content_hash FROM document_reading ORDER BY id"
    assert rows(city_of_0001, query) == [(1, "第1版", "plan.md", "abc"), (2, "", "list.md", "def")]
    titled = "SELECT document FROM document_reading WHERE is_titled"
    assert rows(city_of_0001, titled) == [("plan.md",)]
    assert rows(city_of_0001, "SELECT * FROM edition") == []


def test_what_is_new_starts_empty(city_of_0001: Database) -> None:
    upgrade(city_of_0001)
    assert rows(city_of_0001, "SELECT direction FROM initiative") == [("",)]
    assert rows(city_of_0001, "SELECT starts_on, ends_on FROM plan") == [(None, None)] * 2
    assert rows(city_of_0001, "SELECT listed_in, listed_group FROM procedure") == [("", "")]


def test_the_way_back_keeps_every_row(city_of_0001: Database) -> None:
    before = kept(city_of_0001)
    editions = "SELECT plan_id, name, document, content_hash FROM edition ORDER BY id"
    had = rows(city_of_0001, editions)
    upgrade(city_of_0001)
    downgrade(city_of_0001, to="0001")
    assert kept(city_of_0001) == before
    assert rows(city_of_0001, editions) == had


def test_the_way_back_and_up_again_leads_to_the_same_tables(city_of_0001: Database) -> None:
    before = kept(city_of_0001)
    upgrade(city_of_0001)
    downgrade(city_of_0001, to="0001")
    upgrade(city_of_0001)
    assert differences(city_of_0001) == []
    assert kept(city_of_0001) == before


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE progress_entry SET text = ''",
        "UPDATE progress_entry SET percent = 100",
        "DELETE FROM progress_entry",
        "DELETE FROM plan",
    ],
)
def test_progress_and_plans_stay_guarded_after_the_upgrade(
    city_of_0001: Database, statement: str
) -> None:
    upgrade(city_of_0001)
    refused = pytest.raises(Exception, match=r"append-only|FOREIGN KEY|foreign key")
    with refused, city_of_0001.connection() as connection:
        connection.execute(text(statement))


def test_progress_stays_guarded_on_the_way_back_too(city_of_0001: Database) -> None:
    upgrade(city_of_0001)
    downgrade(city_of_0001, to="0003")
    with pytest.raises(Exception, match="append-only"), city_of_0001.connection() as connection:
        connection.execute(text("DELETE FROM progress_entry"))


def test_progress_of_before_has_neither_percentage_nor_evidence(city_of_0001: Database) -> None:
    upgrade(city_of_0001)
    query = "SELECT percent, evidence_url FROM progress_entry"
    assert rows(city_of_0001, query) == [(None, None)]
