"""Who asks for a person is heard, and nobody else."""

from __future__ import annotations

import time

import pytest

from knowledge.handover_words import Wish, wish_in


@pytest.mark.parametrize(
    "text",
    [
        "人と話したい",
        "職員につないで",
        "担当者と話したい",
        "職員に聞く",
        "すみません、担当の方とお話ししたいのですが。",
        "職員さんにつないでください",
        "ロボットではなく、人間に代わってください",
        "市役所の人と直接話せますか？",
        "オペレーターにつないでもらえますか",
        "係の人に相談したい",
        "有人対応をお願いします",
        "人と話したいです",
    ],
)
def test_who_asks_for_a_person_is_heard(text: str) -> None:
    assert wish_in(text) is Wish.ASKS


@pytest.mark.parametrize(
    "text",
    [
        "粗大ごみのことで担当者と話したい",
        "住民票の写しについて、職員に聞きたいことがあります",
        "保育園の申し込みがわからないので職員につないでください",
    ],
)
def test_who_says_about_what_is_heard_with_it(text: str) -> None:
    assert wish_in(text) is Wish.ASKS_ABOUT


@pytest.mark.parametrize(
    "text",
    [
        "職員採用の試験はいつですか",
        "担当はどこですか",
        "粗大ごみの出し方",
        "会計年度任用職員の募集",
        "障害のある人の手当",
        "人口は何人ですか",
        "人権相談をしたい",
        "職員の人数を知りたい",
        "聞きたいことがあります",
        "",
        "👍",
    ],
)
def test_a_question_is_no_wish(text: str) -> None:
    assert wish_in(text) is None


def test_the_end_and_the_look_for_an_answer_are_whole_texts() -> None:
    assert wish_in("「終了」") is Wish.ENDS
    assert wish_in("返事を確かめる") is Wish.LOOKS
    assert wish_in("粗大ごみの受付は終了しましたか") is None
    assert wish_in("返事の書き方を教えて") is None


@pytest.mark.parametrize(
    "text", ["すみません" * 2_000, "職員に" * 3_000, "人と" * 5_000 + "話したい"]
)
def test_a_long_text_takes_no_time(text: str) -> None:
    begun = time.monotonic()
    wish_in(text)
    assert time.monotonic() - begun < 1.0
