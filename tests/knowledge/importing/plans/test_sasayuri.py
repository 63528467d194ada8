"""A village's plan: Roman and kana numbers, dotted contents, label columns, cards as tables."""

from __future__ import annotations

from datetime import date

import pytest

from store.tables import CadenceUnit
from tests.knowledge.importing.plans.made_up import about, made_up, schedule

PLAN = made_up("sasayuri")


def test_title_and_period() -> None:
    assert PLAN.reading.name.title == "笹百合村デジタル活用計画"
    assert PLAN.reading.name.starts_on == date(2023, 4, 1)
    assert PLAN.reading.name.ends_on == date(2028, 3, 31)


def test_four_initiatives_with_departments() -> None:
    assert {title: record.departments for title, record in PLAN.initiatives.items()} == {
        "移動役場の予約": ("村民課",),
        "遠隔診療の場づくり": ("保健福祉課", "診療所"),
        "鳥獣の出没の知らせ": ("産業建設課",),
        "村議会の資料の電子化": ("議会事務局", "総務課"),
    }


@pytest.mark.parametrize(
    ("title", "says"),
    [
        ("移動役場の予約", "車で集落を回る役場に、家から予約を入れられるようにします。"),
        ("移動役場の予約", "電話でも同じ予約簿に入るようにします。"),
        ("鳥獣の出没の知らせ", "わなに付けた発信機の知らせ"),
        ("鳥獣の出没の知らせ", "見回りに1日4時間かかっています。"),
        ("村議会の資料の電子化", "令和7年度に紙の配布をやめます。"),
    ],
)
def test_an_initiative_says_what_is_done(title: str, says: str) -> None:
    assert says in about(PLAN.initiatives[title])


def test_a_row_of_years_above_a_row_of_steps_is_a_schedule() -> None:
    assert schedule(PLAN.initiatives["移動役場の予約"]) == [
        ("検討", 2023, None),
        ("試行", 2024, None),
        ("実施", 2025, None),
    ]


def test_an_arrow_goes_on_with_the_year_before() -> None:
    record = PLAN.initiatives["遠隔診療の場づくり"]
    assert schedule(record) == [
        ("調査", 2023, None),
        ("1か所で開始", 2024, None),
        ("３か所に拡大", 2025, None),
    ]
    assert record.schedule[-1].last_year == 2027


def test_two_meetings() -> None:
    cadences = {
        title: (meeting.times, meeting.every, meeting.unit)
        for title, meeting in PLAN.meetings.items()
    }
    assert cadences == {
        "デジタル活用会議": (3, 1, CadenceUnit.YEAR),
        "担当者会": (1, 1, CadenceUnit.MONTH),
    }
    assert PLAN.meetings["デジタル活用会議"].members == ("村長", "副村長", "課長")


def test_sections_can_be_asked_for_and_the_contents_are_none() -> None:
    assert "谷ごとに離れており" in PLAN.section("計画の目的").text
    assert "村長を長とする会議" in PLAN.section("体制").text
    assert not [title for title in PLAN.sections if "・・" in title]


def test_all_of_it_was_understood() -> None:
    assert PLAN.not_understood == []
