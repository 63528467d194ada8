"""Initiatives as cards (個票): a small table each, with the label left and the words right."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from knowledge.importing.shapes.departments import departments_of
from knowledge.importing.shapes.findings import Findings, Found, Place
from knowledge.importing.shapes.labels import label_of
from knowledge.importing.shapes.lines import half_width
from knowledge.importing.shapes.schedule_table import (
    SCHEDULE_LABELS,
    YearTable,
    row_label,
    schedule_of,
    year_table,
)
from knowledge.importing.shapes.table import Row, Table, joined
from knowledge.importing.years import fiscal_year
from store.records.initiatives import InitiativeRecord, ScheduleRecord

_TITLE = re.compile(
    r"(?:取組|取り組み|取組み|施策|事業|事務事業|プロジェクト|個別施策)(?:名称?|項目|事項)"
)
_DEPARTMENT = re.compile(r"主?(?:担当|所管)(?:課室?|部署|部局|部課|所属)?名?|主管課|実施主体")


def cards(table: Table, place: Place) -> Findings | None:
    """A table, or several below each other, of which the first row names an initiative."""
    if _label(table.header, _TITLE) is None or len(table.header.filled) > 4:
        return None
    found = Findings()
    for card in _parted(table.rows):
        pairs = list(_pairs(card))
        names = next((text for label, text in pairs if _DEPARTMENT.fullmatch(label)), "")
        if not pairs or not names:
            return None
        found.initiatives.append(Found(card[0].line, _initiative(card, pairs, names, place)))
    return found


def _label(row: Row, pattern: re.Pattern[str]) -> str | None:
    label = half_width(re.sub(r"\s", "", row.cell(0)))
    return label if pattern.fullmatch(label) and row.cell(1) else None


def _parted(rows: Sequence[Row]) -> list[list[Row]]:
    """The rows of each card; one begins where an initiative is named."""
    parted: list[list[Row]] = []
    for row in rows:
        if _label(row, _TITLE) is not None:
            parted.append([])
        parted[-1].append(row)
    return parted


def _pairs(card: Sequence[Row]) -> Iterator[tuple[str, str]]:
    """Label and words; a row may hold two of them beside each other."""
    for row in card:
        if year_table(list(row.cells)) is not None:
            continue
        for column in range(0, len(row.cells), 2):
            label = half_width(re.sub(r"\s", "", row.cell(column)))
            text = "\n".join(row.items(column + 1))
            if label and text:
                yield label, text


def _initiative(
    card: Sequence[Row], pairs: Sequence[tuple[str, str]], names: str, place: Place
) -> InitiativeRecord:
    texts: dict[str, list[str]] = {}
    dated: list[ScheduleRecord] = []
    for label, text in pairs[1:]:
        known = label_of(label)
        year = fiscal_year(label)
        if known is not None:
            texts.setdefault(known.field, []).append(text)
        elif year is not None:
            dated += [ScheduleRecord(line, year, year) for line in text.split("\n")]
        elif not _DEPARTMENT.fullmatch(label):
            texts.setdefault("note", []).append(f"{label}：{text}")
    told = {field: "\n".join(lines) for field, lines in texts.items()}
    return InitiativeRecord(
        title=joined(pairs[0][1].split("\n")),
        departments=departments_of(names.replace("\n", "、")),
        purpose=told.get("purpose", ""),
        current_state=told.get("current_state", ""),
        ideal_state=told.get("ideal_state", ""),
        note=told.get("note", ""),
        direction=told.get("direction", ""),
        schedule=(*dated, *_schedule(card)),
        progress=(),
        theme=place.path,
        **place.source,
    )


def _schedule(card: Sequence[Row]) -> Iterator[ScheduleRecord]:
    """What stands below a row of years."""
    table: YearTable | None = None
    for row in card:
        cells = list(row.cells)
        heading = year_table(cells)
        if heading is None and table is not None and row_label(cells) in SCHEDULE_LABELS | {""}:
            yield from schedule_of(table, cells)
        table = heading or table
