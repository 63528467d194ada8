"""A list of initiatives and the plan's measures are two documents; titles tell what belongs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.joining import fitting_measure, themes_of
from store import plans
from store.database import Database
from store.plan_parts import items
from store.tables import ItemKind
from tests.small_city import CITY
from tests.small_plan import LIFE, WORK, found_small_plan

MEASURES = (
    "オンライン申請",
    "電子決済",
    "電子決裁",
    "文書管理",
    "住民票等のコンビニ交付",
    "BPR（業務の見直し）の推進",
    "AI・RPAの活用",
    "テレワーク",
    "マイナンバーカードの普及",
)


@pytest.mark.parametrize(
    ("title", "measure"),
    [
        ("オンライン申請（アプリ等の活用）", "オンライン申請"),
        ("オンライン申請【拡充】", "オンライン申請"),
        ("電子決裁、文書管理、勤怠管理", "電子決裁"),
        ("勤怠管理、文書管理", "文書管理"),
        ("住民票の写し等のコンビニ交付", "住民票等のコンビニ交付"),
        ("電子決裁", "電子決裁"),
        ("電子決済（キャッシュレス）", "電子決済"),
        ("ＢＰＲの推進（議事録）", "BPR（業務の見直し）の推進"),
        ("テレワークの導入", "テレワーク"),
    ],
)
def test_an_initiative_carries_out_the_measure_of_nearly_its_name(title: str, measure: str) -> None:
    assert fitting_measure(title, MEASURES) == measure


@pytest.mark.parametrize(
    ("title", "measures"),
    [
        ("電子決裁", ["電子決済"]),
        ("BPRの推進", ["RPAの推進"]),
        ("BPRの推進", ["市民協働の推進"]),
        ("マイナンバーカードの普及", ["マイナンバーカードの活用"]),
        ("放課後児童クラブの連絡", MEASURES),
        ("（仮称）", MEASURES),
        ("（仮称）", ["（別称）"]),
        ("", ["オンライン申請"]),
        ("オンライン申請", []),
    ],
)
def test_a_name_that_merely_looks_alike_does_not_fit(title: str, measures: list[str]) -> None:
    assert fitting_measure(title, measures) is None


@given(st.text(max_size=30))
def test_every_title_fits_itself_and_never_what_is_not_there(title: str) -> None:
    assert fitting_measure(title, [title]) == title
    assert fitting_measure(title, MEASURES) in {None, *MEASURES}


def test_an_initiative_without_a_theme_stands_where_its_measure_stands(
    database: Database,
) -> None:
    found_small_plan(database)
    with database.reading() as session:
        initiatives = plans.initiatives(session, CITY)
        themes = themes_of(initiatives, items(session, CITY, ItemKind.MEASURE))
        assert {row.title: themes[row.id] for row in initiatives} == {
            "書かない窓口": (LIFE, "窓口"),
            "オンライン申請（アプリの活用）": (LIFE, "窓口"),
            "電子決裁、文書管理": (WORK, "紙を減らす"),
            "海辺の見守り": (),
        }
