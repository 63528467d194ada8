"""Citizens choose how the counter speaks to them, or are spoken to as they write."""

from __future__ import annotations

from typing import Any

import pytest

from handlers.languages import languages
from tests.line_words import offer, offered, said_with, words
from tests.town import Town


def kept(town: Town) -> list[tuple[Any, ...]]:
    return town.rows("SELECT language, is_language_guessed, is_large, is_text_only FROM citizen")


def choose(town: Town, said: str) -> list[dict[str, Any]]:
    """Open the menu and press a button."""
    return town.citizen_presses(offer(town.citizen_says("設定"), said))


@pytest.mark.parametrize("text", ["設定", "言葉", "文字を大きく", "文字だけ", "Settings"])
def test_words_open_the_menu(lasting_town: Town, text: str) -> None:
    said = [said_with(one) for one in offered(lasting_town.citizen_says(text))]
    assert said == [
        *(one.name for one in languages().values()),
        "文字を大きくする",
        "文字だけにする",
    ]


def test_a_language_is_chosen_and_confirmed_in_itself(town: Town) -> None:
    assert "All right." in words(choose(town, "English"))
    assert kept(town) == [("en", 0, 0, 0)]
    assert "We do not have the answer" in words(town.citizen_says("あさっての天気は"))
    assert kept(town) == [("en", 0, 0, 0)]


def test_easy_japanese_has_readings(town: Town) -> None:
    assert "次（つぎ）のように答（こた）えます" in words(town.citizen_says("やさしい にほんご"))
    assert "窓口（まどぐち）" in words(town.citizen_says("粗大ごみ"))


def test_larger_letters_are_larger_at_once_and_can_be_taken_back(town: Town) -> None:
    told = choose(town, "文字を大きくする")
    assert told[0]["contents"]["body"]["contents"][0]["size"] == "xl"
    assert kept(town) == [("", 0, 1, 0)]
    choose(town, "文字をふつうにする")
    assert kept(town) == [("", 0, 0, 0)]


def test_text_only_is_text_from_now_on(town: Town) -> None:
    assert {one["type"] for one in choose(town, "文字だけにする")} == {"text"}
    assert {one["type"] for one in town.citizen_says("粗大ごみ")} == {"text"}
    assert kept(town) == [("", 0, 0, 1)]


def test_who_writes_english_is_answered_so_until_they_write_japanese(town: Town) -> None:
    told = words(town.citizen_says("Where can I throw away large garbage?"))
    assert told.startswith("Collection of large garbage")
    assert kept(town) == [("en", 1, 0, 0)]
    assert "You are welcome" in words(town.citizen_says("thanks"))
    assert "どういたしまして" in words(town.citizen_says("ありがとう"))
    assert kept(town) == [("", 0, 0, 0)]


def test_a_chosen_language_is_not_changed_by_what_is_written(town: Town) -> None:
    town.citizen_says("やさしい日本語で")
    town.citizen_says("Where can I buy a kangaroo?")
    assert kept(town) == [("ja_easy", 0, 0, 0)]


def test_hiragana_alone_is_no_wish_for_easy_japanese(town: Town) -> None:
    town.citizen_says("てんきょしたい")
    assert kept(town) == []


def test_a_question_in_english_finds_the_procedure_in_english(town: Town) -> None:
    told = words(town.citizen_says("How can I throw away large garbage?"))
    assert told.startswith("Collection of large garbage")
    assert "Fee" in told
    assert "0000-00-1205" in told
