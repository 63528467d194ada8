"""Paragraphs put together again from the lines that the width of the paper made of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from knowledge.importing.pdf_lines import Line

_SENTENCE_END = re.compile(r"[。．！？!?]$")
_CIRCLED = "[①-⑳❶-❿⑴-⒇]"
_BEGINS_ANEW = re.compile(
    r"-\s|[・･●○◯〇◎◆◇■□▲△▼▽▶►➢➤✓✔→⇒※＊*]"
    r"|[(（][0-9０-９ア-ンｱ-ﾝa-z]{1,2}[)）]|[0-9０-９]{1,2}(?:[)）]|[.．、]\s?(?![0-9０-９]))"
    rf"|{_CIRCLED}|[⁰¹²³⁴-⁹]|第[0-9０-９一二三四五六七八九十]+[編章節]|[^\s。、：:]{{1,8}}\s*[:：]"
)
_NEVER_BEGINS = re.compile(r"[）)」』】〕、。，．]")
_RAISED = re.compile(r"[⁰¹²³⁴-⁹]+(?![\s⁰¹²³⁴-⁹])")
_LISTED_INSIDE = re.compile(rf".{_CIRCLED}")
_RAISED_FIRST = re.compile("[⁰¹²³⁴-⁹]")
_OPENING = re.compile("[（(「『【〔]")
_CLOSING = re.compile("[）)」』】〕]")
_LATIN_END = re.compile(r"[A-Za-z][,.;:)]?$")
_LATIN_START = re.compile(r"[(]?[A-Za-z]")
_LATIN_WORD = re.compile(r"[!-~]+")

_SHORT_OF_EDGE = 2.0
"""Letters: a line that ends closer to the right edge was broken there, for a letter that must
not end a line goes down to the next one."""
_LATIN_WIDTH = 0.6
"""Letters: how wide a letter of a Latin word is, which goes down as a whole."""
_INDENT = 0.5
"""Letters: lines whose beginnings differ by less begin at one edge."""
_NEXT_LINE = 1.3
"""Letters: a line further down than this begins a new paragraph."""
_SAME = 0.6
"""Points: sizes and distances that differ by less are the same."""


@dataclass
class Paragraph:
    """Lines that belong together."""

    text: str
    lines: list[Line]

    @property
    def first(self) -> Line:
        return self.lines[0]

    @property
    def last(self) -> Line:
        return self.lines[-1]

    def add(self, line: Line) -> None:
        self.text = _joined(self.text, line.text)
        self.lines.append(line)


def paragraphs(lines: Iterable[Line], right_edge: float) -> Iterator[Paragraph]:
    """Join lines that were broken at `right_edge`."""
    open_one: Paragraph | None = None
    for line in lines:
        if open_one is not None and _goes_on(open_one, line, right_edge):
            open_one.add(line)
            continue
        if open_one is not None:
            yield open_one
        open_one = Paragraph(line.text, [line])
    if open_one is not None:
        yield open_one


def _goes_on(paragraph: Paragraph, line: Line, right_edge: float) -> bool:
    """Whether the line continues the paragraph above it, or before it on another page."""
    last = paragraph.last
    is_near = line.page != last.page or _gap(last, line) <= last.size * _NEXT_LINE
    if not is_near or abs(last.size - line.size) > _SAME:
        return False
    if _is_cut_short(last.text) or _NEVER_BEGINS.match(line.text):
        return True
    if _begins_anew(paragraph, line) or not _was_broken(last, line, right_edge):
        return False
    return not _SENTENCE_END.search(last.text) or _goes_on_after_sentence(paragraph, line)


def _gap(above: Line, below: Line) -> float:
    return below.top - above.bottom


def _is_cut_short(text: str) -> bool:
    """Whether a bracket stays open at the end of the line."""
    return len(_OPENING.findall(text)) > len(_CLOSING.findall(text))


def _begins_anew(paragraph: Paragraph, line: Line) -> bool:
    """Whether the line begins with a mark of its own, and not with the next ② of a sentence or
    the number of a note to its last word."""
    if re.match(_CIRCLED, line.text) and _LISTED_INSIDE.search(paragraph.last.text):
        return False
    if _RAISED.match(line.text) and not _RAISED_FIRST.match(paragraph.text):
        return False
    return _BEGINS_ANEW.match(line.text) is not None


def _was_broken(last: Line, line: Line, right_edge: float) -> bool:
    """Whether what the next line begins with had no room in this one."""
    word = _LATIN_WORD.match(line.text)
    wanted = _SHORT_OF_EDGE + (len(word[0]) * _LATIN_WIDTH if word else 0)
    edge = right_edge if last.edge is None else last.edge
    return last.x1 >= edge - last.size * wanted


def _goes_on_after_sentence(paragraph: Paragraph, line: Line) -> bool:
    """Whether a sentence that ends at the edge is followed by another of the same paragraph."""
    first, last = paragraph.first, paragraph.last
    indent = line.size * _INDENT
    if _BEGINS_ANEW.match(first.text):
        return line.x0 > first.x0 + indent
    if line.x0 < first.x0 - indent:
        return True
    # A paragraph without an indent shows its distance from the next only by a wider gap.
    is_aligned = max(abs(first.x0 - last.x0), abs(last.x0 - line.x0)) < indent
    if len(paragraph.lines) == 1 or not is_aligned or line.page != last.page:
        return False
    return _gap(last, line) <= _gap(paragraph.lines[-2], last) + _SAME


def _joined(text: str, more: str) -> str:
    """Two pieces of a sentence, with a space only between words of Latin letters."""
    is_between_words = _LATIN_END.search(text) and _LATIN_START.match(more)
    return f"{text} {more}" if is_between_words else text + more
