"""Paragraphs put together again from the lines that the width of the paper made of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from knowledge.importing.pdf_lines import Line

_SENTENCE_END = re.compile(r"[。．！？!?]$")
_BULLET = re.compile(r"^(?:-\s|[・･●○◯〇◎◆◇■□▲△▼▽▶►➢➤✓✔→⇒※＊*])")
_BEGINS_ANEW = re.compile(
    _BULLET.pattern
    + r"|^(?:[(（][0-9０-９ア-ンｱ-ﾝa-z]{1,2}[)）]|[0-9０-９]{1,2}(?:[)）]|[.．、]\s?(?![0-9０-９]))"
    r"|[①-⑳❶-❿⑴-⒇⁰¹²³⁴-⁹]|第[0-9０-９一二三四五六七八九十]+[編章節])"
)
_LABEL = re.compile(r"^[^\s。、：:]{1,8}\s*[:：]")

_SHORT_OF_EDGE = 2.0
"""Letters: a line that ends closer to the right edge was broken there, for a letter that must
not end a line, or a long word, goes down to the next one."""
_INDENT = 0.5
"""Letters: lines whose beginnings differ by less begin at one edge."""
_NEXT_LINE = 1.3
"""Letters: a line further down than this begins a new paragraph."""
_SAME_SIZE = 0.6
"""Points."""


@dataclass
class Paragraph:
    """Lines that belong together, with where the first and the last of them stand."""

    text: str
    first: Line
    last: Line

    @property
    def size(self) -> float:
        return self.first.size

    @property
    def page(self) -> int:
        return self.first.page


def paragraphs(lines: Iterable[Line], right_edge: float) -> Iterator[Paragraph]:
    """Join lines that were broken at `right_edge`."""
    open_one: Paragraph | None = None
    for line in lines:
        if open_one is not None and _goes_on(open_one, line, right_edge):
            open_one.text = _joined(open_one.text, line.text)
            open_one.last = line
            continue
        if open_one is not None:
            yield open_one
        open_one = Paragraph(line.text, first=line, last=line)
    if open_one is not None:
        yield open_one


def _goes_on(paragraph: Paragraph, line: Line, right_edge: float) -> bool:
    """Whether the line continues the paragraph above it, or before it on another page."""
    last = paragraph.last
    if line.page == last.page and line.top - last.bottom > last.size * _NEXT_LINE:
        return False
    edge = right_edge if last.edge is None else last.edge
    if abs(last.size - line.size) > _SAME_SIZE or last.x1 < edge - last.size * _SHORT_OF_EDGE:
        return False
    if _BEGINS_ANEW.match(line.text) or _LABEL.match(line.text):
        return False
    if not _SENTENCE_END.search(paragraph.text):
        return True
    first, indent = paragraph.first, line.size * _INDENT
    if _BULLET.match(first.text):
        return line.x0 > first.x0 + indent
    # A paragraph that begins with an indent and goes on without one.
    return line.x0 < first.x0 - indent


def _joined(text: str, more: str) -> str:
    """Two pieces of a sentence, with a space only between words of Latin letters."""
    apart = text[-1:].isascii() and more[:1].isascii() and not text.endswith(("-", "/"))
    return f"{text} {more}" if apart and text[-1:].isalnum() else text + more
