"""Slack asks again when it heard nothing; nothing is written or answered twice."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.standins.webhook_events import slack_headers, slash_command_form
from tests.town import DX_OFFICE, SLACK_SECRET, TEAM, Town

POSTED = "SELECT count(*) FROM progress_entry WHERE person_id IS NOT NULL"


@pytest.mark.parametrize("reason", ["http_timeout", "http_error", "connection_failed"])
def test_a_command_that_slack_sends_again_is_written_once(town: Town, reason: str) -> None:
    form = town.command_form("進捗 書かない窓口 視察した")
    for number in (None, 1, 2, 3):
        headers = slack_headers(SLACK_SECRET, form, retry_num=number, retry_reason=reason)
        assert town.post_slack(form, headers).status_code == 200
    town.settle()
    assert town.rows(POSTED) == [(1,)]
    assert len(town.slack.responses_delivered) == 1


def test_a_command_ten_times_at_once_is_written_once(town: Town) -> None:
    form = town.command_form("進捗 書かない窓口 視察した")
    with ThreadPoolExecutor(10) as senders:
        list(senders.map(lambda _: town.post_slack(form), range(10)))
    town.settle()
    assert town.rows(POSTED) == [(1,)]


def test_a_command_without_a_response_url_is_answered_directly(town: Town) -> None:
    form = slash_command_form(
        "進捗 書かない窓口 視察した", response_url="", team_id=TEAM, user_id=DX_OFFICE
    )
    assert town.post_slack(form).status_code == 200
    town.settle()
    assert town.rows(POSTED) == [(1,)]
    posted = [one for one in town.slack.requests if one.path.endswith("/chat.postMessage")]
    assert [one.body["channel"] for one in posted] == [DX_OFFICE]


def test_the_same_words_typed_twice_are_two_entries(town: Town) -> None:
    town.dx("進捗 書かない窓口 視察した")
    town.dx("進捗 書かない窓口 視察した")
    assert town.rows(POSTED) == [(2,)]


def test_an_answer_is_delivered_though_slack_failed_twice(town: Town) -> None:
    town.slack.fail_next(500, times=2)
    assert "取組" in town.dx("ヘルプ").text
    town.settle()
    assert len(town.slack.responses_delivered) == 1


def test_an_answer_that_slack_will_not_take_is_given_up(town: Town) -> None:
    town.slack.fail_next(404)
    assert town.post_slack(town.command_form("ヘルプ")).status_code == 200
    town.settle()
    assert town.rows("SELECT state, attempts FROM outbox") == [("failed", 1)]


def test_the_time_that_slack_asks_for_is_waited(town: Town) -> None:
    town.slack.fail_next(429, {"Retry-After": "2"})
    town.dx("ヘルプ")
    first, second = (request.at for request in town.slack.requests)
    assert second - first >= 2
