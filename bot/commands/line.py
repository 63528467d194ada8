"""`madoguchi line`: draw the rich menus and register them with LINE."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Annotated

import typer
from linebot.v3.messaging import ApiException
from urllib3.exceptions import HTTPError

from bot.commands.terminal import office, out, settings, stop
from handlers import wording
from handlers.line.rich_menu.at_line import MenusAtLine
from handlers.line.rich_menu.due import menu_due
from handlers.line.rich_menu.menus import MenuKind, menus

app = typer.Typer(help="LINEのメニュー（リッチメニュー）", no_args_is_help=True)


@app.command("setup")
def setup() -> None:
    """メニューの絵を作ってLINEに登録し、みんなに見せる。何度実行してもよい。"""
    from handlers.line.rich_menu.registering import ready, set_up  # draws, which takes a while

    chosen = settings()
    token = chosen.line_channel_access_token.get_secret_value()
    if not token:
        stop("line_setup_problem", problem="token")
    opened = office(chosen)
    wanted = [ready(opened, menu) for menu in menus().values()]
    with closing(MenusAtLine(chosen.line_api, chosen.line_data_api, token)) as at_line:
        try:
            done = set_up(at_line, wanted, menu_due(opened))
        except ApiException as error:
            stop("line_setup_problem", problem="refused", status=error.status)
        except HTTPError as error:
            stop("line_setup_problem", problem="unreachable", reason=type(error).__name__)
    out.print(wording.plain("terminal/line_set_up.j2", done=done))


@app.command("preview")
def preview(
    file: Annotated[Path, typer.Argument(help="書き込むファイル（PNG）", show_default=False)],
    disaster: Annotated[bool, typer.Option("--disaster", help="災害時のメニュー")] = False,
) -> None:
    """メニューの絵をファイルに書く。LINEには何も送らない。"""
    from handlers.line.rich_menu.drawing import png  # draws, which takes a while

    kind = MenuKind.DISASTER if disaster else MenuKind.USUAL
    try:
        file.write_bytes(png(menus()[kind]))
    except OSError as error:
        stop("line_preview_problem", file=file, reason=type(error).__name__)
    out.print(wording.plain("terminal/line_previewed.j2", file=file))
