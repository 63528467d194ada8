"""Titles that changed are recognised; different initiatives of one plan are not mixed up."""

from __future__ import annotations

from itertools import combinations

import pytest

from knowledge.importing.renames import Card, Rename, Renames, card, find_renames
from store.records.plan_parts import IndicatorRecord
from tests.knowledge.importing.editions import ROADS, SIGNING, WINDOW
from tests.knowledge.importing.real_plans import needs_plans, read

RENAMED = {
    "a few words more": ("書かない窓口", "書かない窓口の推進"),
    "words in brackets": ("オンライン申請", "オンライン申請（アプリの活用）"),
    "brackets gone": ("電子決済（キャッシュレス）の推進", "電子決済の推進"),
    "a few words less": ("住民票の写し等のコンビニ交付", "住民票のコンビニ交付"),
}
SAME = {
    "a footnote mark": ("書かない窓口", "書かない窓口*3"),
    "another width": ("ＤＸ人材の育成", "DX人材の育成"),
    "a number": ("（3）書かない窓口", "① 書かない窓口"),
}


def one(before: Card, after: Card) -> Renames:
    return find_renames("initiative", [before], [after])


@pytest.mark.parametrize("how", RENAMED)
def test_another_title_over_the_same_text_is_the_same_initiative(how: str) -> None:
    before, after = RENAMED[how]
    found = one(Card(before, before, WINDOW), Card(after, after, WINDOW))
    assert found == Renames(sure=(Rename("initiative", before, after),))


@pytest.mark.parametrize("how", SAME)
def test_a_title_that_is_only_written_otherwise_needs_no_text(how: str) -> None:
    before, after = SAME[how]
    assert len(one(Card(before, before), Card(after, after)).sure) == 1


@pytest.mark.parametrize("how", RENAMED)
def test_a_changed_title_without_any_text_is_in_doubt(how: str) -> None:
    before, after = RENAMED[how]
    found = one(Card(before, before), Card(after, after))
    assert (found.sure, len(found.doubtful)) == ((), 1)


def test_another_title_over_the_same_text_may_be_the_same() -> None:
    found = one(Card("a", "書かない窓口", WINDOW), Card("b", "スマート庁舎", WINDOW))
    assert (found.sure, len(found.doubtful)) == ((), 1)


def test_titles_with_other_numbers_are_in_doubt() -> None:
    before = Card("a", "第2期電子決裁の導入", SIGNING)
    found = one(before, Card("b", "第3期電子決裁の導入", SIGNING))
    assert (found.sure, len(found.doubtful)) == ((), 1)


def test_like_titles_over_other_texts_are_two_initiatives() -> None:
    before = Card("a", "子育て手続のオンライン化", WINDOW)
    assert one(before, Card("b", "水道手続のオンライン化", ROADS)) == Renames()


def test_the_likeliest_pair_comes_first_and_each_entry_is_taken_once() -> None:
    removed = [Card("窓口", "書かない窓口", WINDOW), Card("決裁", "電子決裁", SIGNING)]
    added = [
        Card("新決裁", "電子決裁の推進", SIGNING),
        Card("新窓口", "書かない窓口の推進", WINDOW),
    ]
    found = find_renames("initiative", removed, added)
    assert {(pair.before, pair.after) for pair in found.sure} == {
        ("決裁", "新決裁"),
        ("窓口", "新窓口"),
    }


def test_two_that_are_as_likely_are_in_doubt() -> None:
    added = [Card("b", "書かない窓口の推進", WINDOW), Card("c", "書かない窓口の拡充", WINDOW)]
    found = find_renames("initiative", [Card("a", "書かない窓口", WINDOW)], added)
    assert (found.sure, len(found.doubtful)) == ((), 1)


def indicator(title: str, baseline: float | None) -> Card:
    found = card(
        IndicatorRecord(
            key=title, title=title, unit="%", baseline=baseline, source_document="plan.md"
        )
    )
    assert found is not None
    return found


def test_an_indicator_is_recognised_by_where_it_started() -> None:
    renamed = indicator("オンライン申請率", 12.0), indicator("オンライン申請の割合", 12.0)
    assert len(one(*renamed).sure) == 1


def test_an_indicator_that_started_elsewhere_is_another() -> None:
    other = indicator("オンライン申請率", 12.0), indicator("オンライン受講率", 40.0)
    assert one(*other) == Renames()


def test_very_many_against_very_many_is_another_document() -> None:
    removed = [Card(f"a{number}", f"取組{number}") for number in range(1001)]
    added = [Card(f"b{number}", f"取組{number}") for number in range(1001)]
    assert find_renames("initiative", removed, added) == Renames()


@needs_plans
@pytest.mark.parametrize("name", ["gotsu-initiatives", "satsumasendai-plan", "namegata-policy"])
def test_no_two_initiatives_of_a_published_plan_are_taken_for_one(name: str) -> None:
    cards = [known for record in read(name).initiatives if (known := card(record))]
    found = [one(before, after) for before, after in combinations(cards, 2)]
    assert [pair.sure for pair in found if pair.sure] == []
    assert len([pair for pair in found if pair.doubtful]) <= 1
