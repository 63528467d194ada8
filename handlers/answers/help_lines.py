"""Telephone lines for people in danger or despair, from ``help_lines.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FILE = Path(__file__).with_name("help_lines.toml")


@dataclass(frozen=True)
class HelpLine:
    """A telephone line: whom it reaches, when, and who publishes its number."""

    name: str
    number: str
    source: str
    hours: str = ""


@cache
def help_lines() -> Mapping[str, HelpLine]:
    """The lines by the names that templates call them."""
    told = tomllib.loads(_FILE.read_text("utf-8"))
    return {name: HelpLine(**line) for name, line in told.items()}
