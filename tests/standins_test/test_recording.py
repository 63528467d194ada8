from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from tests.standins.line_api import LineApiStandIn

INFO = "/v2/bot/info"


def test_records_what_arrived(line: LineApiStandIn, line_client: httpx.Client) -> None:
    line_client.post("/v2/bot/chat/loading/start?a=1", json={"chatId": "U" + "1" * 32})
    (got,) = line.asides
    assert (got.method, got.path) == ("POST", "/v2/bot/chat/loading/start")
    assert got.headers["authorization"] == "Bearer token-1"
    assert got.body == {"chatId": "U" + "1" * 32}
    assert got.query == {"a": "1"}
    assert line.violations == []


def test_wait_for_returns_when_requests_come(
    line: LineApiStandIn, line_client: httpx.Client
) -> None:
    sender = threading.Thread(target=lambda: [line_client.get(INFO) for _ in range(2)])
    sender.start()
    assert len(line.wait_for(2)) == 2
    sender.join()


def test_wait_for_gives_up(line: LineApiStandIn) -> None:
    with pytest.raises(TimeoutError, match="0 of 1"):
        line.wait_for(1, timeout_s=0.05)


def test_fail_next_counts_down(line: LineApiStandIn, line_client: httpx.Client) -> None:
    line.fail_next(503, times=2)
    line.fail_next(429, headers={"Retry-After": "1"}, body={"message": "slow"})
    answers = [line_client.get(INFO) for _ in range(4)]
    assert [answer.status_code for answer in answers] == [503, 503, 429, 200]
    assert answers[2].headers["retry-after"] == "1"
    assert answers[2].json() == {"message": "slow"}


def test_drop_next_closes_without_an_answer(
    line: LineApiStandIn, line_client: httpx.Client
) -> None:
    line.drop_next()
    with pytest.raises(httpx.RemoteProtocolError):
        line_client.get(INFO)
    assert len(line.requests) == 1
    assert line_client.get(INFO).status_code == 200


def test_a_delayed_request_is_already_recorded(
    line: LineApiStandIn, line_client: httpx.Client
) -> None:
    line.delay_s = 0.5
    started = time.monotonic()
    with pytest.raises(httpx.ReadTimeout):
        line_client.get(INFO, timeout=0.1)
    assert len(line.wait_for(1)) == 1
    assert time.monotonic() - started < 0.5


def test_reset_and_use_outside_the_block(line: LineApiStandIn, line_client: httpx.Client) -> None:
    line_client.get("/nowhere")
    line.fail_next(500)
    line.delay_s = 9
    line.reset()
    assert line_client.get(INFO).status_code == 200
    line.reset()
    assert (line.requests, line.violations) == ([], [])
    with pytest.raises(RuntimeError):
        _ = LineApiStandIn().url


def test_two_stand_ins_run_side_by_side(line: LineApiStandIn) -> None:
    with LineApiStandIn() as other:
        assert other.url != line.url
        assert httpx.get(f"{other.url}{INFO}", trust_env=False).status_code == 401
    assert line.requests == []


def test_a_failing_checker_is_a_violation(
    line: LineApiStandIn, line_client: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_got: object) -> list[object]:
        raise ValueError("oops")

    monkeypatch.setattr(line, "check", broken)
    assert line_client.get(INFO).status_code == 400
    assert "checker failed" in line.violations[0]


def test_requests_at_the_same_time(line: LineApiStandIn, line_client: httpx.Client) -> None:
    body = {"replyToken": "r", "messages": [{"type": "text", "text": "a"}]}
    line.delay_s = 0.05
    with ThreadPoolExecutor(8) as pool:
        sent = [pool.submit(line_client.post, "/v2/bot/message/reply", json=body) for _ in range(8)]
    codes = sorted(answer.result().status_code for answer in sent)
    assert codes == [200] + [400] * 7
    assert len(line.requests) == 8
    assert line.violations == []
