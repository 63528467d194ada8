"""Tables that list things: editions, terms, cases, rules, systems, procedures, counted figures."""

from __future__ import annotations

import re

from knowledge.importing.plan_reading import Leftover, Reason
from knowledge.importing.shapes.findings import ABOVE, Findings, Found, Place
from knowledge.importing.shapes.lines import half_width
from knowledge.importing.shapes.numbering import CIRCLED, circled_number
from knowledge.importing.shapes.quantities import quantity
from knowledge.importing.shapes.table import Row, Table
from knowledge.importing.years import day_in
from store.records.plan_parts import EditionRecord, TermRecord
from store.records.procedures import ListedProcedureRecord
from store.tables import ItemKind

_CASE_NAME = ("項目名", "手続", "事例", "取組", "件名", "業務", "事業", "サービス")
_CASE_FACT = ("概要", "課題", "対応", "効果", "内容", "結果", "状況", "成果", "困", "変え")
_GROUP = re.compile(r"^[(（【\[<]([^()（）【】\[\]]+)[)）】\]>]$")
_NUMBERED = re.compile(rf"(?P<number>[{CIRCLED}]|(?<!\d)\d{{1,2}}[.．)）])\s*")
_COUNTED = re.compile(
    r"\d[\d,.]*\s*(?:名|人|件|台|回|%|円|世帯|手続|施設|か所|箇所|部門|課|団体|業務)"
)
_CASE_HEADINGS = ("取組", "事例", "実績", "見直し", "内製", "導入", "状況", "これまで", "の例")
_FIGURE_HEADINGS = ("調査", "アンケート", "状況", "実績", "結果", "統計", "推移")


def editions(table: Table, place: Place) -> Findings | None:
    """The history of a document: edition, date of issue, what changed."""
    name = table.column("版数", "版", "バージョン", "Ver", "ver")
    issued = table.column(
        "発行", "年月日", "日付", "策定", "改訂日", "改定日", "公表", skip=(name,)
    )
    if name is None or issued is None:
        return None
    text = table.column("改訂", "改定", "内容", "履歴", "変更", skip=(name, issued))
    found = Findings()
    for row in table.rows[1:]:
        if title := row.cell(name):
            found.parts.append(
                EditionRecord(
                    key=edition_key(title),
                    title=title,
                    issued_on=day_in(row.cell(issued)),
                    text=row.cell(text),
                    **place.source,
                )
            )
    return found


def edition_key(title: str) -> str:
    """What 「第 1.1 版」 and 「第1.1版」 share."""
    return half_width(title).replace(" ", "")


def terms(table: Table, place: Place) -> Findings | None:
    """A glossary in a table."""
    name = table.column("用語", "語句")
    text = table.column("説明", "意味", "解説", "内容", skip=(name,))
    if name is None or text is None:
        return None
    found = Findings()
    for row in table.rows[1:]:
        if (title := row.cell(name)) and row.cell(text):
            found.parts.append(
                TermRecord(key=title, title=title, text=row.cell(text), **place.source)
            )
    return found


def rules(table: Table, place: Place) -> Findings | None:
    """Kinds of rules that ask for paper or presence, with what they ask."""
    if table.column("規制項目", "規制の") is None:
        return None
    return _named_rows(table, place, ItemKind.RULE, 0)


def cases(table: Table, place: Place) -> Findings | None:
    """What was done already: a name and what there is to say about it."""
    name = table.column(*_CASE_NAME)
    if name != 0 or table.column(*_CASE_FACT, skip=(name,)) is None:
        return None
    is_dated = any(day_in(row.cell(name)) for row in table.rows[1:])
    if not is_dated and not place.speaks_of(*_CASE_HEADINGS):
        return None
    return _named_rows(table, place, ItemKind.CASE, name)


def _named_rows(table: Table, place: Place, kind: ItemKind, name: int) -> Findings:
    found = Findings()
    for row in table.rows[1:]:
        if title := row.cell(name):
            facts = [
                (table.header.cell(column), row.cell(column))
                for column in range(len(row.cells))
                if column != name
            ]
            found.parts.append(place.item(kind, title, *facts))
    return found


def systems(table: Table, place: Place) -> Findings | None:
    """A table of numbered systems, in as many columns as fitted; a row without numbers heads
    those below it."""
    if len(table.header.filled) != 1 or not names_systems(table.header.filled[0]):
        return _named_systems(table, place)
    numbered = [row for row in table.rows if any(_starts_numbered(cell) for cell in row.filled)]
    if len(numbered) < 2:
        return None
    groups: dict[str, list[tuple[int, str]]] = {}
    group = place.heading
    for row in table.rows:
        if row not in numbered:
            group = " ".join(row.filled)
            continue
        for cell in row.filled:
            groups.setdefault(group, []).extend(numbered_items(cell))
    found = Findings()
    for name, items in groups.items():
        # Columns beside each other go on with the numbers of the one before.
        ordered = sorted(items, key=lambda item: item[0])
        found.parts += [place.item(ItemKind.SYSTEM, title, group=name) for _, title in ordered]
    return found


def names_systems(heading: str) -> bool:
    """Whether a heading is about the systems of a city, or the work that they serve."""
    return "システム" in heading or (
        "業務" in heading and re.search(r"標準|対象", heading) is not None
    )


def _named_systems(table: Table, place: Place) -> Findings | None:
    """A table with a column of systems' names."""
    name = table.column("システム名", "対象システム", "業務システム")
    if name is None or not place.speaks_of("システム"):
        return None
    return _named_rows(table, place, ItemKind.SYSTEM, name)


def _starts_numbered(cell: str) -> bool:
    return _NUMBERED.match(half_width(cell)) is not None


def procedures(table: Table, place: Place) -> Findings | None:
    """Columns of numbered procedures; a bracket alone on a line of a cell heads a group."""
    columns = [number for number, cell in enumerate(table.header.cells) if "手続" in cell]
    listed = [row for row in table.rows[1:] if any(_has_circled(cell) for cell in row.cells)]
    if not columns or not listed:
        return None
    found = Findings()
    for column in columns:
        heading = table.header.cell(column)
        expected = 1
        group = ""
        for row in listed:
            for line in row.items(column):
                if name := _GROUP.match(line):
                    group = name[1]
                    continue
                for number, title in numbered_items(line):
                    if number > expected:
                        gap = f"{heading} {CIRCLED[expected - 1]}"
                        found.leftovers.append(Leftover(row.line, gap, Reason.NUMBER_SKIPPED))
                    expected = number + 1
                    record = _procedure(title, heading, group, place)
                    found.procedures.append(Found(row.line, record))
    return found


def _procedure(title: str, heading: str, group: str, place: Place) -> ListedProcedureRecord:
    return ListedProcedureRecord(
        title=title,
        group=ABOVE.join(name for name in (heading, group) if name),
        source_document=place.document,
        source=place.heading,
    )


def _has_circled(cell: str) -> bool:
    return any(mark in cell for mark in CIRCLED)


def numbered_items(text: str) -> list[tuple[int, str]]:
    """Number and words of each item of a run such as 「①住民記録、②選挙人名簿」 or 「1.戸籍」."""
    plain = half_width(text)
    starts = list(_NUMBERED.finditer(plain))
    ends = [start.start() for start in starts[1:]] + [len(text)] * bool(starts)
    items = []
    for start, end in zip(starts, ends, strict=True):
        mark = start["number"]
        number = circled_number(mark) if mark in CIRCLED else int(re.sub(r"\D", "", mark))
        if words := text[start.end() : end].strip(" 、,，。・\u3000"):
            items.append((number, words))
    return items


def figures(table: Table, place: Place) -> Findings | None:
    """Rows with counted things under a heading about a survey or a state of affairs."""
    if not place.speaks_of(*_FIGURE_HEADINGS):
        return None
    counted = [row for row in table.rows if _counts(row)]
    if len(counted) < 2 or counted[0] is table.header:
        return None
    found = Findings()
    for row in counted:
        facts = [
            (table.header.cell(column) or "値", row.cell(column))
            for column in range(1, len(row.cells))
            if _COUNTED.search(half_width(row.cell(column)))
        ]
        found.parts.append(place.item(ItemKind.FIGURE, row.cell(0), *facts))
    return found


def _counts(row: Row) -> bool:
    cells = [half_width(row.cell(column)) for column in range(1, len(row.cells))]
    return bool(row.cell(0)) and quantity(row.cell(0)) is None and any(map(_COUNTED.search, cells))
