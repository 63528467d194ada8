"""A clerk types a number the way it stands in the report."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.numbers import NotANumber, level, number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("31.5", 31.5),
        ("３１．５％", 31.5),
        ("31.5 %", 31.5),
        ("1,234件", 1234.0),
        ("１，２３４，５６７ 人", 1234567.0),
        ("0", 0.0),
        ("-3", -3.0),
        ("△3.5", -3.5),
        ("▲2ポイント", -2.0),
        ("1.1万件", 11000.0),
        ("2億円", 200000000.0),
    ],
)
def test_a_number_is_read_with_its_unit(text: str, value: float) -> None:
    assert number(text) == value


@pytest.mark.parametrize(
    "text",
    [
        "",
        "件",
        "約30",
        "30〜40",
        "1,23",
        "1.2.3",
        "3万5千",
        "inf",
        "nan",
        "30件と40件",
        "１／２",
        "9" * 400,
    ],
)
def test_what_is_no_single_number_is_refused(text: str) -> None:
    with pytest.raises(NotANumber):
        number(text)


@given(st.integers(-(10**9), 10**9))
def test_every_whole_number_is_read_with_and_without_commas(value: int) -> None:
    assert number(str(value)) == number(f"{value:,}件") == value


@pytest.mark.parametrize("text", ["3", "３", "レベル3", "レベル ３", "Lv.3", "Level 3", "段階3"])
def test_a_level_is_read(text: str) -> None:
    assert level(text) == 3


@pytest.mark.parametrize("text", ["", "レベル", "三", "3.5", "-1", "レベル3以上"])
def test_what_is_no_level_is_refused(text: str) -> None:
    with pytest.raises(NotANumber):
        level(text)
