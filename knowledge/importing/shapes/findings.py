"""What a shape yields, and where in the document it stood."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Generic, TypedDict, TypeVar

from knowledge.importing.plan_reading import Leftover
from store.records.initiatives import InitiativeRecord
from store.records.plan_parts import ItemRecord, PartRecord
from store.records.procedures import ListedProcedureRecord
from store.tables import ItemKind

ABOVE = "＞"
"""Between the headings of a path where it is written as one."""


class Source(TypedDict):
    """The fields of a record that say where it comes from."""

    source_document: str
    source_heading: str
    source_edition: str


@dataclass(frozen=True)
class Place:
    """A heading of a document, with what stands there."""

    heading: str
    path: tuple[str, ...]
    """Headings above it and itself, outermost first."""
    text: str
    """Its prose, without tables."""
    document: str
    edition: str

    @property
    def source(self) -> Source:
        return Source(
            source_document=self.document,
            source_heading=self.heading,
            source_edition=self.edition,
        )

    def speaks_of(self, *words: str) -> bool:
        """Whether one of the words stands in the heading or in one above it."""
        return any(word in heading for heading in self.path for word in words)

    def item(
        self,
        kind: ItemKind,
        title: str,
        *facts: tuple[str, str],
        group: str | None = None,
        path: tuple[str, ...] | None = None,
    ) -> ItemRecord:
        """An item of a list at this place; facts without text are left out."""
        told = self.heading if group is None else group
        return ItemRecord(
            key=ABOVE.join((kind.value, told, title)),
            kind=kind,
            title=title,
            group=told,
            path=self.path if path is None else path,
            facts=tuple(fact for fact in facts if fact[1]),
            **self.source,
        )


R = TypeVar("R")


@dataclass(frozen=True)
class Found(Generic[R]):
    """A record with the number of the line it begins on."""

    line: int
    record: R


@dataclass
class Findings:
    """Records of all kinds, in the document's order."""

    initiatives: list[Found[InitiativeRecord]] = field(default_factory=list)
    procedures: list[Found[ListedProcedureRecord]] = field(default_factory=list)
    parts: list[PartRecord] = field(default_factory=list)
    leftovers: list[Leftover] = field(default_factory=list)

    @property
    def is_any(self) -> bool:
        """Whether there is any record."""
        return bool(self.initiatives or self.procedures or self.parts)

    def add(self, more: Findings) -> None:
        """Take over what another shape yielded."""
        self.initiatives += more.initiatives
        self.procedures += more.procedures
        self.parts += more.parts
        self.leftovers += more.leftovers
