"""The text of a PDF: headings by the size of their letters, paragraphs whole, tables as rows."""

from __future__ import annotations

import io
import logging
import re
import warnings
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, groupby

from knowledge.importing.pdf_lines import Line
from knowledge.importing.pdf_page import Item, PageContent, TableRow, page_content
from knowledge.importing.pdf_paragraphs import Paragraph, paragraphs
from knowledge.importing.reading import Problem, ProblemKind, UnreadableFile

_END = b"%%EOF"
_END_WITHIN = 2048
"""Bytes: the mark stands in the last line, but some programs write a little after it."""
_MARGIN = 0.09
"""Of the page's height: page numbers and running heads stand above or below this."""
_HEAD_PAGES = 3
"""A line that stands at the head or foot of this many pages is a running head."""
_HEADING = 1.15
"""Of the size of the running text: larger letters make a heading."""
_LONGEST_HEADING = 80
_PAGE_NUMBER = re.compile(
    r"[-‐–—−ー~～\s]*(?:[pP]\.?\s*)?(?:\d{1,4}|[ivx]{1,5})(?:\s*/\s*\d{1,4})?(?:\s*ページ)?"
    r"[-‐–—−ー~～\s]*"
)
_DIGITS = re.compile(r"\d+")
_NOTE = re.compile(r"[⁰¹²³⁴⁵⁶⁷⁸⁹]+\s*\S")


def pdf_text(content: bytes, name: str) -> str:
    """The text of a PDF file.

    Raises:
        UnreadableFile: it is cut off, damaged, protected by a password or holds only pictures.
    """
    if _END not in content[-_END_WITHIN:]:
        raise UnreadableFile(Problem(ProblemKind.FILE_DAMAGED, value=name))
    pages = _pages(content, name)
    text = _text([_without_running_heads(page, _running_heads(pages)) for page in pages])
    if not text and any(page.has_pictures for page in pages):
        raise UnreadableFile(Problem(ProblemKind.FILE_PICTURES_ONLY, value=name))
    return text


def _pages(content: bytes, name: str) -> list[PageContent]:
    import pdfplumber  # only who reads a PDF pays for it
    from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect

    # It warns of every unusual page, in words that help nobody at the counter.
    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)
    pages: list[PageContent] = []
    try:
        with warnings.catch_warnings(action="ignore"), pdfplumber.open(io.BytesIO(content)) as pdf:
            for page in pdf.pages:
                pages.append(page_content(page, len(pages)))
                page.close()
    except Exception as error:  # a damaged file makes the library raise almost anything
        causes = (error, *error.args)
        locked = any(isinstance(one, PDFPasswordIncorrect | PDFEncryptionError) for one in causes)
        kind = ProblemKind.FILE_ENCRYPTED if locked else ProblemKind.FILE_DAMAGED
        raise UnreadableFile(Problem(kind, value=name)) from error
    if not pages:
        raise UnreadableFile(Problem(ProblemKind.FILE_DAMAGED, value=name))
    return pages


def _running_heads(pages: Sequence[PageContent]) -> set[str]:
    """Texts, without their digits, that stand at the edge of several pages."""
    seen = Counter(
        text
        for page in pages
        for text in {_without_digits(line) for line in page.items if _at_edge(line, page)}
    )
    return {text for text, times in seen.items() if times >= _HEAD_PAGES}


def _without_running_heads(page: PageContent, heads: set[str]) -> list[Item]:
    return [
        item
        for item in page.items
        if not _at_edge(item, page)
        or not (_PAGE_NUMBER.fullmatch(item.text) or _without_digits(item) in heads)
    ]


def _at_edge(item: Item, page: PageContent) -> bool:
    if isinstance(item, TableRow):
        return False
    margin = page.height * _MARGIN
    return item.bottom < margin or item.top > page.height - margin


def _without_digits(item: Item) -> str:
    return _DIGITS.sub("", item.text)


def _text(pages: Sequence[Sequence[Item]]) -> str:
    lines = [item for page in pages for item in page if isinstance(item, Line)]
    letters: Counter[int] = Counter()
    for line in lines:
        letters[round(line.size)] += len(line.text)
    body = max(letters, key=lambda size: letters[size], default=0)
    right_edge = max((line.x1 for line in lines if round(line.size) == body), default=0.0)
    levels = _heading_levels(lines, body)
    blocks = []
    for is_row, run in groupby(
        _whole(pages, right_edge), key=lambda block: isinstance(block, TableRow)
    ):
        texts = [_marked(block, levels) for block in run]
        blocks.append(("\n" if is_row else "\n\n").join(texts))
    return "\n\n".join(blocks)


def _heading_levels(lines: Sequence[Line], body: int) -> dict[int, int]:
    """How deep a heading of each size stands: the largest letters at 1."""
    sizes = {round(line.size) for line in lines if line.size >= body * _HEADING}
    return {size: min(level, 6) for level, size in enumerate(sorted(sizes, reverse=True), start=1)}


def _marked(block: Paragraph | TableRow, levels: dict[int, int]) -> str:
    if isinstance(block, TableRow):
        return block.text
    level = levels.get(round(block.first.size))
    is_heading = level and len(block.text) <= _LONGEST_HEADING and not block.text.endswith("。")
    return f"{'#' * (level or 0)} {block.text}" if is_heading else block.text


def _whole(pages: Sequence[Sequence[Item]], right_edge: float) -> Iterator[Paragraph | TableRow]:
    """Paragraphs across lines and pages. The notes at the foot of a page come after the
    paragraph that goes on overleaf."""
    contents, notes = zip(*map(_parted, pages), strict=True) if pages else ((), ())
    waiting = [list(paragraphs(page, right_edge)) for page in notes]
    for block in _blocks(chain.from_iterable(contents), right_edge):
        while len(waiting) > len(pages) - _page(block):
            yield from waiting.pop(0)
        yield block
    yield from chain.from_iterable(waiting)


def _page(block: Paragraph | TableRow) -> int:
    return block.page if isinstance(block, TableRow) else block.first.page


def _blocks(items: Iterable[Item], right_edge: float) -> Iterator[Paragraph | TableRow]:
    for is_line, run in groupby(items, key=lambda item: isinstance(item, Line)):
        if is_line:
            yield from paragraphs((item for item in run if isinstance(item, Line)), right_edge)
        else:
            yield from (item for item in run if isinstance(item, TableRow))


def _parted(page: Sequence[Item]) -> tuple[Sequence[Item], list[Line]]:
    """What stands on a page, and the notes at its foot."""
    for place, item in enumerate(page):
        if isinstance(item, Line) and _NOTE.match(item.text):
            rest = [line for line in page[place:] if isinstance(line, Line)]
            if len(rest) == len(page) - place and all(
                line.size <= item.size * _HEADING for line in rest
            ):
                return page[:place], rest
    return page, []
