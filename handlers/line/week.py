"""The citizens' weekly digest (週のまとめ), by choice: what went online, and what was finished."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from handlers import wording
from handlers.line import taps
from handlers.line.messages import Message, split_text, text_message
from handlers.line.news import SETTINGS
from handlers.line.replying import PUSH, reply_token
from handlers.line.taps import Tap
from handlers.line.visit import Visit
from handlers.office import Office
from handlers.slack.replies import posted
from store import citizens, digests, subscriptions, what_came
from store.clock import TOKYO, Week
from store.inbox import Turn
from store.outbox import Outgoing, enqueue

QUOTA = "line_quota"
"""The service that looks at LINE's monthly quota and sends nothing."""
KIND, AUDIENCE = "weekly", "citizens"
MOST_LISTED = 10
"""Of each kind; the digest says how many more there are."""
LONGEST_PAST = timedelta(weeks=4)
"""Of what is told to who was away."""


@dataclass(frozen=True)
class Online:
    """A procedure that can be done online now."""

    title: str
    link: str


@dataclass(frozen=True)
class CitizensWeek:
    """What is new for citizens between two days."""

    monday: date
    sunday: date
    online: tuple[Online, ...]
    finished: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        return not self.online and not self.finished


def gather(office: Office, start: datetime, end: datetime) -> CitizensWeek:
    """Read what is new from one moment to before another."""
    with office.database.reading() as session:
        online = what_came.went_online(session, office.municipality, start, end)
        finished = what_came.finished(session, office.municipality, start, end)
        return CitizensWeek(
            start.astimezone(TOKYO).date(),
            (end - timedelta(seconds=1)).astimezone(TOKYO).date(),
            tuple(Online(row.title, row.online_url) for row in online),
            tuple(initiative.title for initiative, _ in finished),
        )


def begin(office: Office, week: Week) -> bool:
    """Have the digest of a week sent, once: first LINE's quota is looked at, for all readers or
    none. Returns whether there is anything to send. Where nothing may be pushed, readers get it
    with their next answer."""
    if not office.may_push or gather(office, week.start, week.end).is_empty:
        return False
    with office.database.writing() as session:
        if not subscriptions.readers(session, office.municipality):
            return False
        now = office.now()
        claimed = digests.claim(
            session, office.municipality, kind=KIND, audience=AUDIENCE, period=str(week), at=now
        )
        if claimed is None:
            return False
        look = Outgoing(
            f"digest:{office.municipality}:{KIND}:{AUDIENCE}:{week}",
            QUOTA,
            {},
            tells_back={"week": str(week)},
            tells_success=True,
        )
        enqueue(session, look, municipality=office.municipality, now=now)
    return True


def send(turn: Turn, office: Office) -> None:
    """The quota is known: push the digest to all who want it, or tell the office why to nobody."""
    told, municipality = turn.event.payload, turn.event.municipality
    week = Week.parse(told["week"])
    facts = gather(office, week.start, week.end)
    readers = [
        row
        for row in subscriptions.readers(turn.session, municipality)
        if row.line_user_id and row.told_until is not None and row.told_until < week.end
    ]
    used, _, limit = told.get("receipt", "").partition("/")
    if told["error"] or (limit and int(limit) - int(used) < len(readers)):
        _tell_office(turn, office, week=week, readers=len(readers), used=used, limit=limit)
        return
    for row in readers:
        choices = citizens.choices_of(turn.session, municipality, row.conversation)
        message = _message(office, facts, choices.language)
        key = f"digest:{week}:{row.id}:{row.created_at.isoformat()}"
        turn.send(Outgoing(key, PUSH, {"to": row.line_user_id, "messages": [message]}))
    subscriptions.told_digest(turn.session, readers, until=week.end)


def left_for(visit: Visit, *, room: int) -> list[Message]:
    """The digest for a reader whom nothing was pushed to, with their next answer.

    Args:
        room: how many messages fit beside the answer.
    """
    if not visit.left.subscription:
        return []
    until = Week.of(visit.turn.now).start
    with visit.office.database.reading() as session:
        waiting = subscriptions.reader(session, visit.municipality, visit.conversation)
        since = waiting.told_until if waiting else None
    if since is None or since >= until or room < 1 or not reply_token(visit.turn):
        return []
    facts = gather(visit.office, max(since, until - LONGEST_PAST), until)
    row = subscriptions.reader(visit.turn.session, visit.municipality, visit.conversation)
    if row is not None:
        subscriptions.told_digest(visit.turn.session, [row], until=until)
    return [] if facts.is_empty else [_message(visit.office, facts, visit.choices.language)]


def _message(office: Office, facts: CitizensWeek, language: str) -> Message:
    labels = wording.labels("line/notice_buttons.j2", language=language)
    key = office.conversation_key
    end = Tap(labels["digest_off"], labels["digest_off"], taps.data_of(key, "digest_off", {}))
    settings = Tap(labels["settings"], labels["settings"], taps.data_of(key, SETTINGS, {}))
    text = wording.plain("line/week.j2", language=language, week=facts, most=MOST_LISTED)
    return text_message(next(split_text(text)), [end, settings])


def _tell_office(turn: Turn, office: Office, **values: object) -> None:
    if office.desk_channel:
        text = wording.mrkdwn("digest/citizens_not_sent.j2", **values)
        payload = posted(office.desk_channel, text)
        turn.send(Outgoing(f"{turn.event.event_key}:not_sent", "slack_post", payload))
