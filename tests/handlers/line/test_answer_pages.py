"""An answer on LINE: the same words as in text, on pages that fit a telephone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.line import flex
from handlers.line.answer_pages import PAGE_LINES, PAGE_UNITS, PAGES_TOGETHER, bubbles, pages
from handlers.line.messages import utf16_units
from handlers.wording import HEADING, SMALL, TITLE
from tests.line_words import on_pages, page_buttons, shown
from tests.standins.line_flex import BUBBLE_BYTES, check_flex
from tests.town import Town

MARKS = st.sampled_from(["", TITLE, HEADING, SMALL])
LINES = st.lists(
    st.tuples(MARKS, st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1))
)


def test_title_and_first_sentence_stand_first(lasting_town: Town) -> None:
    (message,) = lasting_town.citizen_says("粗大ごみ")
    assert on_pages(message)[0] == "粗大ごみ収集の申込"
    assert on_pages(message)[1].startswith("家具などの大きなごみは")


def test_the_screen_reader_says_what_stands_on_the_page(lasting_town: Town) -> None:
    (message,) = lasting_town.citizen_says("粗大ごみ")
    for text in on_pages(message):
        assert text in shown(message)


def test_the_online_service_is_the_main_button_and_the_telephone_the_next(
    lasting_town: Town,
) -> None:
    (message,) = lasting_town.citizen_says("粗大ごみ")
    online, call, *_ = page_buttons(message)
    assert (online["type"], online["label"]) == ("uri", "インターネットで手続する")
    assert online["uri"].startswith("https://")
    assert call["uri"] == "tel:0000-00-1205"


def test_the_map_and_the_citys_page_can_be_tapped(lasting_town: Town) -> None:
    (message,) = lasting_town.citizen_says("粗大ごみ")
    *_, see_map, about = page_buttons(message)
    assert see_map["uri"].endswith("?api=1&query=35.500100%2C132.000100")
    assert about["uri"] == "https://www.city.mihon.example/gomi/sodai/"


def test_danger_stands_before_the_page(lasting_town: Town) -> None:
    first, second = lasting_town.citizen_says("火事です。罹災証明書はどこでもらえますか")
    assert "119" in shown(first)
    assert second["type"] == "flex"


@given(LINES)
def test_nothing_is_lost_between_pages(lines: list[tuple[str, str]]) -> None:
    text = "\n".join(mark + words for mark, words in lines)
    told = [line.text for page in pages(text) for line in page]
    assert "".join(told) == "".join(words for _, words in lines)


@given(LINES)
def test_no_page_is_longer_than_a_page(lines: list[tuple[str, str]]) -> None:
    text = "\n".join(mark + words for mark, words in lines * 5)
    for page in pages(text):
        assert len(page) <= PAGE_LINES + 1
        assert len(page) == 1 or sum(utf16_units(one.text) for one in page) <= PAGE_UNITS * 2


def test_a_heading_goes_with_what_it_is_about() -> None:
    text = f"{'あ' * (PAGE_UNITS - 4)}\n{HEADING}見出し\n中身"
    first, second = pages(text)
    assert [line.text for line in second] == ["見出し", "中身"]
    assert len(first) == 1  # the long line alone


@pytest.mark.parametrize("is_large", [False, True])
def test_the_longest_pages_are_within_the_limits(is_large: bool) -> None:
    line = "漢" * (PAGE_UNITS // PAGE_LINES)
    text = "\n\n".join([line] * PAGE_LINES * PAGES_TOGETHER)
    shown = bubbles(pages(text), flex.letters(is_large=is_large), [], "{page}/{of}")
    message = flex.flex_message("例", shown[:PAGES_TOGETHER])
    assert check_flex(message["contents"], "contents") == []
    assert BUBBLE_BYTES > 0


@pytest.mark.parametrize("uri", ["", "javascript:alert(1)", "https://例.jp/", "http://[", "https:"])
def test_what_line_would_not_open_is_no_button(uri: str) -> None:
    assert flex.link_to("開く", uri) == []
