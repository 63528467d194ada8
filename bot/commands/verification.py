"""`madoguchi verification`: how long a verification holds, and what is to be verified again."""

from __future__ import annotations

from typing import Annotated

import typer
from sqlalchemy.orm import Session

from bot.commands.imports import COMMAND_LINE
from bot.commands.terminal import MunicipalityOption, municipality_of, office, out, settings, stop
from handlers import wording
from handlers.office import Office
from store import verification

app = typer.Typer(help="手続とよくある質問の確認日", no_args_is_help=True)


@app.command("list")
def list_unsure(municipality: MunicipalityOption = "") -> None:
    """確認から日がたった手続とよくある質問。"""
    opened = office(settings())
    code = municipality_of(opened, municipality)
    with opened.database.reading() as session:
        _tell(opened, session, code)


@app.command("days")
def let_hold_for(
    days: Annotated[int, typer.Argument(help="確認から何日までを最新とするか（初めは365）")],
    municipality: MunicipalityOption = "",
) -> None:
    """何日を過ぎたら「最新か確認中」とするかを決める。"""
    opened = office(settings())
    code = municipality_of(opened, municipality)
    with opened.database.writing() as session:
        try:
            verification.let_hold_for(session, code, days, at=opened.now(), actor=COMMAND_LINE)
        except verification.BadDays:
            stop("bad_days", most=verification.MOST_DAYS)
        _tell(opened, session, code)


def _tell(opened: Office, session: Session, code: str) -> None:
    out.print(
        wording.plain(
            "terminal/verification.j2",
            days=verification.holds_for(session, code).days,
            waits=verification.unsure(session, code, now=opened.now()),
        )
    )
