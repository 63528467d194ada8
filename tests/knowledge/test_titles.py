"""Staff name an initiative by part of its title, in a hurry, and the right one is found."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.titles import Found, NotFound, Several, find_title, split_title

TITLES = {
    1: "書かない窓口",
    2: "オンライン申請（子育て）",
    3: "オンライン申請（口座振替）",
    4: "電子決裁、文書管理",
    5: "BPRの推進",
    6: "BPRの推進（議事録）",
    7: "DX 人材 育成",
}


@pytest.mark.parametrize(
    "text",
    ["書かない窓口", "書かない 窓口", "　書かない窓口　", "書かない窓口¹", "書かない窓口*1"],
)
def test_the_exact_title_is_found(text: str) -> None:
    assert find_title(text, TITLES) == Found(1)


def test_a_part_that_only_one_title_has_is_enough() -> None:
    assert find_title("口座振替", TITLES) == Found(3)


def test_a_part_that_several_have_asks_back() -> None:
    assert find_title("オンライン申請", TITLES) == Several((2, 3))


def test_an_exact_title_wins_over_a_longer_one_that_holds_it() -> None:
    assert find_title("bprの推進", TITLES) == Found(5)


def test_a_title_that_two_plans_have_asks_back() -> None:
    assert find_title("書かない窓口", {**TITLES, 8: "書かない窓口"}) == Several((1, 8))


def test_a_misspelt_title_is_offered_or_found() -> None:
    match = find_title("書かなし窓口", TITLES)
    assert match in (Found(1), Several((1,)))


def test_a_word_no_title_has_is_not_found() -> None:
    match = find_title("粗大ごみ", TITLES)
    assert isinstance(match, NotFound)
    assert len(match.nearest) <= 3


@pytest.mark.parametrize("text", ["", "　", "¹"])
def test_nothing_is_never_a_title(text: str) -> None:
    assert isinstance(find_title(text, TITLES), NotFound)


def test_a_plan_without_initiatives_has_none_to_find() -> None:
    assert find_title("書かない窓口", {}) == NotFound(())


@given(st.text(max_size=40))
def test_every_answer_names_initiatives_that_exist(text: str) -> None:
    match find_title(text, TITLES):
        case Found(number):
            numbers: tuple[int, ...] = (number,)
        case Several(numbers) | NotFound(numbers):
            pass
    assert set(numbers) <= set(TITLES)


@pytest.mark.parametrize(
    ("text", "title", "rest"),
    [
        ("書かない窓口 視察した", "書かない窓口", "視察した"),
        ("書かない窓口　視察した", "書かない窓口", "視察した"),
        ("「書かない窓口」視察した", "書かない窓口", "視察した"),
        ("『書かない窓口』 視察した", "書かない窓口", "視察した"),
        ('"書かない窓口" 視察した', "書かない窓口", "視察した"),
        ("“書かない窓口”視察した", "書かない窓口", "視察した"),
        ("DX 人材 育成 研修を 始めた", "DX 人材 育成", "研修を 始めた"),
        ("窓口 視察した 二回", "窓口", "視察した 二回"),
        ("書かない窓口", "書かない窓口", ""),
        ("  書かない窓口  ", "書かない窓口", ""),
        ("書かない窓口\n一行目\n二行目", "書かない窓口", "一行目\n二行目"),
        ("", "", ""),
    ],
)
def test_a_command_is_parted_into_title_and_text(text: str, title: str, rest: str) -> None:
    assert split_title(text, TITLES) == (title, rest)
