from __future__ import annotations

import pytest

from tests.standins.counting import graphemes, json_bytes, utf16_units


@pytest.mark.parametrize(
    ("text", "units", "clusters"),
    [
        ("", 0, 0),
        ("ごみ", 2, 2),
        ("𠮷野家", 4, 3),
        ("か\u3099", 2, 1),
        ("ｶﾞ", 2, 1),
        ("👨‍👩‍👧", 8, 1),
        ("👍🏽", 4, 1),
        ("🇯🇵🇺🇸", 8, 2),
        ("葛\U000e0100", 3, 1),
        ("a\r\nb", 4, 3),
    ],
)
def test_lengths(text: str, units: int, clusters: int) -> None:
    assert utf16_units(text) == units
    assert graphemes(text) == clusters


def test_json_bytes_counts_utf8_without_spaces() -> None:
    assert json_bytes({"a": "あ"}) == len('{"a":"あ"}'.encode())
