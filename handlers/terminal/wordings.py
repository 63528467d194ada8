"""Wordings (別の言い方) as the command line shows them, each with the entry it is for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from handlers import wording
from knowledge.entries import Entry
from store.tables import Wording


@dataclass(frozen=True)
class WordingRow:
    """A wording with what people need to decide about it."""

    number: int
    text: str
    entry_key: str
    title: str
    """Empty where the entry is no longer there."""
    kind: str
    state: str
    origin: str
    proposed_at: datetime

    def plain(self) -> dict[str, Any]:
        """As JSON can hold it."""
        return asdict(self) | {"proposed_at": self.proposed_at.isoformat()}


def wording_rows(rows: Sequence[Wording], entries: Mapping[str, Entry]) -> list[WordingRow]:
    """Wordings with the title and kind of their entries, which are given by key."""
    kinds = wording.labels("terminal/labels.j2")
    shown = []
    for row in rows:
        entry = entries.get(row.entry_key)
        shown.append(
            WordingRow(
                number=row.id,
                text=row.text,
                entry_key=row.entry_key,
                title=entry.title if entry else "",
                kind=kinds[entry.kind] if entry else "",
                state=row.state.value,
                origin=row.origin.value,
                proposed_at=row.proposed_at,
            )
        )
    return shown
