"""Open the office: the database with the counter in front of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from bot.settings import Settings
from handlers.office import Office
from knowledge.counter import Counter
from store import municipalities
from store.schema import open_up_to_date


def utc_now() -> datetime:
    return datetime.now(UTC)


def open_office(settings: Settings, now: Callable[[], datetime] = utc_now) -> Office:
    """Open the database and put the counter in front of it.

    Raises:
        SchemaOutdated: the database is of another release.
    """
    database = open_up_to_date(settings.database_url)
    return Office(database, Counter(database), now, settings.municipality)


def make_default_municipality(office: Office) -> None:
    """Events belong to a municipality, so the default one must be there before the first."""
    with office.database.reading() as session:
        known = municipalities.find(session, office.municipality) is not None
    if not known:
        with office.database.writing() as session:
            municipalities.ensure(session, office.municipality)
