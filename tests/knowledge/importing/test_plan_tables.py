"""Tables and lists of a plan document, each in the notations that cities use for them."""

from __future__ import annotations

from pathlib import Path

import pytest

from store.tables import CadenceUnit, ItemKind
from tests.knowledge.importing.plans.made_up import read, schedule


@pytest.mark.parametrize(
    "years",
    [
        ("2025", "2026", "2027"),
        ("2025年度", "2026年度", "2027年度"),
        ("２０２５年度", "２０２６年度", "２０２７年度"),
        ("令和7年度", "令和8年度", "令和9年度"),
        ("令和７年度", "令和８年度", "令和９年度"),
        ("R7", "R8", "R9"),
        ("R7年度", "R8年度", "R9年度"),
        ("令和7年度（2025）", "令和8年度（2026）", "令和9年度（2027）"),
        ("2025（R7）", "2026（R8）", "2027（R9）"),
        ("令和7(2025)年度", "令和8(2026)年度", "令和9(2027)年度"),
        ("Ｒ７", "Ｒ８", "Ｒ９"),
    ],
)
@pytest.mark.parametrize("table", ["pipe", "tab"])
def test_years_at_the_head_of_a_schedule(
    tmp_path: Path, years: tuple[str, str, str], table: str
) -> None:
    rows = [["", *years], ["スケジュール", "調べる", "試す", "続ける"]]
    if table == "tab":
        text = "\n".join("\t".join(row) for row in rows)
    else:
        text = "\n".join("| " + " | ".join(row) + " |" for row in [rows[0], ["---"] * 4, rows[1]])
    plan = read(tmp_path, f"## 水べの窓口\n\n担当：川の課\n\n目的：近くで済ませる\n\n{text}\n")
    assert schedule(plan.initiatives["水べの窓口"]) == [
        ("調べる", 2025, None),
        ("試す", 2026, None),
        ("続ける", 2027, None),
    ]


MONTHLY = (1, 1, CadenceUnit.MONTH)


@pytest.mark.parametrize(
    ("words", "cadence"),
    [
        ("年2回", (2, 1, CadenceUnit.YEAR)),
        ("年２回程度", (2, 1, CadenceUnit.YEAR)),
        ("年に2回", (2, 1, CadenceUnit.YEAR)),
        ("2回/年", (2, 1, CadenceUnit.YEAR)),
        ("月1回", MONTHLY),
        ("月に一回", MONTHLY),
        ("1回／月", MONTHLY),
        ("毎月", MONTHLY),
        ("毎月1回", MONTHLY),
        ("1か月に1回", MONTHLY),
        ("四半期に1回", (1, 1, CadenceUnit.QUARTER)),
        ("1回/四半期程度 必要に応じて開催", (1, 1, CadenceUnit.QUARTER)),
        ("四半期ごと", (1, 1, CadenceUnit.QUARTER)),
        ("2週に1回", (1, 2, CadenceUnit.WEEK)),
        ("2週間に1回", (1, 2, CadenceUnit.WEEK)),
        ("隔週", (1, 2, CadenceUnit.WEEK)),
        ("毎週", (1, 1, CadenceUnit.WEEK)),
        ("週1回", (1, 1, CadenceUnit.WEEK)),
        ("2か月に1回", (1, 2, CadenceUnit.MONTH)),
        ("隔月", (1, 2, CadenceUnit.MONTH)),
        ("半年に1回", (2, 1, CadenceUnit.YEAR)),
        ("随時", (None, None, CadenceUnit.AS_NEEDED)),
        ("必要に応じて", (None, None, CadenceUnit.AS_NEEDED)),
        ("未定", (None, None, None)),
    ],
)
def test_how_often_a_meeting_is_held(
    tmp_path: Path, words: str, cadence: tuple[int | None, int | None, CadenceUnit | None]
) -> None:
    plan = read(
        tmp_path,
        "1. 会議\n\n会議名\t目的\tメンバー\t開催頻度\n"
        f"川の会議\t水を話す\t川の課長、山の課長\t{words}\n",
    )
    meeting = plan.meetings["川の会議"]
    assert (meeting.times, meeting.every, meeting.unit) == cadence
    assert (meeting.cadence, meeting.members) == (words, ("川の課長", "山の課長"))


@pytest.mark.parametrize(
    "rows",
    [
        ["指標\t基準値（R5）\t目標値（R10）\t単位", "橋の点検\t12\t1,050\t件"],
        ["指標名\t現状値（令和5年度）\t目標値（令和10年度）", "橋の点検\t12件\t1,050件"],
        ["成果指標\t現状値\t目標値", "橋の点検\t12件（R5年度）\t1,050件（R10年度）"],
        ["KPI\t2023年度\t2028年度（目標）", "橋の点検\t12件\t1050件"],
        [
            "No.\t指標\t単位\t基準値\t基準年度\t目標値\t目標年度",
            "1\t橋の点検\t件\t12\tR5\t1,050\tR10",
        ],
        ["指標\t現状値(2023)\t目標値(2028)\t担当課", "橋の点検\t１２件\t１，０５０件\t川の課"],
    ],
)
def test_an_indicator_in_all_notations(tmp_path: Path, rows: list[str]) -> None:
    (row,) = read(tmp_path, "1. 指標\n\n" + "\n".join(rows) + "\n").indicators
    assert (row.title, row.unit) == ("橋の点検", "件")
    assert (row.baseline, row.baseline_year) == (12, 2023)
    assert (row.target, row.target_year) == (1050, 2028)


@pytest.mark.parametrize(
    "listed",
    [
        "①戸籍、②就学、③国民年金、④介護保険",
        "標準化対象システム(4業務)\t\n1.戸籍\t3.国民年金\n2.就学\t4.介護保険",
        "標準化対象業務（4業務）\n\n- 戸籍\n- 就学\n- 国民年金\n- 介護保険",
        "標準化対象業務\n\n①戸籍\n\n②就学\n\n③国民年金\n\n④介護保険",
    ],
)
def test_systems_in_all_notations(tmp_path: Path, listed: str) -> None:
    plan = read(tmp_path, f"1. 標準化\n\n（参考）標準化する4業務システム\n\n{listed}\n")
    assert plan.titles(ItemKind.SYSTEM) == ["戸籍", "就学", "国民年金", "介護保険"]
    assert plan.not_understood == []


@pytest.mark.parametrize(
    "history",
    [
        "版数\t発行日\t改訂内容\n第1版\t2024年3月29日\t初版\n第2版\t2025年3月31日\t川の章を追加",
        "| 版 | 改訂日 | 内容 |\n| --- | --- | --- |\n| 第1版 | 令和6年3月29日 | 初版 |\n"
        "| 第2版 | 令和7年3月31日 | 川の章を追加 |",
        "- 令和6年3月29日　第1版　初版\n- 令和7年3月31日　第2版　川の章を追加",
    ],
)
def test_the_history_of_editions(tmp_path: Path, history: str) -> None:
    plan = read(tmp_path, f"改訂履歴\n\n{history}\n\n1. 川を生かす\n\n川べりを整えます。\n")
    assert [(edition.title, edition.issued_on) for edition in plan.editions] == [
        ("第1版", "2024-03-29"),
        ("第2版", "2025-03-31"),
    ]
    assert plan.editions[1].text == "川の章を追加"
