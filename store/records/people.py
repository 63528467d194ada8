"""Departments and people as spreadsheets bring them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from store.municipalities import departments, ensure_department
from store.people import registered
from store.tables import Department, Person, Role, Workspace


class WorkspaceTaken(Exception):
    """The Slack workspace already belongs to another municipality."""

    def __init__(self, slack_team_id: str, municipality: str) -> None:
        super().__init__(slack_team_id)
        self.slack_team_id = slack_team_id
        self.municipality = municipality


@dataclass(frozen=True)
class DepartmentRecord:
    """A department (担当課) and how to reach it."""

    name: str
    telephone: str
    hours: str
    place: str
    handles: tuple[str, ...]
    is_general_desk: bool
    source_document: str

    @property
    def key(self) -> str:
        return self.name


@dataclass(frozen=True)
class PersonRecord:
    """A person (Slack user), their department and role."""

    slack_team_id: str
    slack_user_id: str
    name: str
    department: str
    role: Role
    source_document: str

    @property
    def key(self) -> str:
        return f"{self.slack_team_id}/{self.slack_user_id}"


class DepartmentShelf:
    kind = Department.__tablename__

    def current(self, session: Session, municipality: str) -> Mapping[str, DepartmentRecord]:
        return {
            row.name: DepartmentRecord(
                row.name,
                row.telephone,
                row.hours,
                row.place,
                tuple(row.handles),
                row.is_general_desk,
                row.source_document,
            )
            for row in departments(session, municipality)
        }

    def put(
        self, session: Session, municipality: str, record: DepartmentRecord, *, at: datetime
    ) -> int:
        row = ensure_department(session, municipality, record.name)
        row.telephone = record.telephone
        row.hours = record.hours
        row.place = record.place
        row.handles = list(record.handles)
        row.is_general_desk = record.is_general_desk
        row.source_document = record.source_document
        session.flush()
        return row.id

    def retire(self, session: Session, municipality: str, key: str, *, at: datetime) -> int:
        """Initiatives and people may still name the department: only its details go."""
        empty = DepartmentRecord(key, "", "", "", (), False, "")
        return self.put(session, municipality, empty, at=at)


class PersonShelf:
    kind = Person.__tablename__

    def current(self, session: Session, municipality: str) -> Mapping[str, PersonRecord]:
        return {record.key: record for record in map(_record, registered(session, municipality))}

    def put(
        self, session: Session, municipality: str, record: PersonRecord, *, at: datetime
    ) -> int:
        """Add or update a person.

        Raises:
            WorkspaceTaken: the workspace belongs to another municipality.
        """
        workspace = session.get(Workspace, record.slack_team_id)
        if workspace is None:
            session.add(Workspace(slack_team_id=record.slack_team_id, municipality=municipality))
            session.flush()
        elif workspace.municipality != municipality:
            raise WorkspaceTaken(record.slack_team_id, workspace.municipality)
        department = ensure_department(session, municipality, record.department)
        row = _one(session, record.slack_team_id, record.slack_user_id)
        if row is None:
            row = Person(
                municipality=municipality,
                slack_team_id=record.slack_team_id,
                slack_user_id=record.slack_user_id,
            )
        row.name = record.name
        row.department = department
        row.role = record.role
        row.is_active = True
        row.source_document = record.source_document
        session.add(row)
        session.flush()
        return row.id

    def retire(self, session: Session, municipality: str, key: str, *, at: datetime) -> int:
        team_id, _, user_id = key.partition("/")
        row = _one(session, team_id, user_id)
        if row is None:
            raise LookupError(key)
        row.is_active = False
        return row.id


def _one(session: Session, slack_team_id: str, slack_user_id: str) -> Person | None:
    return session.scalars(
        select(Person).where(
            Person.slack_team_id == slack_team_id, Person.slack_user_id == slack_user_id
        )
    ).one_or_none()


def _record(row: Person) -> PersonRecord:
    return PersonRecord(
        row.slack_team_id,
        row.slack_user_id,
        row.name,
        row.department.name,
        row.role,
        row.source_document,
    )
