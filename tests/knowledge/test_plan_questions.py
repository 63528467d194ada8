"""Questions about a plan, and which of its entries answers."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from knowledge.answer import Answer, Audience, Decision, Kind, Part
from knowledge.counter import Counter
from store.database import Database
from store.records.plan_parts import TermRecord
from store.schema import open_up_to_date
from store.tables import ItemKind
from tests.databases import BACKENDS, fresh_database
from tests.harbour_plan import bring_parts, found_harbour_plan, item, part, section
from tests.small_city import CITY, PLAN


@pytest.fixture(scope="session", params=BACKENDS)
def plan_counter(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Counter]:
    """A counter over a plan with a part of every kind; asking changes nothing."""
    with fresh_database(request.param, tmp_path_factory.mktemp("plan")) as url:
        opened = open_up_to_date(url)
        found_harbour_plan(opened)
        yield Counter(opened)
        opened.close()


@pytest.fixture
def plan(database: Database) -> Database:
    """A plan of its own for a test that writes."""
    found_harbour_plan(database)
    return database


def ask(counter: Counter, question: str, audience: Audience = Audience.CITIZEN) -> Answer:
    return counter.ask(question, municipality=CITY, audience=audience)


def lines(answer: Answer, part: Part = Part.TEXT) -> list[str]:
    return [line for passage in answer.passages if passage.part is part for line in passage.lines]


@pytest.mark.parametrize("frame", ["{}", "{}とは", "{}について教えてください", "{}って何ですか？"])
@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("計画の趣旨", Kind.SECTION),
        ("1. 計画の趣旨", Kind.SECTION),
        ("暮らし", Kind.THEME),
        ("潮位データ", Kind.TERM),
        ("灯台会議", Kind.MEETING),
        ("電子化本部", Kind.BODY),
        ("漁船の登録", Kind.CASE),
        ("港の電子化", Kind.MATURITY),
        ("海の改革", Kind.MEASURE),
        ("港湾電子化法", Kind.REFERENCE),
        ("遊漁船の届出", Kind.PROCEDURE),
        ("書かない窓口", Kind.INITIATIVE),
    ],
)
def test_whoever_names_a_thing_is_told_of_it(
    plan_counter: Counter, name: str, kind: Kind, frame: str
) -> None:
    answer = ask(plan_counter, frame.format(name))
    assert (answer.decision, answer.kind) == (Decision.ANSWER, kind)


@pytest.mark.parametrize(
    ("question", "title"),
    [
        ("入港の届出はいつまでに一度で済むようになりますか", "港の手続の一本化"),
        ("灯台会議は何回開かれますか", "灯台会議"),
        ("灯台会議の目的とメンバー", "灯台会議"),
        ("船籍管理はどうなりますか", "入れ替える仕組み"),
        ("計画の改訂履歴", f"{PLAN}の版と改訂"),
        ("オンラインで出せる届出の目標値", "オンラインで出せる届出の数"),
        ("波止場はいくつありますか", "港の調べ"),
    ],
)
def test_what_was_asked_about_stands_first(
    plan_counter: Counter, question: str, title: str
) -> None:
    assert ask(plan_counter, question).ranking[0].title == title


def test_who_asks_for_a_meaning_is_told_the_term_and_else_the_initiative(plan: Database) -> None:
    term = TermRecord(title="書かない窓口", text="話すだけで済む窓口。", **part("n9", "用語"))
    bring_parts(plan, [term], document="用語.md")
    counter = Counter(plan)
    kinds = [ask(counter, asked).kind for asked in ("書かない窓口とは何ですか", "書かない窓口")]
    assert kinds == [Kind.TERM, Kind.INITIATIVE]


def test_a_term_names_the_sections_that_use_it_but_not_the_one_that_explains_it(
    plan: Database,
) -> None:
    sections = [
        section("用語", "潮位データ｜海面の高さ"),
        section("観測", "潮位データを配ります。"),
    ]
    bring_parts(plan, sections, document="節.md")
    found = ask(Counter(plan), "潮位データとは")
    assert lines(found, Part.APPEARS_IN) == ["観測"]


def test_a_section_with_the_title_of_an_initiative_is_told_with_it_once(plan: Database) -> None:
    text = "待つ時間を減らす\n海の日にも開きます。"
    bring_parts(plan, [section("書かない窓口", text)], document="節.md")
    counter = Counter(plan)
    entries = counter.shelves(CITY).base.citizen_entries
    assert [one.kind for one in entries if one.title == "書かない窓口"] == [Kind.INITIATIVE]
    answer = ask(counter, "海の日にも開きますか")
    assert answer.ranking[0].title == "書かない窓口"
    assert lines(ask(counter, "書かない窓口")) == ["海の日にも開きます。"]


def test_a_section_around_a_list_leads_into_it_without_the_table(plan: Database) -> None:
    text = "仕組みを順に入れ替えます。\n番号｜名前\n1｜船籍管理\n2｜水門管理"
    bring_parts(plan, [section("入れ替える仕組み", text)], document="節.md")
    answer = ask(Counter(plan), "入れ替える仕組み")
    assert answer.kind is Kind.SYSTEM
    assert [passage.part for passage in answer.passages] == [Part.TEXT, Part.ITEM, Part.ITEM]
    assert lines(answer) == ["仕組みを順に入れ替えます。"]


def test_a_list_with_the_title_of_an_initiative_is_told_with_it(plan: Database) -> None:
    pen = item(ItemKind.MEASURE, "電子のペン", group="書かない窓口")
    bring_parts(plan, [pen], document="手段.md")
    answer = ask(Counter(plan), "書かない窓口")
    assert answer.kind is Kind.INITIATIVE
    assert [one.label for one in answer.passages if one.part is Part.ITEM] == ["電子のペン"]


def test_a_row_of_a_table_is_found_as_what_it_became(plan: Database) -> None:
    text = "次の手続を進めます。\n手続｜時期\n遊漁船の届出｜来年"
    bring_parts(plan, [section("進める手続", text)], document="節.md")
    assert ask(Counter(plan), "遊漁船の届出をしたい").ranking[0].kind is Kind.PROCEDURE


def test_sections_with_the_same_heading_stay_apart(plan: Database) -> None:
    again = section("目的", "網を直す。", path=("漁",), key="漁/目的")
    bring_parts(plan, [section("目的", "港を直す。"), again], document="節.md")
    entries = Counter(plan).shelves(CITY).base.citizen_entries
    assert sum(one.title == "目的" for one in entries) == 2


def test_a_heading_without_text_tells_what_stands_under_it(plan: Database) -> None:
    below = section("(1) 北の港", "北の港を直す。", path=("5. 港",))
    bring_parts(plan, [section("5. 港", ""), below], document="節.md")
    answer = ask(Counter(plan), "港")
    assert lines(answer, Part.CONTENTS) == ["(1) 北の港"]


def test_letters_set_apart_are_one_word(plan: Database) -> None:
    bring_parts(plan, [section("6. 測り方", "K P I は毎年決める。")], document="節.md")
    assert ask(Counter(plan), "KPIはいつ決める").ranking[0].title == "6. 測り方"


def test_a_case_with_a_law_of_the_same_words_is_found_by_its_own(plan: Database) -> None:
    law = item(ItemKind.REFERENCE, "漁船登録法（令和元年法律第998号）", group="根拠")
    bring_parts(plan, [law], document="法.md")
    assert ask(Counter(plan), "漁船の登録").title == "漁船の登録"


@pytest.mark.parametrize("question", ["今日の天気は？", "カレーの作り方", "アメリカの大統領は誰"])
def test_what_no_plan_holds_is_passed_on(plan_counter: Counter, question: str) -> None:
    assert ask(plan_counter, question, Audience.STAFF).decision is Decision.PASS_ON


def test_no_status_is_told_to_citizens_where_nobody_reported(plan_counter: Counter) -> None:
    told = [
        [passage.part for passage in ask(plan_counter, "書かない窓口", who).passages]
        for who in (Audience.CITIZEN, Audience.STAFF)
    ]
    assert [Part.STATUS in parts for parts in told] == [False, True]
