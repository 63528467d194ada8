"""The weekly digest (週間ダイジェスト) for staff: posted, silent, due, unanswered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from handlers import wording
from handlers.slack.replies import blocks_of
from knowledge.answer import Decision
from store import digests, municipalities, plans, questions
from store.clock import FiscalYear, Week, fiscal_year_of
from store.database import Database
from store.outbox import Outgoing, enqueue
from store.tables import Initiative, Status

KIND = "weekly"
AUDIENCE = "staff"
SILENT_AFTER = timedelta(weeks=4)
MOST_LISTED = 15
"""Of each list; the digest says how many more there are."""
_CLOSED = (Status.DONE, Status.STOPPED)


@dataclass(frozen=True)
class Posted:
    title: str
    status: str
    text: str
    person: str
    at: datetime


@dataclass(frozen=True)
class Silent:
    title: str
    departments: str
    since: datetime | None
    """When somebody last posted; never, if nothing."""


@dataclass(frozen=True)
class Due:
    title: str
    departments: str
    steps: tuple[str, ...]


@dataclass(frozen=True)
class WeeklyDigest:
    """What the digest of one week tells."""

    municipality_name: str
    week: Week
    year: FiscalYear
    posted: dict[str, list[Posted]]
    """By the department of the person who posted."""
    silent: tuple[Silent, ...]
    due: tuple[Due, ...]
    unanswered: tuple[tuple[str, int], ...]
    """Question and how often it was asked."""


def gather(database: Database, municipality: str, week: Week) -> WeeklyDigest:
    """Read what the digest of a week tells.

    Raises:
        LookupError: there is no such municipality.
    """
    year = fiscal_year_of(week.end - timedelta(seconds=1))
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
                        entry.text,
                        entry.person.name,
                        entry.created_at,
                    )
                )
        running = [
            item
            for item in plans.initiatives(session, municipality)
            if plans.status_of(item) not in _CLOSED
        ]
        return WeeklyDigest(
            municipality_name=found.name,
            week=week,
            year=year,
            posted=posted,
            silent=tuple(_silent(running, week.end)),
            due=tuple(_due(item, year) for item in running if _steps(item, year)),
            unanswered=tuple(
                questions.passed_on(
                    session,
                    municipality,
                    decision=Decision.PASS_ON,
                    start=week.start,
                    end=week.end,
                )
            ),
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
                    "blocks": [block.to_dict() for block in blocks_of(text)],
                    "unfurl_links": False,
                },
            ),
            municipality=municipality,
            now=now,
        )
    return True


def _silent(running: list[Initiative], until: datetime) -> list[Silent]:
    """Running initiatives nobody posted on for four weeks, the longest silent first."""
    never = datetime.min.replace(tzinfo=until.tzinfo)
    words = [(item, plans.last_word(item, until)) for item in running]
    silent = [
        (item, since) for item, since in words if since is None or since < until - SILENT_AFTER
    ]
    silent.sort(key=lambda pair: pair[1] or never)
    return [Silent(item.title, _departments(item), since) for item, since in silent]


def _due(item: Initiative, year: FiscalYear) -> Due:
    return Due(item.title, _departments(item), _steps(item, year))


def _steps(item: Initiative, year: FiscalYear) -> tuple[str, ...]:
    return tuple(step.text for step in item.schedule if step.first_year <= year <= step.last_year)


def _departments(item: Initiative) -> str:
    return "、".join(link.department.name for link in item.departments)
