"""Initiatives (取組) with what is planned and what was reported."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files

from knowledge.answer import Kind, Part, Passage
from knowledge.entries.entry import Entry, contact, listed, passages, source_of
from knowledge.entries.notation import period
from knowledge.sources import Source
from store import plans
from store.clock import TOKYO
from store.tables import Initiative, PlanItem, ProgressEntry, ProgressMark

PATH = " ＞ "


def initiative_entry(
    row: Initiative,
    theme: Sequence[str],
    references: Iterable[PlanItem],
    *,
    public_only: bool = False,
) -> Entry:
    """An initiative with its schedule, the progress that the audience may see, the theme it
    stands under (`joining.themes_of`) and the laws and guides (根拠・参照) it refers to."""
    source = source_of(row)
    standing = plans.standing_progress(row, public_only=public_only)
    reports = [entry for entry in standing if entry.mark is ProgressMark.REPORTED]
    status = plans.status_of(row, public_only=public_only).value
    body = [PATH.join(theme), row.direction, row.purpose, row.current_state, row.ideal_state]
    body += [row.note, *(item.text for item in row.schedule), *(entry.text for entry in reports)]
    return Entry(
        key=f"{Kind.INITIATIVE}:{row.id}",
        kind=Kind.INITIATIVE,
        title=row.title,
        body="\n".join(body),
        passages=(
            *([] if public_only and not standing else [Passage(Part.STATUS, (status,), source)]),
            *passages(
                source,
                (Part.DIRECTION, row.direction),
                (Part.PURPOSE, row.purpose),
                (Part.CURRENT_STATE, row.current_state),
                (Part.IDEAL_STATE, row.ideal_state),
                (Part.NOTE, row.note),
            ),
            *listed(
                Part.SCHEDULE, (f"{period(item)} {item.text}" for item in row.schedule), source
            ),
            *(_progress(entry, public_only) for entry in reversed(standing)),
            *passages(source, (Part.THEME, PATH.join(theme))),
            *listed(Part.REFERENCE, (item.title for item in references), source),
        ),
        contacts=tuple(contact(link.department) for link in row.departments),
        source=source,
    )


def _progress(entry: ProgressEntry, public_only: bool) -> Passage:
    """Year, status and percentage, then what was done; for staff also who posted it and when,
    and where it can be seen."""
    far = "" if entry.percent is None else f"、{entry.percent}%"
    head = f"{entry.fiscal_year}年度（{entry.status.value}{far}）"
    if entry.person is not None and not public_only:
        day = entry.created_at.astimezone(TOKYO).date()
        head += f" {day.isoformat()} {entry.person.department.name} {entry.person.name}"
    if entry.is_waiting:
        head += f" {_words()['waits']}"
    lines = [head, *entry.text.splitlines()]
    if entry.evidence_url is not None and not public_only:
        lines.append(_words()["evidence"].format(entry.evidence_url))
    return Passage(Part.PROGRESS, tuple(lines), Source(entry.source))


@cache
def _words() -> dict[str, str]:
    path = files("knowledge.entries") / "progress_words.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))
