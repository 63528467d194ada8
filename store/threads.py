"""Threads in departments' channels: where the history of an initiative is posted."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from store.tables import Initiative, InitiativeThread


def channels_of(initiative: Initiative) -> list[str]:
    """Slack channels of the departments that are responsible, each once, in the plan's order."""
    named = (link.department.slack_channel for link in initiative.departments)
    return list(dict.fromkeys(filter(None, named)))


def current(session: Session, initiative: Initiative, channel: str) -> InitiativeThread | None:
    """The thread that entries of an initiative go into; nothing where one has yet to be opened."""
    return session.scalars(
        select(InitiativeThread)
        .where(
            InitiativeThread.initiative_id == initiative.id,
            InitiativeThread.channel == channel,
            InitiativeThread.error == "",
        )
        .order_by(InitiativeThread.id.desc())
        .limit(1)
    ).one_or_none()


def begin(session: Session, initiative: Initiative, channel: str) -> InitiativeThread:
    """A new thread; the first message that goes out in it opens it."""
    thread = InitiativeThread(
        municipality=initiative.municipality, initiative_id=initiative.id, channel=channel
    )
    session.add(thread)
    session.flush()
    return thread


def give_up(session: Session, municipality: str, thread_id: int, error: str) -> None:
    """Post nothing more in a thread, such as one whose first message somebody deleted."""
    thread = session.get(InitiativeThread, thread_id)
    if thread is not None and thread.municipality == municipality and not thread.error:
        thread.error = error
