"""Which kinds of entries people mean first where several have the words of a question."""

from __future__ import annotations

from knowledge.answer import Kind

_LIST_WEIGHT = 0.8
_TERM_WEIGHT = 0.8
MEANING_WEIGHT = 1.5
"""What a term counts for against its usual weight where a meaning is asked for."""
_WEIGHTS = {
    **dict.fromkeys(
        (
            Kind.THEME,
            Kind.MEASURE,
            Kind.STEP,
            Kind.RULE,
            Kind.SYSTEM,
            Kind.ARTICLE,
            Kind.FIGURE,
            Kind.REFERENCE,
        ),
        _LIST_WEIGHT,
    ),
    Kind.TERM: _TERM_WEIGHT,
}
"""Lists hold the words of many things, and a term is what others are told with; from 0.6 to 0.9
the same entries stand first on published plans (docs/benchmarks.md)."""


def weight(kind: Kind) -> float:
    """What the score of an entry of this kind counts for, against 1 of an initiative's."""
    return _WEIGHTS.get(kind, 1.0)
