"""`madoguchi ask` and `madoguchi eval`: what scripts and clerks rely on."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.command_line import Said, madoguchi


def run(database: Path, *words: str) -> Said:
    return madoguchi(*words, DATABASE_URL=f"sqlite:///{database}")


def asked(database: Path, *words: str) -> dict[str, Any]:
    said = run(database, "ask", *words, "--json")
    assert said.code == 0
    answer = json.loads(said.out)
    assert isinstance(answer, dict)
    return answer


def test_the_answer_is_one_object_with_the_names_that_others_rely_on(sample_copy: Path) -> None:
    answer = asked(sample_copy, "粗大ごみ", "--municipality", "mihon", "--audience", "citizen")
    assert answer.keys() >= {
        "decision",
        "title",
        "kind",
        "municipality",
        "confidence",
        "text",
        "source",
        "alternatives",
    }


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("decision", "answer"),
        ("title", "粗大ごみ収集の申込"),
        ("kind", "procedure"),
        ("municipality", "mihon"),
    ],
)
def test_an_answer_says_what_it_is(sample_copy: Path, name: str, expected: str) -> None:
    assert asked(sample_copy, "粗大ごみ")[name] == expected


def test_an_answer_carries_text_source_confidence_and_other_titles(sample_copy: Path) -> None:
    answer = asked(sample_copy, "粗大ごみ")
    assert answer["text"].startswith("粗大ごみ収集の申込\n")
    assert answer["source"]["verified_on"] == "2026-11-04"
    assert 0.5 < answer["confidence"] <= 1
    assert "粗大ごみのオンライン申込" in answer["alternatives"]


@pytest.mark.parametrize(
    ("question", "decision"),
    [
        ("粗大ごみ", "answer"),
        ("災害の証明のお金", "ask_back"),
        ("宇宙エレベーターの耐荷重", "pass_on"),
    ],
)
def test_a_decision_is_one_of_three(sample_copy: Path, question: str, decision: str) -> None:
    assert asked(sample_copy, question)["decision"] == decision


def test_staff_and_citizens_are_told_apart(sample_copy: Path) -> None:
    words = ("新しい担当者を登録したい", "--audience")
    staff, citizen = (asked(sample_copy, *words, one)["title"] for one in ("staff", "citizen"))
    assert staff == "新しい担当者はどうやって登録しますか（職員向け）"
    assert citizen != staff


def test_without_json_the_answer_is_text(sample_copy: Path) -> None:
    assert run(sample_copy, "ask", "粗大ごみ").out.startswith("粗大ごみ収集の申込\n")


@pytest.mark.parametrize(
    "words",
    [("ask", "粗大ごみ"), ("digest", "weekly"), ("audit", "verify")],
    ids=["ask", "digest", "audit"],
)
def test_an_unknown_municipality_is_told_with_the_known_ones(
    sample_copy: Path, words: tuple[str, ...]
) -> None:
    said = run(sample_copy, *words, "--municipality", "maboroshi")
    assert said.code == 1
    assert "自治体「maboroshi」は登録されていません" in said.err
    assert "mihon" in said.err


QUESTIONS = [
    ("mihon", "keyword", "粗大ごみ", ["粗大ごみ収集の申込"]),
    ("mihon", "keyword", "転出届", ["転出届"]),
    ("mihon", "out", "宇宙エレベーターの耐荷重", []),
    ("maboroshi", "keyword", "粗大ごみ", ["粗大ごみ収集の申込"]),
]
FIGURES = {
    "n",
    "hit@1",
    "hit@3",
    "answered_correct",
    "answered_wrong",
    "asked_back_with",
    "asked_back_without",
    "passed_on",
    "p50_ms",
    "p95_ms",
}


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    file = tmp_path / "questions.jsonl"
    names = ("municipality", "slice", "question", "expect")
    lines = [
        json.dumps({"audience": "citizen", **dict(zip(names, row, strict=True))})
        for row in QUESTIONS
    ]
    file.write_text("\n".join(lines), "utf-8")
    return file


def test_questions_are_counted_overall_and_by_slice(sample_copy: Path, questions: Path) -> None:
    report = json.loads(run(sample_copy, "eval", "questions", str(questions), "--json").out)
    assert report["overall"].keys() >= FIGURES
    assert report["slices"].keys() == {"keyword", "out"}
    assert all(figures.keys() >= FIGURES for figures in report["slices"].values())


def test_the_counts_are_those_of_the_questions(sample_copy: Path, questions: Path) -> None:
    overall = json.loads(run(sample_copy, "eval", "questions", str(questions), "--json").out)[
        "overall"
    ]
    counts = {name: overall[name] for name in ("n", "hit@1", "answered_correct", "passed_on")}
    assert counts == {"n": 3, "hit@1": 1.0, "answered_correct": 2, "passed_on": 1}


def test_a_question_set_with_a_broken_line_names_it(sample_copy: Path, tmp_path: Path) -> None:
    file = tmp_path / "questions.jsonl"
    file.write_text('{"question":\n', "utf-8")
    said = run(sample_copy, "eval", "questions", str(file))
    assert said.code == 1
    assert "1行目を読めません" in said.err


@pytest.fixture
def faq_set(tmp_path: Path) -> tuple[str, ...]:
    faq = [
        {"id": "1", "question": "粗大ごみの出し方", "answer": "申し込んでください。"},
        {"id": "2", "question": "転出届の出し方", "answer": "窓口で届け出ます。"},
    ]
    queries = [
        {"id": "a", "question": "粗大ごみを出したい", "relevant": {"1": 2}},
        {"id": "b", "question": "転出届", "relevant": {"2": 1}},
    ]
    for name, lines in (("faq", faq), ("queries", queries)):
        (tmp_path / f"{name}.jsonl").write_text("\n".join(map(json.dumps, lines)), "utf-8")
    faq_file, query_file = str(tmp_path / "faq.jsonl"), str(tmp_path / "queries.jsonl")
    return ("eval", "ranking", "--faq", faq_file, "--queries", query_file, "--json")


def test_a_ranking_is_measured_in_one_flat_object(
    sample_copy: Path, faq_set: tuple[str, ...]
) -> None:
    figures = json.loads(run(sample_copy, *faq_set).out)
    measured = ("hit@1", "hit@3", "recall@10", "MRR@10", "nDCG@10")
    assert {name: figures[name] for name in measured} == dict.fromkeys(measured, 1.0)
    assert figures["p50_ms"] <= figures["p95_ms"]


def test_measuring_a_ranking_leaves_the_database_alone(
    tmp_path: Path, faq_set: tuple[str, ...]
) -> None:
    run(tmp_path / "never.db", *faq_set)
    assert not (tmp_path / "never.db").exists()


def test_what_a_growing_log_of_wordings_brings_is_measured(
    sample_copy: Path, faq_set: tuple[str, ...]
) -> None:
    *words, _ = faq_set
    lines = run(sample_copy, *words, "--aliases").out.splitlines()
    assert [line.split()[0] for line in lines] == ["aliases", "0%", "25%", "50%", "100%"]
    assert lines[0].split() == ["aliases", "n", "nDCG@10", "recall@10", "hit@1"]
    shares = json.loads(run(sample_copy, *faq_set, "--aliases").out)
    assert shares["100%"]["n"] == 2
