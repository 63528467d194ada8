"""The Home tab shows the initiatives of one's department, each with a button to report on it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.standins.webhook_events import event_callback_body, slack_headers
from tests.town import CITIZENS_DESK, SLACK_SECRET, TAX_OFFICE, TEAM, Town

DESK = "書かない窓口"
OF_CITIZENS_DESK = (
    "SELECT i.title FROM initiative i JOIN initiative_department l ON l.initiative_id = i.id"
    " JOIN department d ON d.id = l.department_id WHERE d.name IN ('市民課', '全課')"
)


def test_the_initiatives_of_the_own_department_and_of_all_are_shown(town: Town) -> None:
    shown = town.open_home(by=CITIZENS_DESK)
    assert shown.title == "市民課の取組"
    assert set(shown.initiatives) == {title for (title,) in town.rows(OF_CITIZENS_DESK)}


def test_an_initiative_says_how_it_stands_and_what_this_year_expects(town: Town) -> None:
    town.dx(f"進捗 {DESK} 先進地を視察した", by=TAX_OFFICE)
    said = town.open_home(by=CITIZENS_DESK).initiatives[DESK]
    assert said.splitlines()[1:] == [
        "進行中",
        "最後の記録：先進地を視察した（2026年11月18日 実山 あきら）",
        "2026年度の予定：市民課で試しに始める、申請書の項目を減らす",
    ]


def test_who_has_not_reported_for_half_a_year_is_late_and_stands_first(town: Town) -> None:
    town.dx(f"進捗 {DESK} 先進地を視察した", by=CITIZENS_DESK)
    said = town.open_home(by=CITIZENS_DESK).initiatives
    is_late = ["遅れ" in text for text in said.values()]
    assert any(is_late)
    assert is_late == sorted(is_late, reverse=True)
    assert "遅れ" not in said[DESK]


def test_a_button_opens_the_form_for_its_initiative(town: Town) -> None:
    form = town.open_form(town.open_home(by=CITIZENS_DESK).update(DESK), by=CITIZENS_DESK)
    assert form.said("initiative") == DESK


def test_after_a_report_the_home_tab_shows_it(town: Town) -> None:
    home = town.open_home(by=CITIZENS_DESK)
    form = town.open_form(home.update(DESK), by=CITIZENS_DESK)
    assert form.write("text", "全窓口で始めた").write("percent", "80").submit() == {}
    (said,) = town.told(CITIZENS_DESK)
    assert "記録しました" in said.text
    assert town.progress(DESK) == [("reported", "進行中", "全窓口で始めた")]
    user, view = town.slack.homes_shown[-1]
    assert user == CITIZENS_DESK
    assert len(town.slack.homes_shown) == 2
    assert "進行中（80%）" in str(view)
    assert "最後の記録：全窓口で始めた" in str(view)


def test_a_form_that_was_opened_elsewhere_leaves_the_home_tab_alone(town: Town) -> None:
    form = town.progress_form(by=CITIZENS_DESK).choose("initiative", DESK).write("text", "始めた")
    assert form.submit() == {}
    town.settle()
    assert town.slack.homes_shown == []


def test_another_tab_of_the_app_shows_nothing(town: Town) -> None:
    event = {"type": "app_home_opened", "user": CITIZENS_DESK, "channel": "D1", "tab": "messages"}
    body = event_callback_body(event, team_id=TEAM)
    headers = slack_headers(SLACK_SECRET, body, content_type="application/json")
    assert town.post_slack(body, headers).status_code == 200
    town.settle()
    assert town.slack.views_shown == []
    assert town.events_left() == []


# Narrowing


def test_the_list_is_narrowed_by_status(town: Town) -> None:
    town.dx(f"進捗 {DESK} 完了 全窓口で始めた", by=CITIZENS_DESK)
    home = town.open_home(by=CITIZENS_DESK)
    narrowed = home.choose("status", "完了")
    assert list(narrowed.initiatives) == [DESK]
    assert narrowed.chosen("status") == "完了"
    assert list(narrowed.choose("status", "すべての状態").initiatives) == list(home.initiatives)


def test_the_list_is_narrowed_to_what_is_late(town: Town) -> None:
    town.dx(f"進捗 {DESK} 先進地を視察した", by=CITIZENS_DESK)
    home = town.open_home(by=CITIZENS_DESK)
    late = home.choose("status", "遅れているもの").initiatives
    assert list(late) == [title for title in home.initiatives if title != DESK]


def test_nothing_that_fits_is_said(town: Town) -> None:
    narrowed = town.open_home(by=CITIZENS_DESK).choose("status", "中止")
    assert "あてはまる取組はありません" in narrowed.text
    assert narrowed.initiatives == {}


def test_a_department_without_initiatives_is_told_what_to_do(town: Town) -> None:
    with town.office.database.writing() as session:
        session.connection().exec_driver_sql("UPDATE initiative SET retired_at = '2026-01-01'")
    assert "所属が違うときは、DX事務局に" in town.open_home(by=CITIZENS_DESK).text


def test_who_comes_back_finds_the_list_as_they_left_it(town: Town) -> None:
    left = town.open_home(by=CITIZENS_DESK).choose("status", "中止")
    assert town.open_home(by=CITIZENS_DESK, view=left.view).chosen("status") == "中止"


@pytest.mark.parametrize(
    "said",
    [
        *("", "x", "[]", "null", "[" * 2900, '{"page": "2"}', '{"page": -5}'),
        *('{"status": "NONE"}', '{"scope": 1, "page": true, "unknown": 3}'),
        '{"page": 99999999999999999999}',
    ],
)
def test_whatever_comes_back_from_slack_shows_a_home_tab(town: Town, said: str) -> None:
    view = town.open_home(by=CITIZENS_DESK).view | {"private_metadata": said}
    assert town.open_home(by=CITIZENS_DESK, view=view).title == "市民課の取組"


def test_of_a_view_that_comes_back_only_its_state_is_kept(town: Town) -> None:
    home = town.open_home(by=CITIZENS_DESK)
    town.open_home(by=CITIZENS_DESK, view=home.view)
    home.choose("status", "中止")
    opened, pressed = town.rows("SELECT payload FROM inbox ORDER BY id")[-2:]
    assert "status" in str(opened)
    assert "status" in str(pressed)
    assert DESK not in f"{opened}{pressed}"


def test_a_state_that_does_not_exist_narrows_nothing(town: Town) -> None:
    home = town.open_home(by=CITIZENS_DESK)
    view = home.view | {"private_metadata": '{"status": "NONE"}'}
    again = town.open_home(by=CITIZENS_DESK, view=view)
    assert list(again.initiatives) == list(home.initiatives)


# Who sees nothing

STRANGERS: dict[str, tuple[dict[str, Any], str]] = {
    "guest": ({"is_restricted": True}, "ゲストの方には"),
    "single channel guest": ({"is_ultra_restricted": True}, "ゲストの方には"),
    "stranger": ({"is_stranger": True}, "ほかの組織"),
    "of another workspace": ({"team_id": "T0OTHER01"}, "ほかの組織"),
    "bot": ({"is_bot": True}, "DX事務局にお尋ねください"),
}


@pytest.mark.parametrize("kind", STRANGERS)
def test_no_initiative_is_shown_to_a(town: Town, kind: str) -> None:
    what_slack_says, expected = STRANGERS[kind]
    town.slack.users[CITIZENS_DESK] = what_slack_says
    shown = town.open_home(by=CITIZENS_DESK)
    assert expected in shown.text
    assert shown.initiatives == {}
    assert DESK not in str(shown.view)


def test_who_is_not_registered_is_told_whom_to_ask(town: Town) -> None:
    shown = town.open_home(by="U0NOBODY1")
    assert "DX事務局に、担当者の名簿への登録をお願いしてください" in shown.text
    assert DESK not in str(shown.view)


def test_looking_is_no_refused_write(town: Town) -> None:
    before = town.rows("SELECT count(*) FROM audit_entry")
    town.open_home(by="U0NOBODY1")
    assert town.rows("SELECT count(*) FROM audit_entry") == before


def test_another_workspace_gets_nothing_and_leaves_nothing(town: Town) -> None:
    event = {"type": "app_home_opened", "user": CITIZENS_DESK, "tab": "home"}
    body = event_callback_body(event, team_id="T0OTHER01")
    headers = slack_headers(SLACK_SECRET, body, content_type="application/json")
    assert town.post_slack(body, headers).status_code == 403
    assert town.rows("SELECT id FROM inbox") == []


def test_a_button_pressed_after_the_rights_are_gone_opens_nothing(town: Town) -> None:
    home = town.open_home(by=CITIZENS_DESK)
    town.slack.users[CITIZENS_DESK] = {"is_restricted": True}
    assert town.post_slack(home.update(DESK)).status_code == 200
    (said,) = town.told(CITIZENS_DESK)
    assert "ゲストの方は" in said.text
    assert "views.open" not in [how for how, _ in town.slack.views_shown]
    assert DESK not in str(home.choose("status", "中止").view)


# Whatever Slack does


@pytest.mark.parametrize("status", [429, 500, 503])
def test_the_home_tab_is_shown_though_slack_failed_at_first(town: Town, status: int) -> None:
    opened = {"type": "app_home_opened", "user": CITIZENS_DESK, "tab": "home"}
    body = event_callback_body(opened, team_id=TEAM)
    headers = slack_headers(SLACK_SECRET, body, content_type="application/json")
    town.slack.fail_next(status, times=2)  # for who it is, and for the tab
    assert town.post_slack(body, headers).status_code == 200
    town.settle()
    assert [user for user, _ in town.slack.homes_shown] == [CITIZENS_DESK]
    assert town.told(CITIZENS_DESK) == []


def test_who_can_be_shown_no_home_tab_gets_a_message(town: Town) -> None:
    opened = {"type": "app_home_opened", "user": CITIZENS_DESK, "tab": "home"}
    town.slack.answers["views.publish"] = {"ok": False, "error": "not_enabled"}
    for _ in range(2):
        body = event_callback_body(opened, team_id=TEAM)
        headers = slack_headers(SLACK_SECRET, body, content_type="application/json")
        assert town.post_slack(body, headers).status_code == 200
        town.settle()
    told = town.told(CITIZENS_DESK)
    assert ["ホームを開けませんでした" in one.text for one in told] == [True, True]


def test_however_fast_somebody_chooses_the_last_choice_stays(town: Town) -> None:
    home = town.open_home(by=CITIZENS_DESK)
    menu = home.buttons_and_menus["home:status"]
    town.slack.delay_s = 0.1
    for chosen in ["DONE", "LATE", "STOPPED", "NOT_STARTED", "IN_PROGRESS"]:
        (option,) = [one for one in menu["options"] if one["value"] == chosen]
        body = home.pressing({**menu, "selected_option": option})
        assert town.post_slack(body).status_code == 200
    town.settle()
    assert '"IN_PROGRESS"' in town.slack.homes_shown[-1][1]["private_metadata"]


def test_the_same_press_that_comes_again_shows_it_once(town: Town) -> None:
    home = town.open_home(by=CITIZENS_DESK)
    before = len(town.slack.homes_shown)
    body = home.pressing(
        home.buttons_and_menus["home:status"] | {"selected_option": {"value": "DONE"}}
    )
    for _ in range(3):
        assert town.post_slack(body).status_code == 200
    town.settle()
    assert len(town.slack.homes_shown) == before + 1
