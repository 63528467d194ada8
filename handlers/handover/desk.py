"""Which department a handover goes to, in which channel, and when somebody is there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from handlers.office import Office
from knowledge.answer import Audience
from knowledge.opening_hours import opening_hours
from store import municipalities
from store.tables import Department

MOST_SEARCHED = 300
"""Letters of a matter by which a department is found; what is longer counts as no question."""


@dataclass(frozen=True)
class Desk:
    """Where a handover goes."""

    department: Department | None
    channel: str


@dataclass(frozen=True)
class Hours:
    """What a citizen hears of when to expect an answer."""

    text: str
    """As the department writes it; empty where it writes nothing."""
    is_known: bool = False
    """Whether it could be read."""
    opens_at: datetime | None = None
    """When it opens next, where it is closed now."""


def is_there_one(office: Office, municipality: str) -> bool:
    """Whether a handover has anywhere to go."""
    if office.desk_channel:
        return True
    with office.database.reading() as session:
        return any(one.slack_channel for one in municipalities.departments(session, municipality))


def desk_for(office: Office, municipality: str, matter: str) -> Desk | None:
    """The department that fits a matter best, else the general desk; and a channel for it."""
    beginning = matter[:MOST_SEARCHED]
    asked = office.counter.ask(beginning, municipality=municipality, audience=Audience.CITIZEN)
    names = [contact.department for contact in asked.contacts]
    with office.database.reading() as session:
        departments = municipalities.departments(session, municipality)
    by_name = {one.name: one for one in departments}
    fitting = next((by_name[name] for name in names if name in by_name), None)
    general = next((one for one in departments if one.is_general_desk), None)
    chosen = fitting or general
    channels = _channels(office, chosen, general)
    return Desk(chosen, channels[0]) if channels else None


def channel_after(
    office: Office, municipality: str, department: Department | None, channel: str
) -> str:
    """Where a handover goes when its channel takes nothing; empty where nothing is left."""
    with office.database.reading() as session:
        departments = municipalities.departments(session, municipality)
    general = next((one for one in departments if one.is_general_desk), None)
    channels = _channels(office, department, general)
    after = channels[channels.index(channel) + 1 :] if channel in channels else channels
    return after[0] if after else ""


def hours_of(department: Department | None, now: datetime) -> Hours:
    """When a department answers, as far as its hours can be read."""
    text = department.hours if department else ""
    hours = opening_hours(text)
    if hours is None:
        return Hours(text)
    return Hours(text, True, None if hours.is_open(now) else hours.next_opening(now))


def _channels(office: Office, *departments: Department | None) -> list[str]:
    named = [one.slack_channel for one in departments if one is not None]
    return list(dict.fromkeys(filter(None, (*named, office.desk_channel))))
