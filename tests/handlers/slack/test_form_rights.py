"""Who may not write by a command may not write by a form either, and gets the same words."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.slack_forms import Form
from tests.standins.webhook_events import (
    block_action_form,
    block_suggestion_form,
    shortcut_form,
    view_submission_form,
)
from tests.town import CITIZENS_DESK, DX_OFFICE, TAX_OFFICE, TEAM, Town

WASTE = "粗大ごみのオンライン申込"
"""An initiative of 環境建設課 alone."""
POSTED = "SELECT id FROM progress_entry WHERE person_id IS NOT NULL"
REFUSED = "SELECT outcome FROM audit_entry ORDER BY id DESC LIMIT 1"
STRANGERS: dict[str, tuple[dict[str, Any], str]] = {
    "guest": ({"is_restricted": True}, "ゲストの方は"),
    "stranger": ({"is_stranger": True}, "ほかの組織"),
    "of another workspace": ({"team_id": "T0OTHER01"}, "ほかの組織"),
    "bot": ({"is_bot": True}, "書き込みや操作ができません"),
    "left the office": ({"deleted": True}, "書き込みや操作ができません"),
}
DOORS: dict[str, Callable[[str], bytes]] = {
    "shortcut": lambda user: shortcut_form("post_progress", team_id=TEAM, user_id=user),
    "message": lambda user: shortcut_form(
        "progress_from_message",
        message={"ts": "1764000000.000123", "text": "視察した"},
        team_id=TEAM,
        user_id=user,
    ),
    "button": lambda user: block_action_form(
        "open_progress", response_url="", team_id=TEAM, user_id=user
    ),
}


def filled(form: Form, title: str = WASTE) -> Form:
    return form.choose("initiative", title).write("text", "視察した")


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("kind", STRANGERS)
def test_no_form_opens_for_a(town: Town, door: str, kind: str) -> None:
    what_slack_says, expected = STRANGERS[kind]
    town.slack.users[DX_OFFICE] = what_slack_says
    assert town.post_slack(DOORS[door](DX_OFFICE)).status_code == 200
    (said,) = town.told(DX_OFFICE)
    assert expected in said.text
    assert town.slack.views_shown == []
    assert town.rows(REFUSED) == [("refused",)]


@pytest.mark.parametrize("door", DOORS)
def test_who_is_not_registered_is_told_whom_to_ask(town: Town, door: str) -> None:
    assert town.post_slack(DOORS[door]("U0NOBODY1")).status_code == 200
    (said,) = town.told("U0NOBODY1")
    assert "DX事務局に登録をお願いしてください" in said.text
    assert town.slack.views_shown == []


def test_a_command_without_words_is_refused_like_one_with_words(town: Town) -> None:
    assert "DX事務局に登録をお願いしてください" in town.dx("進捗", by="U0NOBODY1").text


@pytest.mark.parametrize("kind", STRANGERS)
def test_a_form_that_was_open_already_is_refused_for_a(town: Town, kind: str) -> None:
    form = filled(town.progress_form())
    what_slack_says, expected = STRANGERS[kind]
    town.slack.users[DX_OFFICE] = what_slack_says
    assert form.submit() == {}
    town.settle()
    assert expected in str(town.slack.responses_delivered[-1])
    assert town.rows(POSTED) == []
    assert town.rows(REFUSED) == [("refused",)]


def test_somebody_of_another_section_is_told_which_section_may(town: Town) -> None:
    assert filled(town.progress_form(by=CITIZENS_DESK)).submit() == {}
    town.settle()
    said = str(town.slack.responses_delivered[-1])
    assert "担当課（環境建設課）とDX事務局の方だけ" in said
    assert town.rows(POSTED) == []
    assert town.rows(REFUSED) == [("refused",)]


def test_somebody_of_another_section_is_told_before_they_begin(town: Town) -> None:
    button = town.dx(f"取組 {WASTE}", by=CITIZENS_DESK).buttons["進捗を記録"]
    assert "だけです" in town.press(button, by=CITIZENS_DESK).text
    assert town.slack.views_shown == []
    assert town.rows(REFUSED) == [("refused",)]


def test_another_workspace_gets_nothing_and_leaves_nothing(town: Town) -> None:
    form = filled(town.progress_form())
    town.settle()
    before = town.rows("SELECT count(*) FROM inbox")
    assert town.post_slack(form.body(team_id="T0OTHER01")).status_code == 403
    asked = block_suggestion_form(
        "initiative", "", view=form.view, team_id="T0OTHER01", user_id=DX_OFFICE
    )
    answer = town.post_slack(asked)
    assert (answer.status_code, answer.content) == (403, b"")
    assert town.rows("SELECT count(*) FROM inbox") == before


def test_somebody_of_another_organisation_in_a_shared_channel_sees_no_titles(town: Town) -> None:
    asked = block_suggestion_form(
        "initiative", "", view={}, team_id=TEAM, user_team_id="T0OTHER01", user_id=DX_OFFICE
    )
    assert town.post_slack(asked).json() == {"options": []}


def test_somebody_of_another_organisation_writes_nothing(town: Town) -> None:
    form = filled(town.progress_form())
    assert town.post_slack(form.body(user_team_id="T0OTHER01")).status_code == 200
    town.settle()
    assert "DX事務局に登録をお願いしてください" in str(town.slack.responses_delivered[-1])
    assert town.rows(POSTED) == []


def test_an_initiative_of_another_municipality_cannot_be_chosen(town: Town) -> None:
    form = filled(town.progress_form())
    with town.office.database.writing() as session:
        session.connection().exec_driver_sql(
            "INSERT INTO municipality (code, name, knowledge_version, audit_count)"
            " VALUES ('other', '', 0, 0)"
        )
        session.connection().exec_driver_sql(
            f"UPDATE initiative SET municipality = 'other' WHERE title = '{WASTE}'"  # noqa: S608
        )
    assert "いまの計画にありません" in form.submit()["initiative"]
    assert WASTE not in form.offered("initiative")


# Once


def test_a_form_that_comes_again_is_written_once(town: Town) -> None:
    body = filled(town.progress_form()).body()
    for _ in range(4):
        assert town.post_slack(body).status_code == 200
    town.settle()
    assert len(town.rows(POSTED)) == 1
    assert len(town.slack.responses_delivered) == 1


def test_who_hears_nothing_and_presses_again_is_written_once(town: Town) -> None:
    form = filled(town.progress_form())
    assert form.submit() == {}
    assert form.submit() == {}  # Slack gives the second press another trigger
    town.settle()
    assert len(town.rows(POSTED)) == 1


def test_two_forms_with_the_same_words_are_two_entries(town: Town) -> None:
    filled(town.progress_form()).submit()
    filled(town.progress_form()).submit()
    town.settle()
    assert len(town.rows(POSTED)) == 2


def test_an_answer_whose_place_is_gone_comes_as_a_direct_message(town: Town) -> None:
    form = filled(town.progress_form())
    town.settle()
    town.slack.fail_next(500)  # when asked who they are, which holds nobody up
    town.slack.fail_next(404)  # the response URL
    assert form.submit() == {}
    (said,) = town.told(DX_OFFICE)
    assert "記録しました" in said.text


def test_a_form_left_open_over_lunch_is_answered_directly(town: Town) -> None:
    form = filled(town.progress_form())
    town.settle()
    with town.office.database.writing() as session:
        session.connection().exec_driver_sql("UPDATE inbox SET received_at = '2026-11-18 00:00:00'")
    assert form.submit() == {}
    (said,) = town.told(DX_OFFICE)
    assert "記録しました" in said.text


def test_a_form_that_cannot_open_says_how_to_go_on(town: Town) -> None:
    town.slack.answers["views.open"] = {"ok": False, "error": "expired_trigger_id"}
    said = town.dx("進捗").text
    assert "もう一度お試しください" in said
    assert "`/dx 進捗 書かない窓口 先進地を視察した`" in said


def test_a_form_opened_by_a_shortcut_that_cannot_open_is_told_directly(town: Town) -> None:
    town.slack.answers["views.open"] = {"ok": False, "error": "exchanged_trigger_id"}
    assert town.post_slack(DOORS["shortcut"](TAX_OFFICE)).status_code == 200
    town.settle()
    (said,) = town.told(TAX_OFFICE)
    assert "もう一度お試しください" in said.text


# Broken payloads

BROKEN_VIEWS: dict[str, Any] = {
    "no state": {},
    "a state that is a list": {"state": []},
    "values that are a text": {"state": {"values": "x"}},
    "blocks that are lists": {"state": {"values": {"text": ["x"]}}},
    "fields that are numbers": {"state": {"values": {"text": {"text": 1}}}},
    "values that are numbers": {"state": {"values": {"text": {"text": {"value": 1}}}}},
    "an option that is a text": {
        "state": {"values": {"initiative": {"initiative": {"selected_option": "1"}}}}
    },
    "an initiative no number can name": {
        "state": {
            "values": {"initiative": {"initiative": {"selected_option": {"value": "9" * 40}}}}
        }
    },
}


@pytest.mark.parametrize("kind", BROKEN_VIEWS)
def test_a_broken_form_is_refused_at_its_fields_and_stores_nothing(
    lasting_town: Town, kind: str
) -> None:
    names = ("initiative", "status", "text", "year", "visibility")
    blocks = [{"type": "input", "block_id": name} for name in names]
    view = {"id": "V1", "callback_id": "post_progress", "blocks": blocks}
    payload = json.dumps({"view": {**view, **BROKEN_VIEWS[kind]}, **MINE})
    answer = lasting_town.post_slack(f"payload={payload}".encode())
    assert set(answer.json()["errors"]) == set(names)


MINE: dict[str, Any] = {
    "type": "view_submission",
    "team": {"id": TEAM},
    "user": {"id": DX_OFFICE},
}


@pytest.mark.parametrize(
    "fields",
    [
        {"user": None},
        {"user": {"id": 1}},
        {"user": {"id": DX_OFFICE, "team_id": 1}},
        {"action_id": None},
        {"action_id": "other"},
        {"value": None},
        {"value": ["x"]},
        {"value": "x" * 100_000},
    ],
)
def test_a_broken_request_for_options_gets_a_list(
    lasting_town: Town, fields: dict[str, Any]
) -> None:
    asked = {**MINE, "type": "block_suggestion", "action_id": "initiative", **fields}
    answer = lasting_town.post_slack(f"payload={json.dumps(asked)}".encode())
    assert isinstance(answer.json()["options"], list)


def test_a_form_of_somebody_else_is_stored_and_done_in_silence(town: Town) -> None:
    view = {"id": "V2", "callback_id": "another", "type": "modal"}
    body = view_submission_form(view, {}, team_id=TEAM, user_id=DX_OFFICE)
    assert town.post_slack(body).content == b""
    town.settle()
    assert town.events_left() == []
