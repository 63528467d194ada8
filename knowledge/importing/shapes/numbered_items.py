"""Initiatives that have neither departments nor a table: the numbered headings of one chapter."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.importing.shapes.numbering import UNNUMBERED, without_number
from knowledge.importing.shapes.outline import Node

_CHAPTER = re.compile(
    r"(?:取組|取り組み|取組み|取り組む(?:べき)?|施策)(?:事項|項目|内容|の内容|の方向性|一覧)?$"
    r"|重点(?:取組|施策|項目)|具体的な(?:取組|取り組み|施策)|個別(?:施策|事業|取組)"
)
LEAST_ITEMS = 3
_LOWEST = 55
"""Rank from which on a number no longer heads an initiative: a reference, a bullet."""


@dataclass(frozen=True)
class NumberedItem:
    """An initiative: the themes above it, and the lines of the headings whose text is its own."""

    theme: tuple[str, ...]
    lines: frozenset[int]


def numbered_initiatives(nodes: Sequence[Node]) -> dict[int, NumberedItem]:
    """The innermost numbered headings of the chapter that says it holds the initiatives."""
    best: dict[int, NumberedItem] = {}
    for place, node in enumerate(nodes):
        if _CHAPTER.search(without_number(node.title)):
            found = _items_below(nodes, place)
            if len(found) >= max(LEAST_ITEMS, len(best) + 1):
                best = found
    return best


def _items_below(nodes: Sequence[Node], chapter: int) -> dict[int, NumberedItem]:
    below = []
    for place in range(chapter + 1, len(nodes)):
        if nodes[place].rank <= nodes[chapter].rank:
            break
        below.append(place)
    items = {}
    for number, place in enumerate(below):
        node = nodes[place]
        own = _own(nodes, below[number:])
        if _is_numbered(node) and not any(_is_numbered(nodes[other]) for other in own[1:]):
            depth = len(nodes[chapter].path) + 1
            lines = frozenset(nodes[other].line for other in own)
            items[place] = NumberedItem(node.path[depth:], lines)
    return items


def _own(nodes: Sequence[Node], places: Sequence[int]) -> list[int]:
    """A heading and those below it."""
    own = [places[0]]
    for place in places[1:]:
        if nodes[place].rank <= nodes[places[0]].rank:
            break
        own.append(place)
    return own


def _is_numbered(node: Node) -> bool:
    return node.number not in {0, UNNUMBERED} and node.number < _LOWEST
