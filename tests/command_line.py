"""The command `madoguchi` as a person at the keyboard sees it."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import structlog
from typer.testing import CliRunner

from bot.cli import app


@dataclass(frozen=True)
class Said:
    """How a command ended and what stood on the screen."""

    code: int
    out: str
    err: str

    @property
    def figures(self) -> tuple[int, ...]:
        """Added, changed and removed, as an import shows them."""
        found = re.search(r"追加 (\d+)件、変更 (\d+)件、削除 (\d+)件", self.out)
        assert found, self.out + self.err
        return tuple(map(int, found.groups()))


Run = Callable[..., Said]
"""Runs a command, or a group of them, with the words that are typed behind it."""


def madoguchi(*words: str, answer: str = "", **settings: str) -> Said:
    """Run a command; settings are environment variables, ``answer`` is typed when asked."""
    with _logging_put_back():
        result = CliRunner().invoke(app, list(words), input=answer, env=settings)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Said(result.exit_code, result.stdout, result.stderr)


@contextmanager
def _logging_put_back() -> Iterator[None]:
    """Commands that keep running set logging up; the next test must not write to their screen."""
    root = logging.getLogger()
    before, level = root.handlers, root.level
    try:
        yield
    finally:
        root.handlers, root.level = before, level
        structlog.reset_defaults()
