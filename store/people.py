"""People (Slack users) and what they may write."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import NoReturn

from sqlalchemy import select
from sqlalchemy.orm import Session

from store import audit
from store.municipalities import ALL_DEPARTMENTS
from store.tables import Indicator, Initiative, Person, Role

_BETWEEN_DEPARTMENTS = re.compile(r"[\s　、，,・／/]+")


class NotAllowed(Exception):
    """The person may not write this; the refusal has been recorded in the audit trail."""


@dataclass(frozen=True)
class SlackUser:
    """The ids by which Slack names somebody."""

    team_id: str
    user_id: str


def find(session: Session, municipality: str, user: SlackUser) -> Person | None:
    """The registered person, or nothing for somebody unknown or no longer active."""
    return session.scalars(
        select(Person).where(
            Person.municipality == municipality,
            Person.slack_team_id == user.team_id,
            Person.slack_user_id == user.user_id,
            Person.is_active,
        )
    ).one_or_none()


def registered(session: Session, municipality: str) -> list[Person]:
    """Everybody who is registered and active, in the order they were imported."""
    return list(
        session.scalars(
            select(Person)
            .where(Person.municipality == municipality, Person.is_active)
            .order_by(Person.id)
        )
    )


def refuse(
    session: Session, person: Person, *, at: datetime, via: str, action: str, subject: str
) -> NoReturn:
    """Record in the audit trail that somebody may not do something.

    Raises:
        NotAllowed: always.
    """
    audit.append(
        session,
        person.municipality,
        at=at,
        actor=audit.Actor.of(person, via),
        action=action,
        subject=subject,
        outcome="refused",
    )
    raise NotAllowed


def oversees(person: Person) -> bool:
    """Whether the person sees to the whole plan: of the DX office."""
    return person.is_active and person.role is Role.DX_OFFICE


def may_report(person: Person, initiative: Initiative) -> bool:
    """Whether the person may post progress: of a responsible department, or of the DX office."""
    responsible = set(initiative.department_names)
    return _answers_for(person, initiative.municipality, responsible)


def may_observe(person: Person, indicator: Indicator) -> bool:
    """Whether the person may note a value: of the indicator's department, or of the DX office."""
    responsible = set(_BETWEEN_DEPARTMENTS.split(indicator.department))
    return _answers_for(person, indicator.municipality, responsible)


def _answers_for(person: Person, municipality: str, responsible: set[str]) -> bool:
    if person.municipality != municipality or not person.is_active:
        return False
    of_all = bool(responsible & ALL_DEPARTMENTS)
    return oversees(person) or person.department.name in responsible or of_all
