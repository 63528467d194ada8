"""Where the initiatives of a document are: a title with the departments that answer for it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.importing.shapes.departments import (
    bracketed_departments,
    is_department_label,
    labelled_departments,
    named_departments,
    title_with_departments,
)
from knowledge.importing.shapes.labels import label_of
from knowledge.importing.shapes.lines import Line
from knowledge.importing.shapes.numbering import starts_a_section
from knowledge.importing.shapes.schedule_table import PROGRESS_LABELS, SCHEDULE_LABELS, row_label

LONGEST_TITLE = 80
_SENTENCE = re.compile(r"[。、，]$")


@dataclass(frozen=True)
class Anchor:
    """A title and its departments; the initiative reaches up to ``end``, exclusive."""

    title: str
    title_place: int
    place: int
    """Of the line that names the departments; the title's own where both are on one line."""
    departments: tuple[str, ...]
    end: int


@dataclass(frozen=True)
class _Start:
    title: str
    title_place: int
    place: int
    departments: tuple[str, ...]


def anchors(lines: Sequence[Line]) -> list[Anchor]:
    """Every initiative that names its departments under or behind its title."""
    starts: list[_Start] = []
    for place in range(len(lines)):
        start = _start(lines, place, starts[-1].place + 1 if starts else 0)
        if start is not None:
            starts.append(start)
    ends = [start.title_place for start in starts[1:]] + [len(lines)] * bool(starts)
    return [
        Anchor(
            start.title,
            start.title_place,
            start.place,
            start.departments,
            _end(lines, start.place + 1, end),
        )
        for start, end in zip(starts, ends, strict=True)
    ]


def _start(lines: Sequence[Line], place: int, free_from: int) -> _Start | None:
    line = lines[place]
    if line.is_blank or line.is_row:
        return None
    departments = (
        labelled_departments(line.plain)
        or bracketed_departments(line.text)
        or _departments_below_label(lines, place, free_from)
    )
    if departments:
        above = _title_above(lines, place, free_from)
        if above is None:
            return None
        return _Start(lines[above].text, above, place, departments)
    if line.is_bullet:
        return None
    both = title_with_departments(line.text)
    if both is None or not _is_followed(lines, place):
        return None
    return _Start(both[0], place, place, both[1])


def _departments_below_label(lines: Sequence[Line], place: int, free_from: int) -> tuple[str, ...]:
    """Departments of a line below a label that stands alone: 「② 担当課」."""
    above = place - 1
    while above >= free_from and lines[above].is_blank:
        above -= 1
    if above < free_from or not is_department_label(lines[above].plain):
        return ()
    return named_departments(lines[place].text)


def _title_above(lines: Sequence[Line], place: int, free_from: int) -> int | None:
    """The line above that is neither blank nor a remark, if it can be a title; else the nearest
    heading above."""
    above = place - 1
    while above >= free_from and (lines[above].is_blank or lines[above].is_note):
        above -= 1
    if above >= free_from and _can_be_title(lines[above]):
        return above
    for heading in range(above, free_from - 1, -1):
        line = lines[heading]
        if label_of(line.text) is None and (
            line.level or (not line.is_bullet and starts_a_section(line.plain))
        ):
            return heading
    return None


def _can_be_title(line: Line) -> bool:
    return (
        not line.is_row
        and len(line.text) <= LONGEST_TITLE
        and not _SENTENCE.search(line.text)
        and label_of(line.text) is None
    )


def _is_followed(lines: Sequence[Line], place: int) -> bool:
    """Whether text comes next, as it does under the title of an initiative."""
    after = next((line for line in lines[place + 1 :][:4] if not line.is_blank), None)
    if after is None or after.is_row:
        return False
    return after.is_bullet or (len(after.text) > 20 and not starts_a_section(after.plain))


def _end(lines: Sequence[Line], start: int, end: int) -> int:
    """Where an initiative ends: at the first heading after the last of its labels and rows."""
    last = start
    for place in range(start, end):
        line = lines[place]
        if line.is_row:
            if row_label(list(line.cells or ())) in SCHEDULE_LABELS | PROGRESS_LABELS:
                last = place
        elif label_of(line.text):
            last = place
    for place in range(last, end):
        line = lines[place]
        if place > last and _is_heading(lines, place, line):
            return place
    return end


def _is_heading(lines: Sequence[Line], place: int, line: Line) -> bool:
    if line.is_row or line.is_bullet or line.is_blank:
        return False
    alone = place == 0 or lines[place - 1].is_blank or lines[place - 1].is_row
    return line.level > 0 or (alone and starts_a_section(line.plain))
