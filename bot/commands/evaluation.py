"""`madoguchi eval`: measure answers, so that an edit shows what it broke."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, TypeVar

import typer
from pydantic import BaseModel

from bot.commands.terminal import JsonOption, office, out, settings, stop
from bot.wiring import encoders_of
from handlers import wording
from knowledge.encoding import Encoder, NoEncoder
from knowledge.evaluation import growing_log
from knowledge.evaluation import questions as question_set
from knowledge.evaluation import ranking as ranking_set
from knowledge.evaluation.lines import BadLine, read_lines
from knowledge.evaluation.questions import ExpectedQuestion
from knowledge.evaluation.ranking import FaqLine, RankedQuery
from knowledge.importing.reading import UnreadableFile

app = typer.Typer(help="答えの良さを測る", no_args_is_help=True)

M = TypeVar("M", bound=BaseModel)


@app.command("questions")
def questions(
    file: Annotated[Path, typer.Argument(help="質問のJSONL", show_default=False)],
    as_json: JsonOption = False,
) -> None:
    """期待する題名のある質問を、すべて尋ねて数える。"""
    items = _read(file, ExpectedQuestion)
    with _all_vectors():
        report = question_set.run(office(settings()).counter, items)
    if as_json:
        out.print_json(
            data={
                "overall": report.overall,
                "slices": report.slices,
                "skipped": report.skipped,
            }
        )
        return
    rows = {"overall": report.overall, **report.slices}
    out.print(wording.plain("terminal/eval_questions.j2", rows=rows, skipped=report.skipped))


@app.command("ranking")
def ranking(
    faq: Annotated[Path, typer.Option(help="よくある質問のJSONL", show_default=False)],
    queries: Annotated[Path, typer.Option(help="質問のJSONL", show_default=False)],
    aliases: Annotated[
        bool, typer.Option("--aliases", help="言い方が増えると、どれだけ良くなるかを測る")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """正解の付いた質問で、並び順の良さを測る。データベースには何も残さない。"""
    entries, asked = _read(faq, FaqLine), _read(queries, RankedQuery)
    encoders = encoders_of(settings())
    if aliases:
        _aliases(entries, asked, encoders, as_json=as_json)
        return
    with _all_vectors():
        figures = ranking_set.run(entries, asked, encoders)
    if as_json:
        out.print_json(data=figures)
    else:
        out.print(wording.plain("terminal/eval_ranking.j2", figures=figures))


def _aliases(
    entries: Sequence[FaqLine],
    asked: Sequence[RankedQuery],
    encoders: Sequence[Encoder],
    *,
    as_json: bool,
) -> None:
    with _all_vectors():
        shares = growing_log.run(entries, asked, encoders)
    if as_json:
        out.print_json(data={f"{share}%": figures for share, figures in shares.items()})
    else:
        out.print(wording.plain("terminal/eval_aliases.j2", shares=shares))


@contextmanager
def _all_vectors() -> Iterator[None]:
    """Figures by words alone must not pass for those of a model that did not answer."""
    try:
        yield
    except NoEncoder as error:
        stop("no_encoder", model=error.model, reason=error.reason)


def _read(path: Path, model: type[M]) -> list[M]:
    try:
        return read_lines(path, model)
    except UnreadableFile as error:
        stop("problem", problem=error.problem)
    except BadLine as error:
        stop("eval_problem", document=error.document, line=error.line, needs="、".join(error.needs))
