"""Cells that a converter tore apart or could not read, put together where that needs no guess."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from knowledge.importing.shapes.numbering import CIRCLED
from knowledge.importing.shapes.table import is_arrow

_STARTS_BADLY = re.compile(r"^[ーンっゃゅょぁぃぅぇぉッャュョァィゥェォ、。,.!)）」』】\]・]")
_ENDS_BADLY = re.compile(r"[、,・(（「『【\[!！=＝]$")
_PAIRS = (("(", ")"), ("（", "）"), ("「", "」"), ("『", "』"), ("【", "】"))
_JAPANESE = re.compile(r"[ぁ-んァ-ヶ一-龠]")
_GARBLE = re.compile(r"0{4,}|\*{3,}|[,.]{4,}|[^\x20-\x7eぁ-んァ-ヶー一-龠々]{3,}")


_SIGNS = dict.fromkeys(map(ord, "〜−–—•©®™²³➡➔✓✔☞" + CIRCLED))
"""Signs that cp932 does not have and tables do."""
_USUAL = "éèêëáàâäóòôöúùûüíìîïñç"
"""Letters of names that cp932 does not have and documents do."""


@dataclass(frozen=True)
class Period:
    """A fiscal year (年度) or its half: 1 for 上期, 2 for 下期."""

    year: int
    half: int | None


@dataclass(frozen=True)
class Span:
    """A text with the first and the last period whose cells it fills."""

    text: str
    first: Period
    last: Period


def join_torn_cells(
    cells: Sequence[str], periods: Sequence[Period]
) -> tuple[list[Span], list[str]]:
    """Texts with their periods, and what cannot be read.

    A cell that makes sense by itself stands for its own period; letters alone in cells side by
    side are one word. Cells side by side of which another one makes no sense are one text that was
    torn: it counts only if it makes sense when put together. An arrow goes on with the text before.
    """
    spans: list[Span] = []
    unreadable: list[str] = []
    arrows = {place for place, cell in enumerate(cells[: len(periods)]) if is_arrow(cell)}
    words = ["" if place in arrows else cell for place, cell in enumerate(cells[: len(periods)])]
    for start, run in _runs(words):
        for offset, piece in _pieces(run):
            text = "".join(piece)
            last = start + offset + len(piece) - 1
            while last + 1 in arrows:
                last += 1
            if makes_sense(text):
                spans.append(Span(tidy(text), periods[start + offset], periods[last]))
            else:
                unreadable.append(" ".join(piece))
    unreadable += [cell for cell in cells[len(periods) :] if cell.strip()]
    return spans, unreadable


def _pieces(run: Sequence[str]) -> list[tuple[int, list[str]]]:
    """The texts that the cells of a run make up, each with its place in the run."""
    if any(len(tidy(cell)) > 1 and not makes_sense(cell) for cell in run):
        return [(0, list(run))]
    pieces: list[tuple[int, list[str]]] = []
    for place, cell in enumerate(run):
        is_letter = len(tidy(cell)) == 1
        if is_letter and pieces and len(tidy(pieces[-1][1][-1])) == 1:
            pieces[-1][1].append(cell)
        else:
            pieces.append((place, [cell]))
    return pieces


def _runs(cells: Sequence[str]) -> list[tuple[int, list[str]]]:
    """Filled cells side by side, with the place of the first; a garbled one stands alone."""
    runs: list[tuple[int, list[str]]] = []
    goes_on = False
    for place, cell in enumerate(cells):
        if not cell.strip():
            goes_on = False
        elif is_garbled(cell):
            runs.append((place, [cell]))
            goes_on = False
        elif goes_on:
            runs[-1][1].append(cell)
        else:
            runs.append((place, [cell]))
            goes_on = True
    return runs


def makes_sense(text: str) -> bool:
    """Whether a text can stand alone: readable letters, whole words, closed brackets."""
    words = tidy(text)
    return (
        len(words) >= 2
        and not is_garbled(words)
        and not _STARTS_BADLY.search(words)
        and not _ENDS_BADLY.search(words)
        and all(words.count(left) == words.count(right) for left, right in _PAIRS)
    )


def is_garbled(text: str) -> bool:
    """Whether a text holds letters that no Japanese document has, or no Japanese ones at all."""
    words = tidy(text)
    try:
        words.translate(_SIGNS).encode("cp932")
    except UnicodeEncodeError:
        return True
    return _JAPANESE.search(words) is None or _GARBLE.search(words) is not None


def is_foreign(text: str) -> bool:
    """Whether a line holds a letter that no Japanese document has: a page that was misread."""
    return any(map(_is_foreign, set(tidy(text))))


@cache
def _is_foreign(letter: str) -> bool:
    """Whether Japanese is not written with a letter: not kanji of any set, kana, or in cp932."""
    is_letter = unicodedata.category(letter)[0] in "LC"
    if not is_letter or letter in _USUAL or unicodedata.name(letter, "").startswith("CJK "):
        return False
    try:
        letter.encode("cp932")
    except UnicodeEncodeError:
        return True
    return False


def tidy(text: str) -> str:
    """Dots of another alphabet as the Japanese one, no spaces at the ends."""
    return unicodedata.normalize("NFC", text).replace("\u00b7", "・").strip()
