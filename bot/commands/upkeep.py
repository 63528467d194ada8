"""`madoguchi migrate` and `madoguchi audit verify`: keep the database in order."""

from __future__ import annotations

import typer

from bot.commands.terminal import (
    MunicipalityOption,
    municipality_of,
    office,
    out,
    settings,
)
from handlers import wording
from store import audit
from store.database import Database
from store.schema import upgrade

audit_app = typer.Typer(help="監査記録", no_args_is_help=True)


@audit_app.callback()
def _group() -> None:
    """監査記録を確かめる。"""


def migrate() -> None:
    """データベースを最新の形にする（release）。"""
    upgrade(Database(settings().database_url))
    out.print(wording.plain("terminal/migrated.j2"))


@audit_app.command("verify")
def verify(municipality: MunicipalityOption = "") -> None:
    """監査記録が書き換えられていないかを確かめる。"""
    chosen = settings()
    opened = office(chosen)
    code = municipality_of(opened, municipality)
    with opened.database.reading() as session:
        result = audit.verify(session, code)
    out.print(wording.plain("terminal/audit.j2", result=result))
    if result.broken_at is not None:
        raise typer.Exit(1)
