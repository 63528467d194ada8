"""The weekly digest (週間ダイジェスト) for staff: posted, late, silent, due, unanswered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from handlers import wording
from handlers.slack.replies import Button, blocks_of
from knowledge.answer import Decision
from store import digests, municipalities, plans, questions, schedule, verification
from store.clock import FiscalYear, Week, fiscal_year_of
from store.database import Database
from store.outbox import Outgoing, enqueue
from store.schedule import Lateness
from store.tables import Initiative

KIND = "weekly"
AUDIENCE = "staff"
SILENT_AFTER = timedelta(weeks=4)
MOST_LISTED = 15
"""Of each list; the digest says how many more there are."""


@dataclass(frozen=True)
class Posted:
    title: str
    status: str
    percent: int | None
    text: str
    person: str
    at: datetime


@dataclass(frozen=True)
class Late:
    title: str
    departments: tuple[str, ...]
    why: Lateness


@dataclass(frozen=True)
class Silent:
    title: str
    departments: tuple[str, ...]
    since: datetime | None
    """When somebody last posted; never, if nothing."""
    late: Lateness | None


@dataclass(frozen=True)
class Due:
    title: str
    departments: tuple[str, ...]
    steps: tuple[str, ...]
    late: Lateness | None


@dataclass(frozen=True)
class WeeklyDigest:
    """What the digest of one week tells."""

    municipality_name: str
    week: Week
    year: FiscalYear
    posted: dict[str, list[Posted]]
    """By the department of the person who posted."""
    late: tuple[Late, ...]
    silent: tuple[Silent, ...]
    due: tuple[Due, ...]
    unanswered: tuple[tuple[str, int], ...]
    """Question and how often it was asked."""
    unsure: int
    """How many procedures and FAQ are to be verified again."""


def gather(database: Database, municipality: str, week: Week) -> WeeklyDigest:
    """Read what the digest of a week tells.

    Raises:
        LookupError: there is no such municipality.
    """
    at_last = week.end - timedelta(seconds=1)
    year = fiscal_year_of(at_last)
    with database.reading() as session:
        found = municipalities.find(session, municipality)
        if found is None:
            raise LookupError(municipality)
        posted: dict[str, list[Posted]] = {}
        for entry in plans.progress_between(session, municipality, week.start, week.end):
            if entry.person is not None:
                posted.setdefault(entry.person.department.name, []).append(
                    Posted(
                        entry.initiative.title,
                        entry.status.value,
                        entry.percent,
                        entry.text,
                        entry.person.name,
                        entry.created_at,
                    )
                )
        running = [
            item for item in plans.initiatives(session, municipality) if schedule.is_running(item)
        ]
        late = {item.id: why for item in running if (why := schedule.lateness(item, at_last))}
        return WeeklyDigest(
            municipality_name=found.name,
            week=week,
            year=year,
            posted=posted,
            late=tuple(
                Late(item.title, item.department_names, late[item.id])
                for item in running
                if item.id in late
            ),
            silent=tuple(_silent(running, late, week.end)),
            due=tuple(
                Due(item.title, item.department_names, tuple(steps), late.get(item.id))
                for item in running
                if (steps := schedule.steps_in(item, year))
            ),
            unanswered=tuple(
                questions.unanswered(
                    session,
                    municipality,
                    decision=Decision.PASS_ON,
                    start=week.start,
                    end=week.end,
                )
            ),
            unsure=len(verification.unsure(session, municipality, now=at_last)),
        )


def text_of(digest: WeeklyDigest, render: Callable[..., str] = wording.plain) -> str:
    """The digest as text, for the terminal or (with `wording.mrkdwn`) for Slack."""
    return render("digest/weekly.j2", digest=digest, most=MOST_LISTED)


def outbox_key(municipality: str, week: Week) -> str:
    """Key of the digest's message: one for each municipality and week."""
    return f"digest:{municipality}:{KIND}:{AUDIENCE}:{week}"


def send(database: Database, municipality: str, week: Week, *, channel: str, now: datetime) -> bool:
    """Put the digest of a week into the outbox, once; returns whether it was not there before."""
    digest = gather(database, municipality, week)
    text = text_of(digest, wording.mrkdwn)
    with database.writing() as session:
        claimed = digests.claim(
            session, municipality, kind=KIND, audience=AUDIENCE, period=str(week), at=now
        )
        if claimed is None:
            return False
        enqueue(
            session,
            Outgoing(
                key=outbox_key(municipality, week),
                service="slack_post",
                payload={
                    "channel": channel,
                    "text": wording.mrkdwn("digest/weekly_title.j2", digest=digest),
                    "blocks": [block.to_dict() for block in blocks_of(text, [_record()])],
                    "unfurl_links": False,
                },
            ),
            municipality=municipality,
            now=now,
        )
    return True


def _record() -> Button:
    """Opens the form for progress, as in the Home tab."""
    labels = wording.labels("digest/weekly_buttons.j2")
    return Button(labels["record"], "open_progress", "-", style="primary")


def _silent(
    running: list[Initiative], late: Mapping[int, Lateness], until: datetime
) -> list[Silent]:
    """Running initiatives nobody posted on for four weeks, the longest silent first."""
    never = datetime.min.replace(tzinfo=until.tzinfo)
    words = [(item, plans.last_word(item, until)) for item in running]
    silent = [
        (item, since) for item, since in words if since is None or since < until - SILENT_AFTER
    ]
    silent.sort(key=lambda pair: pair[1] or never)
    return [
        Silent(item.title, item.department_names, since, late.get(item.id))
        for item, since in silent
    ]
