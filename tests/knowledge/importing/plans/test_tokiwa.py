"""Numbered labels with their text below, rows of a schedule with arrows, a glossary as a list."""

from __future__ import annotations

from datetime import date

from store.tables import ItemKind
from tests.knowledge.importing.plans.made_up import made_up, schedule, told

PLAN = made_up("tokiwa")


def test_the_period_is_the_towns_and_not_the_states() -> None:
    assert PLAN.reading.name.title == "ときわ沢町自治体DX推進計画"
    assert PLAN.reading.name.starts_on == date(2023, 4, 1)
    assert PLAN.reading.name.ends_on == date(2026, 3, 31)


def test_departments_stand_below_their_label() -> None:
    assert {title: record.departments for title, record in PLAN.initiatives.items()} == {
        "自治体情報システムの標準化・共通化": ("総務課", "税務課", "住民課"),
        "マイナンバーカードの普及促進": ("住民課",),
    }
    record = PLAN.initiatives["マイナンバーカードの普及促進"]
    assert record.direction == "出張申請を行います。"


def test_rows_of_the_schedule_say_what_is_done() -> None:
    first, second = PLAN.reading.initiatives
    assert schedule(first) == [
        ("計画", 2023, None),
        ("移行：準備", 2024, None),
        ("移行：実施", 2025, None),
    ]
    assert [(item.text, item.first_year, item.last_year) for item in second.schedule] == [
        ("出張申請：実施", 2023, 2025)
    ]


def test_the_glossary_and_the_evaluation() -> None:
    assert {title: term.text for title, term in PLAN.terms.items()} == {
        "AI": "人工知能のこと。",
        "RPA": "作業を自動化する仕組み。",
    }
    (evaluation,) = PLAN.items(ItemKind.EVALUATION)
    assert "毎年度末に点検し" in told(evaluation)


def test_all_of_it_was_understood() -> None:
    assert PLAN.not_understood == []
