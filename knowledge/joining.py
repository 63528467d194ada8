"""Join initiatives (取組) to the measures (施策) of the plan, and so to its themes.

A list of initiatives and the plan itself are often two documents: the one names no theme, the
other names measures under each theme, in nearly the same words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

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
    ours, theirs = _name(title), _name(measure)
    if ours.key == theirs.key:
        return 100.0
    if not ours.letters or not theirs.letters:
        return 0.0
    if ours.letters == theirs.letters:
        return 99.0
    if ours.thing == theirs.letters or ours.letters == theirs.thing:
        return 98.0
    if theirs.letters in ours.listed:
        return 97.0
    # 電子決裁 is not 電子決済: letters may be left out, but none exchanged.
    shorter = min(len(ours.letters), len(theirs.letters))
    if LCSseq.similarity(ours.letters, theirs.letters) < shorter:
        return 0.0
    return min(fuzz.ratio(ours.letters, theirs.letters), 96.0)


@dataclass(frozen=True)
class _Name:
    """What titles are compared by, read once each and not once for every pair."""

    key: str
    letters: str
    """Of the title without what stands in brackets."""
    thing: str
    """Without what is to be done with it."""
    listed: frozenset[str]
    """The parts of a title that lists several things."""


@lru_cache(maxsize=4096)
def _name(title: str) -> _Name:
    bare = _bare(title)
    named = letters(bare)
    return _Name(
        key=title_key(title),
        letters=named,
        thing=_DOING.sub("", named),
        listed=frozenset(letters(_bare(part)) for part in _LISTED.split(bare)),
    )


def _bare(title: str) -> str:
    """The title without what stands in brackets."""
    return _BRACKETED.sub("", title_key(title))
