"""`madoguchi observe`: note what an indicator or a level of maturity was found to be."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, TypeVar

import typer
from sqlalchemy.orm import Session

from bot.commands.imports import COMMAND_LINE
from bot.commands.terminal import MunicipalityOption, municipality_of, office, out, settings, stop
from handlers import wording
from handlers.office import Office
from knowledge import numbers
from knowledge.importing.cells import day
from knowledge.importing.columns import BadCell
from knowledge.numbers import NotANumber
from knowledge.titles import Found, NotFound, Several, find_title
from store.clock import TOKYO
from store.observations import NotYet, maturity_series, observe_indicator, observe_maturity
from store.plan_parts import indicators, parts
from store.tables import Indicator, MaturityLevel

T = TypeVar("T")

app = typer.Typer(help="指標とデジタル化レベルの値を記録する", no_args_is_help=True)

DateOption = Annotated[
    str, typer.Option("--on", help="いつの値か（例：2026-03-31、令和8年3月31日）。なければ今日")
]
SourceOption = Annotated[str, typer.Option("--source", help="値の出典")]
NEGATIVE_NUMBERS = {"ignore_unknown_options": True}
"""-3 is a value, not an option."""


@app.command("indicator", context_settings=NEGATIVE_NUMBERS)
def indicator(
    name: Annotated[str, typer.Argument(help="指標の名前（一部でもよい）", show_default=False)],
    value: Annotated[str, typer.Argument(help="値（例：31.5%）。なければ今までの値を見る")] = "",
    municipality: MunicipalityOption = "",
    on: DateOption = "",
    source: SourceOption = "DX事務局",
) -> None:
    """指標（KPI）の値を記録する。値がなければ、これまでの値を見る。"""
    opened = office(settings())
    code = municipality_of(opened, municipality)
    with opened.database.reading() as session:
        known = {row.id: row for row in indicators(session, code)}
        meant = _meant(name, known, {key: row.title for key, row in known.items()}, "indicator")
        if not value:
            out.print(wording.plain("terminal/indicator_series.j2", indicator=meant))
            return
    figure, observed_on = _number(value), _day(on, opened)
    try:
        with opened.database.writing() as session:
            row = session.get_one(Indicator, meant.id)
            observe_indicator(
                session,
                row,
                value=figure,
                observed_on=observed_on,
                source=source,
                at=opened.now(),
                actor=COMMAND_LINE,
            )
            said = wording.plain("terminal/indicator_observed.j2", indicator=row)
    except NotYet:
        stop("observation_problem", problem="not_yet", text=observed_on.isoformat())
    out.print(said)


@app.command("maturity")
def maturity(
    category: Annotated[str, typer.Argument(help="分類の名前（一部でもよい）", show_default=False)],
    level: Annotated[str, typer.Argument(help="レベル（例：3）。なければ、これまでを見る")] = "",
    municipality: MunicipalityOption = "",
    on: DateOption = "",
    source: SourceOption = "DX事務局",
) -> None:
    """デジタル化レベルを記録する。レベルがなければ、これまでのレベルを見る。"""
    opened = office(settings())
    code = municipality_of(opened, municipality)
    with opened.database.reading() as session:
        scales = _scales(session, code)
        titles = dict(enumerate(title for _, title in scales))
        scale = _meant(category, dict(enumerate(scales.values())), titles, "maturity")
        if not level:
            out.print(_maturity("terminal/maturity_series.j2", session, scale))
            return
    reached, observed_on = _level(level, scale), _day(on, opened)
    try:
        with opened.database.writing() as session:
            observe_maturity(
                session,
                session.get_one(MaturityLevel, reached.id),
                observed_on=observed_on,
                source=source,
                at=opened.now(),
                actor=COMMAND_LINE,
            )
            said = _maturity("terminal/maturity_observed.j2", session, scale)
    except NotYet:
        stop("observation_problem", problem="not_yet", text=observed_on.isoformat())
    out.print(said)


def _scales(session: Session, code: str) -> dict[tuple[int, str], list[MaturityLevel]]:
    """The levels of each category, lowest first."""
    scales: dict[tuple[int, str], list[MaturityLevel]] = {}
    for row in sorted(parts(session, code, MaturityLevel), key=lambda row: row.level):
        scales.setdefault((row.plan_id, row.category), []).append(row)
    return dict(sorted(scales.items(), key=lambda item: min(row.id for row in item[1])))


def _maturity(template: str, session: Session, scale: list[MaturityLevel]) -> str:
    first = scale[0]
    series = [
        row
        for row in maturity_series(session, first.municipality)
        if (row.plan_id, row.category) == (first.plan_id, first.category)
    ]
    return wording.plain(template, scale=scale, series=series)


def _meant(text: str, known: Mapping[int, T], titles: Mapping[int, str], kind: str) -> T:
    """The one that is meant, or the end of the command with those that may be meant."""
    match find_title(text, titles):
        case Found(number):
            return known[number]
        case Several(numbers):
            problem, choices = "several", numbers
        case NotFound(numbers):
            problem, choices = "not_found", numbers or tuple(titles)
    stop(
        "observed_unknown",
        kind=kind,
        problem=problem,
        text=text,
        choices=[titles[number] for number in choices],
    )


def _number(text: str) -> float:
    try:
        return numbers.number(text)
    except NotANumber:
        stop("observation_problem", problem="not_a_number", text=text)


def _level(text: str, scale: list[MaturityLevel]) -> MaturityLevel:
    try:
        wanted = numbers.level(text)
    except NotANumber:
        wanted = None
    for row in scale:
        if row.level == wanted:
            return row
    stop("no_such_level", text=text, scale=scale)


def _day(text: str, opened: Office) -> date:
    """The day that is meant; today where none is."""
    try:
        return day(text) or opened.now().astimezone(TOKYO).date()
    except BadCell:
        stop("observation_problem", problem="not_a_date", text=text)
