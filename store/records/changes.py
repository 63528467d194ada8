"""Compare what a document says with what is stored, and write the difference."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Protocol, TypeVar

from sqlalchemy.orm import Session

from store import audit
from store.municipalities import touch_knowledge


class Action(StrEnum):
    """What an import does to an entry."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"


class Record(Protocol):
    """One entry as a document brings it: a frozen dataclass with a key people recognise."""

    @property
    def key(self) -> str: ...

    @property
    def source_document(self) -> str: ...


R = TypeVar("R", bound=Record)


class Shelf(Protocol[R]):
    """Where records of one kind are kept."""

    kind: str

    def current(self, session: Session, municipality: str) -> Mapping[str, R]:
        """What is stored now, by key."""

    def put(self, session: Session, municipality: str, record: R, *, at: datetime) -> int:
        """Add or update an entry; returns its id."""

    def retire(self, session: Session, municipality: str, key: str, *, at: datetime) -> int:
        """Take an entry out of use; returns its id."""


@dataclass(frozen=True)
class FieldChange:
    name: str
    before: Any
    after: Any


@dataclass(frozen=True)
class Change:
    """One entry that an import adds, changes or removes."""

    kind: str
    key: str
    action: Action
    fields: tuple[FieldChange, ...] = ()


def compare(
    shelf: Shelf[R], session: Session, municipality: str, wanted: Sequence[R], document: str
) -> list[Change]:
    """What importing ``wanted`` would change.

    An entry counts as removed when this document (by file name) brought it before and no longer
    has it: a list of one department does not remove the entries of the others.
    """
    current = shelf.current(session, municipality)
    changes = []
    for record in wanted:
        stored = current.get(record.key)
        if stored is None:
            changes.append(Change(shelf.kind, record.key, Action.ADDED))
        elif difference := _difference(stored, record):
            changes.append(Change(shelf.kind, record.key, Action.CHANGED, difference))
    kept = {record.key for record in wanted}
    changes += [
        Change(shelf.kind, key, Action.REMOVED)
        for key, stored in current.items()
        if stored.source_document == document and key not in kept
    ]
    return changes


def write(
    shelf: Shelf[R],
    session: Session,
    municipality: str,
    wanted: Sequence[R],
    changes: Sequence[Change],
    *,
    at: datetime,
    actor: audit.Actor,
    on_written: Callable[[], None] = lambda: None,
) -> None:
    """Write the changes with an audit entry each; the caller's transaction makes it all or none."""
    current = shelf.current(session, municipality)
    records = {record.key: record for record in wanted}
    for change in changes:
        if change.action is Action.REMOVED:
            subject_id = shelf.retire(session, municipality, change.key, at=at)
        else:
            subject_id = shelf.put(session, municipality, records[change.key], at=at)
        stored, new = current.get(change.key), records.get(change.key)
        audit.append(
            session,
            municipality,
            at=at,
            actor=actor,
            action=f"import.{change.action}",
            subject=f"{shelf.kind}:{subject_id}",
            before=_plain(stored) if stored is not None else {},
            after=_plain(new) if new is not None else {},
        )
        on_written()
    if changes:
        touch_knowledge(session, municipality)


def _difference(stored: Record, record: Record) -> tuple[FieldChange, ...]:
    return tuple(
        FieldChange(field.name, getattr(stored, field.name), getattr(record, field.name))
        for field in fields(record)  # type: ignore[arg-type]  # a Record is a dataclass
        if getattr(stored, field.name) != getattr(record, field.name)
        and field.name != "source_document"
    )


def _plain(record: Record) -> dict[str, Any]:
    """The record as JSON can hold it."""
    return {name: _json(value) for name, value in asdict(record).items()}  # type: ignore[call-overload]


def _json(value: Any) -> Any:
    match value:
        case dict():
            return {key: _json(item) for key, item in value.items()}
        case list() | tuple():
            return [_json(item) for item in value]
        case date():
            return value.isoformat()
        case StrEnum():
            return value.value
        case _:
            return value
