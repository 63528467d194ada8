"""How fast the LINE webhook takes events in: every 200 stands for a durable row.

    python benchmarks/intake.py [--events 20000] [--connections 64] [--database-url URL]

Starts `madoguchi serve` (web only) on a fresh database and sends signed webhooks with one event
each over keep-alive connections from this process. Prints requests per second and the time from
request to 200. It talks to 127.0.0.1 only and stops by itself.
"""

from __future__ import annotations

import asyncio
import tempfile
import time
from pathlib import Path
from typing import Annotated

import numpy as np
import typer

from benchmarks.running_bot import MADOGUCHI, running
from tests.standins.webhook_events import line_signature, text_event, webhook_body
from tests.town import LINE_SECRET, LINE_TOKEN, free_port


def main(
    events: int = 20_000,
    connections: int = 64,
    database_url: Annotated[str, typer.Option(help="default: a SQLite file")] = "",
) -> None:
    port = free_port()
    requests = [_request(port, number) for number in range(events)]
    with tempfile.TemporaryDirectory() as folder:
        settings = {
            "DATABASE_URL": database_url or f"sqlite:///{Path(folder) / 'intake.db'}",
            "LINE_CHANNEL_SECRET": LINE_SECRET,
            "LINE_CHANNEL_ACCESS_TOKEN": LINE_TOKEN,
        }
        with running(MADOGUCHI, "serve", port=port, **settings):
            asyncio.run(_fire(port, requests[: events // 10], connections))  # warm up
            start = time.perf_counter()
            waits = asyncio.run(_fire(port, requests[events // 10 :], connections))
            seconds = time.perf_counter() - start
    p50, p99 = np.percentile(waits, [50, 99]) * 1000
    print(f"requests/s\t{len(waits) / seconds:,.0f}")
    print(f"p50 ms\t{p50:.1f}\np99 ms\t{p99:.1f}")


def _request(port: int, number: int) -> bytes:
    body = webhook_body(text_event(f"粗大ごみはいつ出せますか {number}"))
    head = (
        f"POST /line/webhook HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n"
        f"Content-Type: application/json\r\nX-Line-Signature: {line_signature(LINE_SECRET, body)}"
        f"\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


async def _fire(port: int, requests: list[bytes], connections: int) -> list[float]:
    waits: list[float] = []
    queue = iter(requests)

    async def one() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        for request in queue:
            start = time.perf_counter()
            writer.write(request)
            head = await reader.readuntil(b"\r\n\r\n")
            if b" 200 " not in head.split(b"\r\n")[0]:
                raise SystemExit(head.decode())
            waits.append(time.perf_counter() - start)
        writer.close()

    await asyncio.gather(*(one() for _ in range(connections)))
    return waits


if __name__ == "__main__":
    typer.run(main)
