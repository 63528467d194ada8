"""Fields that a record and its row have by the same name; a list of a row is a tuple there."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any


def fill(row: object, record: object, names: Iterable[str]) -> None:
    """Write the named fields of a record into its row."""
    for name in names:
        setattr(row, name, _stored(getattr(record, name)))


def fields_of(row: object, names: Iterable[str]) -> dict[str, Any]:
    """The named fields of a row as its record has them."""
    return {name: frozen(getattr(row, name)) for name in names}


def frozen(value: Any) -> Any:
    """A value of a column as a record has it."""
    return tuple(frozen(item) for item in value) if isinstance(value, list) else value


def _stored(value: Any) -> Any:
    return [_stored(item) for item in value] if isinstance(value, tuple) else value
