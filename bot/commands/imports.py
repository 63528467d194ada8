"""`madoguchi import …`: bring plans, procedures, FAQ, departments and people in."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import Progress
from sqlalchemy.orm import Session

from bot.commands.terminal import err, office, out, settings, stop
from handlers import wording
from handlers.office import Office
from knowledge.importing.fitting import Overtaken
from knowledge.importing.job import ImportKind, Job, prepare
from knowledge.importing.reading import Problem, RowsRefused, UnreadableFile
from store import municipalities
from store.audit import Actor
from store.records.changes import Action, Change

app = typer.Typer(help="計画や手続などを読み込む", no_args_is_help=True)

COMMAND_LINE = Actor("command line", "CLI")

FileArgument = Annotated[Path, typer.Argument(help="読み込むファイル", show_default=False)]
CodeOption = Annotated[
    str, typer.Option("--municipality", "-m", help="自治体のコード。なければ作る")
]
NameOption = Annotated[str, typer.Option("--name", help="自治体の名前（例：江津市）")]
YesOption = Annotated[bool, typer.Option("--yes", "-y", help="確認せずに書き込む")]
DryRunOption = Annotated[bool, typer.Option("--dry-run", help="変わるところを見るだけ")]


def _offer(kind: ImportKind, what: str) -> None:
    """Add `madoguchi import <kind>`."""

    @app.command(kind.value, help=f"{what}を読み込む。")
    def command(
        file: FileArgument,
        municipality: CodeOption,
        name: NameOption = "",
        yes: YesOption = False,
        dry_run: DryRunOption = False,
    ) -> None:
        run(kind, file, municipality, name=name, yes=yes, dry_run=dry_run)


_offer(ImportKind.PLAN, "計画（取組の一覧）")
_offer(ImportKind.INITIATIVES, "取組の表（CSVかExcel）")
_offer(ImportKind.PROCEDURES, "手続の表（CSVかExcel）")
_offer(ImportKind.FAQ, "よくある質問の表（CSVかExcel）")
_offer(ImportKind.INDICATORS, "指標の表（CSVかExcel）")
_offer(ImportKind.GLOSSARY, "用語の表（CSVかExcel）")
_offer(ImportKind.DEPARTMENTS, "担当課の表（CSVかExcel）")
_offer(ImportKind.PEOPLE, "担当者の名簿（CSVかExcel）")


def run(
    kind: ImportKind, file: Path, municipality: str, *, name: str, yes: bool, dry_run: bool
) -> None:
    """Read, show what would change, ask, write: all of it or nothing."""
    opened = office(settings())
    try:
        job = prepare(kind, file, COMMAND_LINE)
    except UnreadableFile as error:
        stop("problem", problem=error.problem)
    if job.problems:
        stop("import_problems", document=job.document, problems=job.problems)
    try:
        with opened.database.reading() as session:
            changes = job.changes(session, municipality)
            overtaken = job.overtaken(session, municipality)
    except RowsRefused as error:
        stop("import_problems", document=job.document, problems=error.problems)
    out.print(_report(job, changes, overtaken))
    if dry_run:
        out.print(_outcome("dry_run", changes))
    elif not changes:
        # Reading the same file again changes nothing; a new name or code still counts.
        with opened.database.writing() as session:
            municipalities.ensure(session, municipality, name)
        out.print(_outcome("nothing", changes))
    elif not yes and not _confirmed():
        out.print(_outcome("declined", changes))
        raise typer.Exit(1)
    else:
        problems = write(opened, job, municipality, name)
        if problems:
            stop("import_problems", document=job.document, problems=problems)
        out.print(_outcome("written", changes))


def _confirmed() -> bool:
    try:
        return typer.confirm(wording.plain("terminal/import_confirm.j2"))
    except typer.Abort:  # nobody is there to answer
        return False


def write(opened: Office, job: Job, municipality: str, name: str) -> list[Problem]:
    """Write in one transaction, with a progress bar; returns why nothing was written, if so."""
    try:
        with opened.database.writing() as session:
            municipalities.ensure(session, municipality, name)
            _write_changes(session, opened, job, municipality)
    except RowsRefused as refused:
        return list(refused.problems)
    return []


def _write_changes(session: Session, opened: Office, job: Job, municipality: str) -> None:
    # Compared again inside the transaction: somebody may have written since it was shown.
    changes = job.changes(session, municipality)
    with Progress(console=err, transient=True, disable=not err.is_terminal) as bar:
        task = bar.add_task(wording.plain("terminal/progress_bar.j2"), total=len(changes))
        problems = job.write(
            session,
            municipality,
            changes,
            at=opened.now(),
            on_written=lambda count: bar.advance(task, count),
        )
    if problems:
        raise RowsRefused(problems)


def _report(job: Job, changes: list[Change], overtaken: Sequence[Overtaken]) -> str:
    return wording.plain(
        "terminal/import_changes.j2",
        document=job.document,
        count=job.count,
        added=_of(changes, Action.ADDED),
        changed=_of(changes, Action.CHANGED),
        removed=_of(changes, Action.REMOVED),
        overtaken=overtaken,
        leftovers=job.not_understood,
    )


def _outcome(outcome: str, changes: list[Change]) -> str:
    return wording.plain(
        "terminal/import_outcome.j2",
        outcome=outcome,
        added=len(_of(changes, Action.ADDED)),
        changed=len(_of(changes, Action.CHANGED)),
        removed=len(_of(changes, Action.REMOVED)),
    )


def _of(changes: list[Change], action: Action) -> list[Change]:
    return [change for change in changes if change.action is action]
