"""What a plan lists: bodies, measures, steps, systems, laws it refers to and the like."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from knowledge.answer import Kind, Part, Passage
from knowledge.entries.entry import Entry, facts, listed, names_in, passages, source_of
from knowledge.entries.kind_words import words_for
from knowledge.normalise import title_key
from knowledge.sources import Source
from store.tables import ItemKind, Meeting, PlanItem

_ALONE = {
    ItemKind.BODY: Kind.BODY,
    ItemKind.PRIORITY: Kind.PRIORITY,
    ItemKind.CASE: Kind.CASE,
}
"""People ask for one of these by its name."""
_TOGETHER = {
    ItemKind.MEASURE: Kind.MEASURE,
    ItemKind.STEP: Kind.STEP,
    ItemKind.RULE: Kind.RULE,
    ItemKind.SYSTEM: Kind.SYSTEM,
    ItemKind.ARTICLE: Kind.ARTICLE,
    ItemKind.FIGURE: Kind.FIGURE,
    ItemKind.EVALUATION: Kind.EVALUATION,
}
"""One of these says little without the others of its list."""


def item_entries(rows: Sequence[PlanItem]) -> Iterator[Entry]:
    """Items by themselves, in their lists, and laws with what refers to them."""
    yield from (_alone(row) for row in rows if row.kind in _ALONE)
    lists: dict[tuple[ItemKind, str], list[PlanItem]] = {}
    laws: dict[str, list[PlanItem]] = {}
    for row in rows:
        if row.kind in _TOGETHER:
            lists.setdefault((row.kind, _heading(row)), []).append(row)
        elif row.kind is ItemKind.REFERENCE:
            laws.setdefault(title_key(row.title), []).append(row)
    yield from (_together(group) for group in lists.values())
    yield from (_reference(group) for group in laws.values())


def meeting_entry(row: Meeting) -> Entry:
    """A meeting (会議体): what for, who, how often."""
    source = source_of(row)
    members = "、".join(row.members)
    return Entry(
        key=f"{Kind.MEETING}:{row.id}",
        kind=Kind.MEETING,
        title=row.title,
        body="\n".join((row.purpose, members, row.source_heading, words_for(Kind.MEETING))),
        passages=(
            *passages(source, (Part.CADENCE, row.cadence), (Part.PURPOSE, row.purpose)),
            *listed(Part.MEMBERS, row.members, source),
        ),
        source=source,
    )


def _alone(row: PlanItem) -> Entry:
    kind, source = _ALONE[row.kind], source_of(row)
    return Entry(
        key=f"{kind}:{row.id}",
        kind=kind,
        title=row.title,
        body="\n".join((*facts(row.facts), *row.path, row.group, words_for(kind))),
        passages=tuple(_facts(row, source)),
        source=source,
    )


def _together(rows: Sequence[PlanItem]) -> Entry:
    kind, source = _TOGETHER[rows[0].kind], source_of(rows[0])
    heading = _heading(rows[0])
    places = {_place(row) for row in rows}
    lines = [line for row in rows for line in (*row.path, row.title, *facts(row.facts))]
    return Entry(
        key=f"{kind}:{rows[0].id}",
        kind=kind,
        title=heading,
        wordings=tuple(row.title for row in rows) if kind is Kind.RULE else (),
        body="\n".join(dict.fromkeys((*lines, words_for(kind)))),
        passages=tuple(
            passage
            for row in rows
            for passage in (
                _facts(row, source)
                if row.title == heading
                else [_item(row, source, place=_place(row) if len(places) > 1 else "")]
            )
        ),
        source=source,
    )


def _item(row: PlanItem, source: Source, *, place: str) -> Passage:
    """One of a list, after the theme it stands under where the list has several."""
    title = f"{place}：{row.title}" if place not in {"", row.title} else row.title
    said = [text for _, text in row.facts if text]
    lines = said[0].splitlines() if len(said) == 1 else facts(row.facts)
    return Passage(Part.ITEM, tuple(lines), source, title)


def _place(row: PlanItem) -> str:
    return row.path[-1] if row.path else ""


def _reference(rows: Sequence[PlanItem]) -> Entry:
    """A law or guide (根拠・参照) with what of the plan refers to it."""
    source = source_of(rows[0])
    said = [fact for row in rows for fact in facts(row.facts)]
    return Entry(
        key=f"{Kind.REFERENCE}:{rows[0].id}",
        kind=Kind.REFERENCE,
        title=rows[0].title,
        names=names_in(rows[0].title)[:1],
        body="\n".join((*dict.fromkeys(said), words_for(Kind.REFERENCE))),
        passages=(
            *passages(source, (Part.TEXT, "\n".join(dict.fromkeys(said)))),
            *listed(
                Part.REFERRED_BY,
                (row.path[-1] if row.path else row.source_heading for row in rows),
                source,
            ),
        ),
        source=source,
    )


def _heading(row: PlanItem) -> str:
    return row.group or row.source_heading or row.plan.title


def _facts(row: PlanItem, source: Source) -> list[Passage]:
    return [
        Passage(Part.FACT if label else Part.TEXT, tuple(text.splitlines()), source, label)
        for label, text in row.facts
        if text
    ]
