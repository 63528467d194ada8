"""`madoguchi notice`: what the city tells everybody first, from the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from store.schema import open_up_to_date
from tests.bot.databases import rows
from tests.command_line import Run, madoguchi
from tests.small_city import found_small_city

TEXT = "避難所を開きました。中央公民館です。"
LINK = "https://city.example/shelters"


@pytest.fixture
def run(file: Path) -> Run:
    """`madoguchi notice …` for the only municipality there is, which has the LINE channel."""
    opened = open_up_to_date(f"sqlite:///{file}")
    found_small_city(opened)
    opened.close()
    return lambda *words: madoguchi(
        "notice", *words, DATABASE_URL=f"sqlite:///{file}", MUNICIPALITY="umibe"
    )


def test_nothing_stands_at_first(run: Run) -> None:
    said = run("show")
    assert "出しているお知らせはありません。" in said.out
    assert "避難所のページは決めていません" in said.out


def test_a_notice_is_published_shown_and_taken_back(run: Run, file: Path) -> None:
    assert "お知らせを出しました。取り下げるまで" in run("set", TEXT, "--link", LINK).out
    shown = run("show").out
    assert TEXT in shown
    assert LINK in shown
    assert TEXT in run("clear").out
    assert "出しているお知らせはありません。" in run("show").out
    assert rows(file, "SELECT action FROM audit_entry WHERE action LIKE 'notice.%'") == [
        ("notice.publish",),
        ("notice.clear",),
    ]


def test_a_notice_may_end_by_itself(run: Run) -> None:
    said = run("set", TEXT, "--until", "2099-01-02T18:00")
    assert "1月2日 18:00 まで出します。" in said.out
    assert "1月2日 18:00 に終わります。" in run("show").out


def test_the_menu_on_line_is_switched_now_and_at_the_end(run: Run, file: Path) -> None:
    run("set", TEXT, "--until", "2099-01-02T18:00")
    run("clear")
    waiting = rows(file, "SELECT key, held_until FROM outbox WHERE service = 'line_menu'")
    assert waiting == [
        ("line_menu:1:published", None),
        ("line_menu:1:over", "2099-01-02 09:00:00.000000"),
        ("line_menu:1:cleared", None),
    ]


def test_taking_back_where_nothing_stands_says_so(run: Run, file: Path) -> None:
    assert "出しているお知らせはありません。" in run("clear").out
    assert rows(file, "SELECT * FROM outbox") == []


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((" ",), "お知らせの文がありません。"),
        (("あ" * 301,), "お知らせは300字までにしてください。"),
        ((TEXT, "--link", "city.example"), "https:// から書いてください。"),
        ((TEXT, "--until", "2020-01-01 09:00"), "終わりの時刻が過ぎています。"),
    ],
)
def test_what_cannot_be_published(run: Run, words: tuple[str, ...], told: str) -> None:
    said = run("set", *words)
    assert said.code == 1
    assert told in said.err
    assert "出しているお知らせはありません。" in run("show").out


def test_the_evacuation_page_is_named_and_forgotten(run: Run) -> None:
    assert LINK in run("evacuation", LINK).out
    assert f"避難所のページ：{LINK}" in run("show").out
    assert "なくしました" in run("evacuation", "").out
    assert "避難所のページは決めていません" in run("show").out


def test_the_evacuation_page_must_be_a_web_address(run: Run) -> None:
    said = run("evacuation", "中央公民館")
    assert said.code == 1
    assert "https:// から書いてください。" in said.err
