"""Compare what a document says with what is stored, and write the difference."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Protocol, TypeVar

from sqlalchemy.orm import Session

from store import audit
from store.municipalities import touch_knowledge

AT_ONCE = 500
"""How many entries are written with one statement: SQLite takes 32,766 values in one."""


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

    def put(
        self, session: Session, municipality: str, records: Sequence[R], *, at: datetime
    ) -> Sequence[int]:
        """Add or update entries; returns the id of each."""

    def rename(self, session: Session, municipality: str, before: str, after: str) -> None:
        """Give an entry another key; what hangs on it stays with it.

        An entry out of use that has the key makes way.
        """

    def retire(
        self, session: Session, municipality: str, keys: Sequence[str], *, at: datetime
    ) -> Sequence[int]:
        """Take entries out of use; returns the id of each."""


class NumberedShelf(Shelf[R], Protocol[R]):
    """A shelf whose entries people can name by their stable id."""

    def numbers(self, session: Session, municipality: str) -> Mapping[int, str]:
        """The keys of what is stored now, by id."""


class LastingShelf(Shelf[R], Protocol[R]):
    """A shelf of entries on whose rows something hangs: progress, or what was observed."""

    def out_of_use(self, session: Session, municipality: str, keys: Sequence[str]) -> Set[str]:
        """Those of the keys that a retired entry has: it comes back when it is put."""


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
    stored: Record | None = field(default=None, compare=False, repr=False)
    wanted: Record | None = field(default=None, compare=False, repr=False)


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
    return differences(shelf.kind, current, wanted, documents, renames)


def differences(
    kind: str,
    current: Mapping[str, R],
    wanted: Sequence[R],
    documents: Set[str],
    renames: Mapping[str, str] = MappingProxyType({}),
) -> list[Change]:
    """As `compare`, where what is stored has been read already."""
    left = {*renames.values()}
    changes = []
    for record in wanted:
        before = renames.get(record.key, record.key)
        # An entry under the key that another one leaves is a new one.
        is_new = record.key not in renames and record.key in left
        stored = None if is_new else current.get(before)
        if stored is None:
            changes.append(Change(kind, record.key, Action.ADDED, wanted=record))
        elif difference := _difference(stored, record):
            renamed = before if before != record.key else ""
            changes.append(
                Change(kind, record.key, Action.CHANGED, difference, renamed, stored, record)
            )
    kept = {renames.get(record.key, record.key) for record in wanted}
    changes += [
        Change(kind, key, Action.REMOVED, stored=stored)
        for key, stored in current.items()
        if stored.source_document in documents and key not in kept
    ]
    return changes


def key_out_of_use(key: str, number: int) -> str:
    """A key for an entry out of use, when another entry takes over the one it had."""
    return f"{key} #{number}"


def write(
    shelf: Shelf[R],
    session: Session,
    municipality: str,
    changes: Sequence[Change],
    *,
    at: datetime,
    actor: audit.Actor,
    on_written: Callable[[int], None] = lambda _: None,
) -> None:
    """Write the changes with an audit entry each; the caller's transaction makes it all or none.

    They must have been found in the same transaction: what was before comes from them.
    """
    removed = [change for change in changes if change.action is Action.REMOVED]
    put = [change for change in changes if change.action is not Action.REMOVED]
    for some in _lots(removed):
        ids = shelf.retire(session, municipality, [change.key for change in some], at=at)
        _audit(session, municipality, some, ids, at=at, actor=actor)
        on_written(len(some))
    # What goes has made way: another entry may take over its key.
    _rename(shelf, session, municipality, put)
    for some in _lots(put):
        records: list[Any] = [change.wanted for change in some]
        ids = shelf.put(session, municipality, records, at=at)
        _audit(session, municipality, some, ids, at=at, actor=actor)
        on_written(len(some))
    if changes:
        touch_knowledge(session, municipality)


def _rename(
    shelf: Shelf[R], session: Session, municipality: str, changes: Sequence[Change]
) -> None:
    """Give entries that go on under another key that key."""
    renamed = [change for change in changes if change.before_key]
    # In two steps, for two entries may change places.
    between = [f"{change.key} #{place}" for place, change in enumerate(renamed)]
    for change, key in zip(renamed, between, strict=True):
        shelf.rename(session, municipality, change.before_key, key)
    for change, key in zip(renamed, between, strict=True):
        shelf.rename(session, municipality, key, change.key)


def _lots(changes: Sequence[Change]) -> Iterator[Sequence[Change]]:
    """So many at a time that a database takes them in one statement."""
    return (changes[start : start + AT_ONCE] for start in range(0, len(changes), AT_ONCE))


def _audit(
    session: Session,
    municipality: str,
    changes: Sequence[Change],
    ids: Sequence[int],
    *,
    at: datetime,
    actor: audit.Actor,
) -> None:
    """Keep in the audit trail what was before and what is now."""
    notes = [
        audit.Note(
            action=f"import.{change.action}",
            subject=f"{change.kind}:{subject_id}",
            before=plain_value(change.stored) if change.stored is not None else {},
            after=plain_value(change.wanted) if change.wanted is not None else {},
        )
        for change, subject_id in zip(changes, ids, strict=True)
    ]
    audit.append_all(session, municipality, notes, at=at, actor=actor)


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


def plain_value(value: Any) -> Any:
    """A record, or a value of one of its fields, as JSON can hold it."""
    match value:
        case list() | tuple():
            return [plain_value(item) for item in value]
        case date():
            return value.isoformat()
        case StrEnum():
            return value.value
        case _ if is_dataclass(value):
            return {name: plain_value(item) for name, item in vars(value).items()}
        case _:
            return value
