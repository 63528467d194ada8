"""Initiatives of a plan document, recognised by the shape that such documents share.

An initiative is a title, a 担当 line under it, then 目的, 現状 and 理想 in any notation, then a
table of fiscal years. Titles count with and without heading marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from knowledge.importing import schedule_table
from knowledge.importing.document_text import document_text
from knowledge.importing.plan_reading import Leftover, PlanReading
from knowledge.importing.reading import (
    Problem,
    ProblemKind,
    content_hash,
    file_bytes,
)
from knowledge.importing.schedule_table import (
    PROGRESS_LABELS,
    SCHEDULE_LABELS,
    YearTable,
    cells_of,
    is_rule,
    row_label,
    year_table,
)
from knowledge.normalise import normalise, title_key, without_footnote_marks
from store.records.initiatives import InitiativeRecord, ProgressRecord, ScheduleRecord
from store.records.plan_identity import PlanName

_HEADING = re.compile(r"^(#{1,6})\s*(.+?)\s*#*$")
_RESPONSIBLE = re.compile(r"^(?:[-・*]\s*)?(?:担当(?:課|部署|部局|所属)?|所管課?)\s*[:：]\s*(.+)$")
_LABELS = {
    "目的": "purpose",
    "現状": "current_state",
    "現状と課題": "current_state",
    "理想": "ideal_state",
    "理想像": "ideal_state",
    "ありたい姿": "ideal_state",
    "目指す姿": "ideal_state",
}
_LABELLED = re.compile(
    rf"^(?:[-・*]\s*)?({'|'.join(sorted(_LABELS, key=len, reverse=True))})\s*[:：]\s*(.*)$"
)
_BULLET = re.compile(r"^(?:[-*]\s+)?[・･●]?\s*")
_BULLETED = re.compile(r"^(?:[-*]\s+|[・･●])")
_DEPARTMENT_BREAK = re.compile(r"[、・,，;；](?![^（(]*[)）])")
_EDITION_MARK = re.compile(r"[（(【\[]\s*第?\s*\d+(?:\.\d+)?\s*版\s*[）)】\]]")
_EDITION = re.compile(r"第\s*\d+(?:\.\d+)?\s*版|ver(?:sion)?\.?\s*\d+(?:\.\d+)*|\d+(?:\.\d+)?\s*版")


@dataclass(frozen=True)
class _Line:
    number: int
    text: str
    level: int
    """Depth of a heading mark, 0 for a line without one."""

    @property
    def is_blank(self) -> bool:
        return not self.text

    @property
    def is_note(self) -> bool:
        return self.text.startswith(("※", "*※"))


@dataclass
class _Draft:
    title: _Line
    departments: tuple[str, ...]
    notes: list[str] = field(default_factory=list)
    texts: dict[str, list[str]] = field(default_factory=dict)
    schedule: tuple[ScheduleRecord, ...] = ()
    progress: tuple[ProgressRecord, ...] = ()


def read_plan(path: Path) -> PlanReading:
    """Read the initiatives of a plan document.

    Raises:
        UnreadableFile: the file is missing, empty, damaged, or of a kind that cannot be read.
    """
    content = file_bytes(path)
    lines = list(_lines(document_text(content, path.name)))
    starts = [place for place, line in enumerate(lines) if _RESPONSIBLE.match(line.text)]
    titles = [_title_place(lines, start) for start in starts]
    front = [line for line in lines[: titles[0] if titles else len(lines)] if not line.is_blank]
    title, edition, rest = _front_matter(front)
    leftovers = [Leftover(line.number, line.text) for line in rest]
    drafts = []
    ends = [*titles[1:], len(lines)] if titles else []
    for place, start, end in zip(titles, starts, ends, strict=True):
        draft, unused = _draft(lines, place, start, end)
        drafts.append(draft)
        leftovers += [Leftover(line.number, line.text) for line in unused]
    records = tuple(_record(draft, path.name, edition) for draft in drafts)
    return PlanReading(
        name=PlanName(title),
        edition=edition,
        document=path.name,
        content_hash=content_hash(content),
        initiatives=records,
        problems=tuple(_problems(drafts, path.name)),
        not_understood=tuple(leftovers),
    )


def _lines(text: str) -> Iterator[_Line]:
    for number, raw in enumerate(text.splitlines(), start=1):
        if "\t" in raw or raw.lstrip().startswith("|"):
            yield _Line(number, raw.rstrip("\r\n"), 0)
            continue
        stripped = raw.strip()
        if heading := _HEADING.match(stripped):
            yield _Line(number, heading[2].strip("* "), len(heading[1]))
        else:
            yield _Line(number, stripped, 0)


def _title_place(lines: list[_Line], start: int) -> int:
    """The line above a 担当 line that is neither blank nor a remark."""
    place = start - 1
    while place > 0 and (lines[place].is_blank or lines[place].is_note):
        place -= 1
    return max(place, 0)


def _front_matter(front: list[_Line]) -> tuple[str, str, list[_Line]]:
    """Title and edition of the plan from the lines before its first initiative, and the rest."""
    edition = next(
        (found[0].replace(" ", "") for line in front if (found := _EDITION.search(line.text))), ""
    )
    title = next((line for line in front if line.level == 1), None)
    rest = [line for line in front if line is not title]
    return (_plan_title(title.text) if title else ""), edition, rest


def _plan_title(text: str) -> str:
    """The heading without the edition, which another reading of the same plan will not share."""
    return _EDITION_MARK.sub("", without_footnote_marks(text)).strip()


def _draft(lines: list[_Line], place: int, start: int, end: int) -> tuple[_Draft, list[_Line]]:
    """One initiative from its title up to the next one, and the lines that fitted nowhere."""
    responsible = _RESPONSIBLE.match(lines[start].text)
    draft = _Draft(lines[place], departments_of(responsible[1] if responsible else ""))
    draft.notes += [
        line.text.lstrip("※*").strip() for line in lines[place + 1 : start] if line.is_note
    ]
    unused = []
    target = ""
    table: YearTable | None = None
    for line in lines[start + 1 : end]:
        cells = cells_of(line.text)
        if cells is not None:
            table = year_table(cells) or table
            if not _take_row(draft, table, cells, is_heading=year_table(cells) is not None):
                unused.append(line)
        elif label := _LABELS.get(normalise(line.text).rstrip(":").strip()):
            target = label
        elif labelled := _LABELLED.match(line.text):
            target = _LABELS[labelled[1]]
            _add(draft, target, labelled[2])
        elif line.is_note:
            draft.notes.append(line.text.lstrip("※*").strip())
        elif line.is_blank or is_rule(line.text):
            continue
        elif target and line.level == 0:
            _add(draft, target, line.text)
        else:
            target = ""
            unused.append(line)
    return draft, unused


def _take_row(
    draft: _Draft, table: YearTable | None, cells: list[str], *, is_heading: bool
) -> bool:
    label = row_label(cells)
    if is_heading or not any(cells) or all(is_rule(cell) or not cell for cell in cells):
        return True
    if table is None:
        return False
    if label in SCHEDULE_LABELS:
        draft.schedule += schedule_table.schedule_of(table, cells)
        return True
    if label in PROGRESS_LABELS:
        draft.progress += schedule_table.progress_of(table, cells)
        return True
    return False


def _add(draft: _Draft, target: str, text: str) -> None:
    """Add a line to a field: a bulleted line starts anew, another one goes on where it broke."""
    lines = draft.texts.setdefault(target, [])
    words = _BULLET.sub("", text, count=1).strip()
    if not words:
        return
    if lines and not _BULLETED.match(text) and not lines[-1].endswith(("。", "」", "）")):
        lines[-1] += words
    else:
        lines.append(words)


def departments_of(text: str) -> tuple[str, ...]:
    """Departments of a 担当 line, split on 、・, but not inside brackets, each once."""
    names = (name.strip() for name in _DEPARTMENT_BREAK.split(text))
    return tuple(dict.fromkeys(name for name in names if name))


def _record(draft: _Draft, document: str, edition: str) -> InitiativeRecord:
    title = without_footnote_marks(draft.title.text).strip()
    texts = {name: "\n".join(lines) for name, lines in draft.texts.items()}
    return InitiativeRecord(
        title=title,
        departments=draft.departments,
        purpose=texts.get("purpose", ""),
        current_state=texts.get("current_state", ""),
        ideal_state=texts.get("ideal_state", ""),
        note="\n".join(draft.notes),
        schedule=draft.schedule,
        progress=schedule_table.one_a_year(draft.progress),
        source_document=document,
        source_heading=title,
        source_edition=edition,
    )


def _problems(drafts: Iterable[_Draft], document: str) -> Iterator[Problem]:
    seen: set[str] = set()
    for draft in drafts:
        key = title_key(draft.title.text)
        if key in seen:
            yield Problem(ProblemKind.TWICE, draft.title.number, value=draft.title.text)
        seen.add(key)
    if not seen:
        yield Problem(ProblemKind.NO_INITIATIVES, value=document)
