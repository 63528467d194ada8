"""Words that carry meaning, cut the same way in every thread."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.words import content_words, is_hiragana, runs_of_sound

SENTENCES = (
    "住民票の写しをコンビニで取る",
    "子どもが生まれたときの届け出",
    "粗大ごみの収集を申し込みたい",
    "マイナンバーカードをなくしました",
)


def test_words_without_meaning_are_left_out() -> None:
    assert content_words("ごみの日は何曜日ですか") == ["ごみ", "日", "何曜", "日"]


def test_words_come_in_their_usual_form() -> None:
    assert content_words("引っ越しました") == content_words("引っ越す")


def test_width_makes_no_difference() -> None:
    assert content_words("ＤＸ推進計画２０２６") == content_words("DX推進計画2026")


@pytest.mark.parametrize("text", ["", "　\n", "。、！？", "😀"])
def test_a_text_without_words_has_none(text: str) -> None:
    assert [word for word in content_words(text) if word.isalnum()] == []


@settings(max_examples=50)
@given(st.text())
def test_no_text_is_too_odd(text: str) -> None:
    content_words(text)
    runs_of_sound(text)


def test_a_text_longer_than_sudachi_takes_at_once_is_cut() -> None:
    assert content_words("住民票。" * 20_000)[-2:] == ["住民", "票"]


@pytest.mark.parametrize("text", ["てんきょ", "てんきょ とどけ", "ごみのひは？", "すーぱー"])
def test_hiragana_is_recognised(text: str) -> None:
    assert is_hiragana(text)


@pytest.mark.parametrize("text", ["転居", "てんきょ届", "ゴミ", "DXって", "", "2026ねん", "！"])
def test_what_has_other_letters_is_not_hiragana(text: str) -> None:
    assert not is_hiragana(text)


def test_kanji_and_hiragana_of_one_word_sound_the_same() -> None:
    assert runs_of_sound("住民票") == runs_of_sound("じゅうみんひょう")


def test_eight_threads_cut_like_one() -> None:
    expected = [content_words(sentence) for sentence in SENTENCES]

    def cut_often(_: int) -> bool:
        return all(
            [content_words(sentence) for sentence in SENTENCES] == expected for _ in range(25)
        )

    with ThreadPoolExecutor(8) as threads:
        assert all(threads.map(cut_often, range(8)))
