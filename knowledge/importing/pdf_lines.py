"""Lines of a PDF page: letters put together by where they stand on the paper."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from knowledge.importing.footnote_numbers import raised

_JAPANESE = r"\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef"
_IS_JAPANESE = re.compile(f"[{_JAPANESE}]")
_RADICAL = re.compile(r"[\u2e80-\u2fdf]")
_SPREAD = re.compile(rf"(?<![{_JAPANESE}])(?:[{_JAPANESE}] ){{3,}}[{_JAPANESE}](?![{_JAPANESE}])")
_BULLET = re.compile(r"^[•◦▪‣⁃\ue000-\uf8ff]\s*")
_UNKNOWN_LETTER = "(cid:"
_PICTURE_FONT = re.compile(r"Wingdings|Webdings|Dingbats")

_SAME_LINE = 0.35
"""Of the letter's height: letters whose feet differ by less stand on one line."""
_SMALL = 0.85
"""Of the line's height: letters smaller than this may be raised numbers."""
_COLUMN_GAP = 2.0
"""Letters wide: a wider gap parts columns."""
_WORD_GAP = 0.2
"""Letters wide: a wider gap between letters that are not Japanese stands for a space."""


@dataclass(frozen=True)
class Letter:
    text: str
    size: float
    x0: float
    x1: float
    top: float
    bottom: float

    @property
    def middle(self) -> tuple[float, float]:
        return (self.x0 + self.x1) / 2, (self.top + self.bottom) / 2


@dataclass(frozen=True)
class Line:
    """Letters side by side without a wide gap. Measures are points from the left and the top."""

    text: str
    size: float
    x0: float
    x1: float
    top: float
    bottom: float
    page: int = 0
    edge: float | None = None
    """The right edge of its column, on a page that has columns."""


def letters(chars: Iterable[dict[str, object]]) -> list[Letter]:
    """What pdfplumber calls chars, without those turned on their side or of unknown meaning."""
    return [
        Letter(
            text=_plain(str(char["text"]), str(char["fontname"])),
            size=float(str(char["size"])),
            x0=float(str(char["x0"])),
            x1=float(str(char["x1"])),
            top=float(str(char["top"])),
            bottom=float(str(char["bottom"])),
        )
        for char in chars
        if char["upright"] and not str(char["text"]).startswith(_UNKNOWN_LETTER)
    ]


def _plain(text: str, font: str) -> str:
    """Fonts often name a kanji by the radical that looks like it (⽤ for 用), and a mark by
    whatever letter has its place in a font of pictures."""
    if _PICTURE_FONT.search(font) and not text.isspace():
        return "•"
    return unicodedata.normalize("NFKC", text) if _RADICAL.fullmatch(text) else text


def rows_of_lines(page: Iterable[Letter]) -> list[list[Line]]:
    """Rows from the top, each with its lines from the left."""
    rows = [list(_lines(row)) for row in _rows(page)]
    return [row for row in rows if row]


def _rows(page: Iterable[Letter]) -> list[list[Letter]]:
    rows: list[list[Letter]] = []
    for letter in sorted(page, key=lambda letter: letter.bottom):
        first = rows[-1][0] if rows else None
        height = max(letter.size, first.size) if first else 0
        if first and letter.bottom - first.bottom < height * _SAME_LINE:
            rows[-1].append(letter)
        else:
            rows.append([letter])
    return sorted(_with_raised_numbers(rows), key=lambda row: min(letter.top for letter in row))


def _with_raised_numbers(rows: list[list[Letter]]) -> list[list[Letter]]:
    """Small letters above the foot of a line belong to it."""
    kept: list[list[Letter]] = []
    for number, row in enumerate(rows):
        height = max(letter.size for letter in row)
        middle = sum(letter.middle[1] for letter in row) / len(row)
        below = rows[number + 1] if number + 1 < len(rows) else []
        inside = [
            letter
            for letter in below
            if letter.top - height / 2 <= middle <= letter.bottom and height < letter.size * _SMALL
        ]
        if inside:
            rows[number + 1] = below + row
        else:
            kept.append(row)
    return kept


def _lines(row: list[Letter]) -> Iterator[Line]:
    size = _size(row)
    pieces: list[list[Letter]] = []
    for letter in sorted(row, key=lambda letter: letter.x0):
        if letter.text.isspace() and not pieces:
            continue
        if pieces and letter.x0 - pieces[-1][-1].x1 < size * _COLUMN_GAP:
            pieces[-1].append(letter)
        else:
            pieces.append([letter])
    for piece in pieces:
        inked = [letter for letter in piece if not letter.text.isspace()]
        if text := _text(piece):
            yield Line(
                text=text,
                size=_size(inked),
                x0=inked[0].x0,
                x1=max(letter.x1 for letter in inked),
                top=min(letter.top for letter in inked),
                bottom=max(letter.bottom for letter in inked),
            )


def _size(piece: Sequence[Letter]) -> float:
    """The size of most of its letters, the larger of two."""
    sizes = [round(letter.size, 1) for letter in piece]
    return max(set(sizes), key=lambda size: (sizes.count(size), size))


def _text(piece: list[Letter]) -> str:
    size = _size(piece)
    foot = max(letter.bottom for letter in piece)
    texts: list[str] = []
    last: Letter | None = None
    for is_raised, run in groupby(piece, key=lambda letter: _is_raised(letter, size, foot)):
        letters = list(run)
        word = "".join(letter.text for letter in letters)
        if is_raised and word.isascii() and word.isdigit():
            texts.append(raised(word))
            last = letters[-1]
            continue
        for letter in letters:
            if last is not None and _needs_space(last, letter):
                texts.append(" ")
            texts.append(letter.text)
            last = letter
    text = "".join(texts).strip()
    text = _SPREAD.sub(lambda found: found[0].replace(" ", ""), text)
    return _BULLET.sub("- ", text, count=1)


def _is_raised(letter: Letter, size: float, foot: float) -> bool:
    return letter.size < size * _SMALL and foot - letter.bottom > size * 0.15


def _needs_space(before: Letter, after: Letter) -> bool:
    """Japanese is written without spaces; whatever stands apart otherwise is another word."""
    if before.text.isspace() or after.text.isspace():
        return False
    if _IS_JAPANESE.match(before.text[-1]) or _IS_JAPANESE.match(after.text[0]):
        return False
    return after.x0 - before.x1 > after.size * _WORD_GAP
