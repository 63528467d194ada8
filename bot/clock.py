"""The clock: at set times it asks for what is due. It only inserts rows with unique keys."""

from __future__ import annotations

from functools import partial

import structlog
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.cron import CronTrigger

from bot.settings import Settings
from handlers.digest import weekly
from handlers.office import Office
from store.clock import TOKYO, Week

_log = structlog.get_logger(__name__)

WEEKLY = CronTrigger(day_of_week="mon", hour=9, minute=0, timezone=TOKYO)
"""Monday morning, on the week before."""
LATE_SECONDS = 24 * 60 * 60
"""A process that was asleep at the time still does it within a day."""


def make_clock(office: Office, settings: Settings) -> BackgroundScheduler:
    """A scheduler with every trigger; two of them at once still make one digest."""
    clock = BackgroundScheduler(timezone=TOKYO)
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
