"""What commands share: opening the office, saying something, stopping with a reason."""

from __future__ import annotations

from typing import Annotated, Any, NoReturn

import typer
from rich.console import Console
from sqlalchemy.exc import SQLAlchemyError

from bot import logs
from bot import settings as configuration
from bot.settings import BadSettings, Settings
from bot.wiring import open_office
from handlers import wording
from handlers.office import Office
from store import municipalities
from store.schema import SchemaOutdated

out = Console(highlight=False, markup=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, markup=False, soft_wrap=True)

MunicipalityOption = Annotated[
    str,
    typer.Option("--municipality", "-m", help="自治体のコード（例：gotsu）。一つなら省ける"),
]
JsonOption = Annotated[bool, typer.Option("--json", help="機械が読む形（JSON）で出す")]


def settings() -> Settings:
    """The settings, or the end of the command with a line for each problem."""
    logs.for_a_command()
    try:
        return configuration.load()
    except BadSettings as error:
        stop_for_settings(error)


def stop_for_settings(error: BadSettings) -> NoReturn:
    for problem in error.problems:
        err.print(wording.plain("terminal/setting_problem.j2", problem=problem))
    raise typer.Exit(2)


def stop(template: str, **values: Any) -> NoReturn:
    """Say why on standard error and end with exit code 1."""
    err.print(wording.plain(f"terminal/{template}.j2", **values))
    raise typer.Exit(1)


def office(chosen: Settings) -> Office:
    """The office with its database, or the end of the command with the reason."""
    try:
        return open_office(chosen)
    except SchemaOutdated:
        stop("schema_outdated")
    except SQLAlchemyError as error:
        stop("database_unreachable", reason=type(error).__name__)


def municipality_of(opened: Office, given: str) -> str:
    """Whom a command is for: who is named, else the default one, else the only one there is."""
    code = given or opened.municipality
    if not given:
        with opened.database.reading() as session:
            known = municipalities.codes(session)
        if code not in known and len(known) == 1:
            return known[0]
    check_municipality(opened, code)
    return code


def check_municipality(opened: Office, code: str) -> None:
    """End the command when nothing was imported for this code."""
    with opened.database.reading() as session:
        if municipalities.find(session, code) is None:
            stop("unknown_municipality", code=code, known=municipalities.codes(session))
