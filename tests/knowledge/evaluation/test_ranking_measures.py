"""Measures of a ranking against examples computed by hand."""

from __future__ import annotations

import math

import pytest

from knowledge.evaluation.ranking import FaqLine, RankedQuery, measures, run


def test_the_right_entry_first_is_full_marks() -> None:
    assert measures([["a", "b"]], [{"a": 1}]) == {
        "n": 1,
        "hit@1": 1.0,
        "hit@3": 1.0,
        "recall@10": 1.0,
        "MRR@10": 1.0,
        "nDCG@10": 1.0,
    }


def test_the_right_entry_in_second_place() -> None:
    got = measures([["b", "a"]], [{"a": 1}])
    assert (got["hit@1"], got["hit@3"], got["MRR@10"]) == (0.0, 1.0, 0.5)
    assert got["nDCG@10"] == round(1 / math.log2(3), 4) == 0.6309


def test_graded_relevance_in_the_wrong_order() -> None:
    """Gains 1 and 3 at ranks 1 and 2, the other way round at best: (1+3/log2 3)/(3+1/log2 3)."""
    got = measures([["good", "best"]], [{"best": 2, "good": 1}])
    assert got["nDCG@10"] == 0.7967
    assert (got["hit@1"], got["recall@10"]) == (1.0, 1.0)


def test_one_of_two_relevant_entries_found() -> None:
    got = measures([["x", "a"]], [{"a": 1, "b": 1}])
    assert got["recall@10"] == 0.5
    assert got["nDCG@10"] == round((1 / math.log2(3)) / (1 + 1 / math.log2(3)), 4) == 0.3869


def test_what_stands_in_eleventh_place_counts_for_nothing() -> None:
    got = measures([[*map(str, range(10)), "a"]], [{"a": 1}])
    assert set(got.values()) == {1, 0.0}, "n is 1, all measures 0"


def test_the_third_place_is_a_hit_at_3_and_the_fourth_is_not() -> None:
    got = measures([["x", "y", "a"], ["x", "y", "z", "a"]], [{"a": 1}, {"a": 1}])
    assert (got["hit@1"], got["hit@3"]) == (0.0, 0.5)
    assert got["MRR@10"] == round((1 / 3 + 1 / 4) / 2, 4)


def test_a_query_without_any_relevant_entry_counts_as_nothing_found() -> None:
    got = measures([["a"], ["a"]], [{"a": 1}, {}])
    assert (got["n"], got["hit@1"], got["nDCG@10"]) == (2, 0.5, 0.5)


def test_a_grade_of_zero_is_not_relevant() -> None:
    got = measures([["a", "b"]], [{"a": 0, "b": 1}])
    assert (got["hit@1"], got["recall@10"], got["MRR@10"]) == (0.0, 1.0, 0.5)


def test_no_queries_measure_nothing() -> None:
    assert measures([], [])["nDCG@10"] == 0.0


FAQ = [
    FaqLine(id="1", question="犬の登録はどうしますか", answer="窓口で登録します。"),
    FaqLine(id="2", question="猫の去勢に補助はありますか", answer="あります。"),
    FaqLine(id="3", question="犬の登録はどうしますか", answer="電話でも受け付けます。"),
]


def test_a_faq_set_is_asked_through_the_same_counter() -> None:
    queries = [
        RankedQuery(id="a", question="猫の去勢の補助", relevant={"2": 1}),
        RankedQuery(id="b", question="犬の登録はどうしますか", relevant={"1": 1}),
    ]
    got = run(FAQ, queries)
    assert (got["n"], got["hit@1"], got["MRR@10"]) == (2, 1.0, 1.0)
    assert got["p50_ms"] is not None


@pytest.mark.parametrize("relevant", ["1", "3"])
def test_a_question_that_a_set_has_twice_can_be_found_under_both_ids(relevant: str) -> None:
    queries = [RankedQuery(id="a", question="犬の登録", relevant={relevant: 1})]
    assert run(FAQ, queries)["recall@10"] == 1.0
