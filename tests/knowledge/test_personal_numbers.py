"""Personal numbers are masked before anything is stored; ordinary numbers stay readable."""

from __future__ import annotations

import re
import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.personal_numbers import MASK, mask

SEPARATORS = ["", "-", " ", "　", "－", "‐", "–", "—", "−", "ー", "ｰ", " - ", "－ "]
DIGIT = st.sampled_from("0123456789０１２３４５６７８９")


@st.composite
def long_numbers(draw: st.DrawFn) -> str:
    """12 to 30 digits, half or full width, grouped in any way."""
    digits = draw(st.lists(DIGIT, min_size=12, max_size=30))
    gaps = draw(st.lists(st.sampled_from(SEPARATORS), min_size=len(digits), max_size=len(digits)))
    return "".join(digit + gap for digit, gap in zip(digits, gaps, strict=True))


def runs(text: str) -> list[str]:
    """Runs of digits as a reader sees them, whatever stands between."""
    plain = unicodedata.normalize("NFKC", text)
    return re.findall(r"\d+", re.sub(r"[\s\-‐–—−ー]", "", plain))


@given(long_numbers(), st.text("あいう、。番号は", max_size=5))
def test_no_run_of_twelve_digits_survives(number: str, around: str) -> None:
    masked = mask(f"{around}{number}{around}")
    assert all(len(run) < 12 for run in runs(masked)), masked


@given(st.text())
def test_the_length_stays(text: str) -> None:
    assert len(mask(text)) == len(text)


@given(st.text("0123456789０- 　@.a+()あ■", max_size=60))
def test_masking_twice_changes_nothing_more(text: str) -> None:
    once = mask(text)
    assert mask(once) == once


@pytest.mark.parametrize(
    "number",
    [
        "0000-00-0000",
        "090-0000-0000",
        "09000000000",
        "090 0000 0000",
        "０９０－００００－００００",
        "(0000)00-0000",
        "0000(00)0000",
        "（0000）00-0000",
        "+81 90-0000-0000",
        "+81-3-0000-0000",
        "＋８１９０００００００００",
    ],
)
def test_a_telephone_number_is_masked(number: str) -> None:
    masked = mask(f"電話は{number}です")
    assert runs(masked) == [], masked
    assert masked.endswith("です")


@pytest.mark.parametrize(
    "address",
    [
        "midori@example.jp",
        "midori.ushio+city@mail.example.co.jp",
        "ｍｉｄｏｒｉ＠ｅｘａｍｐｌｅ．ｊｐ",
        "midori_u-1@example.jp",
    ],
)
def test_a_mail_address_is_masked(address: str) -> None:
    masked = mask(f"（{address}）")
    assert masked == f"（{MASK * len(address)}）"


@pytest.mark.parametrize(
    "number", ["4000-0000-0000-0000", "4000000000000000", "３０００ 000000 00000"]
)
def test_a_card_number_is_masked(number: str) -> None:
    assert runs(mask(f"カードは{number}")) == []


def test_my_number_is_masked_and_the_rest_of_the_question_stays() -> None:
    masked = mask("番号1234 5678 9012を変えたい")
    assert masked == f"番号{MASK * 14}を変えたい"


@pytest.mark.parametrize(
    "text",
    [
        "手数料は1,000円、全部で12,345,678円",
        "予算は100000000円です",
        "2026年10月1日から2027年3月31日まで",
        "2026-10-01 10:30に予約",
        "令和8年度と2026年度",
        "〒000-0000 うみべ市1-2-3",
        "30人が12回、延べ360時間",
        "119に電話",
        "国保は令和5年から",
        "第1条第2項第3号",
        "https://example.jp/2026/10/01",
        "@umibe をフォロー",
        "2023、2024、2025、2026年度",
        "2023年度 2024年度 2025年度",
        "",
    ],
)
def test_ordinary_numbers_stay(text: str) -> None:
    assert mask(text) == text


def test_a_long_letter_is_masked_quickly() -> None:
    start = time.perf_counter()
    mask("あ" * 5000)
    mask("1-" * 5000)
    assert time.perf_counter() - start < 0.1
