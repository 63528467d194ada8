"""`madoguchi ask`: put a question to the counter from the command line."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.commands.terminal import (
    JsonOption,
    MunicipalityOption,
    municipality_of,
    office,
    out,
    settings,
)
from handlers.answers.plain_data import answer_data
from handlers.answers.text import answer_text
from knowledge.answer import Audience


def ask(
    question: Annotated[str, typer.Argument(help="質問")],
    municipality: MunicipalityOption = "",
    audience: Annotated[Audience, typer.Option(help="誰として尋ねるか")] = Audience.CITIZEN,
    as_json: JsonOption = False,
) -> None:
    """質問して、答えを見る。"""
    chosen = settings()
    opened = office(chosen)
    code = municipality_of(opened, municipality)
    answer = opened.counter.ask(question, municipality=code, audience=audience)
    if as_json:
        out.print_json(data=answer_data(answer), ensure_ascii=False)
    else:
        out.print(answer_text(answer))
