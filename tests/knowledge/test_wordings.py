"""Whatever people call an entry, they find it by that once somebody accepted the wording."""

from __future__ import annotations

import pytest

from knowledge.answer import Answer, Audience, Decision, Kind
from knowledge.counter import Counter
from store import wordings
from store.database import Database
from store.records.plan_identity import PlanName
from store.records.plan_parts import (
    IndicatorRecord,
    ItemRecord,
    MeetingRecord,
    PartRecord,
    PartShelf,
    SectionRecord,
    TermRecord,
)
from store.tables import ItemKind, Visibility
from tests.knowledge.conftest import SECRET
from tests.small_city import AT, CITY, FAQS, INITIATIVES, PLAN, WRITER, bring, faq, initiative

WHALE = "クジラの散歩"
"""What nobody but a wording says."""
PARTS: tuple[PartRecord, ...] = (
    SectionRecord(key="1", title="位置付け", text="計画の位置付け。", source_document=""),
    TermRecord(key="2", title="BPR", text="やり方の見直し。", source_document=""),
    MeetingRecord(key="3", title="推進本部", purpose="方針を決める", source_document=""),
    IndicatorRecord(key="4", title="来庁者数", baseline=3.0, source_document=""),
    ItemRecord(
        key="5",
        kind=ItemKind.SYSTEM,
        title="住民記録",
        group="基幹系",
        facts=(("状態", "移行中"),),
        source_document="",
    ),
)


def ask(counter: Counter, question: str, audience: Audience = Audience.CITIZEN) -> Answer:
    return counter.ask(question, municipality=CITY, audience=audience)


def key_of(counter: Counter, title: str) -> str:
    entries = counter.shelves(CITY).base.staff_entries
    return next(entry.key for entry in entries if entry.title == title)


def propose(counter: Counter, database: Database, title: str, text: str = WHALE) -> int:
    key = key_of(counter, title)
    with database.writing() as session:
        return wordings.propose(session, CITY, key, text, at=AT, actor=WRITER).id


def accept(counter: Counter, database: Database, title: str, text: str = WHALE) -> int:
    number = propose(counter, database, title, text)
    with database.writing() as session:
        wordings.accept(session, CITY, [number], at=AT, actor=WRITER)
    return number


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("粗大ごみ収集の申込", Kind.PROCEDURE),
        ("住民票はコンビニで取れますか", Kind.FAQ),
        ("書かない窓口", Kind.INITIATIVE),
    ],
)
def test_an_entry_is_found_by_a_wording(
    town: Database, town_counter: Counter, title: str, kind: Kind
) -> None:
    assert ask(town_counter, f"{WHALE}をしたい").decision is Decision.PASS_ON
    accept(town_counter, town, title)
    found = ask(town_counter, f"{WHALE}をしたい")
    assert (found.decision, found.kind, found.title) == (Decision.ANSWER, kind, title)


@pytest.mark.parametrize("part", PARTS, ids=lambda part: type(part).__name__)
def test_a_part_of_a_plan_is_found_by_a_wording(
    town: Database, town_counter: Counter, part: PartRecord
) -> None:
    bring(town, PartShelf(type(part), PlanName(PLAN)), [part], document="plan.md")
    entries = town_counter.shelves(CITY).base.citizen_entries
    title = getattr(part, "group", "") or part.title  # type: ignore[attr-defined]  # all here have one
    key = next(entry.key for entry in entries if entry.title == title)
    accept(town_counter, town, title)
    found = ask(town_counter, f"{WHALE}をしたい")
    assert (found.decision, found.ranking[0].entry_key) == (Decision.ANSWER, key)


def test_a_wording_in_hiragana_is_found_by_its_sound(town: Database, town_counter: Counter) -> None:
    accept(town_counter, town, "粗大ごみ収集の申込", "おおきなくじら")
    assert ask(town_counter, "おおきいくじら").ranking[0].title == "粗大ごみ収集の申込"


def test_a_wording_that_waits_finds_nothing(town: Database, town_counter: Counter) -> None:
    propose(town_counter, town, "粗大ごみ収集の申込")
    assert ask(town_counter, WHALE).ranking == ()


def test_a_wording_that_was_taken_back_finds_nothing(town: Database, town_counter: Counter) -> None:
    number = accept(town_counter, town, "粗大ごみ収集の申込")
    assert ask(town_counter, WHALE).ranking != ()
    with town.writing() as session:
        wordings.refuse(session, CITY, [number], at=AT, actor=WRITER)
    assert ask(town_counter, WHALE).ranking == ()


def test_a_heading_that_became_part_of_an_initiative_brings_its_wordings_along(
    town: Database, town_counter: Counter
) -> None:
    shelf = PartShelf(SectionRecord, PlanName(PLAN))
    heading = SectionRecord(
        key="1", title="電子決裁", text="判子の要らない話。", source_document=""
    )
    bring(town, INITIATIVES, [initiative()], document="plan.md")
    bring(town, shelf, [heading], document="plan.md")
    accept(town_counter, town, "電子決裁")
    assert ask(town_counter, WHALE).kind is Kind.SECTION
    bring(town, INITIATIVES, [initiative(), initiative("電子決裁")], document="plan.md")
    assert ask(town_counter, WHALE).kind is Kind.INITIATIVE


def test_the_wording_of_an_internal_entry_is_not_found_by_citizens(
    town: Database, town_counter: Counter
) -> None:
    accept(town_counter, town, f"{SECRET}の手引き")
    assert ask(town_counter, WHALE, Audience.STAFF).title == f"{SECRET}の手引き"
    to_citizen = ask(town_counter, WHALE)
    assert (to_citizen.decision, to_citizen.ranking) == (Decision.PASS_ON, ())


def test_who_may_see_an_entry_decides_about_its_wordings(
    town: Database, town_counter: Counter
) -> None:
    question = "当直はだれですか"
    bring(town, FAQS, [faq(question, "表のとおり。")], document="当直.csv")
    accept(town_counter, town, question)
    assert ask(town_counter, WHALE).title == question
    hidden = faq(question, "表のとおり。", visibility=Visibility.INTERNAL)
    bring(town, FAQS, [hidden], document="当直.csv")
    assert ask(town_counter, WHALE).ranking == ()
    bring(town, FAQS, [], document="当直.csv")
    assert ask(town_counter, WHALE, Audience.STAFF).ranking == ()


def test_a_wording_is_searched_and_never_shown(town: Database, town_counter: Counter) -> None:
    accept(town_counter, town, "書かない窓口")
    for audience in Audience:
        found = ask(town_counter, "書かない窓口", audience)
        assert found.title == "書かない窓口"
        assert WHALE not in repr(found)
