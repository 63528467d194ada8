"""Only who may, writes; everybody else is told so kindly and nothing changes."""

from __future__ import annotations

from typing import Any

import pytest

from tests.standins.webhook_events import slash_command_form
from tests.town import CITIZENS_DESK, DX_OFFICE, TEAM, Town

WASTE = "粗大ごみのオンライン申込"
"""An initiative of 環境建設課 alone."""
POSTED = "SELECT id FROM progress_entry WHERE person_id IS NOT NULL"
REFUSED = "SELECT outcome FROM audit_entry ORDER BY id DESC LIMIT 1"


def test_somebody_of_another_section_is_told_which_section_may(town: Town) -> None:
    said = town.dx(f"進捗 {WASTE} 視察した", by=CITIZENS_DESK).text
    assert "担当課（環境建設課）とDX事務局の方だけ" in said
    assert "あなたの所属は「市民課」" in said
    assert town.rows(POSTED) == []


def test_the_head_of_another_section_may_not_either(town: Town) -> None:
    assert "だけです" in town.dx(f"進捗 {WASTE} 視察した", by="U0MIHON04").text
    assert town.rows(POSTED) == []


@pytest.mark.parametrize("person", ["U0MIHON07", "U0MIHON08", DX_OFFICE])
def test_the_section_its_head_and_the_dx_office_may(town: Town, person: str) -> None:
    assert "記録しました" in town.dx(f"進捗 {WASTE} 視察した", by=person).text


@pytest.mark.parametrize("person", ["U0MIHON03", "U0MIHON06", "U0MIHON07"])
def test_what_every_section_does_may_be_posted_by_every_section(town: Town, person: str) -> None:
    assert "記録しました" in town.dx("進捗 電子決裁 使い始めた", by=person).text


STRANGERS: dict[str, tuple[dict[str, Any], str]] = {
    "guest": ({"is_restricted": True}, "ゲストの方は"),
    "guest of one channel": ({"is_restricted": True, "is_ultra_restricted": True}, "ゲストの方は"),
    "stranger": ({"is_stranger": True}, "ほかの組織"),
    "of another workspace": ({"team_id": "T0OTHER01"}, "ほかの組織"),
    "bot": ({"is_bot": True}, "書き込みや操作ができません"),
    "left the office": ({"deleted": True}, "書き込みや操作ができません"),
}


@pytest.mark.parametrize("kind", STRANGERS)
@pytest.mark.parametrize("words", [f"進捗 {WASTE} 視察した", "取消"], ids=["post", "take back"])
def test_a_registered_id_that_slack_knows_as_a(town: Town, kind: str, words: str) -> None:
    what_slack_says, expected = STRANGERS[kind]
    town.slack.users[DX_OFFICE] = what_slack_says
    said = town.dx(words).text
    assert expected in said
    assert "何も記録していません" in said
    assert town.rows(POSTED) == []


@pytest.mark.parametrize("words", [f"進捗 {WASTE} 視察した", "取消"], ids=["post", "take back"])
def test_who_is_not_registered_is_told_whom_to_ask(town: Town, words: str) -> None:
    said = town.dx(words, by="U0NOBODY1").text
    assert "DX事務局に登録をお願いしてください" in said
    assert town.rows(POSTED) == []


def test_who_was_taken_off_the_list_may_not_write_any_more(town: Town) -> None:
    with town.office.database.writing() as session:
        session.connection().exec_driver_sql(
            f"UPDATE person SET is_active = 0 WHERE slack_user_id = '{DX_OFFICE}'"  # noqa: S608
        )
    assert "名簿にまだありません" in town.dx(f"進捗 {WASTE} 視察した").text
    assert town.rows(POSTED) == []


@pytest.mark.parametrize("person", [CITIZENS_DESK, "U0NOBODY1"], ids=["section", "stranger"])
def test_a_refusal_is_in_the_audit_trail(town: Town, person: str) -> None:
    town.dx(f"進捗 {WASTE} 視察した", by=person)
    assert town.rows(REFUSED) == [("refused",)]


def test_a_refused_person_cannot_correct_by_a_button(town: Town) -> None:
    recorded = town.dx(f"進捗 {WASTE} 視察した")
    assert "だけです" in town.press(recorded.buttons["完了"], by=CITIZENS_DESK).text
    assert [status for _, status, _ in town.progress(WASTE)] == ["進行中"]


def test_a_guest_cannot_correct_by_a_button(town: Town) -> None:
    recorded = town.dx(f"進捗 {WASTE} 視察した")
    town.slack.users[DX_OFFICE] = {"is_restricted": True}
    assert "ゲストの方は" in town.press(recorded.buttons["完了"]).text
    assert [status for _, status, _ in town.progress(WASTE)] == ["進行中"]


def test_another_workspace_is_refused_and_nothing_is_stored(town: Town) -> None:
    form = slash_command_form(
        f"進捗 {WASTE} 視察した",
        response_url=town.slack.response_url("x"),
        team_id="T0OTHER01",
        user_id=DX_OFFICE,
    )
    assert town.post_slack(form).status_code == 403
    assert town.rows("SELECT id FROM inbox") == []


def test_the_same_user_id_in_another_workspace_of_the_city_is_somebody_else(town: Town) -> None:
    with town.office.database.writing() as session:
        session.connection().exec_driver_sql(
            "INSERT INTO workspace (slack_team_id, municipality) VALUES ('T0SECOND1', 'mihon')"
        )
    said = town.dx(f"進捗 {WASTE} 視察した", team="T0SECOND1").text
    assert "名簿にまだありません" in said


def test_slack_not_saying_who_it_is_does_not_hold_up_a_registered_person(town: Town) -> None:
    town.slack.unknown_users.add(DX_OFFICE)
    assert "記録しました" in town.dx(f"進捗 {WASTE} 視察した").text


def test_slack_failing_to_say_who_it_is_does_not_hold_up_a_registered_person(town: Town) -> None:
    town.slack.fail_next(500)
    assert "記録しました" in town.dx(f"進捗 {WASTE} 視察した").text


def test_slack_is_asked_about_the_one_who_writes(town: Town) -> None:
    town.dx(f"進捗 {WASTE} 視察した", team=TEAM)
    (asked,) = [one for one in town.slack.requests if one.path == "/api/users.info"]
    assert "".join([str(asked.body), str(asked.query)]).count(DX_OFFICE) == 1
