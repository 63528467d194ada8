"""A strategy: priorities, maturity levels, half-years in a torn table, meetings, a survey."""

from __future__ import annotations

from datetime import date

import pytest

from store.tables import CadenceUnit, ItemKind
from tests.knowledge.importing.plans.made_up import made_up, schedule, told

PLAN = made_up("hoshimi")


def test_title_edition_and_period() -> None:
    assert PLAN.reading.name.title.startswith("ほしみ市DX推進戦略")
    assert PLAN.reading.edition == "第2.0版"
    assert PLAN.reading.name.starts_on == date(2024, 4, 1)
    assert PLAN.reading.name.ends_on == date(2028, 3, 31)
    assert [(edition.title, edition.issued_on) for edition in PLAN.editions] == [
        ("第2.0版", "2024-04-01")
    ]


def test_five_priorities_and_the_organisation() -> None:
    priorities = PLAN.items(ItemKind.PRIORITY)
    assert [item.title for item in priorities] == [
        "情報システムの標準化",
        "マイナンバーカードの利用の推進",
        "行政手続のオンライン化",
        "AIの利用",
        "セキュリティ対策",
        "体制の整備",
    ]
    assert "2025年度末" in told(priorities[0])
    assert "令和8年度末" in told(priorities[1])
    assert "外の人材を迎える" in told(priorities[5])


def test_a_deadline_is_told_only_where_there_is_one() -> None:
    labels = [{label for label, _ in item.facts} for item in PLAN.items(ItemKind.PRIORITY)]
    assert labels[0] == labels[1] == labels[2]
    assert labels[3] == labels[4]
    assert labels[0] - labels[3], "no label for the deadline"


def test_maturity_has_three_categories_of_four_levels_and_a_target() -> None:
    assert [(row.category, row.level) for row in PLAN.maturity] == [
        (category, level)
        for category in ("職員の力", "仕組み", "住民とのつながり")
        for level in (1, 2, 3, 4)
    ]
    assert [row.target_year for row in PLAN.maturity] == [None, None, 2026, None] * 3
    assert PLAN.maturity[4].text == "紙の台帳で管理している"


@pytest.mark.parametrize(
    ("title", "members", "times", "every", "unit"),
    [
        ("DX推進会議", ("市長", "副市長", "教育長"), 2, 1, CadenceUnit.YEAR),
        ("部長連絡会", ("全部長",), 1, 1, CadenceUnit.QUARTER),
        ("進捗確認会", ("未来創造室", "各課のDX担当"), 1, 1, CadenceUnit.MONTH),
        ("作業チーム会", ("作業チームの全員",), 1, 2, CadenceUnit.WEEK),
        ("相談会", ("希望する職員",), None, None, CadenceUnit.AS_NEEDED),
    ],
)
def test_a_meeting_with_members_and_cadence(
    title: str, members: tuple[str, ...], times: int | None, every: int | None, unit: CadenceUnit
) -> None:
    meeting = PLAN.meetings[title]
    assert meeting.members == members
    assert (meeting.times, meeting.every, meeting.unit) == (times, every, unit)


def test_there_are_five_meetings_and_what_they_are_for() -> None:
    assert len(PLAN.meetings) == 5
    assert PLAN.meetings["DX推進会議"].purpose == "戦略の方針を決める"
    assert PLAN.meetings["進捗確認会"].cadence == "月1回 必要に応じて追加"


def test_the_schedule_is_read_by_half_years() -> None:
    assert schedule(PLAN.initiatives["情報システムの標準化"]) == [
        ("調査", 2024, 1),
        ("移行", 2024, 2),
        ("運用", 2026, 1),
    ]
    assert schedule(PLAN.initiatives["窓口予約の導入"]) == [
        ("検討", 2024, 2),
        ("試行", 2025, 1),
        ("本格運用", 2025, 2),
    ]
    assert schedule(PLAN.initiatives["職員の研修"]) == [
        ("研修", year, half) for year in (2024, 2025, 2026, 2027) for half in (1, 2)
    ]


def test_a_torn_cell_is_reported_and_not_guessed() -> None:
    assert schedule(PLAN.initiatives["在宅勤務の道具"]) == [("配布", 2025, 1), ("見直し", 2026, 1)]
    assert {reason for reason, _ in PLAN.not_understood} <= {"broken_cell", "unreadable"}
    assert "在宅勤務の道具" in "".join(text for _, text in PLAN.not_understood) or (
        "*****" in "".join(text for _, text in PLAN.not_understood)
    )


def test_the_survey_is_figures() -> None:
    figures = {item.title: told(item) for item in PLAN.items(ItemKind.FIGURE)}
    assert "412人" in figures["回答者数"]
    assert "57件" in figures["改善の提案件数"]
    assert "398名(97%)" in figures["電子メール"]
    assert "292名(71%)" in figures["掲示板"]
    assert len(figures) == 6


def test_an_explanation_under_a_table_is_a_term() -> None:
    assert PLAN.terms["RPA"].text == "画面の操作を人に代わって行うソフトウェアのこと"


@pytest.mark.parametrize(
    ("title", "says"),
    [
        ("国の求めること", "次の5つの重点取組事項"),
        ("市のデジタル化の段階", "令和8年度末までに"),
        ("戦略の柱", "2本で進めます"),
        ("会議体", "次のとおり開きます"),
    ],
)
def test_sections_can_be_asked_for(title: str, says: str) -> None:
    assert says in PLAN.section(title).text
