"""What a document says in words: its sections, themes, terms and editions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set

from knowledge.answer import Kind, Part, Passage
from knowledge.entries.entry import Entry, beginning, listed, names_in, source_of
from knowledge.entries.initiatives import PATH
from knowledge.entries.kind_words import title_of_editions, words_for
from knowledge.entries.notation import day
from knowledge.normalise import title_key
from store.tables import Edition, Initiative, PlanItem, Section, Term, Theme

CELLS = "｜"
"""What parts the cells of a table in a section's text."""
_PIECES = re.compile(rf"[{CELLS}①-⑳㉑-㉟㊱-㊿、]")
"""Between the things that a row names."""
MOST_PLACES = 5
"""Sections named as places where a term stands."""


def section_entries(
    rows: Sequence[Section],
    others: Sequence[Entry],
    laws: Mapping[str, Sequence[PlanItem]],
    procedures: Sequence[str],
) -> Iterator[Entry]:
    """Sections (節): the beginning of the text, and what stands under the heading.

    A heading with nothing to show under it is no entry. ``laws`` are those that each title refers
    to; ``procedures`` are titles.
    """
    told = {title_key(title) for title in (*(other.title for other in others), *procedures)}
    headings: dict[str, list[str]] = {}
    for other in others:
        headings.setdefault(other.source.heading, []).append(other.title)
    children: dict[tuple[str, ...], list[str]] = {}
    for one in rows:
        children.setdefault(tuple(one.path), []).append(one.title)
    for row in rows:
        source = source_of(row)
        here = (*row.path, row.title)
        below = (*headings.get(row.title, ()), *children.get(here, ()))
        more = [title for title in below if title not in f"{row.title}\n{row.text}"]
        shown = (
            *beginning(row.text, source),
            *listed(Part.CONTENTS, more, source),
            *listed(Part.REFERENCE, (law.title for law in laws.get(row.title, ())), source),
        )
        if shown:
            yield Entry(
                key=f"{Kind.SECTION}:{row.id}",
                kind=Kind.SECTION,
                title=row.title,
                body="\n".join((_without_told_rows(row.text, told), *row.path)),
                passages=shown,
                source=source,
            )


def _without_told_rows(text: str, told: Set[str]) -> str:
    """A section's text without rows of tables that became entries: they are found as such."""
    return "\n".join(
        line
        for line in text.splitlines()
        if CELLS not in line or told.isdisjoint(map(title_key, _PIECES.split(line)))
    )


def theme_entries(
    rows: Sequence[Theme], initiatives: Sequence[Initiative], themes: Mapping[int, Sequence[str]]
) -> Iterator[Entry]:
    """Themes (政策分野) with the themes and initiatives under them; ``themes`` is the path of each
    initiative by its id."""
    below: dict[tuple[str, ...], list[str]] = {}
    for one in rows:
        below.setdefault(tuple(one.path), []).append(one.title)
    under: dict[tuple[str, ...], list[str]] = {}
    for initiative in initiatives:
        under.setdefault(tuple(themes[initiative.id]), []).append(initiative.title)
    for row in rows:
        source = source_of(row)
        here = (*row.path, row.title)
        shown = (
            *beginning(row.text, source),
            *listed(Part.THEMES, below.get(here, ()), source),
            *listed(Part.INITIATIVES, under.get(here, ()), source),
        )
        if shown:
            yield Entry(
                key=f"{Kind.THEME}:{row.id}",
                kind=Kind.THEME,
                title=row.title,
                body="\n".join((row.text, PATH.join(row.path))),
                passages=shown,
                source=source,
            )


def term_entries(rows: Sequence[Term], sections: Sequence[Section]) -> Iterator[Entry]:
    """Terms (用語), each once whatever the number of footnotes and documents that explain it."""
    same: dict[str, list[Term]] = {}
    for row in rows:
        same.setdefault(title_key(row.title), []).append(row)
    for group in same.values():
        title, source = group[0].title, source_of(group[0])
        texts = {title_key(row.text): row for row in reversed(group)}
        explained = {row.source_heading for row in group}
        places = [
            section.title
            for section in sections
            if title in section.text and section.title not in explained
        ]
        yield Entry(
            key=f"{Kind.TERM}:{group[0].id}",
            kind=Kind.TERM,
            title=title,
            names=names_in(title),
            body="\n".join(row.text for row in group),
            passages=(
                *(
                    Passage(Part.TEXT, tuple(row.text.splitlines()), source_of(row))
                    for row in reversed(texts.values())
                ),
                *listed(Part.APPEARS_IN, places[:MOST_PLACES], source),
            ),
            source=source,
        )


def edition_entry(rows: Sequence[Edition]) -> Entry:
    """All editions (版) of one plan, the latest first, with what changed."""
    latest = rows[-1]
    plan, source = latest.plan.title, source_of(latest)
    return Entry(
        key=f"{Kind.EDITION}:{latest.plan_id}",
        kind=Kind.EDITION,
        title=title_of_editions(plan),
        body="\n".join((words_for(Kind.EDITION), *(f"{row.title} {row.text}" for row in rows))),
        passages=tuple(
            Passage(
                Part.EDITION,
                tuple(row.text.splitlines()),
                source_of(row),
                row.title,
                day(row.issued_on),
            )
            for row in reversed(rows)
        ),
        source=source,
    )
