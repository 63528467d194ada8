"""`madoguchi serve`, `work`, `clock` and `slack-socket`: the processes that keep running."""

from __future__ import annotations

import asyncio
import gc
import signal
import socket
from collections.abc import Callable
from typing import Annotated

import typer
import uvicorn

from bot import logs
from bot import settings as configuration
from bot.clock import make_clock
from bot.commands.terminal import office, out, settings, stop, stop_for_settings
from bot.settings import BadSettings, Settings
from bot.stopping import wait_until_stopped
from bot.wiring import make_default_municipality
from handlers import wording
from handlers.office import Office

SHUTDOWN_SECONDS = 10


def serve(
    everything: Annotated[
        bool, typer.Option("--all", help="workerとclockも同じ中で動かす")
    ] = False,
) -> None:
    """Webhookを受ける（web）。"""
    from bot.web import web_app  # LINE's SDK takes a second to load; other commands need none

    chosen = _checked(configuration.check_for_serving)
    opened = _office(chosen)
    listening = _listen(chosen)
    app = web_app(chosen, opened, with_worker=everything)
    out.print(
        wording.plain("terminal/serving.j2", url=chosen.own_url, playground=chosen.playground)
    )
    server = uvicorn.Server(
        uvicorn.Config(
            app,
            log_config=None,
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=SHUTDOWN_SECONDS,
        )
    )
    _settle_memory()
    server.run(sockets=[listening])


def work() -> None:
    """受けた用件を処理して返事を送る（worker）。"""
    from bot.web import make_worker

    chosen = _checked(configuration.check_for_serving)
    worker = make_worker(chosen, _office(chosen))

    async def until_stopped() -> None:
        working = asyncio.create_task(worker.run())
        for number in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(number, working.cancel)
        await asyncio.wait([working])
        if not working.cancelled():
            working.result()

    _settle_memory()
    asyncio.run(until_stopped())


def clock() -> None:
    """決まった時刻の仕事を始める（clock）。"""
    chosen = _checked(configuration.check_for_serving)
    ticking = make_clock(_office(chosen), chosen)
    ticking.start()
    try:
        wait_until_stopped()
    finally:
        ticking.shutdown(wait=False)


def slack_socket() -> None:
    """Webhookを受けられない庁舎のために、Slackへこちらからつなぐ（Socket Mode）。"""
    from bot.socket_mode import run_socket_mode

    chosen = _checked(configuration.check_for_socket)
    opened = _office(chosen)
    run_socket_mode(
        chosen,
        opened,
        on_connected=lambda: out.print(wording.plain("terminal/socket_running.j2")),
    )


def _settle_memory() -> None:
    """Spare the garbage collector what stays anyway.

    The SDKs' classes are a million objects or so; going through them took 0.2 s every few seconds,
    and webhooks waited (docs/benchmarks.md).
    """
    gc.collect()
    gc.freeze()


def _office(chosen: Settings) -> Office:
    opened = office(chosen)
    make_default_municipality(opened)
    return opened


def _listen(chosen: Settings) -> socket.socket:
    """Take the port, or say what to do when another program has it."""
    try:
        return socket.create_server(
            (chosen.host, chosen.port),
            family=socket.AF_INET6 if ":" in chosen.host else socket.AF_INET,
            backlog=2048,
        )
    except OSError:
        stop("port_taken", host=chosen.host, port=chosen.port)


def _checked(check: Callable[[Settings], None]) -> Settings:
    chosen = settings()
    logs.set_up(chosen.log_level)
    try:
        check(chosen)
    except BadSettings as error:
        stop_for_settings(error)
    return chosen
