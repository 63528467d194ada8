"""A policy: items with references (◇), footnotes in two notations, systems and articles."""

from __future__ import annotations

from datetime import date

import pytest

from store.tables import ItemKind
from tests.knowledge.importing.plans.made_up import about, made_up, plain, told

PLAN = made_up("kurumino")

ITEMS = (
    "住民サービスの入口づくり",
    "マイナンバーカードを使いやすく",
    "情報システムの標準化",
    "業務の棚卸し（BPR）",
    "在宅勤務の環境づくり",
    "情報の守り",
    "人を育てる",
)


def test_title_edition_and_period() -> None:
    assert PLAN.reading.name.title == "くるみ野町DX方針"
    assert PLAN.reading.edition.endswith("1.2")
    assert PLAN.reading.name.starts_on == date(2021, 10, 1)
    assert PLAN.reading.name.ends_on == date(2026, 3, 31)


def test_the_edition_was_made_in_september_2023() -> None:
    assert [(edition.issued_on, edition.title[-3:]) for edition in PLAN.editions] == [
        ("2023-09", "1.2")
    ]


def test_seven_items() -> None:
    assert tuple(PLAN.initiatives) == tuple(plain(title) for title in ITEMS)


def test_an_item_says_what_is_done() -> None:
    said = about(PLAN.initiatives["在宅勤務の環境づくり"])
    assert "大雪の日でも仕事が続けられるように" in said
    assert "民間の経験がある人を任期付きで迎えます。" in about(PLAN.initiatives["人を育てる"])
    assert "ゼロトラストの考え方も" in about(PLAN.initiatives["情報の守り"])


@pytest.mark.parametrize(
    ("item", "references"),
    [
        (0, ["情報通信技術を活用した行政の推進等に関する法律（平成14年法律第151号）"]),
        (
            1,
            [
                "デジタル社会の実現に向けた重点計画（令和5年6月9日閣議決定）",
                "くるみ野町カード利用推進要綱（令和4年3月改定）",
            ],
        ),
        (2, ["地方公共団体情報システムの標準化に関する法律（令和3年法律第40号）"]),
        (3, ["くるみ野町業務改善の手引（令和4年6月）"]),
        (4, []),
        (5, ["サイバーセキュリティ基本法（平成26年法律第104号）"]),
        (6, []),
    ],
)
def test_references_belong_to_their_item(item: int, references: list[str]) -> None:
    found = [
        "".join((part.title, *(f"（{text}）" for _, text in part.facts if text not in part.title)))
        for part in PLAN.items(ItemKind.REFERENCE)
        if part.path and plain(part.path[-1]) == plain(ITEMS[item])
    ]
    assert found == references


def test_five_footnotes_and_one_mark_without_a_note() -> None:
    assert {title: term.mark for title, term in PLAN.terms.items()} == {
        "デジタル変革": "1",
        "生成AI": "2",
        "くるみ野町デジタル推進本部": "3",
        "BPR": "4",
    }
    assert PLAN.terms["BPR"].text == "仕事の流れを一から組み立て直すこと。"
    assert PLAN.terms["くるみ野町デジタル推進本部"].text == "町長を本部長とし、全課長でつくる組織。"
    ((reason, text),) = PLAN.not_understood
    assert reason == "mark_without_note"
    assert "ゼロトラスト*5" in text


def test_systems_by_group_in_the_order_of_their_numbers() -> None:
    by_group: dict[str, list[str]] = {}
    for item in PLAN.items(ItemKind.SYSTEM):
        by_group.setdefault(item.group, []).append(plain(item.title))
    assert list(by_group.values()) == [
        [
            "住民基本台帳",
            "印鑑登録",
            "固定資産税",
            "軽自動車税",
            "国民年金",
            "介護保険",
            "児童手当",
            "戸籍",
        ],
        ["宛名管理", "収納管理", "滞納管理"],
    ]


def test_five_articles() -> None:
    articles = PLAN.items(ItemKind.ARTICLE)
    said = [plain(item.title) + told(item) for item in articles]
    assert len(articles) == 5
    assert "やめられる仕事はやめる" in said[1]
    assert "誰も置き去りにしない" in said[4]


def test_how_progress_is_checked() -> None:
    (evaluation,) = PLAN.items(ItemKind.EVALUATION)
    assert "PDCA" in told(evaluation)
    assert "10月に推進本部" in told(evaluation)


@pytest.mark.parametrize(
    ("title", "says"),
    [
        ("はじめに", "国の法律が改められた"),
        ("方針の目的", "町がデジタル変革を進めるとき"),
        ("背景", "生成AIなど、使える道具"),
        ("進める体制", "くるみ野町デジタル推進本部が取りまとめ"),
    ],
)
def test_sections_can_be_asked_for(title: str, says: str) -> None:
    assert says in PLAN.section(title).text
