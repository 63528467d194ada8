"""Join initiatives (取組) to the measures (施策) of the plan, and so to its themes.

A list of initiatives and the plan itself are often two documents: the one names no theme, the
other names measures under each theme, in nearly the same words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from rapidfuzz import fuzz
from rapidfuzz.distance import LCSseq

from knowledge.normalise import letters, title_key
from store.tables import Initiative, ItemKind, PlanItem

LIKE_FROM = 85.0
"""RapidFuzz ratio, 0 to 100, from which a title that only leaves letters out is the same."""

_BRACKETED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】|〔[^〔〕]*〕")
_LISTED = re.compile(r"[、,，/]")
_DOING = re.compile(r"の(?:推進|導入|活用|実施|拡大|拡充|整備|促進|充実|強化|実現|構築|検討)$")
"""What is to be done with a thing; one document says it where the other names only the thing."""


def themes_of(
    initiatives: Iterable[Initiative], items: Iterable[PlanItem]
) -> dict[int, tuple[str, ...]]:
    """The theme path of each initiative, by its id, outermost first; empty where there is none.

    What the initiative's own document says comes first; else it stands where the measure stands
    that fits its title. ``items`` may be of any kind and plan.
    """
    measures: dict[int, dict[str, tuple[str, ...]]] = {}
    for item in items:
        if item.kind is ItemKind.MEASURE:
            measures.setdefault(item.plan_id, {}).setdefault(item.title, tuple(item.path))
    return {
        row.id: tuple(row.theme) or _path_of(row.title, measures.get(row.plan_id, {}))
        for row in initiatives
    }


def fitting_measure(title: str, measures: Sequence[str]) -> str | None:
    """The title of the measure that an initiative with this title carries out, if there is one."""
    fits = {measure: _fit(title, measure) for measure in measures}
    best = max(measures, key=lambda measure: fits[measure], default=None)
    return best if best is not None and fits[best] >= LIKE_FROM else None


def _path_of(title: str, measures: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    measure = fitting_measure(title, tuple(measures))
    return measures[measure] if measure is not None else ()


def _fit(title: str, measure: str) -> float:
    """How well they fit, 0 to 100: word for word, as one of several, or all but a few letters."""
    if title_key(title) == title_key(measure):
        return 100.0
    ours, theirs = _named(title), _named(measure)
    if not ours or not theirs:
        return 0.0
    if ours == theirs:
        return 99.0
    if _thing(ours) == theirs or ours == _thing(theirs):
        return 98.0
    if theirs in [_named(part) for part in _LISTED.split(_bare(title))]:
        return 97.0
    # 電子決裁 is not 電子決済: letters may be left out, but none exchanged.
    if LCSseq.similarity(ours, theirs) < min(len(ours), len(theirs)):
        return 0.0
    return min(fuzz.ratio(ours, theirs), 96.0)


def _bare(title: str) -> str:
    """The title without what stands in brackets."""
    return _BRACKETED.sub("", title_key(title))


def _named(title: str) -> str:
    return letters(_bare(title))


def _thing(name: str) -> str:
    return _DOING.sub("", name)
