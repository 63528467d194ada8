"""Tables of a document: rows that belong together, with or without a heading row."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from knowledge.importing.shapes.lines import Line, half_width, is_rule

_BREAK = re.compile(r"<br\s*/?>|</?(?:p|ul|ol|li|div)[^>]*>", re.IGNORECASE)
_TAG = re.compile(r"<[^>]+>")
_LATIN = re.compile(r"[A-Za-z0-9]")
_ARROW = re.compile(r"[\s\-—―─━=〜～~]*[→⇒➡➔▶►＞>]+|[\-—―─━〜～~]{2,}|同上|〃")
_BULLET = re.compile(r"^[\s・･\-*●○◯•※]+")


@dataclass(frozen=True)
class Row:
    """A row of a table."""

    line: int
    cells: tuple[str, ...]

    def cell(self, place: int | None) -> str:
        """The words of a cell in one line; nothing where the row is too short."""
        return " ".join(self.items(place))

    def items(self, place: int | None) -> list[str]:
        """What a cell lists: items of an HTML list, lines, or the cell as one."""
        if place is None or place >= len(self.cells):
            return []
        return cell_lines(self.cells[place])

    def name(self, place: int | None) -> str:
        """The words of a cell that holds one name."""
        return joined(self.items(place))

    @cached_property
    def filled(self) -> list[str]:
        return [cell for cell in self.cells if cell]


@dataclass(frozen=True)
class Table:
    """Rows that stand together under one heading."""

    rows: tuple[Row, ...]

    @property
    def header(self) -> Row:
        return self.rows[0]

    def column(self, *words: str, skip: Sequence[int | None] = ()) -> int | None:
        """The first column whose heading holds one of the words, the words in their order."""
        headings = [half_width(re.sub(r"\s", "", cell)) for cell in self.header.cells]
        for word in words:
            for place, heading in enumerate(headings):
                if place not in skip and word in heading:
                    return place
        return None

    def text(self) -> str:
        """The table as lines people can read: cells with ｜ between."""
        rows = ("｜".join(row.cell(place) for place in range(len(row.cells))) for row in self.rows)
        return "\n".join(re.sub(r"(?:｜\s*)+$|^(?:\s*｜)+", "", row) for row in rows)


def tables_of(lines: Sequence[Line]) -> Iterator[Table]:
    """The tables among the lines of one heading; a blank line does not end a table."""
    rows: list[Row] = []
    for line in lines:
        if line.is_row:
            cells = line.cells or ()
            if not all(not cell or is_rule(cell) for cell in cells):
                rows.append(Row(line.number, cells))
        elif not line.is_blank and rows:
            yield Table(tuple(rows))
            rows = []
    if rows:
        yield Table(tuple(rows))


def is_arrow(cell: str) -> bool:
    """Whether a cell only says that the one before it goes on."""
    return _ARROW.fullmatch(cell.strip()) is not None


def cell_lines(cell: str) -> list[str]:
    """The lines of a cell without tags and bullets."""
    pieces = _BREAK.split(cell)
    texts = (html.unescape(_TAG.sub("", piece)).strip() for piece in pieces)
    return [words for text in texts if (words := _BULLET.sub("", text) or _mark(text))]


def _mark(text: str) -> str:
    """A sign that is all a cell says: ○ in the year in which something is done."""
    return text if text in set("○●◎◯■★☆△▲") else ""


def joined(texts: Sequence[str]) -> str:
    """Lines of a narrow cell as the words they are, without a space between Japanese ones."""
    whole = ""
    for text in texts:
        is_latin = _LATIN.match(text) is not None and _LATIN.search(whole[-1:]) is not None
        whole += f" {text}" if is_latin else text
    return whole
