"""The text of a Word document: headings by style, tables as rows, footnotes with raised numbers."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, fromstring

from knowledge.importing.footnote_numbers import raised
from knowledge.importing.reading import Problem, ProblemKind, UnreadableFile
from knowledge.importing.word_styles import style_map

_HEADING = re.compile(r"h([1-6])")
_NOTE = re.compile(r"(?:foot|end)note-\d+")
_BACK_LINK = re.compile(r"#(?:foot|end)note-ref-\d+")
_SPACES = re.compile(r"[ \t]+")
_NUMBER = re.compile(r"\[?(\d+)\]?")


def word_text(content: bytes, name: str) -> str:
    """The text of a DOCX file.

    Raises:
        UnreadableFile: it is damaged, or holds pictures and no text.
    """
    try:
        body = fromstring(f"<body>{_html(content)}</body>")  # noqa: S314 - mammoth wrote it
    except Exception as error:  # a damaged file makes the libraries raise almost anything
        raise UnreadableFile(Problem(ProblemKind.FILE_DAMAGED, value=name)) from error
    text = "\n\n".join(_Body.of(body).blocks())
    if not text and body.find(".//img") is not None:
        raise UnreadableFile(Problem(ProblemKind.FILE_PICTURES_ONLY, value=name))
    return text


def _html(content: bytes) -> str:
    import mammoth  # only who reads a Word document pays for it

    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        styles = style_map(packed)
    picture = mammoth.images.img_element(lambda image: {})
    result = mammoth.convert_to_html(
        io.BytesIO(content),
        style_map=styles,
        include_embedded_style_map=False,
        convert_image=picture,
    )
    return str(result.value)


@dataclass
class _Body:
    root: Element
    deeper: int
    """The title of a document stands above its headings, which go one level down then."""

    @classmethod
    def of(cls, root: Element) -> _Body:
        return cls(root, deeper=int(root.find("h1[@class='title']") is not None))

    def blocks(self) -> Iterator[str]:
        """Headings, paragraphs, lists and tables, each as one block of lines."""
        for element in self.root:
            if text := "\n".join(self._block(element)):
                yield text

    def _block(self, element: Element) -> Iterator[str]:
        if heading := _HEADING.fullmatch(element.tag):
            is_title = element.get("class") == "title"
            level = min(int(heading[1]) + (0 if is_title else self.deeper), 6)
            if text := " ".join(_lines(element)):
                yield f"{'#' * level} {text}"
        elif element.tag in {"ul", "ol"}:
            yield from _list(element, depth=0)
        elif element.tag == "table":
            yield from self._table(element)
        else:
            yield from _lines(element)

    def _table(self, table: Element) -> Iterator[str]:
        rows = _rows_of(table)
        if all(len(row) == 1 for row in rows):
            # A frame around text, not a table.
            for element in (inner for row in rows for cell in row for inner in cell):
                yield from self._block(element)
        else:
            yield from ("\t".join(cells) for cells in _grid(rows))


def _rows_of(table: Element) -> list[Element]:
    """Its own rows, not those of tables in its cells."""
    return [row for part in [table, *table] for row in part if row.tag == "tr"]


@dataclass
class _Spans:
    """Cells that reach down: by column, in how many more rows and with what text."""

    left: dict[int, int] = field(default_factory=dict)
    labels: dict[int, str] = field(default_factory=dict)

    def take(self, column: int) -> str | None:
        """What stands in a column that a cell above covers; nothing where none does."""
        if not self.left.get(column):
            return None
        self.left[column] -= 1
        return self.labels[column]


def _grid(rows: list[Element]) -> Iterator[list[str]]:
    """Rows of equally many cells.

    A cell over several columns stands in the first of them. A label in the first column that
    reaches over several rows stands in each: it belongs to all of them.
    """
    spans = _Spans()
    lines = [_row(row, spans) for row in rows]
    width = max(map(len, lines), default=0)
    for cells in lines:
        if any(cells):
            yield cells + [""] * (width - len(cells))


def _row(row: Element, spans: _Spans) -> list[str]:
    cells: list[str] = []
    for cell in row:
        while (covered := spans.take(len(cells))) is not None:
            cells.append(covered)
        text = "<br>".join(_cell_lines(cell))
        for place in range(int(cell.get("colspan", "1"))):
            spans.left[len(cells)] = int(cell.get("rowspan", "1")) - 1
            spans.labels[len(cells)] = text if not cells else ""
            cells.append(text if place == 0 else "")
    while (covered := spans.take(len(cells))) is not None:
        cells.append(covered)
    return cells


def _cell_lines(cell: Element) -> Iterator[str]:
    for element in cell:
        if element.tag in {"ul", "ol"}:
            yield from (line.strip() for line in _list(element, depth=0))
        elif element.tag == "table":
            for inner in element.iter("td"):
                yield from _cell_lines(inner)
        else:
            yield from _lines(element)


def _list(element: Element, *, depth: int) -> Iterator[str]:
    for number, item in enumerate(element, start=1):
        mark = f"{number}." if element.tag == "ol" else "-"
        if _NOTE.fullmatch(item.get("id", "")):
            mark = raised(str(number))
        if text := " ".join(_lines(item)):
            yield f"{'  ' * depth}{mark} {text}"
        for inner in item:
            if inner.tag in {"ul", "ol"}:
                yield from _list(inner, depth=depth + 1)


def _lines(element: Element) -> Iterator[str]:
    """The text of a paragraph, a line for each break in it."""
    for line in "".join(_inline(element)).splitlines():
        if text := _SPACES.sub(" ", line).strip():
            yield text


def _inline(element: Element) -> Iterator[str]:
    yield element.text or ""
    for inner in element:
        if inner.tag == "br":
            yield "\n"
        elif inner.tag == "sup":
            text = "".join(_inline(inner))
            number = _NUMBER.fullmatch(text)
            yield raised(number[1]) if number else text
        elif not _BACK_LINK.fullmatch(inner.get("href", "")) and inner.tag not in {"ul", "ol"}:
            yield from _inline(inner)
            yield "\n" if inner.tag in {"p", "tr"} else ""
        yield inner.tail or ""
