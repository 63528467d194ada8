"""`/dx 状況` tells in text what the Home tab shows."""

from __future__ import annotations

import pytest

from tests.handlers.slack.test_limits import add_initiatives
from tests.town import CITIZENS_DESK, Town

DESK = "書かない窓口"


def test_the_dx_office_is_told_how_the_whole_plan_stands(town: Town) -> None:
    town.dx(f"進捗 {DESK} 完了 全窓口で始めた")
    town.citizen_says("宇宙エレベーターの耐荷重")
    told = town.dx("状況").text
    for part in ("取組 25件", "答えを待っている質問 1件", "指標", "遅れているもの"):
        assert part in told
    assert "• *スマホ教室*" in told
    assert f"• *{DESK}*" not in told


def test_every_theme_indicator_and_late_initiative_is_told(town: Town) -> None:
    add_initiatives(town.office.database, 200, letters=60)
    told = town.dx("状況")
    late = town.open_home().choose("status", "遅れているもの")
    assert f"遅れているもの {late.text.partition('件中')[0].rpartition(chr(10))[2]}件" in told.text
    assert len(told.body["blocks"]) <= 50
    assert "続きはDX事務局に" not in told.text


def test_others_are_told_of_their_department(town: Town) -> None:
    town.dx(f"進捗 {DESK} 先進地を視察した", by=CITIZENS_DESK)
    told = town.dx("状況", by=CITIZENS_DESK).text
    assert "市民課の取組" in told
    assert "最後の記録：先進地を視察した" in told
    assert "2026年度の予定：市民課で試しに始める" in told
    assert "答えられなかった質問" not in told


def test_a_department_can_be_named(town: Town) -> None:
    assert "税務課の取組" in town.dx("状況 税務").text


def test_a_department_that_there_is_not_is_explained(town: Town) -> None:
    told = town.dx("状況 <!channel>").text
    assert "という課は見つかりません" in told
    assert "市民課" in told
    assert "<!" not in told


@pytest.mark.parametrize(
    ("what_slack_says", "expected"),
    [({"is_restricted": True}, "ゲストの方には"), ({"is_stranger": True}, "ほかの組織")],
)
def test_strangers_are_told_whom_to_ask(
    town: Town, what_slack_says: dict[str, bool], expected: str
) -> None:
    town.slack.users[CITIZENS_DESK] = what_slack_says
    assert expected in town.dx("状況", by=CITIZENS_DESK).text


def test_who_is_not_registered_is_told_whom_to_ask(town: Town) -> None:
    assert "登録をお願いしてください" in town.dx("状況", by="U0NOBODY1").text


def test_it_is_found_in_the_help(town: Town) -> None:
    assert "`/dx 状況`" in town.dx("ヘルプ").text
