"""Internal text never reaches a citizen, whatever the citizen asks."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.answer import Answer, Audience
from knowledge.counter import Counter
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
from store.tables import ItemKind, Status, Visibility
from tests.knowledge.conftest import SECRET
from tests.small_city import (
    CITY,
    FAQS,
    HARUKA,
    INITIATIVES,
    MIDORI,
    PLAN,
    bring,
    faq,
    initiative,
    post,
)

QUESTIONS = (
    SECRET,
    f"{SECRET}の手引き",
    f"{SECRET}は係長が決めますか",
    "係長が決めることは何ですか",
    "住民票はコンビニで取れますか",
    "住民票と粗大ごみに関わること",
    "粗大ごみ",
    "書かない窓口",
    "書かない窓口の進捗",
    "打合せをしたのはだれ",
    "沖 はるか",
    "つきかげさくせん",
    "月影作線",
    "転出届",
    "電子決裁",
)


def ask(counter: Counter, question: str, audience: Audience = Audience.CITIZEN) -> Answer:
    return counter.ask(question, municipality=CITY, audience=audience)


def shown(answer: Answer) -> str:
    """Everything in an answer but the question itself and the part of it that was searched."""
    return repr(replace(answer, question="", searched=""))


@pytest.mark.parametrize("question", QUESTIONS)
def test_internal_text_reaches_no_citizen(counter: Counter, question: str) -> None:
    assert SECRET not in shown(ask(counter, question))


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_names_of_staff_reach_no_citizen(counter: Counter, question: str) -> None:
    assert "はるか" not in shown(ask(counter, question))


@settings(max_examples=100, deadline=None)
@given(words=st.lists(st.sampled_from([*QUESTIONS, "の", "は", "？"]), min_size=1, max_size=4))
def test_no_mixture_of_words_gets_internal_text_out(counter: Counter, words: list[str]) -> None:
    assert SECRET not in shown(ask(counter, "".join(words)))


def test_staff_get_what_is_internal(counter: Counter) -> None:
    answer = ask(counter, f"{SECRET}の手引き", Audience.STAFF)
    assert answer.title == f"{SECRET}の手引き"


def test_staff_see_internal_progress_and_who_posted_it(counter: Counter) -> None:
    text = shown(ask(counter, "書かない窓口", Audience.STAFF))
    assert f"{SECRET}の打合せをした" in text
    assert "沖 はるか" in text


def test_a_citizen_sees_public_progress(counter: Counter) -> None:
    assert "窓口で試行を始めた" in shown(ask(counter, "書かない窓口"))


def test_internal_progress_does_not_change_the_status_a_citizen_sees(
    town: Database, town_counter: Counter
) -> None:
    before = ask(town_counter, "書かない窓口")
    with town.writing() as session:
        post(session, "内々に中止を決めた", by=MIDORI, status=Status.STOPPED)
    assert ask(town_counter, "書かない窓口").passages == before.passages


def test_an_answer_made_internal_is_gone_for_citizens_at_once(
    town: Database, town_counter: Counter
) -> None:
    question = "当直はだれですか"
    bring(town, FAQS, [faq(question, "表のとおりです。")], document="当直.csv")
    assert ask(town_counter, question).title == question
    hidden = faq(question, "表のとおりです。", visibility=Visibility.INTERNAL)
    bring(town, FAQS, [hidden], document="当直.csv")
    assert "表のとおり" not in shown(ask(town_counter, question))


def test_an_initiative_made_internal_is_gone_for_citizens_at_once(
    town: Database, town_counter: Counter
) -> None:
    assert "待つ時間" in shown(ask(town_counter, "書かない窓口"))
    hidden = initiative(visibility=Visibility.INTERNAL)
    bring(town, INITIATIVES, [hidden], document="plan.md")
    assert "待つ時間" not in shown(ask(town_counter, "書かない窓口"))
    assert "待つ時間" in shown(ask(town_counter, "書かない窓口", Audience.STAFF))


HIDDEN = "ほしぞら便"
PARTS: tuple[PartRecord, ...] = (
    SectionRecord(key="節", title=HIDDEN, text=f"{HIDDEN}を走らせます。", source_document=""),
    TermRecord(key="用語", title=HIDDEN, text=f"{HIDDEN}は夜の便です。", source_document=""),
    MeetingRecord(key="会議", title=HIDDEN, purpose=f"{HIDDEN}を決めます。", source_document=""),
    IndicatorRecord(key="指標", title=HIDDEN, baseline=3.0, source_document=""),
    ItemRecord(
        key="体制",
        kind=ItemKind.BODY,
        title=HIDDEN,
        facts=(("役割", f"{HIDDEN}を走らせる"),),
        source_document="",
    ),
)


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.key)
def test_a_part_of_a_plan_made_internal_is_gone_for_citizens_at_once(
    town: Database, town_counter: Counter, part: PartRecord
) -> None:
    shelf = PartShelf(type(part), PlanName(PLAN))
    bring(town, shelf, [part], document="plan.md")
    assert HIDDEN in shown(ask(town_counter, f"{HIDDEN}って何？"))
    bring(town, shelf, [replace(part, visibility=Visibility.INTERNAL)], document="plan.md")
    assert HIDDEN not in shown(ask(town_counter, f"{HIDDEN}って何？"))
    assert HIDDEN in shown(ask(town_counter, f"{HIDDEN}って何？", Audience.STAFF))


def test_public_progress_posted_by_staff_names_nobody(
    town: Database, town_counter: Counter
) -> None:
    with town.writing() as session:
        post(session, "全窓口で始めた", by=HARUKA, visibility=Visibility.PUBLIC)
    text = shown(ask(town_counter, "書かない窓口"))
    assert "全窓口で始めた" in text
    assert "はるか" not in text
