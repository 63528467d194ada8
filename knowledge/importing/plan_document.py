"""Read a plan document: whatever its layout, everything in it becomes records with their source.

Text becomes lines, footnotes are parted from them, titles with departments are found, headings
make an outline; then each heading's lines are read for the tables and lists that plans share.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from knowledge.importing.document_text import document_text
from knowledge.importing.plan_reading import PlanReading
from knowledge.importing.reading import (
    Problem,
    ProblemKind,
    content_hash,
    file_bytes,
)
from knowledge.importing.shapes.anchors import anchors
from knowledge.importing.shapes.findings import Findings
from knowledge.importing.shapes.footnotes import Note, take_footnotes
from knowledge.importing.shapes.front_matter import period_of, read_front, without_contents
from knowledge.importing.shapes.lines import lines_of
from knowledge.importing.shapes.outline import Node, outline
from knowledge.importing.shapes.sections import Document, read_nodes
from knowledge.importing.shapes.tables_of_lists import edition_key
from knowledge.importing.shapes.telling_apart import tell_apart
from store.records.plan_identity import PlanName
from store.records.plan_parts import EditionRecord, TermRecord


def read_plan(path: Path) -> PlanReading:
    """Read a plan document of a city.

    Raises:
        UnreadableFile: the file is missing, empty, damaged, or of a kind that cannot be read.
    """
    content = file_bytes(path)
    unmarked = take_footnotes(list(lines_of(document_text(content, path.name))))
    lines, titles = without_contents(unmarked.lines)
    starts = anchors(lines)
    nodes = outline(lines, starts, titles)
    front = read_front(lines, _first_line(nodes))
    document = Document(path.name, front.edition, front.title, front.title_lines)
    found = read_nodes(nodes, document)
    found.parts += _terms(unmarked.notes, document)
    _name_this_edition(found, document, front.issued_on)
    found.leftovers += unmarked.leftovers
    tell_apart(found)
    period = period_of(lines)
    problems = (
        ()
        if found.initiatives or found.parts
        else (Problem(ProblemKind.NOTHING_FOUND, value=path.name),)
    )
    return PlanReading(
        name=PlanName(front.title, *(period or (None, None))),
        edition=front.edition,
        document=path.name,
        content_hash=content_hash(content),
        initiatives=tuple(one.record for one in found.initiatives),
        procedures=tuple(one.record for one in found.procedures),
        parts=tuple(found.parts),
        problems=problems,
        not_understood=tuple(sorted(found.leftovers, key=lambda leftover: leftover.line)),
    )


def _first_line(nodes: Sequence[Node]) -> int:
    """Line of the first heading that is not the title itself."""
    return next((node.line for node in nodes[1:] if node.rank != (1, 0)), 1_000_000)


def _terms(notes: Sequence[Note], document: Document) -> list[TermRecord]:
    """A term for each footnote."""
    return [
        TermRecord(
            key=note.term,
            title=note.term,
            mark=note.mark,
            text=note.text,
            source_document=document.name,
            source_heading=note.term,
            source_edition=document.edition,
        )
        for note in notes
    ]


def _name_this_edition(found: Findings, document: Document, issued_on: str) -> None:
    """The edition a document says it is, where its own history does not list it."""
    listed = {part.key for part in found.parts if isinstance(part, EditionRecord)}
    if document.edition and edition_key(document.edition) not in listed:
        found.parts.append(
            EditionRecord(
                key=edition_key(document.edition),
                title=document.edition,
                issued_on=issued_on,
                source_document=document.name,
                source_heading=document.title,
                source_edition=document.edition,
            )
        )
