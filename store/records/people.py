"""Departments and people as spreadsheets bring them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from store.municipalities import departments, ensure_department, ensure_departments
from store.people import registered
from store.records.changes import key_out_of_use
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
    slack_channel: str = ""
    address: str = ""
    latitude: float | None = None
    longitude: float | None = None

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
                row.slack_channel,
                row.address,
                row.latitude,
                row.longitude,
            )
            for row in departments(session, municipality)
        }

    def numbers(self, session: Session, municipality: str) -> Mapping[int, str]:
        return {row.id: row.name for row in departments(session, municipality)}

    def put(
        self,
        session: Session,
        municipality: str,
        records: Sequence[DepartmentRecord],
        *,
        at: datetime,
    ) -> list[int]:
        rows = ensure_departments(session, municipality, (record.name for record in records))
        for record in records:
            row = rows[record.name]
            row.telephone = record.telephone
            row.hours = record.hours
            row.place = record.place
            row.handles = list(record.handles)
            row.is_general_desk = record.is_general_desk
            row.source_document = record.source_document
            row.slack_channel = record.slack_channel
            row.address = record.address
            row.latitude, row.longitude = record.latitude, record.longitude
        session.flush()
        return [rows[record.name].id for record in records]

    def retire(
        self, session: Session, municipality: str, keys: Sequence[str], *, at: datetime
    ) -> list[int]:
        """Initiatives and people may still name the department: only its details go."""
        empty = [DepartmentRecord(key, "", "", "", (), False, "") for key in keys]
        return self.put(session, municipality, empty, at=at)

    def rename(self, session: Session, municipality: str, before: str, after: str) -> None:
        """Let a department go on under another name: initiatives, people and procedures follow."""
        ensure_department(session, municipality, before).name = after
        session.flush()


class PersonShelf:
    kind = Person.__tablename__

    def current(self, session: Session, municipality: str) -> Mapping[str, PersonRecord]:
        return {record.key: record for record in map(_record, registered(session, municipality))}

    def numbers(self, session: Session, municipality: str) -> Mapping[int, str]:
        return {row.id: _record(row).key for row in registered(session, municipality)}

    def put(
        self, session: Session, municipality: str, records: Sequence[PersonRecord], *, at: datetime
    ) -> list[int]:
        """Add or update people.

        Raises:
            WorkspaceTaken: the workspace belongs to another municipality.
        """
        return [self._put(session, municipality, record) for record in records]

    def _put(self, session: Session, municipality: str, record: PersonRecord) -> int:
        _ensure_workspace(session, municipality, record.slack_team_id)
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

    def retire(
        self, session: Session, municipality: str, keys: Sequence[str], *, at: datetime
    ) -> list[int]:
        return [_deactivate(session, key) for key in keys]

    def rename(self, session: Session, municipality: str, before: str, after: str) -> None:
        """Let a person go on under another Slack id: what they posted stays theirs.

        Raises:
            WorkspaceTaken: the workspace belongs to another municipality.
        """
        row = _known(session, before)
        team_id, _, user_id = after.partition("/")
        _ensure_workspace(session, municipality, team_id)
        if inactive := _one(session, team_id, user_id):
            inactive.slack_user_id = key_out_of_use(user_id, inactive.id)
            session.flush()
        row.slack_team_id, row.slack_user_id = team_id, user_id
        session.flush()


def _ensure_workspace(session: Session, municipality: str, slack_team_id: str) -> None:
    workspace = session.get(Workspace, slack_team_id)
    if workspace is None:
        session.add(Workspace(slack_team_id=slack_team_id, municipality=municipality))
        session.flush()
    elif workspace.municipality != municipality:
        raise WorkspaceTaken(slack_team_id, workspace.municipality)


def _known(session: Session, key: str) -> Person:
    team_id, _, user_id = key.partition("/")
    row = _one(session, team_id, user_id)
    if row is None:
        raise LookupError(key)
    return row


def _one(session: Session, slack_team_id: str, slack_user_id: str) -> Person | None:
    return session.scalars(
        select(Person).where(
            Person.slack_team_id == slack_team_id, Person.slack_user_id == slack_user_id
        )
    ).one_or_none()


def _deactivate(session: Session, key: str) -> int:
    row = _known(session, key)
    row.is_active = False
    return row.id


def _record(row: Person) -> PersonRecord:
    return PersonRecord(
        row.slack_team_id,
        row.slack_user_id,
        row.name,
        row.department.name,
        row.role,
        row.source_document,
    )
