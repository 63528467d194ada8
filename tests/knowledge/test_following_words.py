"""What citizens write when they want to be told, and what only sounds like it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.following_words import Heard, Wish, heard_in


@pytest.mark.parametrize(
    "text",
    [
        "できるようになったら知らせて",
        "始まったら教えて",
        "決まったら教えてください",
        "わかったら知らせて",
        "分かったら教えてほしいです",
        "使えるようになったら、お知らせください。",
        "でき次第ご連絡をお願いします",
        "できたら知らせる",
        "はじまったらおしえて",
        "オンラインになったら通知して",
    ],
)
def test_who_wants_to_be_told_is_heard(text: str) -> None:
    found = heard_in(text)
    assert found is not None
    assert found.wish is Wish.FOLLOW


@pytest.mark.parametrize(
    ("text", "matter"),
    [
        ("できるようになったら知らせて", ""),
        ("粗大ごみのオンライン申請ができるようになったら知らせて", "粗大ごみのオンライン申請"),
        ("書かない窓口が始まったら教えてください", "書かない窓口"),
        ("「キャッシュレス決済」が決まったら教えて", "「キャッシュレス決済」"),
        (
            "道路占用の申請はネットで出せますか？できるようになったら知らせて",
            "道路占用の申請はネットで出せますか?",
        ),
    ],
)
def test_what_it_is_about_stands_before_the_wish(text: str, matter: str) -> None:
    assert heard_in(text) == Heard(Wish.FOLLOW, matter)


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("通知", Wish.SETTINGS),
        ("お知らせの設定", Wish.SETTINGS),
        ("通知をやめる", Wish.OFF),
        ("通知オフ", Wish.OFF),
        ("通知を再開する", Wish.ON),
        ("週のまとめを受け取る", Wish.DIGEST_ON),
        ("週のまとめをやめる", Wish.DIGEST_OFF),
        ("退会", Wish.LEAVE),
        ("退会したいです。", Wish.LEAVE),
    ],
)
def test_what_to_do_with_notices_is_heard(text: str, wish: Wish) -> None:
    assert heard_in(text) == Heard(wish)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "引っ越したら何をすればいいか教えて",
        "子どもができたら何が要りますか",
        "税の通知が届きました",
        "国民健康保険の退会",
        "手続を教えて",
        "いつから始まるか教えて",
        "お知らせ版はどこでもらえますか",
        "終わったら教えて" * 50,
    ],
)
def test_what_only_sounds_like_it_is_a_question(text: str) -> None:
    assert heard_in(text) is None


@given(st.text(alphabet="でき始まったらように知らせて教えて通知をやめる退会、。", max_size=300))
def test_any_such_letters_are_read_at_once(text: str) -> None:
    heard_in(text)
