"""How long citizens wait on LINE, beside a bot as line-bot-sdk's examples write one.

    python benchmarks/line.py [--rate 50] [--seconds 60] [--citizens 1000]

Starts `madoguchi serve --all` on 見本市 on a fresh database of each kind: SQLite, and PostgreSQL
where a server answers (TEST_POSTGRESQL_URL); then `benchmarks/echo_bot.py`. Citizens send the
sample's questions as signed webhooks, so many a second (and half as many) whether or not the bot
keeps up; time counts from when a question was due, and an answer is sent when LINE's stand-in has
it. Prints a table.
"""

from __future__ import annotations

import asyncio
import os
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from importlib.resources import as_file, files
from itertools import cycle, islice, product
from pathlib import Path
from tempfile import TemporaryDirectory

import aiohttp
import numpy as np
import typer

from benchmarks.line_side import LineSide, line_side, refused
from benchmarks.running_bot import (
    MADOGUCHI,
    empty_database,
    kinds_of_database,
    most_megabytes,
    processor_seconds,
    running,
)
from bot.commands.sample import load
from bot.settings import SAMPLE_MUNICIPALITY, Settings
from bot.wiring import open_office
from knowledge.answer import Audience
from knowledge.evaluation.lines import read_lines
from knowledge.evaluation.questions import ExpectedQuestion
from tests.standins.webhook_events import line_signature, text_event, webhook_body
from tests.town import LINE_SECRET, LINE_TOKEN, free_port

WARM_UP_SECONDS = 5.0
PATIENCE_SECONDS = 60.0
"""After the last question; what is not answered then counts as lost."""
BEFORE = (
    "",
    "あの、",
    "すみません、",
    "ちょっと聞きます、",
    "はじめまして。",
    "至急です。",
    "母の代わりに。",
    "今日、",
)
AFTER = (
    "",
    "を教えて",
    "について",
    "お願いします",
    "でしょうか",
    "ですか",
    "と聞きました",
    "困っています",
)
"""What people put around a question, so that it is another text each time."""
HEAD = """\
| bot | database | /s | acknowledged p50 / p99 | sent p50 / p95 ms | lost | refused | MB | cores |
|---|---|---|---|---|---|---|---|---|"""
ECHO_BOT = Path(__file__).with_name("echo_bot.py")


@dataclass(frozen=True)
class Question:
    """One question to be sent."""

    text: str
    citizen: str
    after: float
    """Seconds after the start at which it is due."""


@dataclass
class Measured:
    """What became of the questions, times as ``time.monotonic()``."""

    due: dict[str, float] = field(default_factory=dict)
    """When each question was due, by its reply token."""
    acknowledged: dict[str, float] = field(default_factory=dict)
    """When the webhook's 200 was there."""
    sent: dict[str, float] = field(default_factory=dict)
    """When LINE's stand-in had the reply."""
    refused: list[str] = field(default_factory=list)
    cores: float = 0
    megabytes: float = 0

    def waits(self, reached: dict[str, float]) -> list[float]:
        return [(reached[token] - self.due[token]) * 1000 for token in reached]


def main(rate: float = 50, seconds: float = 60, citizens: int = 1000) -> None:
    print(HEAD)
    texts = _texts()
    new = _in_other_words(texts)

    def asked(words: Sequence[str], rate: float) -> tuple[list[Question], list[Question]]:
        """What warms a bot up, and what is measured."""
        warm_up = _questions(cycle(texts), rate, WARM_UP_SECONDS, citizens)
        return warm_up, _questions(cycle(words), rate, seconds, citizens)

    with line_side() as line:
        for kind in kinds_of_database():
            with _town(kind) as url:
                for name, words, how_many in (
                    ("new words", new, rate),
                    ("new words", new, rate / 2),
                    ("asked before", texts, rate),
                ):
                    with _ours(url, line.url) as bot:
                        measured = _measure(*bot, line, *asked(words, how_many))
                    _print(f"madoguchi, {name}", kind, how_many, measured)
        with _example(line.url) as bot:
            _print("the SDK's example", "–", rate, _measure(*bot, line, *asked(new, rate)))
    print(f"\nload {os.getloadavg()[0]:.1f}")


def _texts() -> list[str]:
    """What citizens ask in the sample."""
    with as_file(files("bot.sample") / "questions.jsonl") as path:
        asked = read_lines(path, ExpectedQuestion)
    return [one.question for one in asked if one.audience is Audience.CITIZEN]


def _in_other_words(texts: Sequence[str]) -> list[str]:
    """The same questions so that none comes twice: 64 times as many."""
    return [f"{before}{text}{after}" for before, after, text in product(BEFORE, AFTER, texts)]


def _questions(texts: Iterator[str], rate: float, seconds: float, citizens: int) -> list[Question]:
    """One citizen after the other asks the next question."""
    count = int(rate * seconds)
    return [
        Question(text, f"U{number % citizens:032x}", number / rate)
        for number, text in enumerate(islice(texts, count))
    ]


@contextmanager
def _town(kind: str) -> Iterator[str]:
    """The URL of a database with the sample city, with all vectors made."""
    with TemporaryDirectory() as folder, empty_database(kind, Path(folder)) as url:
        office = open_office(Settings(_env_file=None, database_url=url))
        load(office)
        office.counter.library.encode_all(SAMPLE_MUNICIPALITY)
        office.database.close()
        yield url


@contextmanager
def _ours(database_url: str, line_url: str) -> Iterator[tuple[int, int]]:
    """Process id and port of our bot."""
    port = free_port()
    settings = _channel(line_url) | {"DATABASE_URL": database_url}
    with running(MADOGUCHI, "serve", "--all", port=port, **settings) as process:
        yield process, port


@contextmanager
def _example(line_url: str) -> Iterator[tuple[int, int]]:
    port = free_port()
    with running(sys.executable, str(ECHO_BOT), port=port, **_channel(line_url)) as process:
        yield process, port


def _channel(line_url: str) -> dict[str, str]:
    return {
        "LINE_CHANNEL_SECRET": LINE_SECRET,
        "LINE_CHANNEL_ACCESS_TOKEN": LINE_TOKEN,
        "LINE_API_BASE_URL": line_url,
    }


def _measure(
    process: int,
    port: int,
    line: LineSide,
    warm_up: Sequence[Question],
    questions: Sequence[Question],
) -> Measured:
    webhook = f"http://127.0.0.1:{port}/line/webhook"
    asyncio.run(_send(webhook, warm_up, Measured()))
    line.await_replies(len(warm_up), patience=PATIENCE_SECONDS)
    line.replies()
    measured, start, used = Measured(), time.monotonic(), processor_seconds(process)
    asyncio.run(_send(webhook, questions, measured))
    line.await_replies(len(questions), patience=PATIENCE_SECONDS)
    measured.cores = (processor_seconds(process) - used) / (time.monotonic() - start)
    measured.megabytes = most_megabytes(process)
    replies = line.replies()
    measured.sent = {reply.token: reply.at for reply in reversed(replies)}
    measured.refused = refused(replies)
    return measured


async def _send(webhook: str, questions: Sequence[Question], measured: Measured) -> None:
    """Send each question when it is due, whether or not those before it are through."""
    loop = asyncio.get_running_loop()
    timeout = aiohttp.ClientTimeout(total=PATIENCE_SECONDS)
    connections = aiohttp.TCPConnector(limit=0)
    async with aiohttp.ClientSession(connector=connections, timeout=timeout) as http:
        start, under_way = loop.time() + 0.1, []
        for question in questions:
            await asyncio.sleep(start + question.after - loop.time())
            due = start + question.after
            under_way.append(asyncio.create_task(_ask(http, webhook, question, due, measured)))
        await asyncio.gather(*under_way)


async def _ask(
    http: aiohttp.ClientSession, webhook: str, question: Question, due: float, measured: Measured
) -> None:
    event = text_event(question.text, user_id=question.citizen)
    body, token = webhook_body(event), event["replyToken"]
    measured.due[token] = due
    headers = {
        "Content-Type": "application/json",
        "X-Line-Signature": line_signature(LINE_SECRET, body),
    }
    with suppress(aiohttp.ClientError, TimeoutError):  # not acknowledged is seen by what is missing
        async with http.post(webhook, data=body, headers=headers) as answer:
            if answer.status == 200:
                measured.acknowledged[token] = time.monotonic()


def _print(bot: str, database: str, rate: float, measured: Measured) -> None:
    lost = len(measured.due.keys() - measured.sent.keys())
    print(
        f"| {bot} | {database} | {rate:.0f}"
        f" | {_percentiles(measured.waits(measured.acknowledged), 50, 99)}"
        f" | {_percentiles(measured.waits(measured.sent), 50, 95)} | {lost}"
        f" | {len(measured.refused)} | {measured.megabytes:.0f} | {measured.cores:.2f} |"
    )
    unheard = len(measured.due) - len(measured.acknowledged)
    if unheard:
        print(f"\n{bot}, {database}: {unheard} webhooks without a 200\n", file=sys.stderr)
    for why in sorted(set(measured.refused))[:5]:
        print(f"\n{bot}, {database}: {why}\n", file=sys.stderr)


def _percentiles(waits: Sequence[float], *which: int) -> str:
    return " / ".join(f"{value:.0f}" for value in np.percentile(waits, which)) if waits else "–"


if __name__ == "__main__":
    typer.run(main)
