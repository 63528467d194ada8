"""Tell people of their deadlines three days before, where they asked for that."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from itertools import groupby

from handlers import wording
from handlers.line.life_events.listing import REMIND
from handlers.line.life_events.offering import LABELS
from handlers.line.messages import split_text, text_message
from handlers.line.replying import PUSH
from handlers.line.taps import Tap, data_of
from handlers.office import Office
from store import citizens, life_events, outbox
from store.outbox import Outgoing
from store.tables import LifeEventReminder

TRIED_FOR = timedelta(days=1)
"""After so long a reminder that could not be delivered comes too late."""


def send_due(office: Office) -> int:
    """Send the reminders whose day has come, one message for each person, and erase them in the
    same transaction; returns how many people were reminded."""
    if not office.may_push:
        return 0
    now, count = office.now(), 0
    with office.database.writing() as session:
        taken = life_events.take_reminders(session, now=now)
        for (municipality, conversation), some in groupby(
            taken, lambda one: (one.municipality, one.conversation)
        ):
            reminders = list(some)
            language = citizens.choices_of(session, municipality, conversation).language
            outbox.enqueue(
                session,
                Outgoing(
                    key=f"life_event_reminder:{reminders[0].id}:{reminders[0].due.isoformat()}",
                    service=PUSH,
                    payload=_payload(office, reminders, language),
                    expires_at=now + TRIED_FOR,
                ),
                municipality=municipality,
                now=now,
            )
            count += 1
    return count


def _payload(
    office: Office, reminders: Sequence[LifeEventReminder], language: str
) -> dict[str, object]:
    text = wording.plain("line/life_events/reminder.j2", language=language, reminders=reminders)
    label = wording.labels(LABELS, language=language)["no_reminder"]
    values: dict[str, str | int] = {"event": reminders[0].event, "on": 0}
    off = Tap(label, label, data_of(office.conversation_key, REMIND, values))
    first, *_ = split_text(text)
    return {"to": reminders[0].line_user_id, "messages": [text_message(first, [off])]}
