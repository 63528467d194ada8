"""All that four published plans hold comes out of them, number by number."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TypeVar

import pytest

from knowledge.importing.plan_reading import PlanReading, Reason
from store.records.plan_parts import (
    EditionRecord,
    IndicatorRecord,
    ItemRecord,
    MaturityRecord,
    MeetingRecord,
    PartRecord,
    SectionRecord,
    TermRecord,
    ThemeRecord,
)
from store.tables import CadenceUnit, ItemKind
from tests.knowledge.importing.real_plans import needs_plans, read

pytestmark = needs_plans
P = TypeVar("P", bound=PartRecord)


@pytest.fixture(scope="module")
def gotsu() -> PlanReading:
    return read("gotsu-action-plan")


@pytest.fixture(scope="module")
def setouchi() -> PlanReading:
    return read("setouchi-strategy")


@pytest.fixture(scope="module")
def satsumasendai() -> PlanReading:
    return read("satsumasendai-plan")


@pytest.fixture(scope="module")
def namegata() -> PlanReading:
    return read("namegata-policy")


def parts(plan: PlanReading, kind: type[P]) -> list[P]:
    return [part for part in plan.parts if isinstance(part, kind)]


def items(plan: PlanReading, kind: ItemKind) -> list[ItemRecord]:
    return [item for item in parts(plan, ItemRecord) if item.kind is kind]


def kinds(plan: PlanReading) -> dict[str, int]:
    return dict(Counter(item.kind.value for item in parts(plan, ItemRecord)))


def titles(plan: PlanReading) -> set[str]:
    return {section.title for section in parts(plan, SectionRecord)}


def test_gotsu_period_and_editions(gotsu: PlanReading) -> None:
    assert (gotsu.name.starts_on, gotsu.name.ends_on) == (date(2022, 4, 1), date(2027, 3, 31))
    editions = parts(gotsu, EditionRecord)
    assert [(one.title, one.issued_on) for one in editions] == [
        ("第1.0版", "2023-03-31"),
        ("第1.1版", "2023-09-30"),
    ]
    assert gotsu.edition == "第1.1版"
    assert all(one.text for one in editions)


def test_gotsu_themes_measures_steps_bodies_and_evaluation(gotsu: PlanReading) -> None:
    themes = parts(gotsu, ThemeRecord)
    assert Counter(len(theme.path) for theme in themes) == {0: 3, 1: 13}
    assert kinds(gotsu) == {"step": 3, "measure": 22, "body": 4, "evaluation": 1}
    noted = [item for item in items(gotsu, ItemKind.MEASURE) if dict(item.facts).get("備考")]
    assert len(noted) == 11
    assert all(
        dict(body.facts).keys() == {"役割", "メンバー"} for body in items(gotsu, ItemKind.BODY)
    )
    (evaluation,) = items(gotsu, ItemKind.EVALUATION)
    assert dict(evaluation.facts)["期限"] == "2023年度末"


def test_every_chapter_of_gotsu_can_be_asked_for(gotsu: PlanReading) -> None:
    numbers = {title.split(".")[0] for title in titles(gotsu) if title[0] in "1234567"}
    assert numbers == {"1", "2", "3", "4", "4-1", "5", "6", "7"}
    assert gotsu.not_understood == ()


def test_setouchi_edition_priorities_and_figures(setouchi: PlanReading) -> None:
    (edition,) = parts(setouchi, EditionRecord)
    assert (edition.title, edition.issued_on) == ("第1.0版", "2021-05-12")
    priorities = items(setouchi, ItemKind.PRIORITY)
    assert [dict(one.facts).get("番号") for one in priorities] == [*"123456", "組織"]
    assert [dict(one.facts).get("期限") for one in priorities][:3] == [
        "2025年度",
        "2022年度末",
        "2022年度末",
    ]
    figures = Counter(item.group for item in items(setouchi, ItemKind.FIGURE))
    assert sorted(figures.values()) == [5, 9]


def test_setouchi_maturity(setouchi: PlanReading) -> None:
    levels = parts(setouchi, MaturityRecord)
    assert Counter(level.category for level in levels) == dict.fromkeys(
        ("ITリテラシー", "庁内システム", "組織体制", "改善意識"), 5
    )
    assert {(level.level, level.target_year) for level in levels if level.target_year} == {
        (4, 2022)
    }


def test_setouchi_meetings(setouchi: PlanReading) -> None:
    meetings = parts(setouchi, MeetingRecord)
    assert [(one.times, one.every, one.unit) for one in meetings] == [
        (1, 1, CadenceUnit.QUARTER),
        (1, 1, CadenceUnit.MONTH),
        (1, 2, CadenceUnit.WEEK),
        (1, 1, CadenceUnit.WEEK),
        (None, None, CadenceUnit.AS_NEEDED),
    ]
    assert all(one.purpose and one.members for one in meetings)


def test_setouchi_schedule_as_far_as_it_can_be_read(setouchi: PlanReading) -> None:
    assert len(setouchi.initiatives) == 9
    study = next(one for one in setouchi.initiatives if one.title == "デジタルデバイド対策")
    assert [(item.first_year, item.first_half) for item in study.schedule] == [
        (year, half) for year in range(2021, 2026) for half in (1, 2)
    ]
    broken = [one for one in setouchi.not_understood if one.reason is Reason.BROKEN_CELL]
    assert {one.line for one in broken} == {161, 164, 165, 166, 167, 168, 170}


def test_satsumasendai_policy_tree(satsumasendai: PlanReading) -> None:
    assert (satsumasendai.name.starts_on, satsumasendai.name.ends_on) == (
        date(2025, 4, 1),
        date(2030, 3, 31),
    )
    chapters = Counter(initiative.theme[0] for initiative in satsumasendai.initiatives)
    assert chapters == {"第3章 まちのDX": 53, "第4章 行政DX": 30}
    policies = [theme for theme in parts(satsumasendai, ThemeRecord) if theme.title[:2] == "政策"]
    assert len(policies) == 6
    fields = [theme for theme in parts(satsumasendai, ThemeRecord) if theme.text]
    assert Counter(field.path[-1][:3] for field in fields) == {
        "政策1": 3,
        "政策2": 2,
        "政策3": 2,
        "政策4": 1,
        "政策5": 3,
        "政策6": 2,
    }
    assert all(one.departments and one.direction for one in satsumasendai.initiatives)


def test_a_sentence_that_a_page_end_broke_is_whole(satsumasendai: PlanReading) -> None:
    by_title = {one.title: one for one in satsumasendai.initiatives}
    assert "行動変容の促進" in by_title["カーボンニュートラルの達成に向けた行動変容促進"].direction
    meter = by_title["スマートメーター・漏水調査のデジタル活用"].direction
    assert "漏水調査における" in meter


def test_satsumasendai_indicators(satsumasendai: PlanReading) -> None:
    found = [
        (one.baseline, one.target, one.unit, one.baseline_year, one.target_year)
        for one in parts(satsumasendai, IndicatorRecord)
    ]
    assert found == [
        (9, 10, "件", 2023, 2029),
        (19, 52, "手続", 2023, 2029),
        (31.2, 50, "%", 2023, 2029),
    ]


def test_satsumasendai_procedures(satsumasendai: PlanReading) -> None:
    columns = Counter(one.group.split("＞")[0][-4:] for one in satsumasendai.procedures)
    assert columns == {"27手続": 27, "24手続": 24}
    assert Counter(one.group.split("＞")[1] for one in satsumasendai.procedures) == {
        "子育て関係": 15,
        "介護関係": 11,
        "被災者支援関係": 8,
        "処理件数が多く、オンライン化の推進による住民等の利便性の向上や業務の効率化効果が高いと"
        "考えられる手続": 15,
        "転出・転入関係": 2,
    }
    (skipped,) = satsumasendai.not_understood
    assert (skipped.reason, skipped.text[-1]) == (Reason.NUMBER_SKIPPED, "⑳")


def test_satsumasendai_lists_and_terms(satsumasendai: PlanReading) -> None:
    assert kinds(satsumasendai) == {"case": 10, "rule": 7, "system": 20}
    assert sorted(Counter(one.group for one in items(satsumasendai, ItemKind.CASE)).values()) == [
        4,
        6,
    ]
    terms = parts(satsumasendai, TermRecord)
    assert [term.mark for term in terms] == [str(number) for number in range(1, 50)]
    assert all(term.title and term.text for term in terms)


@pytest.mark.parametrize("name", ["satsumasendai-plan", "namegata-policy"])
def test_no_footnote_mark_is_left_in_any_text(name: str) -> None:
    plan = read(name)
    texts = [one.title + one.direction for one in plan.initiatives]
    texts += [section.title + section.text for section in parts(plan, SectionRecord)]
    texts += [procedure.title for procedure in plan.procedures]
    for text in texts:
        assert not set("¹²³⁰⁴⁵⁶⁷⁸⁹^").intersection(text), text


def test_namegata(namegata: PlanReading) -> None:
    assert (namegata.name.starts_on, namegata.name.ends_on) == (
        date(2021, 11, 1),
        date(2026, 3, 31),
    )
    (edition,) = parts(namegata, EditionRecord)
    assert (edition.title, edition.issued_on) == ("Ver.2.0", "2024-03")
    assert [one.title.split(" ")[0] for one in namegata.initiatives] == [
        f"({number})" for number in range(1, 13)
    ]
    assert kinds(namegata) == {"system": 27, "article": 12, "reference": 24, "evaluation": 1}
    systems = Counter(one.group for one in items(namegata, ItemKind.SYSTEM))
    assert sorted(systems.values()) == [7, 20]
    references = Counter(one.group.split(" ")[0] for one in items(namegata, ItemKind.REFERENCE))
    assert references == {
        "(1)": 3,
        "(2)": 4,
        "(3)": 1,
        "(4)": 2,
        "(5)": 1,
        "(6)": 2,
        "(7)": 4,
        "(8)": 1,
        "(9)": 2,
        "(10)": 2,
        "(11)": 2,
    }
    assert [term.mark for term in parts(namegata, TermRecord)] == [
        str(number) for number in range(1, 12)
    ]
    (rule,) = items(namegata, ItemKind.EVALUATION)
    assert "PDCA" in dict(rule.facts)["内容"]
    assert namegata.not_understood == ()
