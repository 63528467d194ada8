"""What stands under the title of an initiative: its texts, remarks, schedule and progress."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from knowledge.importing.plan_reading import Leftover, Reason
from knowledge.importing.shapes import schedule_table
from knowledge.importing.shapes.labels import SCHEDULE, label_of
from knowledge.importing.shapes.lines import Line, goes_on, is_rule
from knowledge.importing.shapes.numbering import numbered
from knowledge.importing.shapes.schedule_table import (
    PROGRESS_LABELS,
    SCHEDULE_LABELS,
    YearTable,
    bare_year_table,
    row_label,
    year_table,
)
from knowledge.importing.shapes.table import cell_lines, is_arrow
from store.records.initiatives import ProgressRecord, ScheduleRecord

_ENDS = ("。", "」", "）", ")")


@dataclass
class Fields:
    """Texts by field name, and what the table of years says."""

    texts: dict[str, list[str]] = field(default_factory=dict)
    schedule: tuple[ScheduleRecord, ...] = ()
    progress: tuple[ProgressRecord, ...] = ()
    leftovers: list[Leftover] = field(default_factory=list)

    def text(self, name: str) -> str:
        return "\n".join(self.texts.get(name, ()))


def read_fields(lines: Sequence[Line]) -> Fields:
    """Sort the lines under a title into fields; text without a label tells what is to be done."""
    fields = Fields()
    target = "direction"
    table: YearTable | None = None
    before: Line | None = None
    for line in lines:
        if line.is_row:
            heading = year_table(list(line.cells or ())) or bare_year_table(list(line.cells or ()))
            table = heading or table
            if heading is None and not _take_row(fields, table, list(line.cells or ())):
                fields.leftovers.append(Leftover(line.number, line.text, Reason.NO_PLACE))
        elif label := label_of(line.text):
            target = label.field
            if target == SCHEDULE:
                _take_dated(fields, line.saying(label.rest))
            else:
                _add(fields, target, line.saying(label.rest), None)
        elif line.is_note:
            _add(fields, "note", line.saying(line.text.lstrip("*※＊ ")), None)
        elif line.level:
            target = "note"
            _add(fields, target, line.saying(f"{line.text}："), None)
        elif target == SCHEDULE:
            _take_dated(fields, line)
        elif not line.is_blank:
            _add(fields, target, line, before)
        before = line if not line.is_blank else before
    fields.progress = schedule_table.one_a_year(fields.progress)
    return fields


def _take_row(fields: Fields, table: YearTable | None, cells: list[str]) -> bool:
    label = row_label(cells)
    if not any(cells) or all(is_rule(cell) or not cell for cell in cells):
        return True
    if table is None:
        return False
    if table.has_items and cells[0]:
        fields.schedule += _items_of(table, cells)
        return True
    if label in SCHEDULE_LABELS or table.first == 0:
        fields.schedule += schedule_table.schedule_of(table, cells)
        return True
    if label in PROGRESS_LABELS:
        fields.progress += schedule_table.progress_of(table, cells)
        return True
    return False


def _take_dated(fields: Fields, line: Line) -> None:
    """A line of a schedule without a table: 「令和6年度：調査」; others are remarks."""
    year, text = schedule_table.dated(line.text)
    if year is None:
        _add(fields, "note", line, None)
    elif is_arrow(text) and fields.schedule:
        last = replace(fields.schedule[-1], last_year=year)
        fields.schedule = (*fields.schedule[:-1], last)
    else:
        fields.schedule += (ScheduleRecord(text, year, year),)


def _items_of(table: YearTable, cells: list[str]) -> tuple[ScheduleRecord, ...]:
    """What a row does, with its label; an arrow that goes on with nothing does what it says."""
    about = " ".join(cell_lines(cells[0]))
    first = next((place for place, cell in enumerate(cells) if place and cell), 0)
    if is_arrow(cells[first]):
        cells = [*cells[:first], about, *cells[first + 1 :]]
    return tuple(
        item if item.text == about else replace(item, text=f"{about}：{item.text}")
        for item in schedule_table.schedule_of(table, cells)
    )


def _add(fields: Fields, target: str, line: Line, before: Line | None) -> None:
    """Add a line to a field: a bulleted line starts anew, another one goes on where it broke."""
    if not line.text:
        return
    texts = fields.texts.setdefault(target, [])
    broken = before is not None and goes_on(before, line)
    if (
        texts
        and not line.is_bullet
        and not numbered(line.plain)
        and (broken or not texts[-1].endswith(_ENDS))
    ):
        texts[-1] += line.text
    else:
        texts.append(line.text)
