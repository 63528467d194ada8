"""What people ask after what: counted by entry, never with who asked."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from store.tables import NextAsked

SEEN_OFTEN = 3
"""Fewer times say nothing about what people ask, and might say something about one person."""


def count(session: Session, municipality: str, entry_key: str, next_key: str) -> None:
    """Somebody was answered with one entry, and within ten minutes with another."""
    counted = session.execute(
        update(NextAsked)
        .where(
            NextAsked.municipality == municipality,
            NextAsked.entry_key == entry_key,
            NextAsked.next_key == next_key,
        )
        .values(times=NextAsked.times + 1)
        .returning(NextAsked.times)
    )
    if counted.one_or_none() is None:
        # Two people at once: one of them is not counted, and nobody's answer waits for that.
        with suppress(IntegrityError), session.begin_nested():
            session.add(
                NextAsked(
                    municipality=municipality, entry_key=entry_key, next_key=next_key, times=1
                )
            )


def often_next(session: Session, municipality: str, entry_key: str, *, most: int) -> Sequence[str]:
    """Keys of the entries that people often ask for after this one, the commonest first."""
    return session.scalars(
        select(NextAsked.next_key)
        .where(
            NextAsked.municipality == municipality,
            NextAsked.entry_key == entry_key,
            NextAsked.times >= SEEN_OFTEN,
        )
        .order_by(NextAsked.times.desc(), NextAsked.next_key)
        .limit(most)
    ).all()
