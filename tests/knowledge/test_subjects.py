"""The words around what somebody asks about."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.ranking.subjects import asks_meaning, subject_of


@pytest.mark.parametrize(
    "question",
    [
        "RPAとは",
        "RPAとは何ですか？",
        "RPAって何",
        "RPAの意味は",
        "RPAの意味を教えて",
        "RPAは何の略ですか",
    ],
)
def test_a_meaning_is_asked_for(question: str) -> None:
    assert (subject_of(question), asks_meaning(question)) == ("RPA", True)


@pytest.mark.parametrize(
    "question",
    ["RPAについて", "RPAについて教えてください。", "RPAのことを知りたいです", "RPAに関して"],
)
def test_a_thing_is_asked_about(question: str) -> None:
    assert (subject_of(question), asks_meaning(question)) == ("RPA", False)


@pytest.mark.parametrize(
    "question", ["", "RPA", "RPAはいつから", "手続とは別に必要なもの", "意味のない書類を減らしたい"]
)
def test_other_questions_have_no_such_frame(question: str) -> None:
    assert (subject_of(question), asks_meaning(question)) == ("", False)


@given(st.text())
def test_any_text_is_taken(text: str) -> None:
    assert subject_of(text) in text
