"""Tables about where a plan wants to go: indicators, maturity levels, priorities, measures."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.importing.shapes.findings import Findings, Place
from knowledge.importing.shapes.lines import half_width
from knowledge.importing.shapes.numbering import CIRCLED
from knowledge.importing.shapes.quantities import quantity
from knowledge.importing.shapes.table import Row, Table
from knowledge.importing.years import deadline_in, fiscal_year, year_in
from store.records.plan_parts import IndicatorRecord, MaturityRecord, ThemeRecord
from store.tables import ItemKind

_TARGET = re.compile(
    r"(?P<year>(?:令和|R)?\s*\d{1,4})\s*年度?末?(?:まで)?[^。]*?レベル\s*(?P<level>\d)"
)
_LEVEL = re.compile(r"(?:レベル)?\s*(\d)$")
_NUMBER = re.compile(rf"(?:No\.?)?\s*(?:\d{{1,2}}|[{CIRCLED}])\.?$")
_TEXT_TO_MEASURE = ("取組", "取り組み", "取組み", "施策", "手段", "事業")


def indicators(table: Table, place: Place) -> Findings | None:
    """A table of indicators: where each stands and where it is to go."""
    name = table.column("成果指標", "指標", "KPI", "目標項目", "項目", "評価項目")
    baseline = table.column("現状", "基準", "策定時", "初期値", "実績", skip=(name,))
    target = _target_column(table, (name, baseline))
    if target is None and baseline is not None:
        target = next((place for place in reversed(_year_columns(table)) if place > baseline), None)
    if baseline is None and target is not None:
        baseline = next((place for place in _year_columns(table) if place != target), None)
    if name is None or baseline is None or target is None:
        return None
    unit = table.column("単位", skip=(name, baseline, target))
    department = table.column("担当", "所管", skip=(name, baseline, target))
    years = (
        table.column("基準年", "現状年", skip=(baseline,)),
        table.column("目標年", skip=(target,)),
    )
    found = Findings()
    for row in table.rows[1:]:
        title = row.name(name)
        before, after = quantity(row.cell(baseline)), quantity(row.cell(target))
        if not title or (before is None and after is None):
            continue
        found.parts.append(
            IndicatorRecord(
                key=title,
                title=title,
                unit=row.cell(unit) or next((q.unit for q in (after, before) if q and q.unit), ""),
                baseline=before.value if before else None,
                baseline_year=_year(table, row, years[0], baseline),
                target=after.value if after else None,
                target_year=_year(table, row, years[1], target),
                department=row.cell(department),
                **place.source,
            )
        )
    return found


def _target_column(table: Table, taken: Sequence[int | None]) -> int | None:
    """The column of the last target that is not one on the way (中間目標)."""
    cells = [half_width(re.sub(r"\s", "", cell)) for cell in table.header.cells]
    targets = [
        place
        for place, cell in enumerate(cells)
        if "目標" in cell and "目標年" not in cell and place not in taken
    ]
    final = [place for place in targets if "中間" not in cells[place]]
    return next(reversed(final or targets), None)


def _year_columns(table: Table) -> list[int]:
    cells = enumerate(table.header.cells)
    return [place for place, cell in cells if fiscal_year(cell) is not None]


def _year(table: Table, row: Row, own: int | None, column: int) -> int | None:
    return year_in(row.cell(own)) or year_in(row.cell(column)) or year_in(table.header.cell(column))


def maturity(table: Table, place: Place) -> Findings | None:
    """A table of levels: categories of which each has levels 1, 2, 3 … with what they mean.

    A converter may leave the category beside any one of its levels; so the levels part them.
    """
    level = table.column("レベル", "段階")
    text = table.column("説明", "状態", "内容", "定義", skip=(level,))
    if level is None or text is None:
        return None
    category = table.column("分類", "区分", "分野", "観点", "項目", "カテゴリ", skip=(level, text))
    target = _TARGET.search(half_width(place.text))
    found = Findings()
    for group in _level_groups(table, level):
        name = next((row.cell(category) for _, row in group if row.cell(category)), place.heading)
        for number, row in group:
            is_target = target is not None and int(target["level"]) == number
            found.parts.append(
                MaturityRecord(
                    key=f"{name}／{number}",
                    category=name,
                    level=number,
                    text=row.cell(text),
                    target_year=_target_year(target["year"]) if target and is_target else None,
                    **place.source,
                )
            )
    return found if found.parts else None


def _level_groups(table: Table, level: int) -> list[list[tuple[int, Row]]]:
    groups: list[list[tuple[int, Row]]] = []
    last = 0
    for row in table.rows[1:]:
        found = _LEVEL.search(half_width(row.cell(level)))
        if found is None:
            continue
        number = int(found[1])
        if not groups or number <= last:
            groups.append([])
        groups[-1].append((number, row))
        last = number
    return groups


def _target_year(text: str) -> int | None:
    """The year of a target; two digits are those of a western year."""
    bare = text.strip()
    return 2000 + int(bare) if bare.isdigit() and len(bare) == 2 else year_in(bare)


def measures(table: Table, place: Place) -> Findings | None:
    """A table of themes with the measures they are to be reached by.

    An empty theme cell belongs to the theme above; the heading is the theme above them all.
    """
    theme = table.column("テーマ", "分野", "政策", "柱", "区分")
    measure = table.column("具体的な取", *_TEXT_TO_MEASURE, skip=(theme,))
    if theme is None or measure is None or table.column("担当", "所管") is not None:
        return None
    note = table.column("備考", "内容", "概要", "説明", skip=(theme, measure))
    root = place.heading
    found = Findings()
    found.parts.append(ThemeRecord(key=root, title=root, path=(), **place.source))
    name = ""
    for row in table.rows[1:]:
        if row.cell(theme) and row.cell(theme) != name:
            name = row.cell(theme)
            found.parts.append(
                ThemeRecord(key=f"{root}＞{name}", title=name, path=(root,), **place.source)
            )
        if title := row.cell(measure):
            facts = (("備考", row.cell(note)),)
            path = (root, name) if name else (root,)
            found.parts.append(
                place.item(ItemKind.MEASURE, title, *facts, group=name or root, path=path)
            )
    return found


def priorities(table: Table, place: Place) -> Findings | None:
    """A numbered table without a heading row under a text that speaks of priorities: number,
    title and what is to be done, with its deadline where the text names one."""
    if "重点" not in place.text and not place.speaks_of("重点"):
        return None
    numbers = [row for row in table.rows if _NUMBER.match(half_width(row.cell(0)))]
    if len(numbers) < 3 or any(len(row.filled) < 2 for row in table.rows):
        return None
    found = Findings()
    for row in table.rows:
        if row is table.header and row not in numbers:
            continue
        title, text = row.cell(1), " ".join(row.cell(n) for n in range(2, len(row.cells))).strip()
        found.parts.append(
            place.item(
                ItemKind.PRIORITY,
                title,
                ("番号", row.cell(0)),
                ("内容", text),
                ("期限", deadline_in(text)),
            )
        )
    return found
