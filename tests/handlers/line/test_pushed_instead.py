"""A reply whose token was too old goes out as a push, where that is allowed, and never twice."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.handlers.line.events import GROUP
from tests.handlers.line.test_personal_data import everything_stored
from tests.standins.line_api import LineApiStandIn
from tests.standins.slack_api import SlackApiStandIn
from tests.standins.webhook_events import USER_ID, event, text_event, webhook_body
from tests.town import Town, open_town, town_clock


@pytest.fixture(scope="module")
def town_that_pushes(
    sample_database: Path,
    tmp_path_factory: pytest.TempPathFactory,
    running_line: LineApiStandIn,
    running_slack: SlackApiStandIn,
) -> Iterator[Town]:
    path = shutil.copy(sample_database, tmp_path_factory.mktemp("pushing") / "mihon.db")
    url = f"sqlite:///{path}"
    with open_town(
        url, running_line, running_slack, now=town_clock(), is_loaded=True, line_push=True
    ) as opened:
        yield opened


@pytest.fixture
def pushing(town_that_pushes: Town, line: LineApiStandIn, slack: SlackApiStandIn) -> Iterator[Town]:
    yield town_that_pushes
    town_that_pushes.settle()


def test_a_reply_with_an_expired_token_is_pushed(pushing: Town) -> None:
    question = text_event("粗大ごみ")
    pushing.line.expired_reply_tokens.add(question["replyToken"])
    pushing.send_line(question)
    ((receiver, messages),) = pushing.line.pushes_delivered
    assert receiver == USER_ID
    assert "粗大ごみ収集の申込" in str(messages)


def test_a_reply_that_arrived_is_not_pushed(pushing: Town) -> None:
    pushing.citizen_says("粗大ごみ")
    pushing.settle()
    assert pushing.line.pushes_delivered == []


def test_a_reply_that_arrived_although_the_connection_broke_is_not_pushed(pushing: Town) -> None:
    question = text_event("粗大ごみ")
    pushing.line.drop_next(carried_out=True)
    pushing.send_line(question)
    assert len(pushing.replies_to(question)) == 1
    assert pushing.line.pushes_delivered == []


def test_a_reply_that_may_have_arrived_before_its_time_ran_out_is_not_pushed(
    pushing: Town,
) -> None:
    question = text_event("粗大ごみ")
    pushing.line.fail_next(500)
    assert pushing.post_line(webhook_body(question)).status_code == 200
    pushing.line.wait_for(1)
    with pushing.office.database.writing() as session:
        session.connection().exec_driver_sql(
            "UPDATE outbox SET expires_at = created_at WHERE sent_at IS NULL"
        )
    pushing.settle()
    assert pushing.line.pushes_delivered == []


def test_what_line_refuses_for_another_reason_is_not_pushed(pushing: Town) -> None:
    pushing.line.fail_next(400)
    pushing.send_line(text_event("粗大ごみ"))
    assert pushing.line.pushes_delivered == []


def test_nothing_is_pushed_when_the_quota_is_used_up(pushing: Town) -> None:
    question = text_event("粗大ごみ")
    pushing.line.expired_reply_tokens.add(question["replyToken"])
    pushing.line.quota = 0
    pushing.send_line(question)
    assert pushing.line.pushes_delivered == []
    key = f"line:{question['webhookEventId']}:push"
    state = pushing.rows("SELECT state, error FROM outbox WHERE key = :key", key=key)
    assert state == [("failed", "quota_used_up")]


def test_nothing_is_pushed_into_a_group(pushing: Town) -> None:
    said = text_event("@窓口 粗大ごみ")
    said["source"] = event("message", group_id=GROUP)["source"]
    bot = {"index": 0, "length": 3, "type": "user", "isSelf": True}
    said["message"]["mention"] = {"mentionees": [bot]}
    pushing.line.expired_reply_tokens.add(said["replyToken"])
    pushing.send_line(said)
    assert pushing.line.pushes_delivered == []


def test_the_citizens_id_stands_only_where_delivery_needs_it(pushing: Town) -> None:
    question = text_event("粗大ごみ")
    pushing.line.expired_reply_tokens.add(question["replyToken"])
    pushing.send_line(question)
    kept = everything_stored(pushing, but=("inbox.payload", "outbox.payload"))
    assert USER_ID not in kept


def test_without_leave_to_push_an_expired_token_is_the_end(lasting_town: Town) -> None:
    question = text_event("粗大ごみ")
    lasting_town.line.expired_reply_tokens.add(question["replyToken"])
    lasting_town.send_line(question)
    assert [one.path for one in lasting_town.line.requests] == ["/v2/bot/message/reply"]
    assert lasting_town.events_left() == []
