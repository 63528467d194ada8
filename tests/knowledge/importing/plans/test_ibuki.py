"""A policy written like a by-law: 第１ without 章, a history at the end, meetings."""

from __future__ import annotations

from datetime import date

from store.tables import CadenceUnit
from tests.knowledge.importing.plans.made_up import made_up

PLAN = made_up("ibuki")


def test_title_edition_and_period() -> None:
    assert PLAN.reading.name.title == "いぶき丘市デジタル化推進方針"
    assert PLAN.reading.edition == "第3版"
    assert PLAN.reading.name.starts_on == date(2023, 4, 1)
    assert PLAN.reading.name.ends_on == date(2027, 3, 31)


def test_the_history_stands_at_the_end() -> None:
    assert [(edition.title, edition.issued_on) for edition in PLAN.editions] == [
        ("初版", "2023-04-01"),
        ("第2版", "2024-01-15"),
        ("第3版", "2024-10-01"),
    ]
    assert PLAN.editions[2].text == "重点事項の追加"


def test_numbers_without_a_word_head_sections_beside_each_other() -> None:
    sections = [(section.title, section.path) for section in PLAN.parts_with_text()]
    assert [title for title, path in sections if title.startswith("第") and not path] == [
        "第１ 趣旨",
        "第２ 期間",
        "第３ 基本原則",
        "第４ 重点事項",
        "第５ 推進体制",
        "第６ 職員アンケートの結果",
    ]
    assert "原則２ データを大切にする" in PLAN.section("第３ 基本原則").text


def test_points_in_kana_stand_under_theirs() -> None:
    assert PLAN.section("ア 情報システムの標準化").path == ("第４ 重点事項",)


def test_what_a_bracket_adds_does_not_change_a_cadence() -> None:
    assert {
        title: (meeting.times, meeting.every, meeting.unit)
        for title, meeting in PLAN.meetings.items()
    } == {
        "本部会議": (4, 1, CadenceUnit.YEAR),
        "幹事会": (1, 2, CadenceUnit.MONTH),
        "ワーキング": (None, None, CadenceUnit.AS_NEEDED),
    }


def test_all_of_it_was_understood() -> None:
    assert PLAN.not_understood == []
