"""The weekly digest in Slack: how far things are, what is late, and a button to report."""

from __future__ import annotations

from typing import Any

from handlers.digest import weekly
from store.clock import Week
from tests.handlers.slack.test_home_limits import fill
from tests.town import CITIZENS_DESK, Town

CHANNEL = "C0DX"
DESK = "書かない窓口"


def posted(town: Town) -> list[dict[str, Any]]:
    """The blocks of this week's digest."""
    now = town.office.now()
    week = Week.parse("2026-W47")
    assert weekly.send(town.office.database, "mihon", week, channel=CHANNEL, now=now)
    (message,) = town.posted_in(CHANNEL)
    return list(message.body["blocks"])


def words(blocks: list[dict[str, Any]]) -> str:
    return "\n".join(one["text"]["text"] for one in blocks if one["type"] == "section")


def part(digest: str, heading: str) -> str:
    """The lines under a heading, up to the next empty line after them."""
    return digest.partition(f"*{heading}*")[2].strip("\n").partition("\n\n")[0]


def test_an_entry_shows_how_far_it_is(town: Town) -> None:
    form = town.progress_form(by=CITIZENS_DESK).choose("initiative", DESK)
    assert form.write("text", "試行した").write("percent", "40").submit() == {}
    town.settle()
    town.dx("進捗 スマホ教室 開いた")
    said = words(posted(town))
    assert f"・{DESK}（進行中 40%）試行した" in said
    assert "・スマホ教室（進行中）開いた" in said


def test_what_is_late_is_named_with_the_reason(town: Town) -> None:
    town.dx(f"進捗 {DESK} 遅延 業者が決まらない", by=CITIZENS_DESK)
    with town.office.database.writing() as session:
        session.connection().exec_driver_sql(
            "UPDATE schedule_item SET first_year = 2024, last_year = 2025, blank_until = NULL"
            " WHERE initiative_id = (SELECT id FROM initiative WHERE title = 'スマホ教室')"
        )
    said = words(posted(town))
    late = part(said, "遅れている取組")
    assert f"・{DESK}（市民課、福祉こども課、税務課、政策企画課）遅れています" in late
    reason = "遅れ：予定の期間が終わっています"
    assert any("スマホ教室" in line and reason in line for line in late.splitlines())
    silent = part(said, "4週間以上、記録のない取組")
    assert "まだ記録がありません　*遅れ：" in silent
    due = part(said, "2026年度の予定で、まだ完了していないもの")
    assert any(DESK in line and "*遅れています*" in line for line in due.splitlines())


def test_the_button_opens_the_form_for_progress(town: Town) -> None:
    (button,) = [
        element
        for block in posted(town)
        if block["type"] == "actions"
        for element in block["elements"]
    ]
    assert button["text"]["text"] == "進捗を記録"
    form = town.press_for_form(button, by=CITIZENS_DESK).choose("initiative", DESK)
    assert form.write("text", "視察した").submit() == {}
    town.settle()
    assert town.progress(DESK) == [("reported", "進行中", "視察した")]


def test_two_hundred_late_initiatives_fit_into_one_message(town: Town) -> None:
    fill(town, 200)
    with town.office.database.writing() as session:
        session.connection().exec_driver_sql(
            "UPDATE schedule_item SET first_year = 2024, last_year = 2025"
            " WHERE initiative_id > 9999"
        )
    blocks = posted(town)
    assert len(blocks) <= 50
    sections = [one["text"]["text"] for one in blocks if one["type"] == "section"]
    assert max(map(len, sections)) <= 3000
    late = part(words(blocks), "遅れている取組").splitlines()
    assert len(late) == 16
    assert int(late[-1].strip("・ほか件")) >= 185
    assert [one["type"] for one in blocks].count("actions") == 1
    assert "進捗の記録は" in sections[-1]
