"""Wordings that people leave behind make the next ones' questions easier to answer."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from knowledge.evaluation import growing_log
from knowledge.evaluation import ranking as ranking_set
from knowledge.evaluation.growing_log import FOLDS, SHARES, best_answers, folds, run
from knowledge.evaluation.ranking import FaqLine, RankedQuery

FAQ = [
    FaqLine(id="bulky", question="粗大ごみの申込", answer="電話で申し込みます。"),
    FaqLine(id="move", question="転出届", answer="窓口で届け出ます。"),
]
WHALES = ("大きい", "古い", "重い", "赤い", "白い", "丸い", "高い", "速い", "熱い", "甘い")
GIRAFFES = ("小さい", "新しい", "軽い", "青い", "黒い", "長い", "低い", "遅い", "寒い", "辛い")
QUERIES = [
    RankedQuery(id=f"{word}{thing}", question=f"{word}{thing}", relevant={entry: 1})
    for thing, words, entry in (("クジラ", WHALES, "bulky"), ("キリン", GIRAFFES, "move"))
    for word in words
]
"""No entry has a word of them, and those about one entry share one."""


def test_a_log_that_grows_answers_more_and_more() -> None:
    figures = run(FAQ, QUERIES)
    assert tuple(figures) == SHARES
    assert {measured["n"] for measured in figures.values()} == {len(QUERIES)}
    assert (figures[0]["hit@1"], figures[0]["recall@10"]) == (0.0, 0.0)
    assert (figures[100]["hit@1"], figures[100]["nDCG@10"]) == (1.0, 1.0)
    growing = [figures[share]["nDCG@10"] or 0 for share in SHARES]
    assert growing == sorted(growing)


def test_without_wordings_it_is_the_plain_ranking() -> None:
    queries = [RankedQuery(id="a", question="粗大ごみ", relevant={"bulky": 1}), *QUERIES]
    plain = ranking_set.run(FAQ, queries)
    without = run(FAQ, queries)[0]
    assert without == {name: plain[name] for name in without}


def test_nobody_learns_from_the_query_that_is_asked() -> None:
    """Twenty queries that have nothing in common but their own words."""
    words = "犬猫鳥牛馬羊虎龍兎鼠豚鯨鹿熊狐狸鶴亀蛇蛙"
    queries = [RankedQuery(id=one, question=one * 2, relevant={"move": 1}) for one in words]
    assert run(FAQ, queries)[100]["recall@10"] == 0.0


def test_the_same_words_never_stand_on_both_sides() -> None:
    twice = [
        RankedQuery(id=f"{query.id}{suffix}", question=query.question + suffix, relevant={})
        for query in QUERIES
        for suffix in ("", "？")
    ]
    parts = folds(twice)
    assert len(parts) == FOLDS
    assert sorted(query.id for part in parts for query in part) == sorted(q.id for q in twice)
    places = [{query.question.rstrip("？") for query in part} for part in parts]
    assert sum(map(len, places)) == len(QUERIES)


@dataclass(frozen=True)
class Graded:
    grades: dict[str, int]
    best: list[str]


@pytest.mark.parametrize(
    "one",
    [
        Graded({"a": 1, "b": 3, "c": 2}, ["b"]),
        Graded({"a": 2, "b": 2}, ["a", "b"]),
        Graded({"a": 0}, []),
        Graded({}, []),
    ],
)
def test_a_query_becomes_a_wording_of_what_answers_it_best(one: Graded) -> None:
    assert best_answers(RankedQuery(id="1", question="問", relevant=one.grades)) == one.best


def test_an_answer_that_the_set_does_not_have_is_left_out() -> None:
    queries = [RankedQuery(id=q.id, question=q.question, relevant={"gone": 1}) for q in QUERIES]
    assert run(FAQ, queries)[100]["recall@10"] == 0.0


def test_a_question_longer_than_any_wording_is_measured_all_the_same() -> None:
    long = [
        RankedQuery(id=q.id, question=q.question + "か" * 250, relevant=q.relevant) for q in QUERIES
    ]
    assert run(FAQ, long)[100]["n"] == len(long)


def test_fewer_queries_than_folds_can_be_measured() -> None:
    assert growing_log.run(FAQ, QUERIES[:2])[100]["n"] == 2
