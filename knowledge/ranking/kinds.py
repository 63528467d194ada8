"""Which kinds of entries people mean first where several have the words of a question."""

from __future__ import annotations

from knowledge.answer import Kind

LIST_WEIGHT = 0.8
"""Of lists and terms: lists hold the words of many things, and a term is what others are told
with; from 0.6 to 0.9 the same entries stand first on published plans (docs/benchmarks.md)."""
MEANING_WEIGHT = 1.5
"""What a term counts for against its usual weight where a meaning is asked for."""
GROUPS: dict[str, frozenset[Kind]] = {
    "is_initiative": frozenset({Kind.INITIATIVE}),
    "is_section": frozenset({Kind.SECTION}),
    "is_service": frozenset({Kind.PROCEDURE, Kind.FAQ}),
    "is_list": frozenset(
        {
            Kind.THEME,
            Kind.MEASURE,
            Kind.STEP,
            Kind.RULE,
            Kind.SYSTEM,
            Kind.ARTICLE,
            Kind.FIGURE,
            Kind.REFERENCE,
            Kind.TERM,
        }
    ),
}
"""Kinds that are asked for in much the same way; signals of the learned order."""


def weight(kind: Kind) -> float:
    """What the name of an entry of this kind counts for, against 1 of an initiative's."""
    return LIST_WEIGHT if kind in GROUPS["is_list"] else 1.0
