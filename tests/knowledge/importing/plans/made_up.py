"""Asks a reading what the tests want to know, without regard to numbering and letter width."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import TypeVar

from knowledge.importing.plan_document import read_plan
from knowledge.importing.plan_reading import PlanReading
from store.records.initiatives import InitiativeRecord
from store.records.plan_parts import (
    EditionRecord,
    IndicatorRecord,
    ItemRecord,
    MaturityRecord,
    MeetingRecord,
    PartRecord,
    SectionRecord,
    TermRecord,
    ThemeRecord,
)
from store.tables import ItemKind

FOLDER = Path(__file__).parent

_NUMBERING = re.compile(
    r"^\s*(?:第\s*\d+\s*[章節項条]|(?:基本目標|施策|政策|分野|柱|取組)\s*\d+(?:-\d+)*"
    r"|\(\s*\d+\s*\)|\d+(?:[-.]\d+)*(?!\d|[年月日件人割つ個か])|(?:I{1,3}|IV|VI{0,3}|IX|X)(?![A-Za-z])"
    r"|[①-⑳])[\s.、:_]*"
)
"""What stands before a title to number it; records may keep it or not."""

P = TypeVar("P", bound=PartRecord)


def plain(title: str) -> str:
    """A title without its number, in half-width letters, without spaces."""
    numbered = "".join(
        letter if "①" <= letter <= "⑳" else unicodedata.normalize("NFKC", letter)
        for letter in title
    )
    return re.sub(r"\s", "", _NUMBERING.sub("", numbered)) or title


class MadeUpPlan:
    """One reading."""

    def __init__(self, reading: PlanReading) -> None:
        self.reading = reading

    def parts(self, kind: type[P]) -> list[P]:
        return [part for part in self.reading.parts if isinstance(part, kind)]

    @property
    def editions(self) -> list[EditionRecord]:
        return self.parts(EditionRecord)

    @property
    def sections(self) -> list[str]:
        return [plain(section.title) for section in self.parts(SectionRecord)]

    def section(self, title: str) -> SectionRecord:
        """The section of that title; of several the longest."""
        found = [part for part in self.parts(SectionRecord) if plain(part.title) == plain(title)]
        assert found, f"no section {title} among {self.sections}"
        return max(found, key=lambda part: len(part.text))

    def parts_with_text(self) -> list[SectionRecord | ThemeRecord]:
        return [*self.parts(SectionRecord), *self.parts(ThemeRecord)]

    @property
    def terms(self) -> dict[str, TermRecord]:
        return {term.title: term for term in self.parts(TermRecord)}

    @property
    def meetings(self) -> dict[str, MeetingRecord]:
        return {meeting.title: meeting for meeting in self.parts(MeetingRecord)}

    @property
    def indicators(self) -> list[IndicatorRecord]:
        return self.parts(IndicatorRecord)

    @property
    def maturity(self) -> list[MaturityRecord]:
        return self.parts(MaturityRecord)

    @property
    def themes(self) -> list[tuple[str, ...]]:
        """Every theme with those above it."""
        return [plain_path((*theme.path, theme.title)) for theme in self.parts(ThemeRecord)]

    def items(self, kind: ItemKind) -> list[ItemRecord]:
        return [item for item in self.parts(ItemRecord) if item.kind is kind]

    def titles(self, kind: ItemKind) -> list[str]:
        return [plain(item.title) for item in self.items(kind)]

    @property
    def initiatives(self) -> dict[str, InitiativeRecord]:
        return {plain(record.title): record for record in self.reading.initiatives}

    @property
    def not_understood(self) -> list[tuple[str, str]]:
        return [(left.reason.value, left.text) for left in self.reading.not_understood]


def plain_path(path: Iterable[str]) -> tuple[str, ...]:
    return tuple(plain(title) for title in path)


def told(item: ItemRecord) -> str:
    """All that the facts of an item say."""
    return "\n".join(f"{label}：{text}" for label, text in item.facts)


def about(record: InitiativeRecord) -> str:
    """What an initiative is for and what is done, wherever the record keeps it."""
    return "\n".join(
        (record.purpose, record.direction, record.current_state, record.ideal_state, record.note)
    )


def schedule(record: InitiativeRecord) -> list[tuple[str, int, int | None]]:
    return [(item.text, item.first_year, item.first_half) for item in record.schedule]


@cache
def made_up(city: str) -> MadeUpPlan:
    return MadeUpPlan(read_plan(FOLDER / f"{city}.md"))


def read(folder: Path, text: str) -> MadeUpPlan:
    """A small plan of the heading given here and the text."""
    file = folder / "plan.md"
    file.write_text(f"# かわべ市DX計画\n\n{text}", encoding="utf-8")
    return MadeUpPlan(read_plan(file))
