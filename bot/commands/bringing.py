"""Bring a file in: read, show what would change, ask, write; all of it or nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, NoReturn

import typer
from rich.progress import Progress
from sqlalchemy.orm import Session

from bot.commands.terminal import err, office, out, settings, stop
from handlers import wording
from handlers.office import Office
from handlers.terminal import import_report
from knowledge.importing.comparison import Comparison
from knowledge.importing.job import ImportKind, Job, prepare
from knowledge.importing.plan_job import PlanJob
from knowledge.importing.reading import Problem, Refused, UnreadableFile
from store import municipalities
from store.audit import Actor
from store.tables import Visibility


@dataclass(frozen=True)
class Bringing:
    """For whom a file is brought in, and how much is asked and shown."""

    municipality: str
    name: str
    yes: bool
    dry_run: bool
    everything: bool
    as_json: bool

    def run(
        self,
        kind: ImportKind,
        file: Path,
        actor: Actor,
        *,
        plan_title: str = "",
        visibility: Mapping[str, Visibility] = MappingProxyType({}),
    ) -> None:
        opened = office(settings())
        try:
            job = prepare(kind, file, actor, plan_title=plan_title, visibility=visibility)
        except UnreadableFile as error:
            if self.as_json:
                out.print_json(data={"document": file.name, "outcome": "unreadable"})
            stop("problem", problem=error.problem)
        if job.problems:
            self._refuse(job, job.problems)
        try:
            job, comparison = self._compared(opened, job)
            if not self.as_json:
                out.print(import_report.text(job, comparison, everything=self.everything))
            outcome = self._written(opened, job, comparison)
        except Refused as refused:
            self._refuse(job, refused.problems)
        self._tell(job, comparison, outcome)
        if outcome in ("declined", "not_confirmed"):
            raise typer.Exit(1)

    def _compared(self, opened: Office, job: Job) -> tuple[Job, Comparison]:
        """What would change, after asking about the names that may have changed."""
        with opened.database.reading() as session:
            comparison = job.compare(session, self.municipality)
        asks = not (self.yes or self.dry_run or self.as_json)
        if not (asks and comparison.doubtful and isinstance(job, PlanJob)):
            return job, comparison
        agreed = [
            rename for rename in comparison.doubtful if _confirmed("import_renamed", rename=rename)
        ]
        job = job.confirm(agreed)
        with opened.database.reading() as session:
            return job, job.compare(session, self.municipality)

    def _written(self, opened: Office, job: Job, comparison: Comparison) -> str:
        """Write, if that is wanted; returns how it ended."""
        if self.dry_run:
            return "dry_run"
        if not comparison.changes:
            # Reading the same file again changes nothing; a new name or code still counts.
            with opened.database.writing() as session:
                municipalities.ensure(session, self.municipality, self.name)
            return "nothing"
        if not self.yes and self.as_json:
            return "not_confirmed"
        if not self.yes and not _confirmed("import_confirm"):
            return "declined"
        if problems := write(opened, job, self.municipality, self.name):
            raise Refused(problems)
        return "written"

    def _tell(self, job: Job, comparison: Comparison, outcome: str) -> None:
        if self.as_json:
            data = import_report.data(job, comparison, outcome=outcome)
            out.print_json(data=data, ensure_ascii=False)
            return
        counts = import_report.counts(comparison.changes)
        out.print(wording.plain("terminal/import_outcome.j2", outcome=outcome, **counts))

    def _refuse(self, job: Job, problems: Sequence[Problem]) -> NoReturn:
        if self.as_json:
            data = import_report.data(job, Comparison(()), outcome="refused", problems=problems)
            out.print_json(data=data, ensure_ascii=False)
        stop("import_problems", document=job.document, problems=problems)


def _confirmed(question: str, **values: Any) -> bool:
    try:
        return typer.confirm(wording.plain(f"terminal/{question}.j2", **values))
    except typer.Abort:  # nobody is there to answer
        return False


def write(opened: Office, job: Job, municipality: str, name: str) -> list[Problem]:
    """Write in one transaction, with a progress bar; returns why nothing was written, if so."""
    try:
        with opened.database.writing() as session:
            municipalities.ensure(session, municipality, name)
            _write_changes(session, opened, job, municipality)
    except Refused as refused:
        return list(refused.problems)
    return []


def _write_changes(session: Session, opened: Office, job: Job, municipality: str) -> None:
    # Compared again inside the transaction: somebody may have written since it was shown.
    changes = job.compare(session, municipality).changes
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
        raise Refused(problems)
