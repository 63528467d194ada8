"""An answer on the pages of a telephone: the same words as in text, set in blocks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from linebot.v3.messaging import FlexBubble, FlexComponent

from handlers.line import flex
from handlers.line.flex import Letters
from handlers.line.messages import split_text, utf16_units
from handlers.line.taps import Link, Tap
from handlers.wording import HEADING, SMALL, TITLE

PAGE_UNITS = 1_000
"""UTF-16 units on one page: some three screens of a telephone. With the marks around each line a
page stays far below 30 kB, and five of them below 50 kB."""
PAGE_LINES = 40
PAGES_TOGETHER = 5
"""Pages of one carousel."""


@dataclass(frozen=True)
class Line:
    """A line of an answer and what it is: `TITLE`, `HEADING`, `SMALL`, or plain."""

    mark: str
    text: str
    is_after_gap: bool = False


def pages(text: str) -> list[list[Line]]:
    """The lines of a marked text on pages; no heading stands last on one."""
    pages: list[list[Line]] = [[]]
    for line in _lines(text):
        if _is_full(pages[-1], line):
            kept = pages[-1]
            # A heading goes with what it is about, unless it is all there is.
            moved = [kept.pop()] if len(kept) > 1 and kept[-1].mark == HEADING else []
            pages.append(moved)
        pages[-1].append(line)
    return pages


def bubbles(
    pages: Sequence[Sequence[Line]],
    size: Letters,
    buttons: Sequence[Tap | Link],
    page_number: str,
) -> list[FlexBubble]:
    """Each page as a bubble; the buttons stand on the first, for that one is seen at once.

    Args:
        page_number: what stands below each of several pages, with ``{page}`` and ``{of}``.
    """
    shown = []
    for number, page in enumerate(pages, 1):
        body = list(_components(page, size))
        if len(pages) > 1:
            place = page_number.format(page=number, of=len(pages))
            body.append(flex.words(place, size.small, colour=flex.QUIET, margin="lg"))
        foot = [flex.button(one, is_main=not at) for at, one in enumerate(buttons)]
        shown.append(flex.bubble(body, foot if number == 1 else ()))
    return shown


def _lines(text: str) -> Iterator[Line]:
    is_after_gap = False
    for line in text.splitlines():
        if not line.strip():
            is_after_gap = True
            continue
        mark = next((mark for mark in (TITLE, HEADING, SMALL) if line.startswith(mark)), "")
        for piece in split_text(line.removeprefix(mark), PAGE_UNITS):
            yield Line(mark, piece, is_after_gap)
            is_after_gap = False


def _is_full(page: Sequence[Line], line: Line) -> bool:
    if not page:
        return False
    units = sum(utf16_units(one.text) for one in page)
    return len(page) >= PAGE_LINES or units + utf16_units(line.text) > PAGE_UNITS


def _components(page: Iterable[Line], size: Letters) -> Iterator[FlexComponent]:
    for line in _joined(page):
        margin = "md" if line.is_after_gap else "sm"
        match line.mark:
            case mark if mark == TITLE:
                yield flex.words(line.text, size.title, is_bold=True)
            case mark if mark == HEADING:
                yield flex.words(
                    line.text, size.heading, colour=flex.ACCENT, is_bold=True, margin="lg"
                )
            case mark if mark == SMALL:
                yield flex.words(line.text, size.small, colour=flex.QUIET, margin=margin)
            case _:
                yield flex.words(line.text, size.body, margin=margin)


def _joined(page: Iterable[Line]) -> Iterator[Line]:
    """Plain lines that follow one another are one text, so that a page has few parts."""
    waiting: Line | None = None
    for line in page:
        if waiting and line.mark == waiting.mark == "" and not line.is_after_gap:
            waiting = Line("", f"{waiting.text}\n{line.text}", waiting.is_after_gap)
            continue
        if waiting:
            yield waiting
        waiting = line
    if waiting:
        yield waiting
