"""One plan at a glance: period, editions, theme tree, bodies, meetings, indicators, maturity."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge.overview import (
    EditionNote,
    IndicatorFigures,
    ObservedLevel,
    Period,
    indicator_figures,
    levels_observed,
    period_of,
)
from knowledge.plan_contents import Path, PlanContents, path_of
from store.tables import ItemKind, Meeting, PlanItem


@dataclass(frozen=True)
class ThemeNode:
    """A theme (テーマ) with what stands under it."""

    title: str
    text: str
    measures: tuple[str, ...]
    initiatives: tuple[str, ...]
    themes: tuple[ThemeNode, ...]


@dataclass(frozen=True)
class Body:
    """A body (推進体制) with its facts as label and text."""

    title: str
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class MeetingNote:
    """A meeting (会議体): ``times`` in every ``every`` units."""

    title: str
    purpose: str
    members: tuple[str, ...]
    cadence: str
    times: int | None
    every: int | None
    unit: str | None


@dataclass(frozen=True)
class Level:
    """One level of a category, and the fiscal year by whose end it is to be reached."""

    level: int
    text: str
    target_year: int | None


@dataclass(frozen=True)
class Scale:
    """A category of digital maturity (デジタル化レベル), and where it was last found to be."""

    category: str
    levels: tuple[Level, ...]
    observed: ObservedLevel | None


@dataclass(frozen=True)
class PlanLook:
    """What `madoguchi plan show` shows of a plan."""

    title: str
    period: Period
    editions: tuple[EditionNote, ...]
    current_edition: str
    themes: tuple[ThemeNode, ...]
    initiatives_without_theme: tuple[str, ...]
    bodies: tuple[Body, ...]
    meetings: tuple[MeetingNote, ...]
    indicators: tuple[IndicatorFigures, ...]
    maturity: tuple[Scale, ...]


def look(contents: PlanContents) -> PlanLook:
    """What a plan is about, without its single entries."""
    return PlanLook(
        title=contents.plan.title,
        period=period_of(contents.plan),
        editions=tuple(
            EditionNote(row.title, row.issued_on, row.text) for row in contents.editions
        ),
        current_edition=contents.current_edition,
        themes=_nodes(contents, contents.tree, ()),
        initiatives_without_theme=_standing(contents, ()),
        bodies=tuple(map(_body, contents.items_of(ItemKind.BODY))),
        meetings=tuple(map(meeting_note, contents.meetings)),
        indicators=tuple(map(indicator_figures, contents.indicators)),
        maturity=scales(contents),
    )


def scales(contents: PlanContents) -> tuple[Scale, ...]:
    """Every category of digital maturity with its levels, lowest first."""
    observed = levels_observed(contents)
    return tuple(
        Scale(
            category,
            tuple(Level(row.level, row.text, row.target_year) for row in rows),
            observed.get(category),
        )
        for category, rows in contents.scales.items()
    )


def meeting_note(row: Meeting) -> MeetingNote:
    return MeetingNote(
        row.title,
        row.purpose,
        tuple(row.members),
        row.cadence,
        row.times,
        row.every,
        row.unit.value if row.unit else None,
    )


def _nodes(contents: PlanContents, tree: list[Path], above: Path) -> tuple[ThemeNode, ...]:
    """The themes right under one place of the tree."""
    texts = {path_of(theme): theme.text for theme in contents.themes}
    return tuple(
        ThemeNode(
            title=path[-1],
            text=texts.get(path, ""),
            measures=tuple(
                item.title
                for item in contents.items_of(ItemKind.MEASURE)
                if tuple(item.path) == path
            ),
            initiatives=_standing(contents, path),
            themes=_nodes(contents, tree, path),
        )
        for path in tree
        if path[:-1] == above
    )


def _standing(contents: PlanContents, path: Path) -> tuple[str, ...]:
    """Titles of the initiatives that stand right under one place."""
    return tuple(row.title for row in contents.initiatives if contents.theme_paths[row.id] == path)


def _body(item: PlanItem) -> Body:
    return Body(item.title, tuple((label, text) for label, text in item.facts))
