"""The shape of all that can be answered, and what every builder of entries needs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from knowledge.answer import Contact, Kind, Part, Passage
from knowledge.coordinates import Coordinates
from knowledge.sources import Source
from store.clock import TOKYO
from store.tables import Department, Initiative, PlanPart

LONGEST_TEXT = 1_000
"""Letters of a document's text that an answer shows: two screens of a telephone. The rest is read
in the document."""
_BRACKET = re.compile(r"\s*[（(]([^（()）]+)[)）]\s*")
_SENTENCE_END = re.compile(r"[。！？!?\n]")


@dataclass(frozen=True)
class Translation:
    """An entry in another language, as a person wrote it."""

    language: str
    title: str
    passages: tuple[Passage, ...]
    is_out_of_date: bool = False
    """The Japanese has changed since."""


@dataclass(frozen=True)
class Entry:
    """One thing the counter can explain, with the words it is found by.

    ``title``, ``names``, ``wordings`` and ``body`` are searched; ``passages`` are shown.
    """

    key: str
    """Kind and id, such as ``procedure:12``."""
    kind: Kind
    title: str
    body: str
    passages: tuple[Passage, ...]
    source: Source
    wordings: tuple[str, ...] = ()
    """Questions and words that are put with it."""
    contacts: tuple[Contact, ...] = ()
    link: str = ""
    page: str = ""
    names: tuple[str, ...] = ()
    """Other names of the whole thing, such as its title without the number."""
    related: tuple[str, ...] = ()
    """Titles of entries that belong with it."""
    translations: tuple[Translation, ...] = ()

    def translation(self, language: str) -> Translation | None:
        return next((one for one in self.translations if one.language == language), None)

    def is_unsure(self, today: date, verified_for: timedelta) -> bool:
        """Whether a person wrote it and nobody has verified it for so long, or ever. What a plan
        says is as old as the plan."""
        if self.kind not in (Kind.PROCEDURE, Kind.FAQ) or self._is_merely_listed:
            return False
        verified_on = self.source.verified_on
        return verified_on is None or verified_on < today - verified_for

    @property
    def _is_merely_listed(self) -> bool:
        return any(passage.part is Part.LISTED for passage in self.passages)


def with_wordings(
    entries: Iterable[Entry], wordings: Mapping[str, Sequence[str]]
) -> Iterator[Entry]:
    """Entries with what people were found to call them, by key (`store.wordings.accepted`)."""
    for entry in entries:
        more = [text for text in wordings.get(entry.key, ()) if text not in entry.wordings]
        yield replace(entry, wordings=(*entry.wordings, *more)) if more else entry


def passages(source: Source, *parts: tuple[Part, str]) -> list[Passage]:
    """A passage for each part that has text."""
    return [Passage(part, tuple(text.splitlines()), source) for part, text in parts if text.strip()]


def listed(part: Part, lines: Iterable[str], source: Source, *, label: str = "") -> list[Passage]:
    """One passage with each line once, or none where there is nothing to list."""
    once = tuple(dict.fromkeys(line for line in lines if line))
    return [Passage(part, once, source, label=label)] if once else []


def beginning(text: str, source: Source) -> list[Passage]:
    """A document's text up to the last sentence that fits."""
    whole = text.strip()
    if not whole:
        return []
    if len(whole) <= LONGEST_TEXT:
        return [Passage(Part.TEXT, tuple(whole.splitlines()), source)]
    ends = [found.end() for found in _SENTENCE_END.finditer(whole, 0, LONGEST_TEXT)]
    shown = whole[: ends[-1] if ends else LONGEST_TEXT].rstrip()
    return [Passage(Part.TEXT, tuple(shown.splitlines()), source, is_cut=True)]


def source_of(row: Initiative | PlanPart) -> Source:
    """Where a part of a plan stands: the plan's own title, or the file's name where the document
    does not say one."""
    is_titled = bool(row.source_edition) or row.plan.is_titled_by(row.source_document)
    return Source(
        row.plan.title if is_titled else row.source_document,
        row.source_heading,
        row.source_edition,
        imported_on=row.imported_at.astimezone(TOKYO).date(),
    )


def contact(row: Department) -> Contact:
    return Contact(row.name, row.telephone, row.hours, row.place, row.address, coordinates_of(row))


def coordinates_of(row: Department) -> Coordinates | None:
    """Where a department is on the map, where somebody wrote it down."""
    if row.latitude is None or row.longitude is None:
        return None
    return Coordinates(row.latitude, row.longitude)


def facts(pairs: Sequence[Sequence[str]]) -> list[str]:
    """Facts of an item, a line each."""
    return [f"{label}：{text}" if label else text for label, text in pairs if text]


def names_in(title: str) -> tuple[str, ...]:
    """「RPA (ソフトによる自動化)」 has two names: what stands before the bracket, and in it.

    A title without brackets has no other name.
    """
    inside = _BRACKET.findall(title)
    outside = _BRACKET.sub("", title).strip()
    return tuple(name for name in (outside, *inside) if name) if inside else ()


def name_before_bracket(title: str) -> str:
    """「証明書（本人）」 begins with 証明書; a title that does not end with a bracket has none."""
    found = _BRACKET.search(title)
    return title[: found.start()] if found and found.end() == len(title) else ""
