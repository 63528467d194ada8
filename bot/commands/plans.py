"""`madoguchi plan`: a look at what the plans hold, without Slack."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Annotated, Any

import typer
from rich.console import RenderableType

from bot.commands.terminal import (
    JsonOption,
    MunicipalityOption,
    municipality_of,
    office,
    out,
    settings,
    stop,
)
from handlers import wording
from handlers.terminal.plan_tables import list_table, look_pieces, stats_pieces
from knowledge.importing.years import fiscal_year
from knowledge.narrowing import Filter, named_by
from knowledge.overview import stats as plan_stats
from knowledge.plan_contents import PlanContents, read
from knowledge.plan_details import Choices, Details, find_details
from knowledge.plan_list import listed
from knowledge.plan_look import look
from store.tables import Status

app = typer.Typer(help="計画を見る", no_args_is_help=True)


@app.command("list")
def list_initiatives(
    municipality: MunicipalityOption = "",
    theme: Annotated[str, typer.Option(help="テーマの名前（一部でもよい）")] = "",
    department: Annotated[str, typer.Option(help="担当課の名前（一部でもよい）")] = "",
    status: Annotated[str, typer.Option(help="状態（例：進行中）")] = "",
    year: Annotated[str, typer.Option(help="予定のある年度（例：2026、令和8年度）")] = "",
    as_json: JsonOption = False,
) -> None:
    """取組の一覧。テーマ、担当課、状態、年度で絞り込める。"""
    opened = office(settings())
    code = municipality_of(opened, municipality)
    with opened.database.reading() as session:
        contents = _checked(read(session, code))
        wanted = Filter(
            department=_department(contents, department),
            year=_year(year),
            status=_status(status),
            theme=_theme(contents, theme),
        )
        rows = listed(contents, wanted)
    if as_json:
        _print_json(code, "initiatives", [asdict(row) for row in rows])
        return
    if rows:
        _print(list_table(rows))
    out.print(wording.plain("terminal/plan_list_count.j2", count=len(rows)))


@app.command("show")
def show(
    title: Annotated[str, typer.Argument(help="取組や節などの名前。なければ計画の全体")] = "",
    municipality: MunicipalityOption = "",
    as_json: JsonOption = False,
) -> None:
    """計画の全体か、名前を書いた一つの項目を見る。"""
    opened = office(settings())
    code = municipality_of(opened, municipality)
    with opened.database.reading() as session:
        contents = _checked(read(session, code))
        if title:
            _show_found(find_details(contents, title), code, title, as_json=as_json)
            return
        looks = [look(one) for one in contents]
    if as_json:
        _print_json(code, "plans", [asdict(one) for one in looks])
        return
    for one in looks:
        _print(*look_pieces(one))


@app.command("stats")
def stats(municipality: MunicipalityOption = "", as_json: JsonOption = False) -> None:
    """種類、テーマ、担当課、年度、状態ごとに数える。"""
    opened = office(settings())
    code = municipality_of(opened, municipality)
    with opened.database.reading() as session:
        counted = [plan_stats(one) for one in _checked(read(session, code))]
    if as_json:
        _print_json(code, "plans", [asdict(one) for one in counted])
        return
    for one in counted:
        _print(*stats_pieces(one))


def _show_found(found: list[Details] | Choices, code: str, text: str, *, as_json: bool) -> None:
    """Show what was found, or end the command with what may be meant."""
    if isinstance(found, Choices):
        if as_json:
            _print_json(code, "candidates", list(found.titles))
            raise typer.Exit(1)
        problem = "not_found" if found.is_near_only else "several"
        stop("plan_problem", problem=problem, text=text, choices=found.titles)
    if as_json:
        _print_json(code, "found", [asdict(entry) for entry in found])
        return
    out.print(
        "\n\n".join(wording.plain("terminal/plan_details.j2", entry=entry) for entry in found)
    )


def _checked(contents: list[PlanContents]) -> list[PlanContents]:
    """The plans, or the end of the command where there is none."""
    if not contents:
        stop("plan_problem", problem="no_plan", text="", choices=())
    return contents


def _department(contents: Sequence[PlanContents], word: str) -> str:
    names = [
        link.department.name
        for one in contents
        for row in one.initiatives
        for link in row.departments
    ]
    return _named(word, names, "no_department")


def _theme(contents: Sequence[PlanContents], word: str) -> str:
    return _named(word, [path[-1] for one in contents for path in one.tree], "no_theme")


def _named(word: str, names: Sequence[str], problem: str) -> str:
    found = named_by(word, names) if word else ""
    if word and not found:
        stop("plan_problem", problem=problem, text=word, choices=list(dict.fromkeys(names)))
    return found


def _status(word: str) -> Status | None:
    if not word:
        return None
    if word not in set(Status):
        stop("plan_problem", problem="no_status", text=word, choices=list(Status))
    return Status(word)


def _year(word: str) -> int | None:
    year = fiscal_year(word)
    if word and year is None:
        stop("plan_problem", problem="no_year", text=word, choices=())
    return year


def _print(*pieces: RenderableType) -> None:
    """Tables and trees, each wrapped to the width of the terminal."""
    for piece in pieces:
        out.print(piece, soft_wrap=False)
        out.print()


def _print_json(code: str, name: str, values: list[Any]) -> None:
    out.print_json(data={"municipality": code, name: values}, ensure_ascii=False)
