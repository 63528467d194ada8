"""The status is guessed from what a clerk wrote; the clerk may correct it with one press."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.status_words import guess_status, leading_status
from store.tables import Status


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("システムの導入を完了した", Status.DONE),
        ("4月に公開しました", Status.DONE),
        ("導入済み", Status.DONE),
        ("窓口で試行を始めた", Status.IN_PROGRESS),
        ("仕様を検討中", Status.IN_PROGRESS),
        ("視察した", Status.IN_PROGRESS),
        ("進捗なし", Status.NOT_STARTED),
        ("未着手です", Status.NOT_STARTED),
        ("新規", Status.NOT_STARTED),
        ("部品の納入が遅れている", Status.LATE),
        ("来年度に延期した", Status.LATE),
        ("予算がつかず中止", Status.STOPPED),
        ("取りやめました", Status.STOPPED),
        ("一部の窓口で完了、残りは準備中", Status.IN_PROGRESS),
        ("導入は未完了", Status.IN_PROGRESS),
        ("移行はまだ完了していません", Status.IN_PROGRESS),
        ("遅れなく導入を完了した", Status.DONE),
        ("遅延はなく、調整を続けている", Status.IN_PROGRESS),
        ("ＤＸ研修　完了", Status.DONE),
        ("", Status.IN_PROGRESS),
    ],
)
def test_the_status_is_guessed_from_the_words(text: str, status: Status) -> None:
    assert guess_status(text) is status


def test_of_several_lines_one_that_stops_decides() -> None:
    assert guess_status("設計を完了した\n試行は中止した") is Status.STOPPED


def test_of_several_lines_one_that_is_late_decides() -> None:
    assert guess_status("設計を完了した\n試行は遅れている") is Status.LATE


def test_all_lines_finished_is_finished() -> None:
    assert guess_status("設計を完了した\n移行も終了した") is Status.DONE


def test_one_line_of_two_finished_still_goes_on() -> None:
    assert guess_status("設計を完了した\n試行を準備している") is Status.IN_PROGRESS


@given(st.text())
def test_every_text_has_a_status(text: str) -> None:
    assert guess_status(text) in Status


@pytest.mark.parametrize(
    ("text", "status", "rest"),
    [
        ("完了 すべて移した", Status.DONE, "すべて移した"),
        ("遅延 部品待ち", Status.LATE, "部品待ち"),
        ("完了", Status.DONE, ""),
        ("完了した", None, "完了した"),
        ("視察 完了", None, "視察 完了"),
        ("完了　すべて移した", Status.DONE, "すべて移した"),
    ],
)
def test_a_status_may_stand_before_the_text(text: str, status: Status | None, rest: str) -> None:
    assert leading_status(text) == (status, rest)
