"""The DX office looks at a plan without Slack: list, show and figures, for people and machines."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len

from store.database import Database
from store.records.initiative_shelf import InitiativeShelf
from store.records.initiatives import ProgressRecord
from store.records.plan_parts import MeetingRecord
from store.schema import open_up_to_date
from store.tables import ProgressMark, Status
from tests.command_line import Run, Said, madoguchi
from tests.small_city import OTHER_CITY, PEOPLE, STAFF, WRITER, bring, initiative
from tests.small_plan import (
    DOCUMENT,
    INITIATIVES,
    LIFE,
    MEETINGS,
    NAME,
    WORK,
    bring_parts,
    found_small_plan,
)


@pytest.fixture
def umibe(file: Path) -> Iterator[Database]:
    opened = open_up_to_date(f"sqlite:///{file}")
    found_small_plan(opened)
    yield opened
    opened.close()


@pytest.fixture
def plan(umibe: Database, file: Path) -> Run:
    """`madoguchi plan …` for the only municipality there is."""
    return lambda *words: madoguchi("plan", *words, DATABASE_URL=f"sqlite:///{file}", COLUMNS="80")


def listed(said: Said) -> list[str]:
    assert said.code == 0
    return [row["title"] for row in json.loads(said.out)["initiatives"]]


def test_the_list_stands_in_the_order_of_the_themes(plan: Run) -> None:
    said = plan("list")
    order = ["【暮らしの改革 ＞ 窓口】", "書かない窓口", "【仕事の改革 ＞ 紙を減らす】"]
    order += ["電子決裁、文書管理", "【テーマなし】", "海辺の見守り", "取組 4件"]
    places = [said.out.index(words) for words in order]
    assert places == sorted(places)


def test_a_line_tells_department_status_and_last_word(plan: Run) -> None:
    line = next(line for line in plan("list").out.splitlines() if line.startswith("書かない窓口"))
    assert line.split() == ["書かない窓口", "市民課、政策企画課", "進行中", "2025年度", "試行した"]


def test_the_list_for_machines_says_the_same(plan: Run) -> None:
    first = json.loads(plan("list", "--json").out)["initiatives"][0]
    assert first == {
        "plan": "うみべ市DX計画",
        "title": "書かない窓口",
        "departments": ["市民課", "政策企画課"],
        "theme": [LIFE, "窓口"],
        "status": "進行中",
        "last_word": {
            "fiscal_year": 2025,
            "on": None,
            "text": "試行した",
            "by": "",
            "source": DOCUMENT,
        },
        "steps": [],
    }


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("--theme", "窓口"), ["書かない窓口", "オンライン申請（アプリの活用）"]),
        (("--theme", "仕事"), ["電子決裁、文書管理"]),
        (("--department", "環境"), ["電子決裁、文書管理", "海辺の見守り"]),
        (("--status", "進行中"), ["書かない窓口"]),
        (("--year", "令和7年度"), ["書かない窓口", "オンライン申請（アプリの活用）"]),
        (("--year", "2026", "--department", "市民課"), ["書かない窓口"]),
        (("--year", "2031"), []),
    ],
)
def test_the_list_is_narrowed(plan: Run, words: tuple[str, ...], expected: list[str]) -> None:
    assert listed(plan("list", *words, "--json")) == expected


def test_an_empty_list_says_so(plan: Run) -> None:
    assert plan("list", "--year", "2031").out.strip() == "あてはまる取組はありません。"


@pytest.mark.parametrize(
    ("option", "word", "expected"),
    [
        ("--theme", "宇宙", "「宇宙」というテーマはありません"),
        ("--department", "宇宙課", "「宇宙課」という担当課はありません"),
        ("--status", "順調", "「順調」という状態はありません"),
        ("--year", "再来年", "「再来年」は年度として読めません"),
    ],
)
def test_a_word_that_narrows_nothing_is_told(
    plan: Run, option: str, word: str, expected: str
) -> None:
    said = plan("list", option, word)
    assert said.code == 1
    assert expected in said.err


def test_the_plan_is_shown_from_its_period_to_its_levels(plan: Run) -> None:
    out = plan("show").out
    expected = [
        "うみべ市DX計画",
        "期間：2024年度〜2028年度",
        "いまの版：第1.1版",
        "第1.1版（2025年9月）",
    ]
    expected += [LIFE, "書かない窓口", WORK, "施策：電子決裁", "うみべワーキンググループ"]
    expected += ["DX推進本部", "年2回", "60%（2028年度）", "3（2028年度）"]
    places = [out.index(words) for words in expected]
    assert places == sorted(places)


def test_the_theme_tree_for_machines_holds_measures_and_initiatives(plan: Run) -> None:
    (shown,) = json.loads(plan("show", "--json").out)["plans"]
    desk = shown["themes"][0]["themes"][0]
    assert desk["title"] == "窓口"
    assert desk["measures"] == ["オンライン申請", "電子決済"]
    assert desk["initiatives"] == ["書かない窓口", "オンライン申請（アプリの活用）"]
    assert shown["initiatives_without_theme"] == ["海辺の見守り"]
    assert (shown["meetings"][0]["times"], shown["meetings"][0]["unit"]) == (2, "year")


def test_an_initiative_is_shown_with_all_it_has(plan: Run) -> None:
    out = plan("show", "書かない").out
    assert "テーマ：暮らしの改革 ＞ 窓口" in out
    assert "・2024年度〜2025年度　試行" in out
    assert "・2025年度（進行中）　試行した" in out
    assert "出典：うみべ市DX計画　第1版" in out


@pytest.mark.parametrize(
    ("title", "kind", "field", "value"),
    [
        ("書かない窓口", "initiative", "purpose", "待つ時間を減らす"),
        ("紙を減らす", "theme", "initiatives", ["電子決裁、文書管理"]),
        ("第1.1版", "edition", "issued_on", "2025-09"),
        ("計画の位置付け", "section", "path", ["はじめに"]),
        ("BPR", "term", "text", "やり方の見直し"),
        ("DX推進本部", "meeting", "cadence", "年2回"),
        ("オンライン申請の割合", "indicator", "target", 60.0),
        ("固定資産税", "system", "group", "基幹系"),
        ("デジタル手続法", "reference", "facts", [["担当", "政策企画課"]]),
        ("転出届", "procedure", "group", "引っ越し"),
    ],
)
def test_a_part_of_any_kind_is_found_by_its_title(
    plan: Run, title: str, kind: str, field: str, value: Any
) -> None:
    (found,) = json.loads(plan("show", title, "--json").out)["found"]
    assert (found["kind"], found["fields"][field]) == (kind, value)
    assert found["source"]["document"] == DOCUMENT
    assert plan("show", title).code == 0


def test_the_levels_of_a_category_are_one_entry(plan: Run) -> None:
    (found,) = json.loads(plan("show", "行政手続", "--json").out)["found"]
    assert [level["level"] for level in found["fields"]["levels"]] == [1, 2, 3]
    assert "・3　すべてデジタル（2028年度末までの目標）" in plan("show", "行政手続").out


def test_what_was_observed_is_shown(plan: Run, file: Path) -> None:
    for words in (("indicator", "来庁", "1,234人"), ("maturity", "行政手続", "2")):
        told = (*words, "--on", "2026-03-31")
        assert madoguchi("observe", *told, DATABASE_URL=f"sqlite:///{file}").code == 0
    assert "・2026-03-31　1,234人　DX事務局" in plan("show", "来庁者").out
    assert "いまのレベル：2（2026-03-31、DX事務局）" in plan("show", "行政手続").out
    assert "1,234人" in plan("show").out


def test_two_entries_of_one_title_are_both_shown(plan: Run, umibe: Database) -> None:
    bring_parts(umibe, MeetingRecord, [replace(MEETINGS[0], title="書かない窓口")])
    found = json.loads(plan("show", "書かない窓口", "--json").out)["found"]
    assert [entry["kind"] for entry in found] == ["initiative", "meeting"]


def test_several_that_fit_are_listed(plan: Run) -> None:
    said = plan("show", "オンライン")
    assert said.code == 1
    assert "「オンライン」に近い項目がいくつかあります" in said.err
    assert "・オンライン申請の割合" in said.err
    assert "オンライン申請" in json.loads(plan("show", "オンライン", "--json").out)["candidates"]


def test_what_is_not_there_is_told(plan: Run) -> None:
    said = plan("show", "宇宙エレベーター")
    assert said.code == 1
    assert "「宇宙エレベーター」という項目はありません" in said.err


def test_the_figures_for_machines_have_a_count_for_every_kind(plan: Run) -> None:
    shown = json.loads(plan("stats", "--json").out)
    assert shown["municipality"] == "umibe"
    (figures,) = shown["plans"]
    assert figures["period"] == {
        "starts_on": "2024-04-01",
        "ends_on": "2029-03-31",
        "first_year": 2024,
        "last_year": 2028,
    }
    assert (figures["counts"]["initiatives"], figures["counts"]["cases"]) == (4, 0)
    assert figures["items_by_group"]["system"] == {"基幹系": 2, "内部系": 1}
    assert figures["maturity_target"]["行政手続"] == {"level": 3, "year": 2028}


def test_the_figures_for_people_name_what_they_count(plan: Run) -> None:
    lines = [" ".join(line.split()) for line in plan("stats").out.splitlines()]
    for line in ("取組 4", "窓口 2", "テーマなし 1", "市民課 2", "進行中 1", "2025 2"):
        assert line in lines
    assert {"2025年度上期 1", "業務システム（区分ごと） 件数", "基幹系 2", "子育て 2"} <= set(lines)


@pytest.mark.parametrize("words", [("list",), ("show",), ("stats",)])
def test_everything_fits_80_columns(plan: Run, umibe: Database, words: tuple[str, ...]) -> None:
    long = initiative(
        "とても長い名前の取組" * 6,
        departments=tuple(f"長い名前の第{number}課" for number in range(9)),
        theme=("長い名前の政策" * 5, "長い名前の分野" * 5),
        progress=(ProgressRecord(2025, ProgressMark.REPORTED, Status.LATE, "遅れている。" * 30),),
    )
    bring(umibe, InitiativeShelf(NAME, WRITER), [*INITIATIVES, long], document=DOCUMENT)
    wide = replace(MEETINGS[0], purpose="方針を決める" * 20, members=("市長",) * 30)
    bring_parts(umibe, MeetingRecord, [wide])
    widest = max(plan(*words).out.splitlines(), key=cell_len)
    assert cell_len(widest) <= 80, widest


@pytest.mark.parametrize("words", [("list",), ("show",), ("stats",)])
def test_a_city_without_a_plan_is_told_what_to_do(file: Path, words: tuple[str, ...]) -> None:
    opened = open_up_to_date(f"sqlite:///{file}")
    bring(opened, PEOPLE, STAFF)
    opened.close()
    said = madoguchi("plan", *words, DATABASE_URL=f"sqlite:///{file}")
    assert said.code == 1
    assert "先に madoguchi import plan" in said.err


def test_of_several_cities_one_must_be_named(plan: Run, umibe: Database) -> None:
    bring_elsewhere(umibe)
    said = plan("stats")
    assert said.code == 1
    assert "登録されているのは umibe、yamabe です" in said.err
    assert plan("stats", "-m", "umibe").code == 0


def bring_elsewhere(database: Database) -> None:
    bring(
        database,
        InitiativeShelf(NAME, WRITER),
        [initiative()],
        document=DOCUMENT,
        municipality=OTHER_CITY,
    )


def test_the_default_city_of_the_settings_needs_no_name(plan: Run, umibe: Database) -> None:
    bring_elsewhere(umibe)
    url = umibe.url.render_as_string(hide_password=False)
    said = madoguchi("plan", "list", "--json", DATABASE_URL=url, MUNICIPALITY="yamabe")
    assert listed(said) == ["書かない窓口"]
