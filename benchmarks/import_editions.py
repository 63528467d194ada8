"""How fast a very large plan is compared and written: 13,000 initiatives and 30,000 sections.

    python benchmarks/import_editions.py [--initiatives N] [--sections N] [--database-url URL]

The records are generated, as a plan text of 10 MB would bring them; reading the text is not part
of it. Without a URL it writes into a SQLite file that is gone afterwards; a database that is named
must be empty. Prints seconds for each step and the most memory the process ever had.
"""

from __future__ import annotations

import resource
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from knowledge.importing.plan_job import plan_job
from knowledge.importing.plan_reading import PlanReading
from store import audit
from store.database import Database
from store.municipalities import ensure
from store.records.initiatives import InitiativeRecord, ProgressRecord, ScheduleRecord
from store.records.plan_identity import PlanName
from store.records.plan_parts import SectionRecord
from store.schema import open_up_to_date
from store.tables import ProgressMark, Status

CITY = "large"
ACTOR = audit.Actor("benchmark", "CLI")
TEXT = "窓口で書く手間を減らし、待つ時間を短くするため、申請の受け付けを見直す。"


def main(
    initiatives: int = 13_000,
    sections: int = 30_000,
    database_url: Annotated[str, typer.Option(help="default: a SQLite file")] = "",
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        database = open_up_to_date(database_url or f"sqlite:///{Path(folder) / 'large.db'}")
        first = _plan("第1.0版", initiatives, sections)
        with _timed("first import"):
            _bring(database, first)
        with _timed("the same again"):
            _bring(database, first)
        with _timed("next edition, a tenth gone and a tenth new"):
            _bring(database, _next(first, initiatives // 10, sections // 10))
        with _timed("audit verify"), database.reading() as session:
            print(audit.verify(session, CITY))
        database.close()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{'most memory':<45}{peak:8.0f} MB")


def _plan(edition: str, initiatives: int, sections: int) -> PlanReading:
    return PlanReading(
        name=PlanName("大きな市DX計画"),
        edition=edition,
        document=f"{edition}.md",
        content_hash=edition,
        initiatives=tuple(_initiative(number, edition) for number in range(initiatives)),
        parts=tuple(_section(number, edition) for number in range(sections)),
    )


def _next(plan: PlanReading, fewer_initiatives: int, fewer_sections: int) -> PlanReading:
    """The next edition: the first tenth of everything is gone, and as much is new at the end."""
    edition = "第1.1版"
    initiatives, sections = len(plan.initiatives), len(plan.parts)
    following = _plan(edition, initiatives + fewer_initiatives, sections + fewer_sections)
    return replace(
        following,
        initiatives=following.initiatives[fewer_initiatives:],
        parts=following.parts[fewer_sections:],
    )


def _initiative(number: int, edition: str) -> InitiativeRecord:
    return InitiativeRecord(
        title=f"取組{number}番 申請の見直し",
        departments=(f"第{number % 40}課", f"第{number % 37 + 40}課"),
        purpose=TEXT,
        current_state=TEXT * 2,
        ideal_state=TEXT * 2,
        note="",
        schedule=tuple(
            ScheduleRecord(f"{year}にすること", year, year) for year in range(2023, 2027)
        ),
        progress=(ProgressRecord(2023, ProgressMark.REPORTED, Status.IN_PROGRESS, TEXT),),
        source_document=f"{edition}.md",
        source_heading=f"取組{number}番",
        source_edition=edition,
    )


def _section(number: int, edition: str) -> SectionRecord:
    return SectionRecord(
        key=f"第{number // 100}章/第{number}節",
        source_document=f"{edition}.md",
        source_heading=f"第{number}節",
        source_edition=edition,
        title=f"第{number}節",
        path=(f"第{number // 100}章",),
        text=TEXT * 4,
    )


def _bring(database: Database, plan: PlanReading) -> None:
    """As the command does it: compared to be shown, then compared and written."""
    job = plan_job(plan, ACTOR)
    with database.writing() as session:
        ensure(session, CITY)
    with database.reading() as session:
        shown = job.compare(session, CITY).changes
    if shown:
        with database.writing() as session:
            job.write(session, CITY, job.compare(session, CITY).changes, at=datetime.now(UTC))


@contextmanager
def _timed(what: str) -> Iterator[None]:
    start, work = time.perf_counter(), time.process_time()
    yield
    seconds, work = time.perf_counter() - start, time.process_time() - work
    print(f"{what:<45}{seconds:8.1f} s, {work:.1f} s of them in this process")


if __name__ == "__main__":
    typer.run(main)
