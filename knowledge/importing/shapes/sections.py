"""Every heading of the outline becomes what it is: a section, an initiative, a theme or a step."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from knowledge.importing.plan_reading import Leftover, Reason
from knowledge.importing.shapes import (
    tables_of_cards,
    tables_of_goals,
    tables_of_initiatives,
    tables_of_lists,
    tables_of_people,
)
from knowledge.importing.shapes.departments import bracketed_departments
from knowledge.importing.shapes.findings import ABOVE, Findings, Found, Place
from knowledge.importing.shapes.initiative_fields import read_fields
from knowledge.importing.shapes.lines import Line, paragraphs
from knowledge.importing.shapes.lists import find_lists, is_glossary, is_reference
from knowledge.importing.shapes.numbered_items import NumberedItem, numbered_initiatives
from knowledge.importing.shapes.numbering import STEP, without_number
from knowledge.importing.shapes.outline import Node, is_mere_heading
from knowledge.importing.shapes.table import Table, tables_of
from knowledge.importing.shapes.torn_cells import is_foreign
from store.records.initiatives import InitiativeRecord
from store.records.plan_parts import SectionRecord, TermRecord, ThemeRecord
from store.tables import ItemKind

_TABLES: tuple[Callable[[Table, Place], Findings | None], ...] = (
    tables_of_lists.editions,
    tables_of_lists.terms,
    tables_of_people.meetings,
    tables_of_goals.maturity,
    tables_of_goals.indicators,
    tables_of_lists.rules,
    tables_of_cards.cards,
    tables_of_initiatives.initiatives,
    tables_of_initiatives.schedule,
    tables_of_goals.measures,
    tables_of_lists.procedures,
    tables_of_people.bodies,
    tables_of_lists.cases,
    tables_of_lists.systems,
    tables_of_goals.priorities,
    tables_of_lists.figures,
)
"""Readers of tables; the first one that knows a table takes it."""


_INNER_TABLES = (tables_of_goals.indicators, tables_of_lists.terms, tables_of_lists.systems)
"""Those that may stand inside an initiative."""


@dataclass(frozen=True)
class Document:
    """The document that is being read."""

    name: str
    edition: str
    title: str
    title_lines: frozenset[int]
    """Numbers of the lines that title, edition and date stand on."""


@dataclass(frozen=True)
class _Read:
    """A heading with what its lines gave."""

    node: Node
    place: Place
    text: str
    told: str
    """The same without what became entries of their own: references, rows of known tables."""
    found: Findings


def read_nodes(nodes: Sequence[Node], document: Document) -> Findings:
    """Records of every heading, in the document's order."""
    titles = {node.title for node in nodes if node.line in document.title_lines}
    read = [_read(node, document, titles) for node in nodes]
    items: dict[int, NumberedItem] = {}
    if not any(one.node.anchor or one.found.initiatives for one in read):
        items = numbered_initiatives(nodes)
    inside = {line for item in items.values() for line in item.lines}
    read = _with_points(read, items, document, titles)
    found = Findings()
    for place, one in enumerate(read):
        found.add(one.found)
        if place in items:
            texts = [part.told for part in read if part.node.line in items[place].lines]
            record = _item(one, items[place], "\n".join(filter(None, texts)))
            found.initiatives.append(Found(one.node.line, record))
        elif not one.node.is_line and (one.node.line not in inside or one.node.line == 0):
            _add(found, one, document)
    found.parts[:0] = _themes(read, items)
    return found


def _with_points(
    read: Sequence[_Read], items: Mapping[int, NumberedItem], document: Document, titles: set[str]
) -> list[_Read]:
    """The headings, of which those without anything below are lines of the text before them."""
    whole = list(read)
    changed: set[int] = set()
    before = 0
    for place, one in enumerate(read):
        node = one.node
        stays = place in items or node.has_children or node.anchor or node.number == STEP
        if stays or one.text or one.found.is_any or node.line in {0, *document.title_lines}:
            before = place
            continue
        node.is_line = True
        if is_mere_heading(node.title):
            continue
        read[before].node.body.append(Line(node.line, node.title))
        changed.add(before)
    for place in changed:
        whole[place] = _read(read[place].node, document, titles)
    return whole


def _read(node: Node, document: Document, titles: set[str]) -> _Read:
    """Read the lists and tables under a heading, and its prose."""
    path = tuple(title for title in (*node.path, node.title) if title and title not in titles)
    body = [line for line in node.body if line.number not in document.title_lines]
    readable = [line for line in body if line.is_row or not is_foreign(line.text)]
    prose = "\n".join(paragraphs([line for line in readable if not line.is_row]))
    heading = document.title if node.title in titles else node.title
    place = Place(heading, path, prose, document.name, document.edition)
    if node.anchor is not None:
        return _Read(node, place, prose, prose, _take_inner_tables(node, place))
    found = find_lists(readable, place)
    shown: list[str] = []
    told: list[str] = []
    for run in _runs(readable):
        if not run[0].is_row:
            shown += paragraphs(run)
            told += paragraphs([line for line in run if not is_reference(line.text)])
            continue
        for table in tables_of(run):
            known = next((hit for read in _TABLES if (hit := read(table, place))), None)
            if known is None or not known.initiatives:
                shown.append(table.text())
            if known is None:
                told.append(table.text())
            else:
                found.add(known)
    found.leftovers += [
        Leftover(line.number, line.text, Reason.UNREADABLE)
        for line in body
        if not line.is_row and is_foreign(line.text)
    ]
    return _Read(node, place, _joined(shown), _joined(told), found)


def _joined(texts: Sequence[str]) -> str:
    return "\n".join(filter(None, texts))


def _take_inner_tables(node: Node, place: Place) -> Findings:
    """Read the tables of an initiative that are not its own fields, and take them out."""
    found = Findings()
    taken: set[int] = set()
    for run in _runs(node.body):
        for table in tables_of(run) if run[0].is_row else ():
            known = next((hit for read in _INNER_TABLES if (hit := read(table, place))), None)
            if known is not None and known.parts:
                found.add(known)
                taken |= {line.number for line in run}
    node.body = [line for line in node.body if line.number not in taken]
    return found


def _runs(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Lines of text and rows of tables by turns; blank lines end neither."""
    run: list[Line] = []
    for line in lines:
        if run and not line.is_blank and line.is_row != run[0].is_row:
            yield run
            run = []
        if run or not line.is_blank:
            run.append(line)
    if run:
        yield run


def _add(found: Findings, one: _Read, document: Document) -> None:
    node = one.node
    if node.anchor is not None:
        found.initiatives.append(Found(node.line, _initiative(found, one)))
    elif node.line == 0:
        found.leftovers += [
            Leftover(line.number, line.text)
            for line in node.body
            if not line.is_blank and line.number not in document.title_lines
        ]
    elif node.number == STEP:
        found.parts.append(
            one.place.item(ItemKind.STEP, node.title, ("内容", one.text), group=_above(one.place))
        )
    elif one.text and is_glossary(_above(one.place)):
        found.parts.append(
            TermRecord(
                key=node.title, title=without_number(node.title), text=one.text, **one.place.source
            )
        )
    elif (one.text or (one.place.path and node.has_children)) and not _is_theme_alone(one):
        found.parts.append(
            SectionRecord(
                key=ABOVE.join(one.place.path) or one.place.heading,
                title=one.place.heading,
                path=one.place.path[:-1],
                text=one.text,
                **one.place.source,
            )
        )


def _above(place: Place) -> str:
    return place.path[-2] if len(place.path) > 1 else ""


def _is_theme_alone(one: _Read) -> bool:
    """Whether nothing but a bracket that names what a theme covers stands under a heading."""
    return one.node.has_initiatives and (not one.text or _covers(one.text) == one.text)


def _covers(text: str) -> str:
    """The bracket that names what a theme covers, if the text begins with one."""
    first = text.split("\n", 1)[0]
    is_bracket = first[:1] in "(（" and first[-1:] in ")）" and len(first) > 2
    return first if is_bracket and not bracketed_departments(first) else ""


def _themes(read: Sequence[_Read], items: dict[int, NumberedItem]) -> list[ThemeRecord]:
    """The headings above the initiatives, outermost first."""
    above = {one.place.path: one for one in read}
    paths: dict[tuple[str, ...], None] = {}
    for place, one in enumerate(read):
        theme = items[place].theme if place in items else one.place.path[:-1]
        of_tables = [row.record.theme for row in one.found.initiatives]
        if one.node.anchor is not None or place in items:
            of_tables.append(theme)
        for theme in of_tables:
            for depth in range(1, len(theme) + 1):
                paths.setdefault(theme[:depth])
    themes = []
    for path in paths:
        heading = above.get(path)
        covered = _covers(heading.text).strip("()（）") if heading else ""
        source = (heading or read[0]).place.source
        themes.append(
            ThemeRecord(
                key=ABOVE.join(path), title=path[-1], path=path[:-1], text=covered, **source
            )
        )
    return themes


def _initiative(found: Findings, one: _Read) -> InitiativeRecord:
    anchor = one.node.anchor
    fields = read_fields(one.node.body)
    found.leftovers += fields.leftovers
    return InitiativeRecord(
        title=one.node.title,
        departments=anchor.departments if anchor else (),
        purpose=fields.text("purpose"),
        current_state=fields.text("current_state"),
        ideal_state=fields.text("ideal_state"),
        note=fields.text("note"),
        direction=fields.text("direction"),
        schedule=fields.schedule,
        progress=fields.progress,
        theme=one.place.path[:-1],
        **one.place.source,
    )


def _item(one: _Read, item: NumberedItem, text: str) -> InitiativeRecord:
    return InitiativeRecord(
        title=one.node.title,
        departments=(),
        purpose="",
        current_state="",
        ideal_state="",
        note="",
        direction=text,
        schedule=(),
        progress=(),
        theme=item.theme,
        **one.place.source,
    )
