"""One shape of a plan document at a time, each in the notations that cities use for it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from knowledge.importing.plan_document import read_plan
from store.tables import ItemKind
from tests.knowledge.importing.plans.made_up import about, read


@pytest.mark.parametrize(
    ("line", "starts_on", "ends_on"),
    [
        ("計画期間は、令和7年度から令和11年度までとします。", (2025, 4, 1), (2030, 3, 31)),
        ("計画期間：令和７年度～令和１１年度", (2025, 4, 1), (2030, 3, 31)),
        ("計画期間　令和7（2025）年度から令和11（2029）年度", (2025, 4, 1), (2030, 3, 31)),
        ("計画期間：2022年度〜2026年度", (2022, 4, 1), (2027, 3, 31)),
        ("計画期間は2022年度から2026年度までの5年間である。", (2022, 4, 1), (2027, 3, 31)),
        ("計画期間：R5年度-R7年度", (2023, 4, 1), (2026, 3, 31)),
        (
            "この計画の対象期間は、令和3年11月から令和8年3月までとします。",
            (2021, 11, 1),
            (2026, 3, 31),
        ),
        (
            "計画の期間：令和6年4月1日から令和9年3月31日まで",
            (2024, 4, 1),
            (2027, 3, 31),
        ),
        ("計画期間：平成30年度から令和4年度まで", (2018, 4, 1), (2023, 3, 31)),
        ("計画期間：令和元年度から令和5年度まで", (2019, 4, 1), (2024, 3, 31)),
    ],
)
def test_the_period_in_all_notations(
    tmp_path: Path, line: str, starts_on: tuple[int, int, int], ends_on: tuple[int, int, int]
) -> None:
    name = read(tmp_path, f"## 計画の期間\n\n{line}\n").reading.name
    assert (name.starts_on, name.ends_on) == (date(*starts_on), date(*ends_on))


def test_the_years_of_a_law_or_an_older_plan_are_no_period(tmp_path: Path) -> None:
    name = read(
        tmp_path, "## 背景\n\n国は令和3年度から令和7年度までを集中期間とした。\n"
    ).reading.name
    assert (name.starts_on, name.ends_on) == (None, None)


@pytest.mark.parametrize(
    ("cover", "title", "edition"),
    [
        ("# かわべ市DX計画（第2版）", "かわべ市DX計画", "第2版"),
        ("# かわべ市DX計画【第2.1版】", "かわべ市DX計画", "第2.1版"),
        ("かわべ市DX計画\n\n第 2.1 版", "かわべ市DX計画", "第2.1版"),
        ("かわべ市DX計画\n\n【第3版】", "かわべ市DX計画", "第3版"),
        ("かわべ市DX計画\n\nVer.3.0", "かわべ市DX計画", "Ver.3.0"),
        ("かわべ市DX計画 ver2.0", "かわべ市DX計画", "ver2.0"),
        ("かわべ市DX計画", "かわべ市DX計画", ""),
    ],
)
def test_title_and_edition_of_the_cover(
    tmp_path: Path, cover: str, title: str, edition: str
) -> None:
    file = tmp_path / "plan.md"
    file.write_text(f"{cover}\n\n## はじめに\n\n川のまちの計画です。\n", encoding="utf-8")
    reading = read_plan(file)
    assert (reading.name.title, reading.edition.lower()) == (title, edition.lower())


@pytest.mark.parametrize(
    "heading",
    [
        "## 川を生かす",
        "#### 川を生かす",
        "## 第1章 川を生かす",
        "第１章　川を生かす",
        "第1節 川を生かす",
        "1. 川を生かす",
        "１．川を生かす",
        "1 川を生かす",
        "1-1 川を生かす",
        "1-1. 川を生かす",
        "2_川を生かす",
        "（1）川を生かす",
        "(1) 川を生かす",
        "(１) 川を生かす",
        "① 川を生かす",
        "Ⅰ 川を生かす",
        "Ⅰ．川を生かす",
    ],
)
def test_a_heading_is_a_section_however_it_is_numbered(tmp_path: Path, heading: str) -> None:
    plan = read(tmp_path, f"{heading}\n\n川べりを歩ける道を整え、催しを開きます。\n")
    assert plan.section("川を生かす").text == "川べりを歩ける道を整え、催しを開きます。"


@pytest.mark.parametrize(
    "contents",
    [
        "1. 川を生かす\t3\n2. 山を守る\t5",
        "1. 川を生かす ...... 3\n2. 山を守る ...... 5",
        "1. 川を生かす……………3\n2. 山を守る……………5",
        "1. 川を生かす・・・・・3\n2. 山を守る・・・・・5",
        "1. 川を生かす 3\n\n2. 山を守る 5",
        "1. 川を生かす\n\n2. 山を守る",
        "- [1. 川を生かす](#kawa)\n- [2. 山を守る](#yama)",
        "1．川を生かす P3\n2．山を守る P5",
    ],
)
def test_a_table_of_contents_is_no_section(tmp_path: Path, contents: str) -> None:
    text = (
        f"目次\n\n{contents}\n\n1. 川を生かす\n\n川べりを整えます。\n\n"
        "2. 山を守る\n\n山道を直します。\n"
    )
    plan = read(tmp_path, text)
    assert [title for title in plan.sections if title != "目次"] == ["川を生かす", "山を守る"]
    assert plan.section("川を生かす").text == "川べりを整えます。"
    assert plan.section("山を守る").text == "山道を直します。"


@pytest.mark.parametrize(
    ("lines", "departments"),
    [
        ("水べの窓口\n\n担当：川の課", ("川の課",)),
        ("水べの窓口\n\n担当課：川の課・山の課", ("川の課", "山の課")),
        ("水べの窓口\n\n所管：川の課", ("川の課",)),
        ("水べの窓口\n\n担当部署：川の課、山の室", ("川の課", "山の室")),
        ("水べの窓口\n\n【担当課】川の課", ("川の課",)),
        ("水べの窓口\n\n（川の課）", ("川の課",)),
        ("水べの窓口\n\n(川の課、山の室)", ("川の課", "山の室")),
        ("水べの窓口（川の課、山の室）", ("川の課", "山の室")),
        ("水べの窓口 （川の課）", ("川の課",)),
        ("水べの窓口（試行）（川の課）", ("川の課",)),
    ],
)
def test_departments_in_all_notations(
    tmp_path: Path, lines: str, departments: tuple[str, ...]
) -> None:
    plan = read(tmp_path, f"1. 川を生かす\n\n{lines}\n\n○ 川べりに窓口を置きます。\n")
    (record,) = plan.reading.initiatives
    assert record.departments == departments
    assert record.title.startswith("水べの窓口")
    assert "の課" not in record.title
    assert "川べりに窓口を置きます。" in about(record)


@pytest.mark.parametrize(
    "bracket", ["（試行）", "（令和7年度）", "（参考1）", "（道路、河川、公園）"]
)
def test_not_every_bracket_is_a_department(tmp_path: Path, bracket: str) -> None:
    plan = read(tmp_path, f"1. 川を生かす{bracket}\n\n川べりに窓口を置きます。\n")
    assert plan.reading.initiatives == ()


@pytest.mark.parametrize(
    ("mark", "note"),
    [
        ("³", "³ 水位計：水の高さを測る道具"),
        ("³", "³ 水位計 : 水の高さを測る道具"),
        ("^{*3}", "^{*3} 水位計\n\n水の高さを測る道具"),
        ("*3", "*3_水位計\n\n水の高さを測る道具"),
        ("*3", "*3_水位計\n水の高さを測る道具"),
        ("[^3]", "[^3]: 水位計：水の高さを測る道具"),
        ("※3", "※3 水位計…水の高さを測る道具"),
        ("※3", "※3　水位計：水の高さを測る道具"),
        ("（※3）", "※3 水位計：水の高さを測る道具"),
        ("※", "※水位計とは・・水の高さを測る道具"),
        ("※", "※水位計…水の高さを測る道具"),
    ],
)
def test_a_footnote_is_a_term_and_its_mark_goes(tmp_path: Path, mark: str, note: str) -> None:
    plan = read(
        tmp_path,
        f"1. 川を生かす\n\n川べりに水位計{mark}を置きます。\n\n{note}\n\n"
        "2. 山を守る\n\n道を直す。\n",
    )
    assert {title: term.text for title, term in plan.terms.items()} == {
        "水位計": "水の高さを測る道具"
    }
    assert plan.section("川を生かす").text == "川べりに水位計を置きます。"
    assert plan.not_understood == []


@pytest.mark.parametrize(
    ("mark", "kept"),
    [
        ("³", "10 m³の水をためる。"),
        ("²", "広さは30 km²である。"),
    ],
)
def test_a_power_of_a_unit_is_no_footnote_mark(tmp_path: Path, mark: str, kept: str) -> None:
    plan = read(tmp_path, f"1. 川を生かす\n\n{kept}\n")
    assert mark in plan.section("川を生かす").text


@pytest.mark.parametrize(
    "first", ["第1条　水を汚さない", "第１条 水を汚さない", "第1条（川）水を汚さない"]
)
def test_articles(tmp_path: Path, first: str) -> None:
    plan = read(
        tmp_path,
        f"1. 約束\n\n次を守ります。\n\n{first}\n\n第2条 山を荒らさない\n\n第3条 道を直す\n",
    )
    assert len(plan.items(ItemKind.ARTICLE)) == 3


def test_a_page_number_between_two_halves_of_a_sentence_is_layout(tmp_path: Path) -> None:
    first = "川べりに人が集まり、子どもも年寄りも腰を下ろしてゆっくり話せるように、休める場"
    plan = read(tmp_path, f"1. 川を生かす\n\n{first}\n\n- 12 -\n\n所を三つつくります。\n")
    assert plan.section("川を生かす").text == f"{first}所を三つつくります。"


def test_an_entry_says_under_which_heading_it_stands(tmp_path: Path) -> None:
    plan = read(tmp_path, "1. 会議\n\n会議名\tメンバー\t開催頻度\n川の会議\t川の課長\t月1回\n")
    assert plan.meetings["川の会議"].source_heading.endswith("会議")
    assert plan.meetings["川の会議"].source_document == "plan.md"


@pytest.mark.parametrize(
    "text",
    [
        "10時〜12時に相談を受けます。",
        "気温が−5度の日も開きます。",
        "窓口を❶から❸に分けます。",
        "➡ 次の年に見直します。",
        "𠮷田橋の点検を​自動にします。",
    ],
)
def test_letters_that_an_old_encoding_lacks_can_be_read(tmp_path: Path, text: str) -> None:
    plan = read(tmp_path, f"1. 川を生かす\n\n{text}\n")
    assert plan.not_understood == []
    assert plan.section("川を生かす").text == text.replace("\u200b", "")


def test_radicals_that_a_pdf_leaves_are_the_letters_they_look_like(tmp_path: Path) -> None:
    plan = read(tmp_path, "1. ⾏政⼿続\n\n⽔道の⼿続を家からできるようにします。\n")
    assert plan.section("行政手続").text == "水道の手続を家からできるようにします。"


def test_an_unnumbered_heading_beside_a_numbered_one_is_not_above_it(tmp_path: Path) -> None:
    plan = read(
        tmp_path,
        "## はじめに\n\n川のまちです。\n\n## 第1章 川を生かす\n\n川べりを整えます。\n\n"
        "## 第2章 山を守る\n\n山道を直します。\n",
    )
    assert plan.section("川を生かす").path == plan.section("はじめに").path == ()


def test_a_line_of_a_numbered_list_is_not_lost_for_want_of_a_text_below(tmp_path: Path) -> None:
    plan = read(tmp_path, "1. 手順\n\n次の順に進めます。\n\n① 調べる\n\n② 試す\n\n③ 広げる\n")
    text = plan.section("手順").text
    assert [word for word in ("調べる", "試す", "広げる") if word not in text] == []


@pytest.mark.parametrize(
    "cover",
    [
        "かわべ市DX計画（令和5年度～令和8年度）",
        "## かわべ市DX計画（2023-2026）",
        "かわべ市DX計画\n\n【2023年度-2026年度】",
    ],
)
def test_the_period_on_the_cover_is_no_part_of_the_title(tmp_path: Path, cover: str) -> None:
    file = tmp_path / "plan.md"
    file.write_text(f"{cover}\n\n### はじめに\n\n川のまちの計画です。\n", encoding="utf-8")
    name = read_plan(file).name
    assert (name.title, name.starts_on, name.ends_on) == (
        "かわべ市DX計画",
        date(2023, 4, 1),
        date(2027, 3, 31),
    )
