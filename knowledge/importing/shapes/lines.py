"""The lines of a document: what stands on them, whatever a converter made of the layout."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace

_HALF_WIDTH = str.maketrans(
    {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)} | {"　": " ", "\xa0": " "}
)
_LOOK_ALIKES = {
    code: unicodedata.normalize("NFKC", chr(code))
    for code in (*range(0x2E80, 0x2EF4), *range(0x2F00, 0x2FD6))
} | dict.fromkeys((0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF))
"""Radicals that a PDF's font puts in the place of letters, and spaces without width."""
_PAGE_NUMBER = re.compile(r"[-–—―ー]\s*\d{1,3}\s*[-–—―ー]|[Pp]\.?\s*\d{1,3}|\d{1,3}\s*/\s*\d{1,3}")
_RAISED = re.compile(r"<sup>\s*[*※]?(\d{1,3})\)?\s*</sup>")
_RAISED_DIGITS = str.maketrans("0123456789０１２３４５６７８９", "⁰¹²³⁴⁵⁶⁷⁸⁹" * 2)
_IMAGE = re.compile(r"!\[[^\]]*\]\([^)]*\)")
_HEADING = re.compile(r"^(#{1,6})\s*(.+?)\s*#*$")
_BULLET = re.compile(r"^(?:[-*+]\s+[・･●○◯]?\s*|[・･●○◯]\s*)(?=\S)")
_DECORATION = re.compile(r"\*\*|__|</?[ubi]>|</?strong>|</?em>")
_RULE = re.compile(r"[\s|:\-—=_]+")
_NOTE = re.compile(r"^\*?[※＊]")
_POINT = re.compile(r"[①-⑳]|\(\d{1,2}\)\s|第\d+[章節条]|\d{1,2}\.\s")
_END_OF_SENTENCE = re.compile(r"[。．！？!?」』）)】]$")

ENOUGH_FOR_A_LINE = 36
"""Letters from which on a line may be one that the page broke; a heading is shorter."""


@dataclass(frozen=True)
class Line:
    """One line: a paragraph, a heading, a bullet or a row of a table."""

    number: int
    """From 1."""
    text: str
    """Without marks of heading, bullet and emphasis; of a row, the row as it stands."""
    level: int = 0
    """Depth of a heading mark, 0 for a line without one."""
    cells: tuple[str, ...] | None = None
    """Of a row of a table."""
    is_bullet: bool = False
    indent: int = 0

    @property
    def is_blank(self) -> bool:
        return not self.text

    @property
    def is_row(self) -> bool:
        return self.cells is not None

    @property
    def is_note(self) -> bool:
        return _NOTE.match(self.text) is not None

    @property
    def plain(self) -> str:
        """The text with full-width letters, digits and signs as half-width ones."""
        return half_width(self.text)

    def saying(self, text: str) -> Line:
        """The same line with another text."""
        return replace(self, text=text)


def half_width(text: str) -> str:
    """Full-width ASCII as half-width; circled and raised digits stay as they are."""
    return text.translate(_HALF_WIDTH)


def lines_of(text: str) -> Iterator[Line]:
    """Every line of a text, blank ones too."""
    for number, raw in enumerate(text.translate(_LOOK_ALIKES).splitlines(), start=1):
        if "<sup>" in raw:
            raw = _RAISED.sub(lambda mark: mark[1].translate(_RAISED_DIGITS), raw)
        if "![" in raw:
            raw = _IMAGE.sub("", raw)
        if cells := cells_of(raw):
            yield Line(number, raw.rstrip(), cells=tuple(cells))
            continue
        stripped = raw.strip()
        if is_rule(stripped) or _PAGE_NUMBER.fullmatch(half_width(stripped)):
            yield Line(number, "")
        elif heading := _HEADING.match(stripped):
            yield Line(number, _DECORATION.sub("", heading[2]).strip("* "), len(heading[1]))
        else:
            text_of_it = _DECORATION.sub("", stripped).strip()
            bullet = _BULLET.match(text_of_it)
            yield Line(
                number,
                text_of_it[bullet.end() :] if bullet else text_of_it,
                is_bullet=bullet is not None,
                indent=len(raw) - len(raw.lstrip()),
            )


def cells_of(line: str) -> list[str] | None:
    """Cells of a line with tabs or of a Markdown table row; nothing for any other line."""
    stripped = line.strip()
    if stripped.startswith("|") and stripped.count("|") >= 2:
        return [cell.strip() for cell in stripped[1:].removesuffix("|").split("|")]
    if "\t" in line and stripped:
        return [cell.strip() for cell in line.split("\t")]
    return None


def is_rule(line: str) -> bool:
    """Whether a line only draws a border."""
    return "-" in line and _RULE.fullmatch(line) is not None


def goes_on(before: Line, after: Line) -> bool:
    """Whether a page end broke one sentence into these two lines."""
    return (
        len(before.text) >= ENOUGH_FOR_A_LINE
        and not _END_OF_SENTENCE.search(before.text)
        and not after.is_bullet
        and not after.is_note
        and not _POINT.match(after.plain)
        and after.level == 0
        and (
            len(after.text) >= ENOUGH_FOR_A_LINE or _END_OF_SENTENCE.search(after.text) is not None
        )
    )


def paragraphs(lines: list[Line]) -> list[str]:
    """Texts of the lines, one a paragraph, bullets with their mark, broken sentences whole."""
    texts: list[str] = []
    before: Line | None = None
    for line in lines:
        if line.is_blank:
            continue
        if before is not None and texts and goes_on(before, line):
            texts[-1] += line.text
        else:
            texts.append(f"・{line.text}" if line.is_bullet else line.text)
        before = line
    return texts
