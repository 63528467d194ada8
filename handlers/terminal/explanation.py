"""Why a question was answered as it was, for the terminal: it fits 80 columns."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from itertools import groupby
from typing import Any

from rich import box
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from handlers import wording
from knowledge.explanation import Explanation, Signal

MOST_WORDS = 5
"""Words of a field that are shown; ``--json`` has all of them."""


@dataclass(frozen=True)
class MeantWords:
    """All that some words may mean according to one source."""

    of: str
    why: str
    words: tuple[tuple[str, float], ...]
    """Words that some entry has, with their weights."""
    nowhere: int
    """How many others there are, which no entry has."""


def explanation_pieces(told: Explanation) -> list[RenderableType]:
    """From the question to what can be mended, in the order in which it was decided."""
    meant = [*_meant(told)]
    pieces = [_text("explain_question", told, meant=meant)]
    if told.heard:
        pieces.append(_text("explain_entries", told, most=MOST_WORDS))
    tables = [_table(told, name) for name in ("scaled", "raw")] if told.entries else []
    return [*pieces, *tables, _text("explain_decision", told)]


def explanation_data(told: Explanation) -> dict[str, Any]:
    """All of it as JSON can hold it."""
    return asdict(told)


def _text(template: str, told: Explanation, **values: Any) -> Text:
    return Text(wording.plain(f"terminal/{template}.j2", told=told, **values))


def _meant(told: Explanation) -> Iterator[MeantWords]:
    every = told.heard.meant if told.heard else ()
    for (of, why), group in groupby(every, key=lambda each: (each.of, each.why)):
        meant = [*group]
        known = tuple((each.word, each.weight) for each in meant if each.is_anywhere)
        yield MeantWords("".join(of), why, known, len(meant) - len(known))


def _table(told: Explanation, which: str) -> Table:
    """One row a signal, one column an entry, so that what sets two entries apart stands side by
    side."""
    labels = wording.labels("terminal/explain_labels.j2")
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 1, 0, 0))
    table.add_column(labels[which], no_wrap=True)
    for place in range(1, len(told.entries) + 1):
        table.add_column(str(place), justify="right", no_wrap=True)
    for row in zip(*(entry.signals for entry in told.entries), strict=True):
        table.add_row(labels[row[0].name], *(_figure(signal, which) for signal in row))
    return table


def _figure(signal: Signal, which: str) -> str:
    value = signal.scaled if which == "scaled" else signal.raw
    return f"{value:.2f}" if abs(value) < 10 else f"{value:.1f}"
