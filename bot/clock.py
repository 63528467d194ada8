"""The clock: at set times it asks for what is due. Doing so twice is harmless: what it inserts has
unique keys, and what it deletes is gone."""

from __future__ import annotations

from functools import partial

import structlog
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.cron import CronTrigger

from bot.settings import Settings
from handlers.digest import weekly
from handlers.line import news, week
from handlers.line.life_events import reminding
from handlers.office import Office
from store import handovers, inbox, last_answers, life_events, notices, subscriptions
from store.clock import TOKYO, Week
from store.inbox import Received
from store.traffic import forget_finished

_log = structlog.get_logger(__name__)

WEEKLY = CronTrigger(day_of_week="mon", hour=9, minute=0, timezone=TOKYO)
"""Monday morning, on the week before."""
EVERY_MINUTE = CronTrigger(minute="*", timezone=TOKYO)
EVERY_TEN_MINUTES = CronTrigger(minute="*/10", timezone=TOKYO)
MORNINGS = CronTrigger(hour=9, minute=0, timezone=TOKYO)
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
    clock.add_job(partial(news.tell, office), EVERY_MINUTE, coalesce=True)
    clock.add_job(partial(end_silent_handovers, office), EVERY_TEN_MINUTES, coalesce=True)
    clock.add_job(
        partial(send_reminders, office), MORNINGS, misfire_grace_time=LATE_SECONDS, coalesce=True
    )
    clock.add_job(
        partial(citizens_week, office), WEEKLY, misfire_grace_time=LATE_SECONDS, coalesce=True
    )
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


def send_reminders(office: Office) -> None:
    """Remind of the deadlines that people asked to be reminded of."""
    _log.info("deadlines_reminded", people=reminding.send_due(office))


def citizens_week(office: Office) -> None:
    """Send citizens who want it what was new in the week that ended before today."""
    last_week = Week.before(office.now())
    begun = week.begin(office, last_week)
    _log.info("citizens_week", week=str(last_week), begun=begun)


def forget_conversations(office: Office) -> None:
    """Forget what conversations were about as soon as nobody can go on from it."""
    last_answers.forget_old(office.database, now=office.now())
    life_events.forget_old(office.database, now=office.now())


def end_silent_handovers(office: Office) -> None:
    """Have handovers ended in which nobody wrote for days, once for each silence."""
    now = office.now()
    handovers.forget_old(office.database, now=now)
    with office.database.reading() as session:
        silent = [
            Received(
                one.municipality,
                "clock",
                f"handover:{one.id}:{one.last_at.isoformat()}",
                f"handover:{one.id}",
                {"handover": one.id},
                now,
            )
            for one in handovers.silent(session, now=now)
        ]
    inbox.store(office.database, silent)


def nightly_tidying(office: Office) -> None:
    """Forget events and messages that are finished and old, and who waited in vain."""
    forget_finished(office.database, now=office.now())
    notices.forget_old(office.database, now=office.now())
    subscriptions.forget_old(office.database, now=office.now())
