"""Where a conversation is in a life event (ライフイベント), and which deadlines to remind it of.

A citizen is known by a keyed hash of the conversation. Only who asks for reminders leaves a LINE
id, which goes with the last of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from store.clock import TOKYO
from store.database import Database
from store.tables import LifeEventReminder, LifeEventVisit

KEPT_FOR = timedelta(hours=24)
"""After this without a tap a checklist is erased."""
REMINDED_BEFORE = timedelta(days=3)


def begin(
    session: Session, municipality: str, conversation: str, event: str, *, at: datetime
) -> LifeEventVisit:
    """A conversation begins with an event; what it had of another one is gone."""
    session.execute(delete(LifeEventVisit).where(LifeEventVisit.conversation == conversation))
    visit = LifeEventVisit(
        conversation=conversation,
        municipality=municipality,
        event=event,
        answers={},
        done=[],
        last_at=at,
    )
    session.add(visit)
    session.flush()
    return visit


def current(
    session: Session, municipality: str, conversation: str, *, now: datetime
) -> LifeEventVisit | None:
    """Where a conversation is; nothing where it is in none, or was long ago."""
    return session.scalars(
        select(LifeEventVisit).where(
            LifeEventVisit.conversation == conversation,
            LifeEventVisit.municipality == municipality,
            LifeEventVisit.last_at >= now - KEPT_FOR,
        )
    ).one_or_none()


def answers_of(visit: LifeEventVisit) -> dict[int, str]:
    """What was answered, by the number of the question."""
    return {int(number): str(answer) for number, answer in visit.answers.items()}


def answer(
    session: Session, visit: LifeEventVisit, number: int, given: str, *, at: datetime
) -> None:
    """Answer a question, or answer it anew: what was said to later ones is asked again."""
    before = {known: said for known, said in answers_of(visit).items() if known < number}
    _put(session, visit, {**before, number: given}, at=at)


def set_day(session: Session, visit: LifeEventVisit, day: date | None, *, at: datetime) -> None:
    """Say from which day deadlines count; nothing where that is not known yet."""
    visit.day, visit.is_day_asked, visit.last_at = day, True, at
    session.flush()


def go_back(session: Session, visit: LifeEventVisit, *, at: datetime) -> None:
    """Take back the last thing that was said."""
    answers = answers_of(visit)
    if not visit.is_day_asked and answers:
        del answers[max(answers)]
    _put(session, visit, answers, at=at)


def keep(session: Session, visit: LifeEventVisit, *, at: datetime) -> None:
    """Somebody is still there."""
    visit.last_at = at
    session.flush()


def tick(
    session: Session, visit: LifeEventVisit, title: str, *, is_done: bool, at: datetime
) -> None:
    """Tick a step off, or take that back."""
    others = [known for known in visit.done if known != title]
    visit.done, visit.last_at = [*others, *([title] if is_done else [])], at
    session.flush()


def forget_visit(session: Session, conversation: str) -> None:
    """The conversation is done with its checklist; reminders stay."""
    session.execute(delete(LifeEventVisit).where(LifeEventVisit.conversation == conversation))


def forget(session: Session, conversation: str) -> None:
    """Erase everything about a conversation, reminders included."""
    forget_visit(session, conversation)
    stop_reminding(session, conversation)


def forget_old(database: Database, *, now: datetime) -> None:
    """Erase the checklists that nobody has tapped for a day, and reminders that could not be sent
    before their deadline."""
    today = now.astimezone(TOKYO).date()
    with database.writing() as session:
        session.execute(delete(LifeEventReminder).where(LifeEventReminder.due < today))
        session.execute(delete(LifeEventVisit).where(LifeEventVisit.last_at < now - KEPT_FOR))


def remind(
    session: Session,
    visit: LifeEventVisit,
    deadlines: Mapping[str, date],
    *,
    line_user_id: str,
    now: datetime,
) -> int:
    """Remind of these deadlines of a checklist, and of no others of its event; returns of how many.

    Args:
        deadlines: the last day of each step, by its title; what is over or due today is left out.
    """
    _forget_reminders(session, visit.conversation, visit.event)
    tomorrow = now.astimezone(TOKYO).date() + timedelta(days=1)
    ahead = {title: due for title, due in deadlines.items() if due >= tomorrow}
    session.add_all(
        LifeEventReminder(
            municipality=visit.municipality,
            conversation=visit.conversation,
            line_user_id=line_user_id,
            event=visit.event,
            title=title,
            due=due,
            on_day=max(due - REMINDED_BEFORE, tomorrow),
        )
        for title, due in ahead.items()
    )
    visit.last_at = now
    session.flush()
    return len(ahead)


def is_reminded(session: Session, visit: LifeEventVisit) -> bool:
    """Whether a conversation is to be reminded of anything on its checklist."""
    found = select(LifeEventReminder.id).where(
        LifeEventReminder.conversation == visit.conversation,
        LifeEventReminder.event == visit.event,
    )
    return session.scalars(found.limit(1)).first() is not None


def stop_reminding(session: Session, conversation: str) -> None:
    """Call off all reminders of a conversation, and erase its LINE id with them."""
    session.execute(delete(LifeEventReminder).where(LifeEventReminder.conversation == conversation))


def take_reminders(session: Session, *, now: datetime) -> Sequence[LifeEventReminder]:
    """The reminders whose day has come, erased with this transaction; those of a conversation one
    after the other."""
    today = now.astimezone(TOKYO).date()
    due = session.scalars(
        select(LifeEventReminder)
        .where(LifeEventReminder.on_day <= today)
        .order_by(LifeEventReminder.conversation, LifeEventReminder.due, LifeEventReminder.id)
        .with_for_update(skip_locked=True)
    ).all()
    for reminder in due:
        session.expunge(reminder)
    session.execute(
        delete(LifeEventReminder).where(LifeEventReminder.id.in_([one.id for one in due]))
    )
    return due


def _forget_reminders(session: Session, conversation: str, event: str) -> None:
    session.execute(
        delete(LifeEventReminder).where(
            LifeEventReminder.conversation == conversation, LifeEventReminder.event == event
        )
    )


def _put(
    session: Session, visit: LifeEventVisit, answers: Mapping[int, str], *, at: datetime
) -> None:
    visit.answers = {str(number): said for number, said in answers.items()}
    visit.day, visit.is_day_asked, visit.last_at = None, False, at
    session.flush()
