"""Who one can be on the Slack side: the registered people, and somebody who is not."""

from __future__ import annotations

from dataclasses import dataclass

from handlers.office import Office
from store import people

STRANGER = "U0NOTLISTED"
"""Slack user id of a person whom nobody has registered."""


@dataclass(frozen=True)
class Colleague:
    """A registered person (Slack user), with department and role."""

    user_id: str
    name: str
    department: str
    role: str


@dataclass(frozen=True)
class Staff:
    """The registered people of one Slack workspace."""

    team_id: str
    colleagues: tuple[Colleague, ...]

    def find(self, user_id: str) -> Colleague | None:
        return next((one for one in self.colleagues if one.user_id == user_id), None)


def staff_of(office: Office) -> Staff | None:
    """The staff of the default municipality; nothing as long as nobody is registered.

    A municipality with several workspaces shows the one of the person imported first.
    """
    with office.database.reading() as session:
        registered = people.registered(session, office.municipality)
        if not registered:
            return None
        team_id = registered[0].slack_team_id
        return Staff(
            team_id,
            tuple(
                Colleague(one.slack_user_id, one.name, one.department.name, one.role.value)
                for one in registered
                if one.slack_team_id == team_id
            ),
        )
