"""A citizen asks about what a plan holds besides its initiatives."""

from __future__ import annotations

import pytest

from store.records.plan_parts import SectionRecord
from tests.harbour_plan import PARTS, bring_parts, section
from tests.line_words import shown, words
from tests.town import Town

CITY = "mihon"
PLAN = "見本市DX推進計画"
LONG = "波の高さを毎朝はかり、海に出る人に知らせます。"


@pytest.fixture
def plan_town(lasting_town: Town) -> Town:
    """見本市 with a plan part of every kind; bringing them again changes nothing."""
    parts = (*PARTS, _long_section("4. 波のようす", letters=60_000))
    bring_parts(lasting_town.office.database, parts, municipality=CITY, plan=PLAN)
    return lasting_town


def _long_section(title: str, *, letters: int) -> SectionRecord:
    return section(title, LONG * (letters // len(LONG)))


def said(town: Town, text: str) -> str:
    return words(town.citizen_says(text))


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("計画の趣旨", ["漁業のまちとして", "港湾電子化法（令和4年法律第999号）"]),
        ("会議の持ち方", ["会議は次のとおり開きます。", "ここに書かれていること\n灯台会議"]),
        ("暮らし", ["市民の毎日に関わる分野です。", "この中の分野\n海と港"]),
        ("潮位データとは何ですか", ["海面の高さを測った値。"]),
        ("灯台会議", ["1回/2週", "方針を決める", "・市長\n・各部長"]),
        ("電子化本部", ["■役割\n計画を進める", "■構成員\n市長、副市長"]),
        ("港の手続の一本化", ["■期限\n2027年度末", "入港の届出を一度で"]),
        ("漁船の登録", ["■いつから\n2024年4月", "写真を送ると"]),
        ("オンラインで出せる届出の数", ["目標（2029年度）\n1,200件", "もとの値（2023年度）\n9件"]),
        ("港の電子化", ["目標\nレベル2（2027年度末まで）", "レベル1：紙の海図を使う"]),
        (f"{PLAN}の版", ["第1.1版（2024年9月30日）\n灯台の節", "第1.0版（2024年3月）\n初版"]),
        ("海の改革", ["・航路の安全：電子海図\n・漁の手助け：魚群の予報"]),
        ("進め方", ["・STEP 1\n　困りごとを書き出す\n・STEP 2\n　直し方を試す"]),
        ("古い決まり", ["・立会い\n　港で会うことを求める"]),
        ("入れ替える仕組み", ["入れ替える仕組み\n\n・船籍管理\n・水門管理"]),
        ("三つの心得", ["・第1条 海から考える"]),
        ("港の調べ", ["港の調べ\n\n・波止場の数\n　12か所"]),
        ("評価", ["・毎年の見直し\n　毎年3月"]),
        ("港湾電子化法", ["これをもとにしているところ\n・1. 計画の趣旨\n・書かない窓口"]),
    ],
)
def test_the_answer_tells(plan_town: Town, question: str, expected: list[str]) -> None:
    answer = said(plan_town, question)
    assert [words for words in expected if words not in answer] == []


def test_the_answer_ends_with_plan_edition_and_heading(plan_town: Town) -> None:
    assert f"出典：{PLAN}（第1版） 2. 会議の持ち方" in said(plan_town, "灯台会議")


def test_a_level_that_is_no_target_is_told_without_a_year(plan_town: Town) -> None:
    assert "レベル1（" not in said(plan_town, "港の電子化")


def test_of_a_very_long_section_the_beginning_is_told_and_where_the_rest_is(
    plan_town: Town,
) -> None:
    messages = plan_town.citizen_says("波のようす")
    assert len(messages) == 1
    text = shown(messages[0])
    told = text.split("\n\n")[1]
    assert told.endswith("知らせます。")
    assert len(told) < 1_100
    assert "続きは、下の出典の資料でお読みください" in text
