"""`/dx 会議`: what a meeting (会議体) needs since it last met."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from handlers import wording
from handlers.office import Office
from handlers.slack.replies import Reply
from knowledge.answer import Audience
from knowledge.cadence import WITHOUT_CADENCE, NotADay, interval, past_day
from knowledge.titles import Found, NotFound, Several, find_title, split_title
from store import plan_parts, plans, schedule
from store.clock import TOKYO, FiscalYear, fiscal_year_on
from store.schedule import Lateness
from store.tables import Initiative, Meeting, ProgressEntry

VERB = "会議"
MOST_LISTED = 15
"""Of each list; the message says how many more there are."""


@dataclass(frozen=True)
class Posted:
    """Progress since the last meeting."""

    title: str
    status: str
    text: str
    department: str
    at: datetime


@dataclass(frozen=True)
class Late:
    title: str
    departments: tuple[str, ...]
    reason: Lateness


@dataclass(frozen=True)
class Due:
    """What the schedule expects up to the next meeting."""

    title: str
    departments: tuple[str, ...]
    year: FiscalYear
    steps: tuple[str, ...]


def prepare(office: Office, municipality: str, words: str, audience: Audience) -> Reply:
    """`/dx 会議 <名前> [前回の日]`: progress, delays and plans; without a name all meetings."""
    if audience is not Audience.STAFF:
        return Reply(wording.mrkdwn("slack/only_staff.j2"))
    with office.database.reading() as session:
        known = {row.id: row for row in plan_parts.parts(session, municipality, Meeting)}
        titles = {number: row.title for number, row in known.items()}
        title, rest = split_title(words, titles)
        if not title:
            return Reply(wording.mrkdwn("slack/meetings.j2", meetings=list(known.values())))
        match find_title(title, titles):
            case Found(number):
                return _needs(office, known[number], rest)
            case Several(near):
                problem = "several"
            case NotFound(near):
                problem = "not_found"
        return _problem(problem, title, [titles[number] for number in near])


def _needs(office: Office, meeting: Meeting, said: str) -> Reply:
    now = office.now()
    today = now.astimezone(TOKYO).date()
    cadence = interval(meeting, today)
    between = cadence or WITHOUT_CADENCE
    try:
        since = past_day(said, today) if said else today - between
    except NotADay:
        return _problem("not_a_day", said, [])
    start = datetime.combine(since, time.min, TOKYO).astimezone(UTC)
    with office.database.reading() as session:
        everything = plans.initiatives(session, meeting.municipality)
        posted = plans.progress_between(session, meeting.municipality, start, now)
        return Reply(
            wording.mrkdwn(
                "slack/meeting.j2",
                meeting=meeting,
                since=since,
                is_given=bool(said),
                has_cadence=cadence is not None,
                posted=[_posted(entry) for entry in posted],
                late=_late(everything, now),
                due=_due(everything, today, today + between),
                most=MOST_LISTED,
            )
        )


def _posted(entry: ProgressEntry) -> Posted:
    return Posted(
        entry.initiative.title,
        entry.status.value,
        entry.text,
        entry.person.department.name if entry.person is not None else "",
        entry.created_at,
    )


def _late(everything: Sequence[Initiative], now: datetime) -> list[Late]:
    return [
        Late(item.title, item.department_names, reason)
        for item in everything
        if (reason := schedule.lateness(item, now)) is not None
    ]


def _due(everything: Sequence[Initiative], today: date, until: date) -> list[Due]:
    """Steps of this fiscal year that are open, and of the next where the next meeting is in it."""
    years = sorted({fiscal_year_on(today), fiscal_year_on(until)})
    return [
        Due(item.title, item.department_names, year, tuple(steps))
        for year in years
        for item in everything
        if schedule.is_running(item) and (steps := schedule.steps_in(item, year))
    ]


def _problem(problem: str, text: str, choices: Sequence[str]) -> Reply:
    return Reply(
        wording.mrkdwn("slack/meeting_problem.j2", problem=problem, text=text, choices=choices)
    )
