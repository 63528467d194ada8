"""A set of expected questions, asked of the real counter, and what the report counts."""

from __future__ import annotations

from knowledge.answer import Audience
from knowledge.counter import Counter
from knowledge.evaluation.questions import Asked, ExpectedQuestion, figures, percentiles, run
from tests.small_city import CITY


def expected(
    question: str, *titles: str, slice: str = "手続", where: str = CITY
) -> ExpectedQuestion:
    return ExpectedQuestion(
        municipality=where,
        audience=Audience.CITIZEN,
        slice=slice,
        question=question,
        expect=list(titles),
    )


def asked(outcome: str, rank: int | None, *, in_scope: bool = True) -> Asked:
    return Asked("手続", outcome, rank, in_scope, milliseconds=1.0)


def test_every_outcome_is_counted(counter: Counter) -> None:
    report = run(
        counter,
        [
            expected("転出届", "転出届"),
            expected("粗大ごみ収集の申込", "転出届"),
            expected("宇宙旅行に行きたい"),
        ],
    )
    assert report.overall["n"] == 3
    assert report.overall["answered_correct"] == 1
    assert report.overall["answered_wrong"] == 1
    assert report.overall["passed_on"] == 1


def test_hits_are_a_share_of_the_questions_that_have_an_answer() -> None:
    got = figures(
        [
            asked("answered_correct", 1),
            asked("asked_back_with", 3),
            asked("asked_back_without", None),
            asked("passed_on", None, in_scope=False),
        ]
    )
    assert (got["hit@1"], got["hit@3"]) == (0.3333, 0.6667)
    assert (got["n"], got["asked_back_with"], got["asked_back_without"]) == (4, 1, 1)


def test_where_no_question_has_an_answer_there_is_no_hit_rate() -> None:
    got = figures([asked("passed_on", None, in_scope=False)])
    assert (got["hit@1"], got["passed_on"]) == (None, 1)


def test_each_slice_has_figures_of_its_own(counter: Counter) -> None:
    report = run(
        counter,
        [
            expected("転出届", "転出届", slice="題名"),
            expected("そだいごみ", "粗大ごみ収集の申込", slice="かな"),
            expected("てんしゅつ", "転出届", slice="かな"),
        ],
    )
    assert {name: part["n"] for name, part in report.slices.items()} == {"題名": 1, "かな": 2}


def test_questions_for_a_municipality_that_is_not_there_are_skipped_and_counted(
    counter: Counter,
) -> None:
    report = run(counter, [expected("転出届", "転出届"), *[expected("a", where="nowhere")] * 2])
    assert report.skipped == {"nowhere": 2}
    assert report.overall["n"] == 1


def test_an_expected_title_may_carry_a_footnote_mark(counter: Counter) -> None:
    report = run(counter, [expected("転出届", "転出 届¹")])
    assert report.overall["answered_correct"] == 1


def test_small_talk_counts_as_passed_on(counter: Counter) -> None:
    assert run(counter, [expected("こんにちは")]).overall["passed_on"] == 1


def test_median_and_95th_percentile_of_the_times() -> None:
    assert percentiles([float(ms) for ms in range(1, 102)]) == {"p50_ms": 51.0, "p95_ms": 96.0}


def test_without_times_there_are_no_percentiles() -> None:
    assert percentiles([]) == {"p50_ms": None, "p95_ms": None}
