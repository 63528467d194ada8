"""Processes are stopped, killed and started again; nothing is lost and nothing done twice."""

from __future__ import annotations

import shutil
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from tests.line_words import shown
from tests.processes import Operator, operating
from tests.standins.line_api import LineApiStandIn
from tests.standins.slack_api import SlackApiStandIn
from tests.standins.webhook_events import text_event, webhook_body

EVENTS = 60
KILLS = 4


@pytest.fixture
def operator(sample_copy: Path, line: LineApiStandIn, slack: SlackApiStandIn) -> Iterator[Operator]:
    with operating(sample_copy, line, slack) as running:
        yield running


def wait_until(line: LineApiStandIn, replies: int, *, seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while len(line.replies_delivered) < replies:
        assert time.monotonic() < deadline, f"{len(line.replies_delivered)} of {replies} replies"
        time.sleep(0.005)


def send_like_line(operator: Operator, events: list[dict[str, Any]]) -> threading.Thread:
    """Send events at once, each until it is acknowledged, as LINE does with redelivery."""

    def send(event: dict[str, Any]) -> None:
        while operator.post_line(webhook_body(event)) != 200:
            time.sleep(0.05)

    def send_all() -> None:
        with ThreadPoolExecutor(4) as senders:
            list(senders.map(send, events))

    sender = threading.Thread(target=send_all, daemon=True)
    sender.start()
    return sender


def unfinished(operator: Operator) -> int:
    """Events and messages that a process left behind."""
    ((count,),) = operator.rows(
        "SELECT (SELECT count(*) FROM inbox WHERE state <> 'done')"
        " + (SELECT count(*) FROM outbox WHERE state <> 'sent')"
    )
    return int(str(count))


def test_a_process_killed_again_and_again_answers_everybody_once(
    operator: Operator, line: LineApiStandIn
) -> None:
    questions = [text_event("粗大ごみ", user_id=f"U{number:032x}") for number in range(EVENTS)]
    each = EVENTS // (KILLS + 1)
    line.delay_s = 0.05  # so that a kill finds replies on their way
    process = operator.serve("--all")
    senders, left_behind = [], []
    for kill in range(KILLS):
        before = len(line.replies_delivered)
        senders.append(send_like_line(operator, questions[kill * each : (kill + 1) * each]))
        wait_until(line, before + 2)
        operator.kill(process)
        left_behind.append(unfinished(operator))
        operator.let_leases_run_out()
        process = operator.serve("--all")
    senders.append(send_like_line(operator, questions[KILLS * each :]))
    for sender in senders:
        sender.join(30)
    wait_until(line, EVENTS)
    operator.stop(process)
    assert sum(left_behind) > 0, "no kill hit anything: the test proves nothing"
    replies = Counter(token for token, _ in line.replies_delivered)
    assert replies == Counter(question["replyToken"] for question in questions)
    assert unfinished(operator) == 0


def test_a_process_ends_soon_when_asked_to_while_line_hangs(
    operator: Operator, line: LineApiStandIn
) -> None:
    process = operator.serve("--all")
    line.delay_s = 2
    assert operator.post_line(webhook_body(text_event("粗大ごみ"))) == 200
    line.wait_for(1, timeout_s=30)
    assert operator.stop(process) < 10


def test_what_was_taken_before_a_stop_is_answered_after_the_start(
    operator: Operator, line: LineApiStandIn
) -> None:
    web = operator.serve()
    assert operator.post_line(webhook_body(text_event("粗大ごみ"))) == 200
    operator.stop(web)
    assert line.requests == []
    operator.serve("--all")
    wait_until(line, 1)


@pytest.fixture(scope="module")
def apart(
    sample_database: Path,
    tmp_path_factory: pytest.TempPathFactory,
    running_line: LineApiStandIn,
    running_slack: SlackApiStandIn,
) -> Iterator[Operator]:
    """A web process and a worker of its own, for the stories below in their order."""
    database = Path(shutil.copy(sample_database, tmp_path_factory.mktemp("apart") / "mihon.db"))
    with operating(database, running_line, running_slack) as running:
        running.serve()
        running.start("work")
        yield running


def test_a_worker_of_its_own_answers_what_the_web_process_took(
    apart: Operator, line: LineApiStandIn
) -> None:
    assert apart.post_line(webhook_body(text_event("粗大ごみ"))) == 200
    wait_until(line, 1)
    assert "粗大ごみ収集の申込" in shown(line.replies_delivered[0][1][0])


def test_two_workers_answer_everybody_once(apart: Operator, line: LineApiStandIn) -> None:
    apart.start("work")
    questions = [text_event("粗大ごみ", user_id=f"U{number:032x}") for number in range(200)]
    for number in range(0, 200, 5):
        assert apart.post_line(webhook_body(*questions[number : number + 5])) == 200
        time.sleep(0.1)
    wait_until(line, 200)
    replies = Counter(token for token, _ in line.replies_delivered)
    assert replies == Counter(question["replyToken"] for question in questions)
    assert len(line.requests) == 200


@pytest.mark.usefixtures("line")
def test_a_worker_of_its_own_ends_soon_when_asked_to(apart: Operator) -> None:
    worker = apart.started("work")
    assert apart.stop(worker) < 10
    assert worker.returncode == 0
