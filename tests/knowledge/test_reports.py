"""A mention is a report of something done, or a question; in doubt it is a question."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.reports import Told, told_in
from knowledge.titles import Found, Several

TITLES = {
    1: "書かない窓口",
    2: "オンライン申請（子育て・介護の手続）",
    3: "オンライン申請（ごみ・水道の手続）",
    4: "電子決裁",
    5: "住民票の写し等のコンビニ交付",
    6: "電子決裁の研修",
    7: "RPA",
}


@pytest.mark.parametrize(
    ("text", "number", "told"),
    [
        ("書かない窓口、先進地視察に行ってきました", 1, "先進地視察に行ってきました"),
        ("書かない窓口 先進地を視察した", 1, "先進地を視察した"),
        ("書かない窓口の視察に行ってきました。", 1, "視察に行ってきました。"),
        ("書かない窓口について、三つの課で試しました", 1, "三つの課で試しました"),
        ("書かない窓口は本庁で完了", 1, "本庁で完了"),
        ("書かない窓口を始めました", 1, "書かない窓口を始めました"),
        ("「書かない窓口」視察しました！", 1, "視察しました！"),
        ("コンビニ交付、端末を三台入れました", 5, "端末を三台入れました"),
        ("電子決裁の研修、実施", 6, "実施"),
        ("電子決裁システムを導入しました", 4, "電子決裁システムを導入しました"),
        ("先週、書かない窓口の視察に行きました", 1, "先週、書かない窓口の視察に行きました"),
        ("書かない窓口、完了しましたよ", 1, "完了しましたよ"),
        ("書かない窓口、視察しました。次は試します。", 1, "視察しました。次は試します。"),
        ("書かない窓口、何度も打ち合わせました", 1, "何度も打ち合わせました"),
        ("ＲＰＡ、見積を取りました", 7, "見積を取りました"),
        ("書かない窓口\n視察が済んだ", 1, "視察が済んだ"),
    ],
)
def test_is_a_report(text: str, number: int, told: str) -> None:
    assert told_in(text, TITLES) == Told(Found(number), told)


def test_a_name_that_several_have_is_a_report_of_one_of_them() -> None:
    told = told_in("オンライン申請、画面を直しました", TITLES)
    assert told == Told(Several((2, 3)), "画面を直しました")


def test_two_titles_in_one_text_are_asked_about() -> None:
    told = told_in("今日は書かない窓口とコンビニ交付、電子決裁の研修をしました", TITLES)
    assert told is not None
    assert told.about == Several((1, 6))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "書かない窓口",
        "書かない窓口って何？",
        "書かない窓口、視察しましたか",
        "書かない窓口、視察しましたっけ",
        "書かない窓口、終わった？",
        "書かない窓口はどこまで進みました",
        "書かない窓口の担当が誰か忘れました",
        "書かない窓口、いつ始めたのか教えて",
        "書かない窓口の資料を見たい",
        "書かない窓口を進めてください",
        "書かない窓口、検討します",
        "書かない窓口の進捗",
        "昨日、視察に行ってきました",
        "視察に行ってきました",
        "昨日は書きました",
        "粗大ごみを捨てました",
        "また",
        "完了",
    ],
)
def test_is_a_question_or_nothing(text: str) -> None:
    assert told_in(text, TITLES) is None


@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    told = told_in(text, TITLES)
    assert told is None or told.text.strip()


@given(st.text(max_size=60))
def test_a_question_mark_makes_a_question(text: str) -> None:
    assert told_in(f"書かない窓口、視察しました{text}？", TITLES) is None


def test_a_city_without_initiatives_has_no_reports() -> None:
    assert told_in("書かない窓口、視察しました", {}) is None
