"""A citizen asks about a procedure that a plan lists, before a clerk has described it."""

from __future__ import annotations

import pytest

from store.records.procedures import ListedProcedureRecord, ListedProcedureShelf
from tests.line_words import words
from tests.sample_rows import sample_row
from tests.small_city import PROCEDURES, bring, procedure
from tests.town import Town

CITY = "mihon"
PLAN = "見本市DX推進計画"
LISTED = ListedProcedureRecord("遊漁船の届出", "漁の手続", "", source=PLAN)


@pytest.fixture
def plan_town(town: Town) -> Town:
    """見本市 whose plan lists a procedure."""
    database = town.office.database
    bring(database, ListedProcedureShelf(), [LISTED], document="plan.md", municipality=CITY)
    return town


def said(town: Town, text: str) -> str:
    return words(town.citizen_says(text))


def test_it_is_told_that_the_plan_lists_it(plan_town: Town) -> None:
    answer = said(plan_town, "遊漁船の届出をしたい")
    assert answer.startswith("遊漁船の届出\n")
    assert f"「{PLAN}」で" in answer
    assert "（漁の手続）" in answer
    assert f"出典：{PLAN}" in answer


def test_whom_to_ask_is_told(plan_town: Town) -> None:
    desk = sample_row("departments.csv", "総合案内", "はい")
    answer = said(plan_town, "遊漁船の届出")
    assert desk["課名"] in answer
    assert desk["電話"] in answer


@pytest.mark.parametrize("claim", ["必要なもの", "手数料", "期限", "■インターネットで", "■場所"])
def test_how_to_do_it_is_not_claimed(plan_town: Town, claim: str) -> None:
    assert claim not in said(plan_town, "遊漁船の届出")


def test_what_a_clerk_writes_takes_its_place(plan_town: Town) -> None:
    described = procedure("遊漁船の届出", summary="船で客を運ぶ前に出します。")
    bring(
        plan_town.office.database, PROCEDURES, [described], document="手続.csv", municipality=CITY
    )
    answer = said(plan_town, "遊漁船の届出")
    assert "船で客を運ぶ前に出します。" in answer
    assert "漁の手続" not in answer
