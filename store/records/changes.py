"""Compare what a document says with what is stored, and write the difference."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import asdict, dataclass, fields, is_dataclass
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType
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


class RenamingShelf(Shelf[R], Protocol[R]):
    """A shelf whose entries can go on under another key."""

    def rename(self, session: Session, municipality: str, before: str, after: str) -> None:
        """Give an entry another key; what hangs on it stays with it.

        An entry out of use that has the key makes way.
        """


class NumberedShelf(RenamingShelf[R], Protocol[R]):
    """A shelf whose entries people can name by their stable id."""

    def numbers(self, session: Session, municipality: str) -> Mapping[int, str]:
        """The keys of what is stored now, by id."""


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
    before_key: str = ""
    """The key it had so far, where an entry goes on under another one."""


def compare(
    shelf: Shelf[R],
    session: Session,
    municipality: str,
    wanted: Sequence[R],
    documents: Set[str],
    renames: Mapping[str, str] = MappingProxyType({}),
) -> list[Change]:
    """What importing ``wanted`` would change.

    An entry counts as removed when one of ``documents`` (file names) brought it before and it is
    wanted no longer: a list of one department does not remove the entries of the others.
    ``renames`` gives the key that an entry had so far, by its new key.
    """
    current = shelf.current(session, municipality)
    left = {*renames.values()}
    changes = []
    for record in wanted:
        before = renames.get(record.key, record.key)
        # An entry under the key that another one leaves is a new one.
        is_new = record.key not in renames and record.key in left
        stored = None if is_new else current.get(before)
        if stored is None:
            changes.append(Change(shelf.kind, record.key, Action.ADDED))
        elif difference := _difference(stored, record):
            renamed = before if before != record.key else ""
            changes.append(
                Change(shelf.kind, record.key, Action.CHANGED, difference, before_key=renamed)
            )
    kept = {renames.get(record.key, record.key) for record in wanted}
    changes += [
        Change(shelf.kind, key, Action.REMOVED)
        for key, stored in current.items()
        if stored.source_document in documents and key not in kept
    ]
    return changes


def rename(
    shelf: RenamingShelf[R], session: Session, municipality: str, changes: Sequence[Change]
) -> None:
    """Give entries that go on under another key that key, before `write` changes the rest."""
    shelf.current(session, municipality)
    renamed = [change for change in changes if change.before_key]
    # In two steps, for two entries may change places.
    between = [f"{change.key} #{place}" for place, change in enumerate(renamed)]
    for change, key in zip(renamed, between, strict=True):
        shelf.rename(session, municipality, change.before_key, key)
    for change, key in zip(renamed, between, strict=True):
        shelf.rename(session, municipality, key, change.key)


def key_out_of_use(key: str, number: int) -> str:
    """A key for an entry out of use, when another entry takes over the one it had."""
    return f"{key} #{number}"


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
            before=_before(change, stored),
            after=_plain(new) if new is not None else {},
        )
        on_written()
    if changes:
        touch_knowledge(session, municipality)


def _difference(stored: Record, record: Record) -> tuple[FieldChange, ...]:
    return tuple(
        FieldChange(field.name, getattr(stored, field.name), getattr(record, field.name))
        for field in fields(record)  # type: ignore[arg-type]  # a Record is a dataclass
        if field.compare
        and field.name != "source_document"
        and getattr(stored, field.name) != getattr(record, field.name)
        # A document that does not say who may see an entry leaves that to what is stored.
        and not (field.name == "visibility" and getattr(record, field.name) is None)
    )


def _before(change: Change, stored: Record | None) -> dict[str, Any]:
    """What the audit trail tells of an entry before a change; its key may be another by now."""
    if stored is None:
        return {}
    return _plain(stored) | {field.name: _json(field.before) for field in change.fields}


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
        case _ if is_dataclass(value) and not isinstance(value, type):
            return _json(asdict(value))
        case _:
            return value
