"""What importing a file would change, before anything is written."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge.importing.fitting import Overtaken
from knowledge.importing.renames import Rename
from store.records.changes import Change


@dataclass(frozen=True)
class Comparison:
    """A file compared with what is stored."""

    changes: tuple[Change, ...]
    doubtful: tuple[Rename, ...] = ()
    """Entries that may go on under another title; somebody has to decide."""
    overtaken: tuple[Overtaken, ...] = ()
    """Cells that nobody touched since the export, but somebody changed elsewhere: they stay as
    they are stored."""
