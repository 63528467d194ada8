"""Contents before the cover, labels in brackets, tables inside initiatives, a tree in a table."""

from __future__ import annotations

from datetime import date

from store.tables import ItemKind
from tests.knowledge.importing.plans.made_up import about, made_up, plain_path, schedule

PLAN = made_up("shirakaba")


def test_a_cover_behind_the_contents_is_read() -> None:
    assert PLAN.reading.name.title == "しらかば台市DX推進計画"
    assert PLAN.reading.name.starts_on == date(2024, 4, 1)
    assert PLAN.reading.name.ends_on == date(2029, 3, 31)


def test_rows_of_the_system_of_measures_know_their_themes() -> None:
    assert {
        title: (record.departments, plain_path(record.theme)[-2:])
        for title, record in PLAN.initiatives.items()
        if title in ("申請様式の見直し", "書かない窓口")
    } == {
        "申請様式の見直し": (
            ("総務課", "各課"),
            ("市民サービスの向上", "行政手続のオンライン化"),
        ),
        "書かない窓口": (("市民課",), ("市民サービスの向上", "窓口改革")),
    }


def test_a_block_with_labels_in_brackets() -> None:
    record = PLAN.initiatives["行政手続のオンライン化"]
    assert record.departments == ("総務課",)
    assert record.current_state == "来庁が必要な手続が多い。"
    assert record.direction == "スマートフォンで申請できるようにします。"
    assert "【" not in about(record)
    assert schedule(record) == [
        ("検討", 2024, None),
        ("導入", 2025, None),
        ("運用", 2026, None),
    ]
    assert record.schedule[-1].last_year == 2028


def test_the_indicator_inside_a_block_is_one() -> None:
    assert [(row.title, row.baseline, row.target, row.unit) for row in PLAN.indicators] == [
        ("オンライン申請率", 20.5, 60, "%")
    ]


def test_bodies_of_a_table_and_a_glossary() -> None:
    assert PLAN.titles(ItemKind.BODY) == ["DX推進本部", "DX推進部会"]
    assert {"RPA", "AI", "デジタル技術"} == set(PLAN.terms)


def test_all_of_it_was_understood() -> None:
    assert PLAN.not_understood == []
