"""`madoguchi approval`: whether what is for citizens waits for the DX office."""

from __future__ import annotations

import typer
from sqlalchemy.orm import Session

from bot.commands.imports import COMMAND_LINE
from bot.commands.terminal import MunicipalityOption, municipality_of, office, out, settings
from handlers import wording
from store import approvals, people, waiting

app = typer.Typer(help="市民に見せる前の承認を使うか", no_args_is_help=True)


@app.command("on")
def switch_on(municipality: MunicipalityOption = "") -> None:
    """公開の進捗と質問への答えを、DX事務局が承認してから市民に見せる。"""
    _switch(municipality, is_on=True)


@app.command("off")
def switch_off(municipality: MunicipalityOption = "") -> None:
    """すぐに市民に見せる。待っているものは、承認するまで見せない。"""
    _switch(municipality, is_on=False)


@app.command("show")
def show(municipality: MunicipalityOption = "") -> None:
    """いまの設定と、待っている件数。"""
    opened = office(settings())
    code = municipality_of(opened, municipality)
    with opened.database.reading() as session:
        _tell(session, code)


def _switch(municipality: str, *, is_on: bool) -> None:
    opened = office(settings())
    code = municipality_of(opened, municipality)
    with opened.database.writing() as session:
        approvals.switch(session, code, is_on=is_on, at=opened.now(), actor=COMMAND_LINE)
        _tell(session, code)


def _tell(session: Session, code: str) -> None:
    deciding = [who for who in people.registered(session, code) if people.oversees(who)]
    out.print(
        wording.plain(
            "terminal/approval.j2",
            is_on=approvals.is_on(session, code),
            count=waiting.count(session, code),
            is_one_alone=len(deciding) < 2,
        )
    )
