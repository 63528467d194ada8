"""`madoguchi eval`: measure answers, so that an edit shows what it broke."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, TypeVar

import typer
from pydantic import BaseModel

from bot.commands.terminal import JsonOption, office, out, settings, stop
from handlers import wording
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
    as_json: JsonOption = False,
) -> None:
    """正解の付いた質問で、並び順の良さを測る。データベースには何も残さない。"""
    figures = ranking_set.run(_read(faq, FaqLine), _read(queries, RankedQuery))
    if as_json:
        out.print_json(data=figures)
    else:
        out.print(wording.plain("terminal/eval_ranking.j2", figures=figures))


def _read(path: Path, model: type[M]) -> list[M]:
    try:
        return read_lines(path, model)
    except UnreadableFile as error:
        stop("problem", problem=error.problem)
    except BadLine as error:
        stop("eval_problem", document=error.document, line=error.line, needs="、".join(error.needs))
