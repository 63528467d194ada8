"""Citizens say whether an answer helped, and why it did not."""

from __future__ import annotations

from typing import Any

import pytest

from tests.line_words import offer, offered, said_with, words
from tests.town import Town

HELPED, DID_NOT = "👍 役に立った", "👎 役に立たなかった"


def press(town: Town, messages: list[dict[str, Any]], said: str) -> list[dict[str, Any]]:
    return town.citizen_presses(offer(messages, said))


def ratings(town: Town) -> list[Any]:
    return town.rows("SELECT is_helpful, reason FROM question_rating")


def test_an_answer_that_helped_is_kept_as_such(town: Town) -> None:
    assert "ありがとう" in words(press(town, town.citizen_says("粗大ごみ"), HELPED))
    assert ratings(town) == [(1, "")]


def test_who_was_not_helped_is_asked_why(town: Town) -> None:
    asked = press(town, town.citizen_says("粗大ごみ"), DID_NOT)
    assert [said_with(one) for one in offered(asked)] == [
        "知りたいことと違う",
        "わかりにくい",
        "内容が古い、間違い",
        "手続で困っている",
    ]
    assert ratings(town) == [(0, "")]


@pytest.mark.parametrize(
    ("said", "reason"), [("内容が古い、間違い", "outdated"), ("手続で困っている", "stuck")]
)
def test_a_reason_is_kept_and_answered_with_whom_to_ask(town: Town, said: str, reason: str) -> None:
    told = press(town, press(town, town.citizen_says("粗大ごみ"), DID_NOT), said)
    assert "電話 0000-00-1205" in words(told)
    assert ratings(town) == [(0, reason)]


def test_who_changes_their_mind_is_counted_once(town: Town) -> None:
    messages = town.citizen_says("粗大ごみ")
    press(town, messages, DID_NOT)
    press(town, messages, HELPED)
    assert ratings(town) == [(1, "")]


def test_what_is_no_answer_is_not_rated(lasting_town: Town) -> None:
    said = [said_with(one) for one in offered(lasting_town.citizen_says("ありがとう"))]
    assert HELPED not in said
