"""Tables of a plan for the terminal: they fit 80 columns, and all their words are in labels.j2."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from handlers import wording
from knowledge.overview import IndicatorFigures, PlanStats
from knowledge.plan_list import ListedInitiative
from knowledge.plan_look import PlanLook, Scale, ThemeNode

MOST_WORDS = 24
"""Characters of the last word in the list; the whole of it is one `plan show` away."""


def list_table(rows: Sequence[ListedInitiative]) -> Group:
    """Initiatives under the themes they stand under, with department, status and last word."""
    pieces: list[RenderableType] = [_list_columns(show_header=True)]
    for theme, standing in groupby(rows, key=lambda row: row.theme):
        name = " ＞ ".join(theme) or _label("without_theme")
        table = _list_columns(show_header=False)
        for row in standing:
            table.add_row(row.title, "、".join(row.departments), row.status, _last_word(row))
        pieces += [Text(f"【{name}】", style="bold"), table]
    return Group(*pieces)


def _list_columns(*, show_header: bool) -> Table:
    """The same columns for every theme, so that they stand under one another."""
    table = Table(
        box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, expand=True, show_header=show_header
    )
    for column, share in (("title", 7), ("departments", 6), ("status", 2), ("last_word", 6)):
        table.add_column(_label(column), ratio=share, overflow="fold")
    return table


def look_pieces(plan: PlanLook) -> list[RenderableType]:
    """The plan at a glance, from its title to its indicators."""
    pieces: list[RenderableType] = [
        Text(wording.plain("terminal/plan_head.j2", plan=plan), style="bold")
    ]
    if plan.editions:
        pieces.append(Text(wording.plain("terminal/plan_editions.j2", plan=plan)))
    if plan.themes or plan.initiatives_without_theme:
        pieces.append(_tree(plan))
    if plan.bodies:
        bodies = _table("bodies", "facts")
        for body in plan.bodies:
            bodies.add_row(body.title, "\n".join(_fact(*fact) for fact in body.facts))
        pieces.append(bodies)
    if plan.meetings:
        meetings = _table("meetings", "purpose", "members", "cadence")
        for one in plan.meetings:
            meetings.add_row(one.title, one.purpose, "、".join(one.members), one.cadence)
        pieces.append(meetings)
    if plan.indicators:
        pieces.append(_indicators(plan.indicators))
    if plan.maturity:
        pieces.append(_maturity(plan.maturity))
    return pieces


def stats_pieces(plan: PlanStats) -> list[RenderableType]:
    """The figures of a plan, one small table for each question."""
    kinds = {_label(name): count for name, count in plan.counts.items() if count}
    themes = {**plan.initiatives_by_theme, _label("without_theme"): plan.initiatives_without_theme}
    tables = [
        ("by_kind", kinds),
        ("by_theme", {name: count for name, count in themes.items() if count}),
        ("by_department", plan.initiatives_by_department),
        ("by_status", plan.initiatives_by_status if plan.counts["initiatives"] else {}),
        ("by_year", plan.schedule_items_by_year),
        ("by_half", {_half(name): n for name, n in plan.schedule_items_by_half.items()}),
    ]
    pieces: list[RenderableType] = [
        Text(wording.plain("terminal/plan_head.j2", plan=plan), style="bold")
    ]
    pieces += [_count_table(_label(name), counts) for name, counts in tables if counts]
    for kind, groups in {"procedure": plan.procedures_by_group, **plan.items_by_group}.items():
        if any(groups):
            title = f"{_label(kind)}（{_label('by_group')}）"
            pieces.append(_count_table(title, groups))
    return pieces


def _count_table(title: str, counts: Mapping[str, int]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    table.add_column(title, overflow="fold")
    table.add_column(_label("count"), justify="right", no_wrap=True)
    for name, count in counts.items():
        table.add_row(name or _label("no_group"), str(count))
    return table


def _tree(plan: PlanLook) -> Tree:
    tree = Tree(_label("themes"))
    for node in plan.themes:
        _grow(tree, node)
    if plan.initiatives_without_theme:
        branch = tree.add(_label("without_theme"))
        for title in plan.initiatives_without_theme:
            branch.add(Text(title))
    return tree


def _grow(tree: Tree, node: ThemeNode) -> None:
    branch = tree.add(Text(node.title, style="bold"))
    for title in node.measures:
        if title not in node.initiatives:
            branch.add(Text(_fact(_label("measure"), title)))
    for title in node.initiatives:
        branch.add(Text(title))
    for below in node.themes:
        _grow(branch, below)


def _indicators(rows: Sequence[IndicatorFigures]) -> Table:
    table = _table("indicators", "baseline", "latest", "target")
    for row in rows:
        latest = row.observations[-1] if row.observations else None
        table.add_row(
            row.title,
            _value(row.baseline, row.unit, row.baseline_year),
            f"{_value(latest.value, row.unit)}\n{latest.observed_on}" if latest else "",
            _value(row.target, row.unit, row.target_year),
        )
    return table


def _maturity(scales: Sequence[Scale]) -> Table:
    table = _table("maturity", "levels", "observed", "target")
    for scale in scales:
        observed = scale.observed
        targets = [level for level in scale.levels if level.target_year is not None]
        table.add_row(
            scale.category,
            f"{scale.levels[0].level}〜{scale.levels[-1].level}",
            f"{observed.level}\n{observed.observed_on}" if observed else "",
            _value(targets[-1].level, "", targets[-1].target_year) if targets else "",
        )
    return table


def _value(value: float | None, unit: str, year: int | None = None) -> str:
    if value is None:
        return ""
    return wording.plain("terminal/plan_value.j2", value=value, unit=unit, year=year)


def _half(name: str) -> str:
    """A half such as ``2025H1`` in words."""
    year, half = name[:-2], name[-2:]
    return f"{year}{_label(half)}"


def _fact(label: str, text: str) -> str:
    return f"{label}：{text}" if label else text


def _last_word(row: ListedInitiative) -> str:
    word = row.last_word
    if word is None:
        return ""
    return wording.plain("terminal/plan_last_word.j2", word=word, most=MOST_WORDS)


def _table(*names: str) -> Table:
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for name in names:
        table.add_column(_label(name), overflow="fold")
    return table


def _label(name: str) -> str:
    return wording.labels("terminal/labels.j2")[name]
