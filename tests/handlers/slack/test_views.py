"""A view reaches the person while Slack lets it, or they are told; never silence."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from handlers.slack.views import TRIGGER_LIFE, view_call
from store import outbox
from store.outbox import Content, Outgoing
from tests.standins_test.slack_bodies import home, modal, section
from tests.town import Town

SORRY = "もう一度お試しください"


def send(
    town: Town, method: str = "views.open", *, age_seconds: float = 0, **arguments: Any
) -> str:
    """A view goes into the outbox; its state when nothing is left to do."""
    now = town.office.now() - timedelta(seconds=age_seconds)
    arguments.setdefault("view", modal())
    if method == "views.open":
        arguments.setdefault("trigger_id", "1.2.a")
    message = Outgoing(
        "slack:Ev1",
        "slack_view",
        view_call(method, arguments),
        expires_at=now + TRIGGER_LIFE,
        instead=Content("slack_post", {"channel": "U1", "text": SORRY}),
    )
    with town.office.database.writing() as session:
        outbox.enqueue(session, message, municipality="mihon", now=now)
    town.settle()
    ((state,),) = town.rows("SELECT state FROM outbox WHERE key = 'slack:Ev1'")
    return str(state)


def told(town: Town) -> list[str]:
    """What people were told in direct messages."""
    posts = [one for one in town.slack.requests if one.path.endswith("/chat.postMessage")]
    return [one.body["text"] for one in posts]


def test_a_modal_opens_and_nothing_is_said_besides(town: Town) -> None:
    assert send(town) == "sent"
    assert [method for method, _ in town.slack.views_shown] == ["views.open"]
    assert told(town) == []


@pytest.mark.parametrize(
    ("method", "arguments"),
    [
        ("views.publish", {"user_id": "U1", "view": home(section())}),
        ("views.update", {"external_id": "form", "hash": "1.a"}),
    ],
)
def test_home_tabs_and_changed_views_go_the_same_way(
    town: Town, method: str, arguments: dict[str, Any]
) -> None:
    assert send(town, method, **arguments) == "sent"
    assert [shown for shown, _ in town.slack.views_shown] == [method]


def test_an_expired_trigger_ends_in_a_message(town: Town) -> None:
    town.slack.expired_triggers.add("1.2.a")
    assert send(town) == "failed"
    assert told(town) == [SORRY]


def test_a_trigger_used_by_somebody_else_ends_in_a_message(town: Town) -> None:
    town.slack.used_triggers.add("1.2.a")
    assert send(town) == "failed"
    assert told(town) == [SORRY]


def test_a_view_that_waited_too_long_is_not_even_tried(town: Town) -> None:
    assert send(town, age_seconds=4) == "expired"
    assert (town.slack.views_shown, told(town)) == ([], [SORRY])


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_modal_opens_though_slack_failed_twice(town: Town, status: int) -> None:
    town.slack.fail_next(status, times=2)
    assert send(town) == "sent"
    assert told(town) == []


def test_a_connection_that_broke_is_tried_again(town: Town) -> None:
    town.slack.drop_next()
    assert send(town) == "sent"
    assert told(town) == []


def test_a_modal_whose_answer_got_lost_is_open_and_nobody_is_told_otherwise(town: Town) -> None:
    town.slack.drop_next(carried_out=True)
    assert send(town) == "sent"
    assert len(town.slack.views_shown) == 1
    assert told(town) == []


def test_nobody_waits_for_a_retry_that_comes_after_the_trigger_died(town: Town) -> None:
    town.slack.fail_next(429, {"Retry-After": "30"})
    assert send(town) == "expired"
    assert told(town) == [SORRY]


def test_trouble_that_lasts_ends_in_a_message(town: Town) -> None:
    town.slack.drop_next(times=6)
    assert send(town) == "expired"
    assert town.slack.views_shown == []
    assert set(told(town)) == {SORRY}  # tried until the connection was back
