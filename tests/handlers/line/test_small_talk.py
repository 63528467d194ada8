"""What is no question gets one kind, short reply: never silence, never an error."""

from __future__ import annotations

from typing import Any

import pytest

from tests.handlers.line.events import not_texts
from tests.line_words import shown
from tests.standins.webhook_events import follow_event, text_event
from tests.town import Town

SHORT = 300
"""Characters: what fits on a telephone's screen without scrolling."""


def one_short_reply(town: Town, event: dict[str, Any]) -> str:
    """The text of the only reply, after everything is done."""
    town.send_line(event)
    replies = town.replies_to(event)
    assert [len(messages) for messages in replies] == [1]
    said = shown(replies[0][0])
    assert 0 < len(said) <= SHORT, said
    return said


@pytest.mark.parametrize(
    "text", ["こんにちは", "コンニチハ！", "おはようございます", "hello", "はじめまして。"]
)
def test_a_greeting_is_returned(lasting_town: Town, text: str) -> None:
    assert "こんにちは" in one_short_reply(lasting_town, text_event(text))


@pytest.mark.parametrize("text", ["ありがとう", "ありがとうございました。", "助かりました"])
def test_thanks_are_accepted(lasting_town: Town, text: str) -> None:
    assert "どういたしまして" in one_short_reply(lasting_town, text_event(text))


def test_a_goodbye_is_returned(lasting_town: Town) -> None:
    assert "またいつでも" in one_short_reply(lasting_town, text_event("さようなら"))


def test_the_bot_says_that_it_is_a_machine(lasting_town: Town) -> None:
    assert "機械" in one_short_reply(lasting_town, text_event("ロボットですか"))


@pytest.mark.parametrize("kind", sorted({*not_texts()} - {"location"}))
def test_what_is_no_text_gets_one_reply_that_asks_for_words(lasting_town: Town, kind: str) -> None:
    assert "文字で" in one_short_reply(lasting_town, not_texts()[kind])


@pytest.mark.parametrize("text", ["", " ", "　　", " \n\t　\n", "？！…"])
def test_an_empty_text_gets_an_example_of_what_to_write(lasting_town: Town, text: str) -> None:
    assert "短い言葉でお書きください" in one_short_reply(lasting_town, text_event(text))


@pytest.mark.parametrize(
    "text",
    [
        "粗大ごみの出し方を教えてください。" * 294 + "粗大",
        "🎉" * 5000,
        "👨‍👩‍👧‍👦" * 700,
        "a" * 5000,
    ],
    ids=["5,000 letters", "5,000 emoji", "joined emoji", "one long word"],
)
def test_a_very_long_text_is_asked_for_in_one_sentence(lasting_town: Town, text: str) -> None:
    assert "文が長くて" in one_short_reply(lasting_town, text_event(text))


@pytest.mark.parametrize(
    "text",
    [
        "\x00\x01\x02\x03",
        "\x00",
        "\x1b[31m赤\x1b[0m",
        "\u202e逆さ",
        "\ufffe\uffff",
        "\x7f" * 50,
        "\u200b",
    ],
    ids=[
        "controls",
        "NUL",
        "terminal colours",
        "right to left",
        "no characters",
        "delete",
        "no width",
    ],
)
def test_control_characters_get_a_short_reply(lasting_town: Town, text: str) -> None:
    one_short_reply(lasting_town, text_event(text))


@pytest.mark.parametrize("unblocked", [False, True], ids=["added", "unblocked"])
def test_a_new_friend_is_greeted(lasting_town: Town, unblocked: bool) -> None:
    said = one_short_reply(lasting_town, follow_event(unblocked=unblocked))
    assert "友だち登録をありがとうございます" in said


def test_a_new_friend_is_asked_to_write_no_personal_numbers(lasting_town: Town) -> None:
    said = one_short_reply(lasting_town, follow_event())
    assert "マイナンバーは書かないでください" in said
