"""The webhook takes what LINE signed and nothing else."""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Iterator

import pytest

from handlers.intake import MOST_BODY_BYTES
from tests.raw_http import answer_to_headers_alone
from tests.standins.webhook_events import line_signature, text_event, webhook_body
from tests.town import LINE_SECRET, Town

BODY = webhook_body(text_event("粗大ごみ"))
RIGHT = line_signature(LINE_SECRET, BODY)


@pytest.mark.parametrize(
    "signature",
    [
        "",
        "x",
        line_signature("another secret", BODY),
        line_signature(LINE_SECRET, BODY + b" "),
        RIGHT[:-1],
        RIGHT.lower(),
        ("B" if RIGHT[0] == "A" else "A") + RIGHT[1:],
        "署名".encode(),
        b"\xff\xfe" + RIGHT.encode(),
    ],
    ids=[
        "empty",
        "short",
        "of another channel",
        "of another body",
        "cut off",
        "in small letters",
        "changed",
        "in Japanese",
        "with odd bytes",
    ],
)
def test_a_forged_signature_is_refused(lasting_town: Town, signature: str | bytes) -> None:
    assert lasting_town.post_line(BODY, signature).status_code == 401


def test_a_request_without_a_signature_is_refused(lasting_town: Town) -> None:
    assert lasting_town.http.post("/line/webhook", content=BODY).status_code == 401


def test_a_forged_request_leaves_nothing_behind(lasting_town: Town) -> None:
    body = webhook_body(text_event("粗大ごみ", webhook_event_id="forged-1"))
    lasting_town.post_line(body, "forged")
    assert lasting_town.rows("SELECT id FROM inbox WHERE event_key = 'forged-1'") == []


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b'{"events":[}',
        b"{'events': []}",
        b'{"events":"\xff\xfe"}',
        "窓口".encode("shift_jis"),
        b"[]",
        b"null",
        b"1",
        b'"events"',
        b"{}",
        b'{"events":null}',
        b'{"events":{"type":"message"}}',
        b"[" * 100_000,
        b'{"events":[{"type":"message","timestamp":NaN}]}',
    ],
    ids=[
        "nothing",
        "half an object",
        "broken",
        "not quite JSON",
        "no UTF-8",
        "Shift_JIS",
        "a list",
        "null",
        "a number",
        "a text",
        "no events",
        "null events",
        "an object of events",
        "brackets without end",
        "not a number",
    ],
)
def test_signed_nonsense_is_a_bad_request(lasting_town: Town, body: bytes) -> None:
    assert lasting_town.post_line(body).status_code == 400


def test_events_that_are_no_objects_are_left_out(lasting_town: Town) -> None:
    question = text_event("粗大ごみ")
    body = json.dumps({"events": [1, None, "x", [], question]}).encode()
    assert lasting_town.post_line(body).status_code == 200
    lasting_town.settle()
    assert len(lasting_town.replies_to(question)) == 1


def test_a_body_of_just_one_megabyte_is_read(lasting_town: Town) -> None:
    body = b'{"events":[]}'.ljust(MOST_BODY_BYTES)
    assert lasting_town.post_line(body).status_code == 200


def test_a_body_over_one_megabyte_is_refused(lasting_town: Town) -> None:
    body = b'{"events":[]}'.ljust(MOST_BODY_BYTES + 1)
    assert lasting_town.post_line(body).status_code == 413


def test_a_body_announced_too_large_is_refused_unread(lasting_town: Town) -> None:
    headers = {"x-line-signature": RIGHT, "content-length": str(MOST_BODY_BYTES + 1)}
    start = time.monotonic()
    status = answer_to_headers_alone(lasting_town, "/line/webhook", headers)
    assert (status, time.monotonic() - start < 1) == (413, True)


def test_a_body_without_end_is_refused_when_it_grew_too_large(lasting_town: Town) -> None:
    def pieces() -> Iterator[bytes]:
        for _ in range(64):
            yield b" " * 65536

    answer = lasting_town.http.post(
        "/line/webhook", content=pieces(), headers={"x-line-signature": "x"}
    )
    assert answer.status_code == 413


@pytest.mark.parametrize("length", ["-1", "abc", "１０", "99999999999999999999999"])
def test_a_nonsense_length_does_no_harm(lasting_town: Town, length: str) -> None:
    status = answer_to_headers_alone(lasting_town, "/line/webhook", {"content-length": length})
    assert status in {400, 401, 413}


def test_a_caller_who_hangs_up_half_way_harms_nobody(lasting_town: Town) -> None:
    address = (lasting_town.http.base_url.host, lasting_town.http.base_url.port)
    with socket.create_connection(address) as connection:
        connection.sendall(
            b"POST /line/webhook HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{"
        )
    assert lasting_town.citizen_says("粗大ごみ")


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "HEAD"])
def test_only_posts_are_taken(lasting_town: Town, method: str) -> None:
    assert lasting_town.http.request(method, "/line/webhook").status_code == 405


@pytest.mark.parametrize("letter", ["a", "0", "1-", "あ", "@", "a@"])
def test_many_long_texts_are_acknowledged_at_once(lasting_town: Town, letter: str) -> None:
    body = webhook_body(*(text_event((letter * 5000)[:5000]) for _ in range(20)))
    start = time.monotonic()
    assert lasting_town.post_line(body).status_code == 200
    assert time.monotonic() - start < 1
