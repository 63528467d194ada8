"""`madoguchi explain`: why a question is answered as it is, for whoever mends a wording."""

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
from handlers.terminal.explanation import explanation_data, explanation_pieces
from knowledge.answer import Audience
from knowledge.explanation import explain as explained
from knowledge.explanation import searched_for
from knowledge.ranking import Ranking


def explain(
    question: Annotated[str, typer.Argument(help="質問", show_default=False)],
    municipality: MunicipalityOption = "",
    audience: Annotated[Audience, typer.Option(help="誰として尋ねるか")] = Audience.CITIZEN,
    as_json: JsonOption = False,
) -> None:
    """なぜその答えになるのかを見る。言葉、候補、信号、決め方、直し方。"""
    opened = office(settings())
    code = municipality_of(opened, municipality)
    counter = opened.counter
    answer = counter.ask(question, municipality=code, audience=audience)
    index = counter.shelves(code).indexes[audience]
    searched = searched_for(answer)
    ranking = counter.find(searched, index) if searched else Ranking((), None)
    told = explained(answer, index, ranking)
    if as_json:
        out.print_json(data=explanation_data(told), ensure_ascii=False)
        return
    for piece in explanation_pieces(told):
        out.print(piece, soft_wrap=False)
        out.print()
