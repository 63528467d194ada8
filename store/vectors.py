"""Vectors that models made of entries' texts, kept so that each is made once."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from itertools import islice
from typing import cast

from sqlalchemy import Table, delete, select
from sqlalchemy.orm import Session

from store.database import Database
from store.tables import EntryVector

DELETED_AT_ONCE = 500
"""Fewer than the parameters that any database takes."""


def kept(session: Session, municipality: str, model: str) -> list[tuple[str, bytes]]:
    """Digest of the text and vector, of everything a model made."""
    rows = session.execute(
        select(EntryVector.digest, EntryVector.vector).where(
            EntryVector.municipality == municipality, EntryVector.model == model
        )
    )
    return [(row.digest, row.vector) for row in rows]


def keep(database: Database, municipality: str, model: str, vectors: Mapping[str, bytes]) -> None:
    """Keep vectors by the digest of their text; one that another process brought first stays."""
    rows = [
        {"municipality": municipality, "model": model, "digest": digest, "vector": vector}
        for digest, vector in vectors.items()
    ]
    with database.connection() as connection:
        database.insert_new(connection, cast(Table, EntryVector.__table__), rows)


def forget_others(database: Database, municipality: str, needed: Collection[str]) -> int:
    """Remove the vectors of all texts but those with these digests, of every model.

    What another process needs already and this one does not know yet is made once more there.

    Returns:
        How many texts were forgotten.
    """
    with database.reading() as session:
        known = set(
            session.scalars(
                select(EntryVector.digest).where(EntryVector.municipality == municipality)
            )
        )
    forgotten = sorted(known.difference(needed))
    rest = iter(forgotten)
    while few := list(islice(rest, DELETED_AT_ONCE)):
        with database.connection() as connection:
            connection.execute(
                delete(EntryVector).where(
                    EntryVector.municipality == municipality, EntryVector.digest.in_(few)
                )
            )
    return len(forgotten)
