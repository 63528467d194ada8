"""`madoguchi notice`: what the city tells everybody first, such as in a disaster."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, NoReturn

import typer
from sqlalchemy.orm import Session

from bot.commands.imports import COMMAND_LINE
from bot.commands.terminal import MunicipalityOption, municipality_of, office, out, settings, stop
from handlers import wording
from handlers.line.rich_menu.due import switches
from handlers.office import Office
from store import city_notices, outbox
from store.city_notices import (
    MOST_TEXT,
    AlreadyOver,
    NoticeTextMissing,
    NoticeTextTooLong,
    UnusableLink,
)
from store.clock import TOKYO
from store.tables import CityNotice

app = typer.Typer(help="災害時のお知らせを、すべての返事の上に出す", no_args_is_help=True)

_UNTIL = "いつまで出すか（例：2026-11-22T18:00）。なければ、取り下げるまで"


@app.command("set")
def publish(
    text: Annotated[str, typer.Argument(help="お知らせの文（300字まで）", show_default=False)],
    municipality: MunicipalityOption = "",
    link: Annotated[str, typer.Option("--link", help="詳しいことを書いたページ")] = "",
    until: Annotated[
        datetime | None,
        typer.Option("--until", formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"], help=_UNTIL),
    ] = None,
) -> None:
    """お知らせを出す。前のお知らせと入れ替わり、LINEのメニューは災害時のものになる。"""
    opened = office(settings())
    code = municipality_of(opened, municipality)
    now = opened.now()
    try:
        with opened.database.writing() as session:
            notice = city_notices.publish(
                session,
                code,
                text,
                link=link,
                until=until.replace(tzinfo=TOKYO) if until else None,
                at=now,
                actor=COMMAND_LINE,
            )
            _switch_menus(session, opened, notice, now)
            out.print(wording.plain("terminal/notice_published.j2", notice=notice))
    except (NoticeTextMissing, NoticeTextTooLong, UnusableLink, AlreadyOver) as error:
        _refuse(error)


@app.command("clear")
def clear(municipality: MunicipalityOption = "") -> None:
    """お知らせを取り下げ、LINEのメニューをいつものものに戻す。"""
    opened = office(settings())
    code = municipality_of(opened, municipality)
    now = opened.now()
    with opened.database.writing() as session:
        notice = city_notices.clear(session, code, at=now, actor=COMMAND_LINE)
        if notice is not None:
            _switch_menus(session, opened, notice, now)
        out.print(wording.plain("terminal/notice_cleared.j2", notice=notice))


@app.command("show")
def show(municipality: MunicipalityOption = "") -> None:
    """いま出しているお知らせと、避難所のページ。"""
    opened = office(settings())
    code = municipality_of(opened, municipality)
    with opened.database.reading() as session:
        notice = city_notices.current(session, code, now=opened.now())
        url = city_notices.evacuation_url(session, code)
        out.print(wording.plain("terminal/notice_shown.j2", notice=notice, evacuation_url=url))


@app.command("evacuation")
def evacuation(
    url: Annotated[str, typer.Argument(help='避難所のページ。空（""）なら、なくす')],
    municipality: MunicipalityOption = "",
) -> None:
    """避難所のページを決める。危険を知らせる言葉への返事と、災害時のメニューで使う。"""
    opened = office(settings())
    code = municipality_of(opened, municipality)
    try:
        with opened.database.writing() as session:
            city_notices.name_evacuation_page(
                session, code, url, at=opened.now(), actor=COMMAND_LINE
            )
    except UnusableLink as error:
        _refuse(error)
    out.print(wording.plain("terminal/notice_evacuation.j2", url=url))


def _switch_menus(session: Session, opened: Office, notice: CityNotice, now: datetime) -> None:
    """Let the worker switch the menu on LINE; what it could not deliver it tries again."""
    for message in switches(opened, notice):
        outbox.enqueue(session, message, municipality=notice.municipality, now=now)


def _refuse(error: Exception) -> NoReturn:
    stop("notice_problem", problem=type(error).__name__, most=MOST_TEXT)
