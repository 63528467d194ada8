"""Internal parts of a plan never reach a citizen; staff see them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from knowledge.answer import Audience, Part
from knowledge.counter import Counter
from store.records.plan_parts import (
    EditionRecord,
    IndicatorRecord,
    MaturityRecord,
    MeetingRecord,
    PartRecord,
    SectionRecord,
    TermRecord,
    ThemeRecord,
)
from store.schema import open_up_to_date
from store.tables import ItemKind, Visibility
from tests.databases import BACKENDS, fresh_database
from tests.harbour_plan import bring_parts, find_level, found_harbour_plan, item, part
from tests.knowledge.conftest import SECRET
from tests.knowledge.test_visibility import ask, shown
from tests.small_city import CITY, PLAN

INTERNAL = {"visibility": Visibility.INTERNAL}
NAMED = f"{SECRET}の件"
INTERNAL_PARTS = (
    EditionRecord(title="第1.2版", text=NAMED, **part("x", "改訂履歴", **INTERNAL)),
    SectionRecord(title=f"9. {NAMED}", text=NAMED, **part("x1", NAMED, **INTERNAL)),
    SectionRecord(title="書かない窓口", text=NAMED, **part("x2", NAMED, **INTERNAL)),
    SectionRecord(title=NAMED, text="潮位データ", **part("x3", NAMED, **INTERNAL)),
    ThemeRecord(title=f"{SECRET}の分野", path=("暮らし",), text=NAMED, **part("x", "", **INTERNAL)),
    TermRecord(title="潮位データ", text=NAMED, **part("x1", "用語", **INTERNAL)),
    TermRecord(title=f"{SECRET}の用語", text="内々の言葉", **part("x2", "用語", **INTERNAL)),
    MeetingRecord(
        title=f"{SECRET}会議", members=("係長",), **part("x", "2. 会議の持ち方", **INTERNAL)
    ),
    IndicatorRecord(title=f"{SECRET}の回数", target=3, unit="回", **part("x", "目標", **INTERNAL)),
    MaturityRecord(
        category="港の電子化", level=3, text=NAMED, **part("x", "電子化の段階", **INTERNAL)
    ),
    *(
        item(kind, f"{SECRET}の{number}", group=group, path=("書かない窓口",), **INTERNAL)
        for number, (kind, group) in enumerate(
            {
                ItemKind.BODY: "推進体制",
                ItemKind.PRIORITY: "国の重点",
                ItemKind.CASE: "これまでの例",
                ItemKind.MEASURE: "海の改革",
                ItemKind.STEP: "進め方",
                ItemKind.RULE: "古い決まり",
                ItemKind.SYSTEM: "入れ替える仕組み",
                ItemKind.ARTICLE: "三つの心得",
                ItemKind.FIGURE: "港の調べ",
                ItemKind.EVALUATION: "評価",
                ItemKind.REFERENCE: "根拠",
            }.items()
        )
    ),
)
"""One internal part of every kind, most of them in the same list or under the same title as
public ones."""
PUBLIC_TITLES = (
    "書かない窓口",
    "潮位データ",
    "暮らし",
    "2. 会議の持ち方",
    "港の電子化",
    f"{PLAN}の版と改訂",
    "海の改革",
    "進め方",
    "古い決まり",
    "入れ替える仕組み",
    "三つの心得",
    "港の調べ",
    "評価",
)
"""What a public entry and an internal part share."""


@pytest.fixture(scope="session", params=BACKENDS)
def plan_counter(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Counter]:
    """A counter over a plan with public and internal parts; asking changes nothing."""
    with fresh_database(request.param, tmp_path_factory.mktemp("plan")) as url:
        opened = open_up_to_date(url)
        found_harbour_plan(opened)
        bring_parts(opened, INTERNAL_PARTS, document="内部.md")
        find_level(opened, "港の電子化", 1, source=f"{SECRET}の調べ")
        yield Counter(opened)
        opened.close()


def test_no_internal_part_of_a_plan_reaches_a_citizen_by_any_question(
    plan_counter: Counter,
) -> None:
    staff = plan_counter.shelves(CITY).base.staff_entries
    questions = {SECRET, NAMED, *PUBLIC_TITLES, *(entry.title for entry in staff)}
    questions |= {f"{one}とは何ですか" for one in questions} | {"係長", "内々の言葉", "レベル3"}
    told = [question for question in questions if SECRET in shown(ask(plan_counter, question))]
    assert told == []


def test_what_citizens_are_told_from_holds_no_internal_part(plan_counter: Counter) -> None:
    assert SECRET not in repr(plan_counter.shelves(CITY).base.citizen_entries)


@pytest.mark.parametrize("record", INTERNAL_PARTS, ids=lambda one: type(one).__name__)
def test_staff_can_be_told_an_internal_part_of_a_plan(
    plan_counter: Counter, record: PartRecord
) -> None:
    own = {value for value in vars(record).values() if isinstance(value, str) and SECRET in value}
    told = repr([one.passages for one in plan_counter.shelves(CITY).base.staff_entries])
    told += repr([one.title for one in plan_counter.shelves(CITY).base.staff_entries])
    assert {text for text in own - {record.key} if text not in told} == set()


@pytest.mark.parametrize("title", PUBLIC_TITLES)
def test_staff_see_internal_parts_among_public_ones(plan_counter: Counter, title: str) -> None:
    answer = ask(plan_counter, title, Audience.STAFF)
    assert answer.title == title
    assert SECRET in shown(answer)


@pytest.mark.parametrize("title", PUBLIC_TITLES)
def test_citizens_are_told_the_public_part_of_the_same(plan_counter: Counter, title: str) -> None:
    answer = ask(plan_counter, title)
    assert answer.title == title
    assert answer.passages


def test_at_which_level_a_category_was_found_is_for_staff_only(plan_counter: Counter) -> None:
    found = [
        [one.part for one in ask(plan_counter, "港の電子化", who).passages] for who in Audience
    ]
    assert [Part.FOUND_LEVEL in parts for parts in found] == [False, True]


def test_what_was_observed_of_an_indicator_is_public(plan_counter: Counter) -> None:
    answer = ask(plan_counter, "オンラインで出せる届出の数")
    lines = [one.lines for one in answer.passages if one.part is Part.OBSERVED]
    assert lines == [("2025年3月31日 250件", "2024年3月31日 100件")]
