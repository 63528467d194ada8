"""Buttons on LINE: what they carry is believed only where the bot itself wrote it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.line.taps import LONGEST_DATA, TooMuchData, data_of, read
from tests.line_words import entries_offered, said_with, words
from tests.standins.webhook_events import postback_event, text_event
from tests.town import Town

KEY = b"key of the tests"


@given(st.dictionaries(st.sampled_from("abc"), st.text(max_size=10), max_size=2))
def test_what_a_button_carries_comes_back(values: dict[str, str]) -> None:
    tapped = read(KEY, data_of(KEY, "entry", values))
    assert tapped is not None
    assert (tapped.action, dict(tapped.values)) == ("entry", values)


@given(st.text())
def test_what_somebody_made_up_is_nothing(data: str) -> None:
    assert read(KEY, data) is None


def test_a_changed_button_is_nothing() -> None:
    data = data_of(KEY, "entry", {"key": "faq:1"})
    assert read(KEY, data.replace("faq%3A1", "faq%3A2")) is None


def test_a_button_of_another_channel_is_nothing() -> None:
    assert read(KEY, data_of(b"another key", "entry", {})) is None


def test_more_than_line_takes_is_refused_here() -> None:
    with pytest.raises(TooMuchData):
        data_of(KEY, "entry", {"key": "x" * LONGEST_DATA})


def test_a_pressed_entry_is_shown(lasting_town: Town) -> None:
    button = entries_offered(lasting_town.citizen_says("粗大ごみ"))[0]
    assert words(lasting_town.citizen_presses(button)).startswith(said_with(button))


def test_a_pressed_entry_is_kept_as_a_question_for_its_title(town: Town) -> None:
    button = entries_offered(town.citizen_says("粗大ごみ"))[0]
    town.citizen_presses(button)
    kept = town.rows("SELECT text, decision FROM question ORDER BY id DESC LIMIT 1")
    assert kept == [(said_with(button), "answer")]


def test_what_is_often_asked_next_is_counted_without_who(town: Town) -> None:
    town.citizen_presses(entries_offered(town.citizen_says("粗大ごみ"))[0])
    assert town.rows("SELECT times FROM next_asked") == [(1,)]


def test_what_three_people_asked_next_is_offered_to_the_fourth(town: Town) -> None:
    for number in range(3):
        for text in ("粗大ごみ", "住民票の写し"):
            town.line_event(text_event(text, user_id=f"U{number:032x}"))
    offers = [said_with(one) for one in entries_offered(town.citizen_says("粗大ごみ"))]
    (answered,) = town.rows("SELECT DISTINCT title FROM question WHERE text = '住民票の写し'")
    assert answered[0] in offers


@pytest.mark.parametrize("data", ["", "x=1", "entry?key=faq:1", "AAAA.entry?key=faq:1"])
def test_a_forged_button_shows_nothing(lasting_town: Town, data: str) -> None:
    assert "もう使えません" in words(lasting_town.line_event(postback_event(data or " ")))
