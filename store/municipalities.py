"""Municipalities and their departments: making them, finding them, saying who to ask."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from store.tables import Department, Municipality, Workspace

ALL_DEPARTMENTS = frozenset({"全課", "全課室", "全部署", "全所属"})
"""What plans write for «every department»; it stands in a list of departments like one."""

_KNOWLEDGE_VERSION = select(Municipality.knowledge_version).where(
    Municipality.code == bindparam("code")
)
"""Asked with every question: to put it together takes longer than to run it."""


def find(session: Session, code: str) -> Municipality | None:
    return session.get(Municipality, code)


def ensure(session: Session, code: str, name: str = "") -> Municipality:
    """The municipality (自治体) with this code, made when new; a name given replaces the old."""
    found = session.get(Municipality, code)
    if found is None:
        found = Municipality(code=code, name=name or code)
        session.add(found)
        session.flush()
    elif name and found.name != name:
        found.name = name
    return found


def of_workspace(session: Session, slack_team_id: str) -> str | None:
    """Code of the municipality that a Slack workspace belongs to."""
    workspace = session.get(Workspace, slack_team_id)
    return workspace.municipality if workspace else None


def touch_knowledge(session: Session, code: str) -> None:
    """Note that something which can be answered has changed."""
    session.execute(
        update(Municipality)
        .where(Municipality.code == code)
        .values(knowledge_version=Municipality.knowledge_version + 1)
    )


def knowledge_version(session: Session, code: str) -> int | None:
    return session.execute(_KNOWLEDGE_VERSION, {"code": code}).scalar_one_or_none()


def departments(session: Session, code: str) -> Sequence[Department]:
    return session.scalars(
        select(Department).where(Department.municipality == code).order_by(Department.id)
    ).all()


def ensure_department(session: Session, code: str, name: str) -> Department:
    """The department (担当課) with this name, made with nothing but its name when new."""
    return ensure_departments(session, code, [name])[name]


def ensure_departments(session: Session, code: str, names: Iterable[str]) -> dict[str, Department]:
    """The departments with these names; those that are new are made with nothing but that.

    Empty names are passed over.
    """
    wanted = dict.fromkeys(filter(None, names))
    found = {
        row.name: row
        for row in session.scalars(
            select(Department).where(Department.municipality == code, Department.name.in_(wanted))
        )
    }
    new = [
        Department(municipality=code, name=name, handles=[]) for name in wanted if name not in found
    ]
    session.add_all(new)
    session.flush()
    return found | {row.name: row for row in new}


def codes(session: Session) -> list[str]:
    """Codes of all municipalities."""
    return list(session.scalars(select(Municipality.code).order_by(Municipality.code)))
