"""Where a fact comes from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Source:
    """Document, heading and edition of a fact, and when a person last verified it.

    What a plan document says is as old as its import; nobody verifies it entry by entry.
    """

    document: str
    heading: str = ""
    edition: str = ""
    verified_on: date | None = None
    imported_on: date | None = None
