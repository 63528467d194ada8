"""One entry of a plan with all its fields, whatever kind it is of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from knowledge.normalise import title_key
from knowledge.overview import indicator_figures
from knowledge.plan_contents import PlanContents, path_of
from knowledge.plan_look import meeting_note, scales
from knowledge.titles import Found, NotFound, Several, find_title
from store import plans
from store.clock import TOKYO
from store.tables import Initiative, PlanItem, PlanPart, Procedure, ProgressEntry, ScheduleItem


@dataclass(frozen=True)
class Details:
    """An entry with its fields by name, in the order in which a reader wants them."""

    kind: str
    """Such as ``initiative``, ``section`` or, for a listed item, ``system``."""
    title: str
    plan: str
    visibility: str
    fields: dict[str, Any]
    source: dict[str, str]
    """Document, heading and edition."""


@dataclass(frozen=True)
class Choices:
    """No title fits alone; these may be meant."""

    titles: tuple[str, ...]
    is_near_only: bool
    """None of them holds what was asked for."""


def find_details(contents: Sequence[PlanContents], text: str) -> list[Details] | Choices:
    """Every entry that bears the title which is meant, or the titles that may be meant."""
    everything = [entry for one in contents for entry in _all(one)]
    by_title: dict[str, list[Details]] = {}
    for entry in everything:
        by_title.setdefault(title_key(entry.title), []).append(entry)
    groups = list(by_title.values())
    titles = {number: group[0].title for number, group in enumerate(groups)}
    match find_title(text, titles):
        case Found(number):
            return groups[number]
        case Several(numbers):
            return Choices(tuple(titles[number] for number in numbers), is_near_only=False)
        case NotFound(numbers):
            return Choices(tuple(titles[number] for number in numbers), is_near_only=True)


def _all(contents: PlanContents) -> Iterator[Details]:
    for row in contents.initiatives:
        yield _initiative(contents, row)
    for theme in contents.themes:
        under = [r.title for r in contents.initiatives if _is_under(contents, r, path_of(theme))]
        yield _part(theme, "theme", path=theme.path, text=theme.text, initiatives=under)
    for item in contents.items:
        yield _item(item)
    for meeting in contents.meetings:
        fields = asdict(meeting_note(meeting))
        yield _part(meeting, "meeting", **_without_title(fields))
    for indicator in contents.indicators:
        fields = asdict(indicator_figures(indicator))
        yield _part(indicator, "indicator", **_without_title(fields))
    for scale in scales(contents):
        fields = asdict(scale)
        first = contents.scales[fields.pop("category")][0]
        yield _part(first, "maturity", title=scale.category, **fields)
    for edition in contents.editions:
        yield _part(edition, "edition", issued_on=edition.issued_on, text=edition.text)
    for term in contents.terms:
        yield _part(term, "term", mark=term.mark, text=term.text)
    for section in contents.sections:
        yield _part(section, "section", path=section.path, text=section.text)
    for procedure in contents.procedures:
        yield _procedure(contents, procedure)


def _initiative(contents: PlanContents, row: Initiative) -> Details:
    return Details(
        kind="initiative",
        title=row.title,
        plan=contents.plan.title,
        visibility=row.visibility.value,
        fields={
            "departments": list(row.department_names),
            "theme": list(contents.theme_paths[row.id]),
            "status": plans.status_of(row).value,
            "direction": row.direction,
            "purpose": row.purpose,
            "current_state": row.current_state,
            "ideal_state": row.ideal_state,
            "note": row.note,
            "schedule": list(map(_step, row.schedule)),
            "progress": list(map(_report, plans.standing_progress(row))),
        },
        source=_source(row),
    )


def _step(item: ScheduleItem) -> dict[str, Any]:
    names = ("text", "first_year", "first_half", "last_year", "last_half", "blank_until")
    return {name: getattr(item, name) for name in names}


def _report(entry: ProgressEntry) -> dict[str, Any]:
    return {
        "fiscal_year": entry.fiscal_year,
        "status": entry.status.value,
        "mark": entry.mark.value,
        "text": entry.text,
        "percent": entry.percent,
        "evidence_url": entry.evidence_url,
        "on": entry.created_at.astimezone(TOKYO).date().isoformat(),
        "by": entry.person.name if entry.person else "",
        "source": entry.source,
        "visibility": entry.visibility.value,
    }


def _item(item: PlanItem) -> Details:
    facts = [list(pair) for pair in item.facts]
    return _part(item, item.kind.value, group=item.group, path=item.path, facts=facts)


def _procedure(contents: PlanContents, row: Procedure) -> Details:
    return Details(
        kind="procedure",
        title=row.title,
        plan=contents.plan.title,
        visibility=row.visibility.value,
        fields={
            "group": row.listed_group,
            "departments": [row.department.name] if row.department else [],
            "text": row.summary,
            "online_service": row.online_service,
            "online_url": row.online_url,
            "offline_way": row.offline_way,
            "verified_on": row.verified_on.isoformat() if row.verified_on else None,
        },
        source={"document": row.listed_in, "heading": row.listed_group, "edition": ""},
    )


def _part(row: PlanPart, kind: str, *, title: str = "", **fields: Any) -> Details:
    return Details(
        kind=kind,
        title=title or str(getattr(row, "title", "")),
        plan=row.plan.title,
        visibility=row.visibility.value,
        fields=fields,
        source=_source(row),
    )


def _source(row: Initiative | PlanPart) -> dict[str, str]:
    return {
        "document": row.source_document,
        "heading": row.source_heading,
        "edition": row.source_edition,
    }


def _without_title(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if name != "title"}


def _is_under(contents: PlanContents, row: Initiative, path: tuple[str, ...]) -> bool:
    return contents.theme_paths[row.id][: len(path)] == path
