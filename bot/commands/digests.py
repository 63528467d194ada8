"""`madoguchi digest weekly`: see or send the weekly digest."""

from __future__ import annotations

import asyncio
import time
from typing import Annotated

import typer

from bot.commands.terminal import (
    MunicipalityOption,
    municipality_of,
    office,
    out,
    settings,
    stop,
    stop_for_settings,
)
from bot.settings import BadSettings, SettingProblem, Settings
from handlers import wording
from handlers.delivery import TIMEOUT_SECONDS
from handlers.digest import weekly as digest
from handlers.office import Office
from store import outbox
from store.clock import NoSuchWeek, Week
from store.tables import OutboxState

app = typer.Typer(help="まとめ（ダイジェスト）", no_args_is_help=True)


@app.callback()
def _group() -> None:
    """まとめ（ダイジェスト）を見る、送る。"""


@app.command("weekly")
def weekly(
    municipality: MunicipalityOption = "",
    week: Annotated[str, typer.Option(help="週（例：2026-W47）。なければ今週")] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="見るだけ")] = False,
    send: Annotated[bool, typer.Option("--send", help="Slackのチャンネルへ送る")] = False,
) -> None:
    """職員向けの週のまとめ。"""
    chosen = settings()
    opened = office(chosen)
    code = municipality_of(opened, municipality)
    try:
        period = Week.parse(week) if week else Week.of(opened.now())
    except NoSuchWeek:
        stop("no_such_week", text=week)
    if dry_run or not send:
        out.print(digest.text_of(digest.gather(opened.database, code, period)))
    else:
        _send(chosen, opened, code, period)


def _send(chosen: Settings, opened: Office, code: str, week: Week) -> None:
    from bot.web import make_worker  # takes a second to load, which other commands do not need

    if not chosen.slack_digest_channel:
        stop_for_settings(BadSettings([SettingProblem("SLACK_DIGEST_CHANNEL", "digest_channel")]))
    sent = digest.send(
        opened.database, code, week, channel=chosen.slack_digest_channel, now=opened.now()
    )
    if not sent:
        out.print(wording.plain("terminal/digest_outcome.j2", outcome="already", week=week))
        return
    key = digest.outbox_key(code, week)
    asyncio.run(make_worker(chosen, opened).deliver_one(key))
    state, reason = _outcome(opened, key)
    match state:
        case OutboxState.SENT:
            out.print(wording.plain("terminal/digest_outcome.j2", outcome="sent", week=week))
        case OutboxState.WAITING | OutboxState.TAKEN:
            stop("digest_outcome", outcome="waiting", week=week, reason=reason)
        case _:
            stop("digest_outcome", outcome="failed", week=week, reason=reason)


def _outcome(opened: Office, key: str) -> tuple[OutboxState, str]:
    """Where the digest stands once nobody holds it: a running worker may have been quicker."""
    deadline = time.monotonic() + TIMEOUT_SECONDS
    while True:
        with opened.database.reading() as session:
            state, reason = outbox.state_of(session, key) or (OutboxState.FAILED, "")
        if state is not OutboxState.TAKEN or time.monotonic() > deadline:
            return state, reason
        time.sleep(0.1)
