"""Wordings (別の言い方) of entries: proposed by clerks and by questions, reviewed by people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from store import audit
from store.municipalities import touch_knowledge
from store.tables import Wording, WordingOrigin, WordingState

MOST_LETTERS = 200
"""Of a wording: nobody asks for one thing in more."""
MOST_WAITING = 500
"""Of those that questions proposed: with so many to review, more are of no help."""


class BadLength(ValueError):
    """A wording is empty or has more than `MOST_LETTERS`."""


class NoSuchWording(LookupError):
    """Nothing was proposed under these numbers."""

    def __init__(self, numbers: Sequence[int]) -> None:
        super().__init__(numbers)
        self.numbers = tuple(numbers)


def propose(
    session: Session,
    municipality: str,
    entry_key: str,
    text: str,
    *,
    at: datetime,
    actor: audit.Actor,
) -> Wording:
    """Let a clerk propose a wording, with its audit entry; ``text`` must be masked already.

    What was proposed before is left as it is, so that a refused wording stays refused.

    Raises:
        BadLength: there is no text, or too much of it.
    """
    row, is_new = _proposed(session, municipality, entry_key, text, WordingOrigin.CLERK, at)
    if is_new:
        note = audit.Note("wording.propose", _subject(row), after=_facts(row))
        audit.append_all(session, municipality, [note], at=at, actor=actor)
    return row


def propose_question(
    session: Session, municipality: str, entry_key: str, text: str, *, at: datetime
) -> Wording | None:
    """Propose a question as a wording of the entry that was meant; nothing where it cannot be one.

    ``text`` must be masked already. Nobody writes here and nothing is found by it yet, so the audit
    trail begins with the review.
    """
    waiting = select(func.count()).where(
        Wording.municipality == municipality,
        Wording.state == WordingState.WAITING,
        Wording.origin == WordingOrigin.QUESTION,
    )
    if session.scalars(waiting).one() >= MOST_WAITING:
        return None
    try:
        return _proposed(session, municipality, entry_key, text, WordingOrigin.QUESTION, at)[0]
    except BadLength:
        return None


def accept(
    session: Session,
    municipality: str,
    numbers: Iterable[int],
    *,
    at: datetime,
    actor: audit.Actor,
) -> list[Wording]:
    """Let people find entries by these wordings, whatever was decided before.

    Raises:
        NoSuchWording: nothing was written.
    """
    return _review(session, municipality, numbers, WordingState.ACCEPTED, at=at, actor=actor)


def refuse(
    session: Session,
    municipality: str,
    numbers: Iterable[int],
    *,
    at: datetime,
    actor: audit.Actor,
) -> list[Wording]:
    """Refuse wordings, also such as were accepted; they are kept and not proposed again.

    Raises:
        NoSuchWording: nothing was written.
    """
    return _review(session, municipality, numbers, WordingState.REFUSED, at=at, actor=actor)


def listed(session: Session, municipality: str, *states: WordingState) -> Sequence[Wording]:
    """Wordings in these states, or in any, in the order in which they were proposed."""
    return session.scalars(
        select(Wording)
        .where(
            Wording.municipality == municipality, Wording.state.in_(states or tuple(WordingState))
        )
        .order_by(Wording.id)
    ).all()


def accepted(session: Session, municipality: str) -> Mapping[str, Sequence[str]]:
    """What people find entries by, by the key of the entry."""
    wordings: dict[str, list[str]] = {}
    for row in listed(session, municipality, WordingState.ACCEPTED):
        wordings.setdefault(row.entry_key, []).append(row.text)
    return wordings


def _proposed(
    session: Session,
    municipality: str,
    entry_key: str,
    text: str,
    origin: WordingOrigin,
    at: datetime,
) -> tuple[Wording, bool]:
    """The wording, and whether it is new."""
    said = " ".join(text.split())
    if not 0 < len(said) <= MOST_LETTERS:
        raise BadLength(len(said))
    same = select(Wording).where(
        Wording.municipality == municipality,
        Wording.entry_key == entry_key,
        Wording.text == said,
    )
    if known := session.scalars(same).one_or_none():
        return known, False
    row = Wording(
        municipality=municipality,
        entry_key=entry_key,
        text=said,
        origin=origin,
        state=WordingState.WAITING,
        proposed_at=at,
    )
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError:  # somebody else was quicker
        return session.scalars(same).one(), False
    return row, True


def _review(
    session: Session,
    municipality: str,
    numbers: Iterable[int],
    state: WordingState,
    *,
    at: datetime,
    actor: audit.Actor,
) -> list[Wording]:
    wanted = list(dict.fromkeys(numbers))
    found = {row.id: row for row in listed(session, municipality) if row.id in set(wanted)}
    if missing := [number for number in wanted if number not in found]:
        raise NoSuchWording(missing)
    rows = [found[number] for number in wanted]
    changed = [row for row in rows if row.state is not state]
    is_noticed = state is WordingState.ACCEPTED or any(
        row.state is WordingState.ACCEPTED for row in changed
    )
    notes = []
    for row in changed:
        before = {"state": row.state.value}
        row.state, row.reviewed_at, row.reviewed_by = state, at, actor.name
        notes.append(audit.Note("wording.review", _subject(row), before=before, after=_facts(row)))
    audit.append_all(session, municipality, notes, at=at, actor=actor)
    if changed and is_noticed:
        touch_knowledge(session, municipality)
    return rows


def _subject(row: Wording) -> str:
    return f"{Wording.__tablename__}:{row.id}"


def _facts(row: Wording) -> dict[str, str]:
    """What the audit trail keeps for good; of what was refused the text is not part."""
    facts = {"entry_key": row.entry_key, "state": row.state.value}
    return facts if row.state is WordingState.REFUSED else facts | {"text": row.text}
