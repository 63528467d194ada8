"""All entries of one plan, each thing once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace

from knowledge.answer import Contact, Kind, Part
from knowledge.entries.documents import CELLS, edition_entry, section_entries, theme_entries
from knowledge.entries.entry import Entry, with_wordings
from knowledge.entries.initiatives import initiative_entry
from knowledge.entries.items import item_entries, meeting_entry
from knowledge.entries.measured import indicator_entry, maturity_entries
from knowledge.importing.shapes.numbering import without_number
from knowledge.joining import themes_of
from knowledge.normalise import letters, title_key
from store.plan_parts import PlanParts
from store.tables import Initiative, ItemKind, PlanItem

TOLD_REST = 0.3
"""Share of a line's letters that may be new where the line is left out as told already."""


def plan_entries(
    initiatives: Sequence[Initiative],
    parts: PlanParts,
    contacts: Mapping[str, Contact],
    procedures: Sequence[str],
    wordings: Mapping[str, Sequence[str]],
    *,
    public_only: bool,
) -> Iterator[Entry]:
    """Entries of one plan, from the rows that one audience may see.

    Terms are not among them: several plans explain the same ones.
    """
    themes = themes_of(initiatives, parts.items)
    laws: dict[str, list[PlanItem]] = {}
    for item in parts.items:
        if item.kind is ItemKind.REFERENCE and item.path:
            laws.setdefault(item.path[-1], []).append(item)
    told = [
        *(
            initiative_entry(row, themes[row.id], laws.get(row.title, ()), public_only=public_only)
            for row in initiatives
        ),
        *(indicator_entry(row, contacts) for row in parts.indicators),
        *(meeting_entry(row) for row in parts.meetings),
        *maturity_entries(parts.levels, parts.found_levels),
        *([edition_entry(parts.editions)] if parts.editions else []),
        *item_entries(parts.items),
        *theme_entries(parts.themes, initiatives, themes),
    ]
    sections = section_entries(parts.sections, told, laws, procedures)
    # Before entries are united, so that one that becomes part of another brings its wordings along.
    return _united([*with_wordings((*told, *sections), wordings)])


def _united(entries: Sequence[Entry]) -> Iterator[Entry]:
    """Each thing once: a section, theme or list with the title of an entry before it becomes part
    of that one. Sections among themselves may share a title and stay apart."""
    titles = {letters(entry.title) for entry in entries if entry.kind is not Kind.SECTION}
    first: dict[str, Entry] = {}
    others: list[Entry] = []
    for entry in entries:
        key = title_key(entry.title)
        known = first.get(key)
        if known is None:
            first[key] = entry
        elif known.kind is entry.kind:
            others.append(entry)
        else:
            first[key] = _joined(known, entry, titles)
    for entry in (*first.values(), *others):
        spoken = without_number(entry.title)
        yield entry if spoken == entry.title else replace(entry, names=(*entry.names, spoken))


def _joined(entry: Entry, other: Entry, titles: Set[str]) -> Entry:
    """An entry with what another one of the same title has more; its text leads into a list."""
    said = [letters(text) for passage in entry.passages for text in (passage.label, *passage.lines)]
    told = _Told(titles, sorted(filter(None, said), key=len, reverse=True))
    more = [
        replace(passage, lines=lines)
        for passage in other.passages
        if (lines := _more_lines(passage.lines, told))
        or (not passage.lines and passage.label not in told)
    ]
    leads = [passage for passage in more if passage.part is Part.TEXT]
    follows = [passage for passage in more if passage.part is not Part.TEXT]
    if entry.kind is Kind.INITIATIVE:
        leads, follows = [], more
    return replace(
        entry,
        body=f"{entry.body}\n{other.body}",
        names=(*entry.names, *other.names),
        wordings=(*entry.wordings, *other.wordings),
        passages=(*leads, *entry.passages, *follows),
    )


def _more_lines(lines: Sequence[str], told: _Told) -> tuple[str, ...]:
    """Lines that say more than was told; tables do not, for the entry was made from them."""
    rows = [place for place, line in enumerate(lines) if CELLS in line]
    table = range(rows[0], rows[-1] + 1) if rows else range(0)
    return tuple(
        line
        for place, line in enumerate(lines)
        if CELLS not in line and (place not in table or line.endswith("。")) and line not in told
    )


@dataclass(frozen=True)
class _Told:
    """What an answer tells already."""

    titles: Set[str]
    """Letters of the titles that have entries of their own."""
    said: Sequence[str]
    """Letters of its own lines and labels, longest first."""

    def __contains__(self, line: str) -> bool:
        """Whether a line says little that is new."""
        rest = whole = letters(line)
        if whole in self.titles:
            return True
        for text in self.said:
            rest = rest.replace(text, "")
        return len(rest) <= TOLD_REST * len(whole)
