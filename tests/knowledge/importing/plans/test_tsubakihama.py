"""A list of initiatives as table rows, and some as blocks with 【担当課】."""

from __future__ import annotations

from datetime import date

import pytest

from store.tables import ProgressMark
from tests.knowledge.importing.plans.made_up import about, made_up, plain_path, schedule

PLAN = made_up("tsubakihama")


def test_title_and_period() -> None:
    assert PLAN.reading.name.title == "椿浜町 デジタル化実施計画"
    assert PLAN.reading.name.starts_on == date(2025, 4, 1)
    assert PLAN.reading.name.ends_on == date(2028, 3, 31)


def test_rows_and_blocks_are_initiatives() -> None:
    assert {title: record.departments for title, record in PLAN.initiatives.items()} == {
        "証明書のコンビニ交付": ("住民課",),
        "窓口の混雑の見える化": ("住民課", "総務課"),
        "手数料のキャッシュレス化": ("会計室",),
        "見守りセンサー": ("健康福祉課",),
        "乗合タクシーの予約アプリ": ("企画課", "健康福祉課"),
        "防災無線の多言語配信": ("総務課", "企画課"),
        "職員端末の一本化": ("総務課",),
    }
    assert len(PLAN.reading.initiatives) == 7


@pytest.mark.parametrize(
    ("title", "content", "theme"),
    [
        (
            "証明書のコンビニ交付",
            "役場の開いていない時間でも証明書を受け取れるようにする",
            "便利な窓口",
        ),
        ("見守りセンサー", "希望する高齢者の家に置く", "つながる地域"),
    ],
)
def test_a_row_has_content_and_theme(title: str, content: str, theme: str) -> None:
    record = PLAN.initiatives[title]
    assert about(record).strip() == content
    assert plain_path(record.theme)[-1:] == (theme,)


def test_the_years_of_a_row_are_its_schedule() -> None:
    assert schedule(PLAN.initiatives["証明書のコンビニ交付"]) == [
        ("準備", 2025, None),
        ("開始", 2026, None),
        ("運用", 2027, None),
    ]
    assert schedule(PLAN.initiatives["手数料のキャッシュレス化"]) == [
        ("検討", 2026, None),
        ("導入", 2027, None),
    ]
    assert schedule(PLAN.initiatives["見守りセンサー"]) == [
        ("募集", 2025, None),
        ("設置", 2025, None),
        ("設置", 2026, None),
        ("見直し", 2027, None),
    ]


def test_a_block_field_by_field() -> None:
    record = PLAN.initiatives["防災無線の多言語配信"]
    assert record.purpose == "外国から来て働く人にも避難の知らせを届ける"
    assert record.current_state == "放送は日本語だけである"
    assert record.ideal_state == "5つの言語で届く"
    assert schedule(record) == [("翻訳の試験", 2025, None), ("配信", 2026, None)]
    assert [(entry.fiscal_year, entry.mark) for entry in record.progress] == [
        (2025, ProgressMark.REPORTED)
    ]


def test_the_note_under_the_table_is_a_term() -> None:
    assert {title: term.text for title, term in PLAN.terms.items()} == {
        "キャッシュレス化": "現金を使わない支払いに対応すること"
    }


def test_indicators_with_years_in_three_notations() -> None:
    assert [
        (row.title, row.baseline, row.baseline_year, row.target, row.target_year)
        for row in PLAN.indicators
    ] == [
        ("コンビニ交付の割合", 0, 2018, 40, 2027),
        ("アプリ予約の件数", None, 2018, 1200, 2027),
    ]
    assert [row.unit for row in PLAN.indicators] in (["%", "件"], ["％", "件"])


def test_the_period_and_the_evaluation_can_be_asked_for() -> None:
    assert "2025年度から2027年度まで" in PLAN.section("計画の期間").text
    assert "毎年度末" in PLAN.section("評価").text


def test_all_of_it_was_understood() -> None:
    assert PLAN.not_understood == []
