"""`madoguchi wording`: say how else people ask for an entry, and review what was proposed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Annotated, Any, Protocol

import typer
from sqlalchemy.orm import Session

from bot.commands.imports import COMMAND_LINE
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
from handlers.terminal.wordings import wording_rows
from knowledge.entries import Entry, read
from knowledge.personal_numbers import mask
from knowledge.titles import Found, NotFound, Several, find_title
from store import wordings
from store.audit import Actor
from store.tables import Wording, WordingState
from store.wordings import MOST_LETTERS, BadLength, NoSuchWording

app = typer.Typer(help="言い方（市民や職員の尋ね方）を足す、確かめる", no_args_is_help=True)

NumbersArgument = Annotated[
    list[int], typer.Argument(help="wording list の番号（いくつでも）", show_default=False)
]


class Review(Protocol):
    """`wordings.accept` or `wordings.refuse`."""

    def __call__(
        self,
        session: Session,
        municipality: str,
        numbers: Iterable[int],
        *,
        at: datetime,
        actor: Actor,
    ) -> list[Wording]: ...


@app.command("add")
def add(
    entry: Annotated[
        str, typer.Argument(help="手続や取組などの名前（一部でもよい）", show_default=False)
    ],
    text: Annotated[str, typer.Argument(help="言い方（例：引っ越したい）", show_default=False)],
    municipality: MunicipalityOption = "",
    accept: Annotated[bool, typer.Option("--accept", help="確認も済んだものとして使う")] = False,
) -> None:
    """言い方を一つ、提案する。"""
    opened = office(settings())
    code = municipality_of(opened, municipality)
    with opened.database.reading() as session:
        entries = _entries(session, code)
    meant = _meant(entry, entries)
    try:
        with opened.database.writing() as session:
            told: dict[str, Any] = {"at": opened.now(), "actor": COMMAND_LINE}
            row = wordings.propose(session, code, meant.key, mask(text), **told)
            if accept:
                wordings.accept(session, code, [row.id], **told)
            said = wording_rows([row], entries)
    except BadLength:
        stop("wording_problem", problem="length", most=MOST_LETTERS)
    out.print(wording.plain("terminal/wording_state.j2", rows=said))


@app.command("list")
def list_wordings(
    municipality: MunicipalityOption = "",
    waiting: Annotated[bool, typer.Option("--waiting", help="確認を待つものだけ")] = False,
    as_json: JsonOption = False,
) -> None:
    """言い方の一覧。"""
    opened = office(settings())
    code = municipality_of(opened, municipality)
    states = (WordingState.WAITING,) if waiting else ()
    with opened.database.reading() as session:
        entries = _entries(session, code)
        rows = wording_rows(wordings.listed(session, code, *states), entries)
    if as_json:
        data = {"municipality": code, "wordings": [row.plain() for row in rows]}
        out.print_json(data=data, ensure_ascii=False)
    else:
        out.print(wording.plain("terminal/wording_list.j2", rows=rows, waiting=waiting))


@app.command("accept")
def accept(numbers: NumbersArgument, municipality: MunicipalityOption = "") -> None:
    """言い方を使う。"""
    _review(wordings.accept, numbers, municipality)


@app.command("refuse")
def refuse(numbers: NumbersArgument, municipality: MunicipalityOption = "") -> None:
    """言い方を使わない。もう提案もされない。"""
    _review(wordings.refuse, numbers, municipality)


def _review(review: Review, numbers: Sequence[int], municipality: str) -> None:
    opened = office(settings())
    code = municipality_of(opened, municipality)
    with opened.database.reading() as session:
        entries = _entries(session, code)
    try:
        with opened.database.writing() as session:
            rows = review(session, code, numbers, at=opened.now(), actor=COMMAND_LINE)
            said = wording_rows(rows, entries)
    except NoSuchWording as error:
        stop("wording_problem", problem="no_such_number", numbers=error.numbers)
    out.print(wording.plain("terminal/wording_state.j2", rows=said))


def _entries(session: Session, code: str) -> Mapping[str, Entry]:
    """Everything that staff can ask about, by key."""
    base = read(session, code)
    return {entry.key: entry for entry in base.staff_entries} if base else {}


def _meant(text: str, entries: Mapping[str, Entry]) -> Entry:
    """The entry with this key or title, or the end of the command with those that may be meant."""
    if text in entries:
        return entries[text]
    known = list(entries.values())
    match find_title(text, {place: entry.title for place, entry in enumerate(known)}):
        case Found(place):
            return known[place]
        case Several(places):
            problem = "several"
        case NotFound(places):
            problem = "not_found"
    choices = [known[place] for place in places]
    stop(
        "wording_problem",
        problem=problem,
        text=text,
        choices=choices,
        kinds=wording.labels("terminal/labels.j2"),
    )
