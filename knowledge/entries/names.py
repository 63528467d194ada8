"""What the entries of each kind are called, so that a spreadsheet can name one of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from sqlalchemy.orm import Session

from knowledge.answer import Kind
from knowledge.entries.kind_words import name_of
from knowledge.entries.knowledge_base import read
from store.records.wordings import NamedEntry

KIND_NAMES = tuple(name_of(kind) for kind in Kind)


def named_entries(session: Session, municipality: str) -> Mapping[str, NamedEntry]:
    """Every entry that staff can ask about, by key; one that shares kind and title with another
    goes by its key."""
    base = read(session, municipality)
    entries = base.staff_entries if base else ()
    same = Counter((entry.kind, entry.title) for entry in entries)
    return {
        entry.key: NamedEntry(
            name_of(entry.kind),
            entry.title if same[entry.kind, entry.title] == 1 else entry.key,
        )
        for entry in entries
    }
