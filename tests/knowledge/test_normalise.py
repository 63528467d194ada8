"""The same words look the same, however they were typed."""

from __future__ import annotations

import jaconv
import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.normalise import letters, normalise, title_key, without_footnote_marks

KATAKANA = "アイウエオカキクケコガギグゲゴサシスセソパピプペポラリルレロワヲンヴー"
PRINTABLE = st.text(st.characters(min_codepoint=0x21, max_codepoint=0x7E))


@given(st.text())
def test_normalising_twice_changes_nothing_more(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once


@given(st.text(st.characters()))
def test_no_text_is_too_odd(text: str) -> None:
    normalise(text)
    title_key(text)
    letters(text)


@given(PRINTABLE)
def test_full_width_letters_digits_and_marks_count_like_half_width(text: str) -> None:
    wide = "".join(chr(ord(letter) + 0xFEE0) for letter in text)
    assert normalise(wide) == normalise(text)


@given(st.text(KATAKANA))
def test_half_width_katakana_counts_like_full_width(text: str) -> None:
    assert normalise(jaconv.z2h(text)) == normalise(text)


@given(st.lists(st.sampled_from(["住民票", "DX", "2026"]), min_size=1), st.sampled_from(" 　\t\n"))
def test_any_space_between_words_is_one_space(words: list[str], space: str) -> None:
    assert normalise(space + (space * 2).join(words) + space) == " ".join(words).lower()


@pytest.mark.parametrize(
    "written",
    [
        "書かない窓口",
        "書かない窓口¹",
        "書かない窓口²³",
        "書かない窓口^(参考2)",
        "書かない窓口*1",
        "書かない窓口＊12",
        "書かない窓口※3",
        "書かない 窓口",
        "　書かない　窓口\n",
    ],
)
def test_a_title_is_the_same_with_and_without_footnote_marks(written: str) -> None:
    assert title_key(written) == "書かない窓口"


@pytest.mark.parametrize(
    "title", ["電子決済（キャッシュレス決済の推進）", "※新規", "10^2の取組", "3つ星＊の宿"]
)
def test_what_is_no_footnote_mark_stays(title: str) -> None:
    assert without_footnote_marks(title) == title


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ありがとう！！", "ありがとう"),
        ("アリガトウ", "ありがとう"),
        ("ｱﾘｶﾞﾄｳ。", "ありがとう"),
        ("あり　が とう〜", "ありがとう"),
        ("Thank you.", "thankyou"),
    ],
)
def test_letters_of_a_phrase_are_the_same_without_marks_and_choice_of_kana(
    one: str, other: str
) -> None:
    assert letters(one) == letters(other)


def test_katakana_can_be_kept() -> None:
    assert letters("カード！", keep_katakana=True) == "カド"
