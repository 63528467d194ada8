"""`/dx 会議`: whoever prepares a meeting sees what it needs since it last met."""

from __future__ import annotations

import pytest

from tests.town import CITIZENS_DESK, DX_OFFICE, TAX_OFFICE, SlackReply, Town

CHECK = "進捗確認会"
"""It meets once a month."""
BOARD = "DX推進本部会議"
"""It meets once a quarter."""


def part(said: SlackReply, heading: str) -> list[str]:
    """The lines under a heading."""
    return said.text.partition(f"*{heading}")[2].partition("\n\n")[0].splitlines()[1:]


def post(town: Town, *, days_ago: int) -> None:
    """Somebody posted progress some days ago."""
    town.dx("進捗 書かない窓口 先進地を視察した", by=CITIZENS_DESK)
    with town.office.database.writing() as session:
        run = session.connection().exec_driver_sql
        for (name,) in run("SELECT name FROM sqlite_master WHERE type = 'trigger'").all():
            run(f"DROP TRIGGER {name}")
        run(
            f"UPDATE progress_entry SET created_at = datetime(created_at, '-{days_ago} days')"  # noqa: S608
            " WHERE person_id IS NOT NULL"
        )


def test_progress_since_the_last_meeting_is_shown(town: Town) -> None:
    town.dx("進捗 書かない窓口 先進地を視察した", by=CITIZENS_DESK)
    town.dx("進捗 キャッシュレス決済 支所に端末を置いた", by=TAX_OFFICE)
    lines = part(town.dx(f"会議 {CHECK}"), "前回からの進捗（2件）")
    assert [line.partition("　")[0] for line in lines] == [
        "• *書かない窓口*（進行中）先進地を視察した",
        "• *キャッシュレス決済*（進行中）支所に端末を置いた",
    ]
    assert "市民課 11月18日" in lines[0]


def test_without_a_date_one_cadence_is_taken_and_said(town: Town) -> None:
    said = town.dx(f"会議 {CHECK}").text
    assert "前回の開催日の記録がないため、開催頻度（1回/月）から、2026年10月18日(日)から後" in said


@pytest.mark.parametrize(("meeting", "shown"), [(CHECK, 0), (BOARD, 1)])
def test_a_meeting_that_is_held_less_often_looks_further_back(
    town: Town, meeting: str, shown: int
) -> None:
    post(town, days_ago=40)
    assert f"前回からの進捗（{shown}件）" in town.dx(f"会議 {meeting}").text


@pytest.mark.parametrize("day", ["2026-10-01", "10月1日", "令和8年10月1日"])
def test_with_the_date_of_the_last_meeting_that_counts(town: Town, day: str) -> None:
    post(town, days_ago=40)
    said = town.dx(f"会議 {CHECK} {day}").text
    assert "2026年10月1日(木)から後のことをまとめました" in said
    assert "開催頻度" not in said
    assert "前回からの進捗（1件）" in said


def test_a_meeting_without_a_cadence_looks_back_four_weeks(town: Town) -> None:
    with town.office.database.writing() as session:
        session.connection().exec_driver_sql(
            "UPDATE meeting SET cadence = '随時', times = NULL, every = NULL, unit = 'as_needed'"
        )
    assert "4週間前の2026年10月21日(水)から後" in town.dx(f"会議 {CHECK}").text


def test_what_is_late_is_shown_with_the_reason(town: Town) -> None:
    town.dx("進捗 書かない窓口 遅延 機械の納入が遅れている")
    late = part(town.dx(f"会議 {CHECK}"), "遅れている取組")
    assert (
        "• *書かない窓口*（市民課、福祉こども課、税務課、政策企画課）：遅延と記録されています"
        in late
    )


def test_what_is_finished_is_neither_late_nor_to_come(town: Town) -> None:
    town.dx("進捗 書かない窓口 完了 すべての窓口で始めた")
    said = town.dx(f"会議 {CHECK}")
    open_ones = [*part(said, "遅れている取組"), *part(said, "これからの予定")]
    assert open_ones
    assert not [line for line in open_ones if "書かない窓口" in line]


def test_the_schedule_of_the_year_is_shown(town: Town) -> None:
    due = part(town.dx(f"会議 {CHECK}"), "これからの予定")
    assert (
        "• 2026年度　*書かない窓口*（市民課、福祉こども課、税務課、政策企画課）："
        "市民課で試しに始める、申請書の項目を減らす" in due
    )


def test_long_lists_say_how_many_more_there_are(town: Town) -> None:
    due = part(town.dx(f"会議 {CHECK}"), "これからの予定")
    assert len(due) == 16
    assert due[-1].startswith("• ほか")


def test_part_of_the_name_is_enough(lasting_town: Town) -> None:
    assert f"*{BOARD}のために*" in lasting_town.dx("会議 推進本部").text


def test_without_a_name_all_meetings_are_listed(lasting_town: Town) -> None:
    said = lasting_town.dx("会議").text
    assert f"• *{CHECK}*（1回/月）" in said
    assert f"• *{BOARD}*（1回/四半期）" in said


PROBLEMS = {
    "宇宙会議": "「宇宙会議」という会議は見つかりません",
    f"{CHECK} いつか": "「いつか」は、過ぎた日付として読めません",
    f"{CHECK} 2027-01-01": "過ぎた日付として読めません",
}


@pytest.mark.parametrize("words", PROBLEMS)
def test_what_cannot_be_shown_is_explained(lasting_town: Town, words: str) -> None:
    assert PROBLEMS[words] in lasting_town.dx(f"会議 {words}").text


def test_who_is_not_registered_sees_nothing(town: Town) -> None:
    town.dx("進捗 書かない窓口 先進地を視察した")
    said = town.dx(f"会議 {CHECK}", by="U0NOBODY1").text
    assert "名簿にある職員だけ" in said
    assert "視察" not in said


def test_a_guest_sees_nothing(town: Town) -> None:
    town.slack.users[DX_OFFICE] = {"is_restricted": True}
    assert "名簿にある職員だけ" in town.dx(f"会議 {CHECK}").text


def test_only_who_asked_sees_it(lasting_town: Town) -> None:
    assert lasting_town.dx(f"会議 {CHECK}").body["response_type"] == "ephemeral"
