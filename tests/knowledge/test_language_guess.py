"""In which language somebody wants to be spoken to."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.language_guess import guessed_language, wished_language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("English please", "en"),
        ("In English, please.", "en"),
        ("Do you speak English?", "en"),
        ("I can't read Japanese", "en"),
        ("英語で", "en"),
        ("えいごで おねがいします", "en"),
        ("やさしい にほんご", "ja_easy"),
        ("やさしい日本語でお願いします。", "ja_easy"),
        ("ふりがなをつけてください", "ja_easy"),
        ("日本語で", "ja"),
        ("にほんごに もどして", "ja"),
        ("Japanese", "ja"),
        ("英語", ""),
        ("英語で書かれた母子手帳はありますか", ""),
        ("日本語教室はどこですか", ""),
        ("English conversation class", ""),
        ("", ""),
    ],
)
def test_a_language_is_wished_by_nothing_but_its_wish(text: str, language: str) -> None:
    assert wished_language(text) == language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("How can I throw away large garbage?", "en"),
        ("garbage", "en"),
        ("HOW MUCH IS IT", "en"),
        ("粗大ごみの出し方", "ja"),
        ("てんきょしたい", "ja"),
        ("ゴミ", "ja"),
        ("マイナンバーcardはどこで", ""),
        ("LINEで申請できますか", ""),
        ("eLTAX", ""),
        ("DX", ""),
        ("hello", ""),
        ("OK", ""),
        ("12345", ""),
        ("！？", ""),
        ("https://example.jp/how/to/get", ""),
    ],
)
def test_a_language_is_guessed_only_where_it_is_sure(text: str, language: str) -> None:
    assert guessed_language(text) == language


@given(st.text(max_size=700))
def test_any_text_is_looked_at(text: str) -> None:
    assert guessed_language(text) in {"", "ja", "en"}
    assert wished_language(text) in {"", "ja", "ja_easy", "en"}
