"""LINE's API has bad days; a citizen gets the answer once, or nobody tries for ever."""

from __future__ import annotations

import time
from typing import Any

from tests.standins.webhook_events import text_event, webhook_body
from tests.town import Town


def outbox(town: Town, event: dict[str, Any]) -> tuple[Any, ...]:
    """State, number of tries and last error of the reply to an event."""
    (row,) = town.rows(
        "SELECT state, attempts, error FROM outbox WHERE key = :key",
        key=f"line:{event['webhookEventId']}",
    )
    return row


def test_a_reply_is_delivered_once_though_line_failed_twice(lasting_town: Town) -> None:
    question = text_event("粗大ごみ")
    lasting_town.line.fail_next(500, times=2)
    lasting_town.send_line(question)
    assert len(lasting_town.replies_to(question)) == 1
    assert outbox(lasting_town, question)[:2] == ("sent", 3)


def test_the_time_that_line_asks_for_is_waited(lasting_town: Town) -> None:
    question = text_event("粗大ごみ")
    lasting_town.line.fail_next(429, {"Retry-After": "2"})
    lasting_town.send_line(question)
    first, second = (request.at for request in lasting_town.line.requests)
    assert second - first >= 2
    assert len(lasting_town.replies_to(question)) == 1


def test_a_connection_lost_before_the_reply_arrived_is_tried_again(lasting_town: Town) -> None:
    question = text_event("粗大ごみ")
    lasting_town.line.drop_next()
    lasting_town.send_line(question)
    assert len(lasting_town.replies_to(question)) == 1


def test_a_connection_lost_after_the_reply_arrived_ends_as_sent(lasting_town: Town) -> None:
    question = text_event("粗大ごみ")
    lasting_town.line.drop_next(carried_out=True)
    lasting_town.send_line(question)
    assert len(lasting_town.replies_to(question)) == 1
    assert outbox(lasting_town, question)[0] == "sent"


def test_an_expired_reply_token_is_given_up_at_once(lasting_town: Town) -> None:
    question = text_event("粗大ごみ")
    lasting_town.line.expired_reply_tokens.add(question["replyToken"])
    lasting_town.send_line(question)
    assert outbox(lasting_town, question)[:2] == ("failed", 1)
    assert len(lasting_town.line.requests) == 1


def test_a_wrong_access_token_is_given_up_at_once_and_says_why(lasting_town: Town) -> None:
    question = text_event("粗大ごみ")
    lasting_town.line.fail_next(401)
    lasting_town.send_line(question)
    state, tries, error = outbox(lasting_town, question)
    assert (state, tries) == ("failed", 1)
    assert "401" in error


def test_a_reply_that_comes_too_late_for_anybody_is_not_sent(lasting_town: Town) -> None:
    question = text_event("粗大ごみ")
    lasting_town.line.fail_next(429, {"Retry-After": "1"})
    assert lasting_town.post_line(webhook_body(question)).status_code == 200
    lasting_town.line.wait_for(1)
    with lasting_town.office.database.writing() as session:
        session.connection().exec_driver_sql(
            "UPDATE outbox SET expires_at = created_at WHERE sent_at IS NULL"
        )
    lasting_town.settle()
    assert outbox(lasting_town, question)[0] == "expired"
    assert lasting_town.replies_to(question) == []


def test_the_webhook_is_acknowledged_at_once_while_line_hangs(lasting_town: Town) -> None:
    lasting_town.line.delay_s = 3
    waits = []
    for _ in range(5):
        start = time.monotonic()
        assert lasting_town.post_line(webhook_body(text_event("粗大ごみ"))).status_code == 200
        waits.append(time.monotonic() - start)
    lasting_town.line.delay_s = 0
    assert max(waits) < 1


def test_staff_are_answered_while_line_hangs(lasting_town: Town) -> None:
    lasting_town.line.delay_s = 3
    assert lasting_town.post_line(webhook_body(text_event("粗大ごみ"))).status_code == 200
    lasting_town.line.wait_for(1)
    start = time.monotonic()
    lasting_town.dx("ヘルプ")
    assert time.monotonic() - start < 2
