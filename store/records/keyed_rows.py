"""Rows that people know by a key: found by it, given another one, taken out of use and back."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Generic, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute, Session
from sqlalchemy.orm.interfaces import ORMOption

from store.records.changes import Record, key_out_of_use
from store.tables import Retirable

Row = TypeVar("Row", bound=Retirable)


class KeyedRows(Generic[Row]):
    """The rows of a table that belong to one owner, of which each has another key."""

    def __init__(
        self,
        session: Session,
        table: type[Row],
        key: InstrumentedAttribute[str],
        **owner: str | int | None,
    ) -> None:
        """
        Args:
            key: the column that has the key.
            owner: what every row of the owner has in the columns of these names.
        """
        self._session = session
        self._table = table
        self._key = key
        self._owner = owner

    def in_force(self) -> list[Row]:
        """Those not retired, in the order they were first imported."""
        rows = (
            select(self._table)
            .filter_by(**self._owner)
            .where(self._table.retired_at.is_(None))
            .order_by(self._table.id)
        )
        return list(self._session.scalars(rows))

    def numbers(self) -> dict[int, str]:
        """The keys of those in force, by id."""
        rows = (
            select(self._table.id, self._key)
            .filter_by(**self._owner)
            .where(self._table.retired_at.is_(None))
            .order_by(self._table.id)
        )
        return dict(self._session.execute(rows).all())

    def retired(self) -> set[str]:
        """The keys of those out of use."""
        keys = select(self._key).filter_by(**self._owner).where(self._table.retired_at.is_not(None))
        return {*self._session.scalars(keys)}

    def by_key(self, keys: Sequence[str], *loading: ORMOption) -> dict[str, Row]:
        """Those there are, in force or retired; ``loading`` reads anew what hangs on them."""
        rows = select(self._table).filter_by(**self._owner).where(self._key.in_(keys))
        if loading:
            rows = rows.options(*loading).execution_options(populate_existing=True)
        return {getattr(row, self._key.key): row for row in self._session.scalars(rows)}

    def to_fill(self, records: Sequence[Record], *loading: ORMOption) -> list[Row]:
        """A row for each record: the one there is, in force or retired, or a new one."""
        rows = self.by_key([record.key for record in records], *loading)
        for record in records:
            if record.key not in rows:
                rows[record.key] = self._table(**self._owner, **{self._key.key: record.key})
        return [rows[record.key] for record in records]

    def keep(self, rows: Sequence[Row]) -> list[int]:
        """Write rows that have been filled, all in force from now on; the id of each."""
        for row in rows:
            row.retired_at = None
        self._session.add_all(rows)
        self._session.flush()
        return [row.id for row in rows]

    def retire(self, keys: Sequence[str], *, at: datetime) -> list[int]:
        rows = self.by_key(keys)
        for row in rows.values():
            row.retired_at = at
        return [rows[key].id for key in keys]

    def rename(self, before: str, after: str) -> None:
        rows = self.by_key([before, after])
        if retired := rows.get(after):
            setattr(retired, self._key.key, key_out_of_use(after, retired.id))
            self._session.flush()
        setattr(rows[before], self._key.key, after)
        self._session.flush()


class KeyedShelf(ABC, Generic[Row]):
    """What all shelves of such rows do alike; what a record's fields are is their own."""

    @abstractmethod
    def rows(self, session: Session, municipality: str) -> KeyedRows[Row]:
        """The rows that records of the shelf are kept in."""

    def numbers(self, session: Session, municipality: str) -> Mapping[int, str]:
        return self.rows(session, municipality).numbers()

    def out_of_use(self, session: Session, municipality: str, keys: Sequence[str]) -> set[str]:
        return self.rows(session, municipality).retired().intersection(keys)

    def rename(self, session: Session, municipality: str, before: str, after: str) -> None:
        self.rows(session, municipality).rename(before, after)

    def retire(
        self, session: Session, municipality: str, keys: Sequence[str], *, at: datetime
    ) -> Sequence[int]:
        return self.rows(session, municipality).retire(keys, at=at)
