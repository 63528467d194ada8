"""Which edition comes first, and which titles name one plan."""

from __future__ import annotations

import pytest

from store.records.edition_names import is_earlier, is_same_edition, plan_key


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("第1.0版", "第1.1版"),
        ("第1.1版", "第2版"),
        ("第1.9版", "第1.10版"),
        ("第９版", "第10版"),
        ("初版", "第2版"),
        ("第二版", "第十一版"),
        ("第1版", "Ver.2.0"),
        ("ver 1.2", "Version 1.3"),
        ("令和5年度版", "令和6年度版"),
        ("令和元年度版", "2020年版"),
    ],
)
def test_an_edition_comes_before_the_next(first: str, second: str) -> None:
    assert is_earlier(first, second)
    assert not is_earlier(second, first)


@pytest.mark.parametrize(
    ("one", "other"),
    [("第1.0版", "第1版"), ("第 1.1 版", "第１．１版"), ("Ver.2.0", "第2版"), ("改訂版", "改訂版")],
)
def test_an_edition_written_otherwise_is_the_same(one: str, other: str) -> None:
    assert is_same_edition(one, other)
    assert not is_earlier(one, other)
    assert not is_earlier(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [("改訂版", "第2版"), ("令和6年度版", "第2版"), ("", "第1版"), ("案", "改訂版")],
)
def test_no_order_is_made_up(one: str, other: str) -> None:
    assert not is_earlier(one, other)
    assert not is_earlier(other, one)
    assert not is_same_edition(one, other)


@pytest.mark.parametrize(
    "title",
    [
        "うみべ市DX計画（第1.1版）",
        "うみべ市 ＤＸ計画［改訂版］",
        "うみべ市DX計画（令和6年度）",
        "うみべ市DX計画(Ver.2.0)",
        "うみべ市DX計画（2024年3月改訂）",
    ],
)
def test_a_mark_of_the_edition_does_not_make_another_title(title: str) -> None:
    assert plan_key(title) == plan_key("うみべ市DX計画")


@pytest.mark.parametrize(
    "title", ["うみべ市DX計画（2027〜2031）", "うみべ市DX計画（概要）", "第2次うみべ市DX計画"]
)
def test_another_title_is_another_plan(title: str) -> None:
    assert plan_key(title) != plan_key("うみべ市DX計画")
