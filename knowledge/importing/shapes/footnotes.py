"""Footnotes in the notations that converters leave: they become terms, their marks go."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, replace

from knowledge.importing.plan_reading import Leftover, Reason
from knowledge.importing.shapes.lines import Line, half_width
from knowledge.importing.shapes.numbering import starts_a_section

_RAISED = "¹²³⁰⁴-⁹"
_RAISED_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_STARTS = (
    re.compile(rf"^([{_RAISED}]+)\s*(\S.*)$"),
    re.compile(r"^\^\{[*※]?(\d+)\}\s*(\S.*)$"),
    re.compile(rf"^[(]?[*※]((?:\d|[{_RAISED}]){{1,3}})(?:[_\s:)）.]\s*)(\S.*)$"),
    re.compile(r"^\[\^([^\]]+)\]:\s*(\S.*)$"),
    re.compile(r"^[(（]?注\s*(\d+)\s*[)）:：.]?\s*(\S.*)$"),
)
_MARK = re.compile(
    rf"\^\{{[*※]?(?P<caret>\d+)?[^}}]*\}}|\^\([^)]*\)|\[\^(?P<bracket>[^\]]+)\]"
    rf"|(?<![\d*])[*＊※](?P<star>\d{{1,3}}|[{_RAISED}]{{1,3}})|(?P<raised>[{_RAISED}]+)"
    r"|[(（]注(?P<note>\d+)[)）]"
)
_SEPARATOR = re.compile(r"\s*(?:[:：]|…+|・{2,}|──+|―+)\s*")
_EMPTY_BRACKET = re.compile(r"[(（]\s*[)）]")
_NAMED = re.compile(
    r"^[※＊]\s*(?P<term>[^※\s\d:：…。、][^※\s:：…。、]{1,30}?)"
    r"(?:(?P<is>とは)[\s:：、…・‥]*|…+|‥+|・{2,}|[:：])\s*(?P<text>\S.*)$"
)
_UNIT_BEFORE = re.compile(r"(?:^|[^a-zA-Z])(?:[ckm]?m|㎞|㎝|㎜)$")
_QUOTED = re.compile(r"「([^「」]{2,40})」$")
_WORD = re.compile(r"[A-Za-z0-9%\-/.・ー一-龠々ァ-ヶ]{2,40}$")

LONGEST_TERM = 70
LONGEST_NAMED = 31


@dataclass(frozen=True)
class Note:
    """A footnote: its number, the term it explains (where it says so) and the explanation."""

    mark: str
    term: str
    text: str
    line: int


@dataclass(frozen=True)
class Unmarked:
    """A document without its footnotes and their marks."""

    lines: list[Line]
    notes: tuple[Note, ...]
    leftovers: tuple[Leftover, ...]


def take_footnotes(lines: Sequence[Line]) -> Unmarked:
    """Part the footnotes from the text, and name those without a term after their place."""
    lines, named = _named_notes(lines)
    kept, found = _parted(lines)
    found = sorted([*found, *named], key=lambda note: note.line)
    marks = {note.mark for note in found}
    places: dict[str, str] = {}
    leftovers: list[Leftover] = []
    clean = []
    for line in kept:
        text, missing = _without_marks(line.text, marks, places)
        leftovers += [
            Leftover(line.number, mark, Reason.MARK_WITHOUT_NOTE) for mark in missing if found
        ]
        cells = tuple(_without_marks(cell, marks, places)[0] for cell in line.cells or ())
        clean.append(
            Line(
                line.number,
                text if line.is_row else text.strip(),
                line.level,
                cells if line.is_row else None,
                line.is_bullet,
                line.indent,
            )
        )
    notes = tuple(
        note
        if note.term
        else Note(note.mark, places.get(note.mark) or f"注{note.mark}", note.text, note.line)
        for note in found
    )
    return Unmarked(clean, notes, tuple(leftovers))


def _parted(lines: Sequence[Line]) -> tuple[list[Line], list[Note]]:
    kept: list[Line] = []
    notes: list[Note] = []
    place = 0
    while place < len(lines):
        line = lines[place]
        place += 1
        start = None if line.is_row else _start(line.text)
        if start is None:
            kept.append(line)
            continue
        mark, rest, may_go_on = start
        term, text = _term_and_text(rest)
        if not term and may_go_on:
            term, (text, place) = rest, _following_text(lines, place)
        notes.append(Note(mark, term, text, line.number))
    return kept, notes


def _named_notes(lines: Sequence[Line]) -> tuple[list[Line], list[Note]]:
    """Part footnotes without a number, 「※DXとは…」, from the text, and their marks from words."""
    marked = {word for line in lines if "※" in line.text[1:] for word in _words_before(line.text)}
    kept: list[Line] = []
    notes: list[Note] = []
    for line in lines:
        found = None if line.is_row else _NAMED.match(line.text)
        if found and (found["is"] or found["term"] in marked):
            notes.append(Note("", found["term"], found["text"], line.number))
        else:
            kept.append(line)
    terms = {note.term for note in notes} & marked
    return [_unmarked(line, terms) if terms else line for line in kept], notes


def _words_before(text: str) -> Iterator[str]:
    """Everything that may be the word that a ※ in a text stands at."""
    for found in re.finditer("※", text):
        for length in range(2, LONGEST_NAMED + 1):
            yield text[max(0, found.start() - length) : found.start()]


def _unmarked(line: Line, terms: Set[str]) -> Line:
    for term in terms & set(_words_before(line.text)):
        marked = f"{term}※"
        cells = line.cells and tuple(cell.replace(marked, term) for cell in line.cells)
        line = replace(line, text=line.text.replace(marked, term), cells=cells)
    return line


def _start(text: str) -> tuple[str, str, bool] | None:
    """Number and rest of a line that begins a footnote, and whether its text may follow below."""
    for number, pattern in enumerate(_STARTS):
        if found := pattern.match(half_width(text) if number else text):
            # The rest as it is written: half_width keeps every position.
            return found[1].translate(_RAISED_DIGITS), text[found.start(2) :].strip(), number > 0
    return None


def _term_and_text(rest: str) -> tuple[str, str]:
    separator = _SEPARATOR.search(rest)
    if separator is None or separator.start() > LONGEST_TERM:
        return "", rest
    term, text = rest[: separator.start()].strip(), rest[separator.end() :].strip()
    return (term, text) if term and text and "。" not in term else ("", rest)


def _following_text(lines: Sequence[Line], place: int) -> tuple[str, int]:
    """The paragraph below a term, with the bullets that belong to it."""
    texts: list[str] = []
    end = place
    while place < len(lines):
        line = lines[place]
        place += 1
        if line.is_blank:
            continue
        if line.is_row or line.level or _start(line.text) or starts_a_section(line.plain):
            break
        if texts and not line.is_bullet:
            break
        texts.append(line.text)
        end = place
    return "\n".join(texts), end


def _without_marks(text: str, marks: set[str], places: dict[str, str]) -> tuple[str, list[str]]:
    """The text without footnote marks, and the marks that no footnote explains."""
    missing: list[str] = []
    pieces: list[str] = []
    last = 0
    for found in _MARK.finditer(text):
        if found["raised"] and _UNIT_BEFORE.search(text[: found.start()]):
            continue
        pieces.append(text[last : found.start()])
        last = found.end()
        written = next((found[name] for name in _NAMES if found[name]), "")
        numbers = _known(written.translate(_RAISED_DIGITS), marks)
        for number in numbers:
            if number in marks:
                places.setdefault(number, _phrase_before("".join(pieces)))
            else:
                missing.append(_phrase_before("".join(pieces)) + found[0])
    rest = "".join(pieces) + text[last:]
    return (_EMPTY_BRACKET.sub("", rest) if last else rest), missing


_NAMES = ("caret", "bracket", "star", "raised", "note")


def _known(written: str, marks: Iterable[str]) -> list[str]:
    """The numbers of a mark; two marks may stand side by side as one run of digits."""
    if not written or written in marks:
        return [written] if written else []
    for cut in range(1, len(written)):
        if written[:cut] in marks and written[cut:] in marks:
            return [written[:cut], written[cut:]]
    return [written]


def _phrase_before(text: str) -> str:
    """The word that a mark stands at: what is quoted there, or the last run without hiragana."""
    found = _QUOTED.search(text) or _WORD.search(text.rstrip("」』）) "))
    if found is None:
        return ""
    return (found[1] if found.re is _QUOTED else found[0]).strip("・ ")
