"""What people are told is verified (確認) from time to time: how long that holds, and by whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import cast

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from store import audit, people
from store.chosen import choose
from store.clock import TOKYO
from store.municipalities import touch_knowledge
from store.tables import Department, Faq, Municipality, Person, Procedure

Entry = Procedure | Faq
MOST_DAYS = 3650
_TABLES: Mapping[str, type[Procedure] | type[Faq]] = {
    Procedure.__tablename__: Procedure,
    Faq.__tablename__: Faq,
}


class BadDays(ValueError):
    """A verification holds for one day at least, and ten years at most."""


class Incomplete(Exception):
    """A procedure without a summary, a department, a way without the internet or a source cannot
    be verified; the rest is written in the sheet first."""


@dataclass(frozen=True)
class Unsure:
    """A procedure or FAQ that is to be verified again."""

    kind: str
    """Name of its table, which is also what its entry's key begins with."""
    number: int
    title: str
    department: str
    verified_on: date | None

    @property
    def key(self) -> str:
        return f"{self.kind}:{self.number}"


def holds_for(session: Session, municipality: str) -> timedelta:
    """How long a verification holds here."""
    return timedelta(days=session.get_one(Municipality, municipality).verified_for_days)


def let_hold_for(
    session: Session, municipality: str, days: int, *, at: datetime, actor: audit.Actor
) -> None:
    """Set how long a verification holds.

    Raises:
        BadDays: fewer than one day, or more than ten years.
    """
    if not 1 <= days <= MOST_DAYS:
        raise BadDays(days)
    column, action = "verified_for_days", "verification.hold"
    if choose(session, municipality, column, days, action=action, at=at, actor=actor):
        touch_knowledge(session, municipality)


def unsure(
    session: Session, municipality: str, *, now: datetime, department_id: int | None = None
) -> Sequence[Unsure]:
    """Procedures and FAQ whose verification is too old or was never made, those never verified
    first, then the oldest. What a plan merely lists is none of them: nobody has written it yet.

    Args:
        department_id: only those of one department.
    """
    before = now.astimezone(TOKYO).date() - holds_for(session, municipality)
    found = [
        _told(kind, row)
        for kind in _TABLES
        for row in _to_verify(session, kind, municipality, before)
        if department_id in (None, row.department_id) and _is_written(row)
    ]
    return sorted(found, key=lambda one: one.verified_on or date.min)


def verify(
    session: Session, municipality: str, key: str, *, by: Person, at: datetime, via: str
) -> Unsure | None:
    """Note that a person has checked an entry today; returns it as it was, or nothing where there
    is none.

    Raises:
        NotAllowed: of another department, and not of the DX office.
        Incomplete: too little is written to verify it.
    """
    kind, _, number = key.partition(":")
    row = _find(session, kind, number)
    if row is None or row.municipality != municipality or row.retired_at is not None:
        return None
    if not may_verify(by, row.department):
        people.refuse(session, by, at=at, via=via, action="verification.confirm", subject=key)
    if isinstance(row, Procedure) and not (
        row.summary and row.department_id and row.offline_way and row.source
    ):
        raise Incomplete
    before = _told(kind, row)
    row.verified_on = at.astimezone(TOKYO).date()
    audit.append(
        session,
        municipality,
        at=at,
        actor=audit.Actor.of(by, via),
        action="verification.confirm",
        subject=key,
        before={"verified_on": str(before.verified_on or "")},
        after={"verified_on": str(row.verified_on)},
    )
    touch_knowledge(session, municipality)
    return before


def may_verify(person: Person, department: Department | None) -> bool:
    """Whether somebody may: of the department of the entry, or of the DX office."""
    is_own = department is not None and person.department_id == department.id
    return person.is_active and (is_own or people.oversees(person))


def _find(session: Session, kind: str, number: str) -> Entry | None:
    table = _TABLES.get(kind)
    is_number = number.isascii() and number.isdigit() and len(number) < 10
    # mypy joins the two tables to what they inherit.
    return cast("Entry | None", session.get(table, int(number))) if table and is_number else None


def _to_verify(session: Session, kind: str, municipality: str, before: date) -> Sequence[Entry]:
    table = _TABLES[kind]
    rows = session.scalars(
        select(table)
        .where(
            table.municipality == municipality,
            table.retired_at.is_(None),
            or_(table.verified_on.is_(None), table.verified_on < before),
        )
        .order_by(table.id)
    ).all()
    return cast("Sequence[Entry]", rows)


def _told(kind: str, row: Entry) -> Unsure:
    title = row.title if isinstance(row, Procedure) else row.question
    department = row.department.name if row.department else ""
    return Unsure(kind, row.id, title, department, row.verified_on)


def _is_written(row: Entry) -> bool:
    return isinstance(row, Faq) or not row.listed_in or bool(row.summary or row.offline_way)
