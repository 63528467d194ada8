"""How long clerks wait in Slack: for the acknowledgement, and for what they asked for.

    python benchmarks/slack.py [--clerks 20] [--initiatives 200] [--seconds 60] [--pause 1]

Starts `madoguchi serve --all` on a fresh database of each kind: SQLite, and PostgreSQL where a
server answers (TEST_POSTGRESQL_URL). Each clerk posts progress, opens and submits the form, types
a title, opens the Home tab and asks, one after the other, resting a while in between. A stand-in
for Slack in this process notes when each message arrives; it answers at once. Prints a table.
"""

from __future__ import annotations

import asyncio
import os
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import aiohttp
import numpy as np
import typer
from aiohttp import web

from benchmarks.clerks import Clerk, Desk, Measured, SlackSide
from benchmarks.import_editions import TEXT
from benchmarks.running_bot import (
    MADOGUCHI,
    empty_database,
    kinds_of_database,
    processor_seconds,
    running,
)
from bot.commands.sample import load
from bot.settings import SAMPLE_MUNICIPALITY, Settings
from bot.wiring import open_office, utc_now
from knowledge.importing.plan_job import plan_job
from knowledge.importing.plan_reading import PlanReading
from store import audit, municipalities, plans
from store.records.initiatives import InitiativeRecord, ProgressRecord, ScheduleRecord
from store.records.people import PersonRecord, PersonShelf
from store.records.plan_identity import PlanName
from store.tables import ProgressMark, Role, Status
from tests.town import SLACK_SECRET, SLACK_TOKEN, TEAM, free_port

DOCUMENT = "大きな計画.md"
LONGEST = (
    "デジタル技術を活用した行政手続のオンライン化及び窓口業務の抜本的な見直しによる市民サービスの"
    "向上と職員の業務負担の軽減に向けた総合的な取組の推進（子育て・介護・転入転出・税・福祉を含む）"
)
DX_DEPARTMENT = "政策企画課"


def main(clerks: int = 20, initiatives: int = 200, seconds: float = 60, pause: float = 1) -> None:
    print("| action | database | n | acknowledged ms | answer or view ms | channel ms |")
    print("|---|---|---|---|---|---|")
    for kind in kinds_of_database():
        with tempfile.TemporaryDirectory() as folder, empty_database(kind, Path(folder)) as url:
            staff = _fill(url, clerks, initiatives)
            measured = asyncio.run(_measure(url, staff, seconds, pause))
        _print(kind, measured)


def _fill(url: str, clerks: int, initiatives: int) -> list[Clerk]:
    """見本市 with so many initiatives and clerks, a channel a department, and all vectors."""
    office = open_office(Settings(_env_file=None, database_url=url))
    load(office)
    city, at, actor = SAMPLE_MUNICIPALITY, utc_now(), audit.Actor("benchmark", "CLI")
    with office.database.writing() as session:
        names = [row.name for row in municipalities.departments(session, city)]
        for row in municipalities.departments(session, city):
            row.slack_channel = f"C0DESK{row.id:02}"
        missing = range(initiatives - len(plans.titles(session, city)))
        made_up = [_initiative(number, names[number % len(names)]) for number in missing]
        reading = PlanReading(
            PlanName("大きな計画"), "第1版", DOCUMENT, "hash", initiatives=tuple(made_up)
        )
        job = plan_job(reading, actor)
        job.write(session, city, job.compare(session, city).changes, at=at)
        people = [_person(number, names[number % len(names)]) for number in range(clerks)]
        PersonShelf().put(session, city, people, at=at)
    office.counter.library.encode_all(city)
    office.database.close()
    return [
        Clerk(
            one.slack_user_id,
            [record.title for record in made_up if one.department in record.departments],
            one.role is Role.DX_OFFICE,
        )
        for one in people
    ]


def _initiative(number: int, department: str) -> InitiativeRecord:
    title = f"{number}番窓口の申請の見直し"
    return InitiativeRecord(
        title=title + LONGEST if number % 10 == 0 else title,
        departments=(department,),
        purpose=TEXT,
        current_state=TEXT * 3,
        ideal_state=TEXT * 3,
        note="",
        schedule=tuple(
            ScheduleRecord(f"{year}年度に試行と見直しをする", year, year + 1)
            for year in range(2023, 2028)
        ),
        progress=tuple(
            ProgressRecord(year, ProgressMark.REPORTED, Status.IN_PROGRESS, TEXT)
            for year in range(2023, 2026)
        ),
        source_document=DOCUMENT,
        source_heading=title,
        source_edition="第1版",
    )


def _person(number: int, department: str) -> PersonRecord:
    role = Role.DX_OFFICE if department == DX_DEPARTMENT else Role.CLERK
    user = f"U0CLERK{number:02}"
    return PersonRecord(TEAM, user, f"職員 {number}", department, role, "people.csv")


async def _measure(url: str, clerks: Sequence[Clerk], seconds: float, pause: float) -> Measured:
    slack, measured, port = SlackSide(), Measured(), free_port()
    app = web.Application()
    app.router.add_route("*", "/api/{method}", slack.call)
    app.router.add_post("/commands/{name}", slack.response)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", free_port())
    await site.start()
    settings = {
        "DATABASE_URL": url,
        "SLACK_SIGNING_SECRET": SLACK_SECRET,
        "SLACK_BOT_TOKEN": SLACK_TOKEN,
        "SLACK_API_BASE_URL": f"{site.name}/api/",
    }
    urls = f"http://127.0.0.1:{port}/slack/events", f"{site.name}/commands"
    desks = [Desk(clerk, slack, urls, measured) for clerk in clerks]
    connections = aiohttp.TCPConnector(limit=0)
    try:
        with running(MADOGUCHI, "serve", "--all", port=port, **settings) as bot:
            async with aiohttp.ClientSession(connector=connections) as http:
                await asyncio.gather(*(desk.round(http, 0) for desk in desks))  # warm up
                measured.counts, start, used = True, time.perf_counter(), processor_seconds(bot)
                await asyncio.gather(*(_work(desk, http, start + seconds, pause) for desk in desks))
                measured.seconds = time.perf_counter() - start
                measured.bot_seconds = processor_seconds(bot) - used
    finally:
        await runner.cleanup()
    return measured


async def _work(desk: Desk, http: aiohttp.ClientSession, until: float, pause: float) -> None:
    while time.perf_counter() < until:
        await desk.round(http, pause)


def _print(kind: str, measured: Measured) -> None:
    for action, parts in measured.waits.items():
        said = (_percentiles(parts.get(part, ())) for part in ("acknowledged", "answer", "channel"))
        print(f"| {action} | {kind} | {len(parts['acknowledged'])} | {' | '.join(said)} |")
    acknowledged = [wait for parts in measured.waits.values() for wait in parts["acknowledged"]]
    print(
        f"\n{kind}: {len(acknowledged) / measured.seconds:.1f} actions/s, slowest acknowledgement"
        f" {max(acknowledged):.0f} ms, forms too late {measured.too_late}, bot"
        f" {measured.bot_seconds / measured.seconds:.2f} cores, load {os.getloadavg()[0]:.1f}\n"
    )


def _percentiles(waits: Sequence[float]) -> str:
    if not waits:
        return "–"
    p50, p95 = np.percentile(waits, [50, 95])
    return f"{p50:.0f} / {p95:.0f}"


if __name__ == "__main__":
    typer.run(main)
