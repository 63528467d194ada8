"""People (Slack users) and what they may write."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from store.municipalities import ALL_DEPARTMENTS
from store.tables import Initiative, Person, Role


class NotAllowed(Exception):
    """The person may not write this; the refusal has been recorded in the audit trail."""


def find(
    session: Session, *, municipality: str, slack_team_id: str, slack_user_id: str
) -> Person | None:
    """The registered person, or nothing for somebody unknown or no longer active."""
    return session.scalars(
        select(Person).where(
            Person.municipality == municipality,
            Person.slack_team_id == slack_team_id,
            Person.slack_user_id == slack_user_id,
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


def may_report(person: Person, initiative: Initiative) -> bool:
    """Whether the person may post progress: of a responsible department, or of the DX office."""
    if person.municipality != initiative.municipality or not person.is_active:
        return False
    if person.role is Role.DX_OFFICE:
        return True
    responsible = {link.department.name for link in initiative.departments}
    return person.department.name in responsible or bool(responsible & ALL_DEPARTMENTS)
