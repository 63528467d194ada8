"""Tell citizens once that what they follow (通知登録) has come: by a push, else with their next
message."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby

import structlog

from handlers import wording
from handlers.answers.text import answer_text
from handlers.line import taps
from handlers.line.messages import (
    MOST_MESSAGES,
    MOST_TEXT_UNITS,
    Message,
    split_text,
    text_message,
    utf16_units,
)
from handlers.line.replying import PUSH, reply, reply_key, reply_token
from handlers.line.taps import Tap
from handlers.line.visit import Visit
from handlers.office import Office
from knowledge.answer import Answer, Audience, Decision, Kind, Part
from store import citizens, municipalities, questions, subscriptions, what_came
from store.inbox import Turn
from store.outbox import Outgoing, enqueue
from store.tables import Subscription
from store.what_came import QUESTION

SETTINGS = "followed"
"""What the button does that shows what somebody follows."""
AT_ONCE = 500
"""Subscriptions told in one transaction; the others follow a minute later."""
_BACK = {"news": "told"}
"""What the event tells that says how a delivery ended; which one it was is its key."""

_log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class News:
    """What there is to tell of a subject that has come."""

    subject: str
    answer: Answer
    question: str = ""
    """What was asked in vain, where that is what has an answer now."""


def news_of(office: Office, municipality: str, subject: str) -> News | None:
    """What citizens may hear of a subject now; nothing where it is gone or not for them, or while
    an index is built that knows of it."""
    kind, _, number = subject.partition(":")
    if not _is_up_to_date(office, municipality):
        return None
    if kind != QUESTION:
        entry = office.counter.shelves(municipality).base.entry(subject, Audience.CITIZEN)
        if entry is None:
            return None
        shown = office.counter.show(entry, municipality=municipality, audience=Audience.CITIZEN)
        return News(subject, shown)
    with office.database.reading() as session:
        asked = questions.find(session, municipality, int(number))
    if asked is None:
        return None
    told = office.counter.ask(asked.text, municipality=municipality, audience=Audience.CITIZEN)
    is_answered = told.decision is Decision.ANSWER and told.small_talk is None
    return News(subject, told, asked.text) if is_answered else None


def text_of(news: News, render: Callable[..., str] = wording.plain) -> str:
    """What is possible now, in a few sentences with the way to it."""
    answer = news.answer
    parts: dict[str, Sequence[str]] = {}
    for passage in answer.passages:
        parts.setdefault(passage.part, passage.lines)
    return render(
        "line/news.j2",
        question=news.question,
        title=answer.title,
        is_initiative=answer.kind is Kind.INITIATIVE,
        told=answer_text(answer, render) if news.question else "",
        first=_first_sentence(parts.get(Part.TEXT, ())),
        online=" ".join(parts.get(Part.ONLINE, ())),
        progress=parts.get(Part.PROGRESS, ())[1:],
        offline=" ".join(parts.get(Part.OFFLINE, ())),
        contacts=answer.contacts,
    )


def tell(office: Office) -> None:
    """Push to everybody what has come since; whom nothing can be pushed to hears of it when they
    write. Doing so twice, or twice at once, tells nobody twice."""
    if not office.may_push:
        return
    municipality = office.municipality
    with office.database.reading() as session:
        waited_for = subscriptions.followed(session, municipality)
        there = what_came.come(session, municipality, waited_for)
        is_any_on_its_way = subscriptions.is_any_on_its_way(session, municipality)
    news = _all_news(office, municipality, there)
    if not news and not is_any_on_its_way:
        return
    with office.database.writing() as session:
        subscriptions.take_back_untrue(session, municipality)
        # What was taken back meanwhile must not be told.
        still = what_came.come(session, municipality, news)
        rows = subscriptions.to_push(session, municipality, still, limit=AT_ONCE)
        of_each = sorted(rows, key=lambda row: row.conversation)
        for _, theirs in groupby(of_each, key=lambda row: row.conversation):
            mine = list(theirs)[:MOST_MESSAGES]
            choices = citizens.choices_of(session, municipality, mine[0].conversation)
            message = _push(office, mine, news, choices.language)
            enqueue(session, message, municipality=municipality, now=office.now())
            subscriptions.send_as(session, mine, message.key)


def told_back(turn: Turn) -> None:
    """How a delivery of news ended: what arrived is erased, what did not waits for the citizen."""
    key, error = turn.event.event_key, turn.event.payload["error"]
    if not error:
        subscriptions.arrived(turn.session, turn.event.municipality, key)
        return
    _log.warning("news_not_delivered", reason=error.partition(":")[0])
    subscriptions.not_arrived(turn.session, turn.event.municipality, key)


def deliver_with(visit: Visit, answer: Sequence[Message]) -> bool:
    """Reply with the news that waits for a citizen, then with the answer; returns whether there
    was any."""
    room = MOST_MESSAGES - len(answer)
    if not (visit.is_alone and visit.left.subscription) or not reply_token(visit.turn) or room < 1:
        return False
    with visit.office.database.reading() as session:
        waiting = subscriptions.come_for(session, visit.municipality, visit.conversation)
    if not waiting:
        return False
    news = _all_news(visit.office, visit.municipality, [row.subject for row in waiting])
    session = visit.turn.session
    rows = [
        row
        for row in subscriptions.come_for(session, visit.municipality, visit.conversation)
        if row.subject in news
    ][:room]
    if not rows:
        return False
    subscriptions.send_as(session, rows, reply_key(visit.turn))
    language = visit.choices.language
    told = [_message(visit.office, news[row.subject], language) for row in rows]
    reply(visit.turn, [*told, *answer], tells_back=_BACK)
    return True


def _is_up_to_date(office: Office, municipality: str) -> bool:
    base = office.counter.shelves(municipality).base
    with office.database.reading() as session:
        return municipalities.knowledge_version(session, municipality) == base.version


def _all_news(office: Office, municipality: str, subjects: Collection[str]) -> dict[str, News]:
    found = (news_of(office, municipality, subject) for subject in sorted(subjects))
    return {news.subject: news for news in found if news is not None}


def _push(
    office: Office, rows: Sequence[Subscription], news: Mapping[str, News], language: str
) -> Outgoing:
    """One push for all that one citizen is to hear, for LINE counts pushes."""
    messages = [_message(office, news[row.subject], language) for row in rows]
    return Outgoing(
        subscriptions.push_key(rows[0], at=office.now()),
        PUSH,
        {"to": rows[0].line_user_id, "messages": messages},
        tells_back=_BACK,
        tells_success=True,
    )


def _message(office: Office, news: News, language: str) -> Message:
    """One message; what an answer has beyond it is shown when it is asked for."""
    labels = wording.labels("line/notice_buttons.j2", language=language)
    say = partial(wording.plain, language=language)
    foot = say("line/news_foot.j2")
    first = next(split_text(text_of(news, say), MOST_TEXT_UNITS - utf16_units(foot) - 2))
    key = office.conversation_key
    more = Tap(
        labels["more"],
        news.answer.title,
        taps.data_of(key, "entry", {"key": news.answer.entry_key}),
    )
    settings = Tap(labels["settings"], labels["settings"], taps.data_of(key, SETTINGS, {}))
    return text_message(f"{first}\n\n{foot}", [more, settings])


def _first_sentence(lines: Sequence[str]) -> str:
    head, stop, _ = "".join(lines[:1]).partition("。")
    return head + stop
