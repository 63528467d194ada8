"""The clock: at set times it asks for what is due. Doing so twice is harmless: what it inserts has
unique keys, and what it deletes is gone."""

from __future__ import annotations

from functools import partial

import structlog
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.cron import CronTrigger

from bot.settings import Settings
from handlers.digest import weekly
from handlers.office import Office
from store.clock import TOKYO, Week
from store.last_answers import forget_old
from store.traffic import forget_finished

_log = structlog.get_logger(__name__)

WEEKLY = CronTrigger(day_of_week="mon", hour=9, minute=0, timezone=TOKYO)
"""Monday morning, on the week before."""
EVERY_TEN_MINUTES = CronTrigger(minute="*/10", timezone=TOKYO)
NIGHTLY = CronTrigger(hour=3, minute=0, timezone=TOKYO)
LATE_SECONDS = 24 * 60 * 60
"""A process that was asleep at the time still does it within a day."""


def make_clock(office: Office, settings: Settings) -> BackgroundScheduler:
    """A scheduler with every trigger; two of them at once still make one digest."""
    clock = BackgroundScheduler(timezone=TOKYO)
    clock.add_job(
        partial(nightly_tidying, office), NIGHTLY, misfire_grace_time=LATE_SECONDS, coalesce=True
    )
    clock.add_job(partial(forget_conversations, office), EVERY_TEN_MINUTES, coalesce=True)
    if settings.slack_digest_channel:
        clock.add_job(
            partial(weekly_digest, office, settings.slack_digest_channel),
            WEEKLY,
            misfire_grace_time=LATE_SECONDS,
            coalesce=True,
        )
    return clock


def weekly_digest(office: Office, channel: str) -> None:
    """Send the digest of the week that ended before today."""
    now = office.now()
    last_week = Week.before(now)
    sent = weekly.send(office.database, office.municipality, last_week, channel=channel, now=now)
    _log.info("weekly_digest", week=str(last_week), sent=sent)


def forget_conversations(office: Office) -> None:
    """Forget what conversations were about as soon as nobody can go on from it."""
    forget_old(office.database, now=office.now())


def nightly_tidying(office: Office) -> None:
    """Forget events and messages that are finished and old."""
    forget_finished(office.database, now=office.now())
