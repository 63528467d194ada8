"""What the best entries of a first look have in common tells what else was meant.

Pseudo-relevance feedback: Lavrenko and Croft 2001, «Relevance-Based Language Models», in the form
of RM3 (Abdul-Jaleel et al. 2004). It finds entries that say the same in other words.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from knowledge.ranking.bm25 import Bm25, Scores
from knowledge.ranking.terms import Terms

MOST_TERMS = 60
"""Terms of the best entries that are looked for again."""
MOST_OF_AN_ENTRY = 300
"""Terms of one entry that count; long ones say many other things."""


def common_terms(
    texts: Sequence[Terms], chances: Sequence[float], field: Bm25
) -> list[tuple[int, float]]:
    """The most telling terms of some texts by number, with weights that sum to 1.

    Args:
        chances: how likely each text is what was meant, adding up to 1.
    """
    found, weights = [np.zeros(0, dtype=np.int64)], [np.zeros(0)]
    for text, chance in zip(texts, chances, strict=True):
        terms, often = np.unique(text[:MOST_OF_AN_ENTRY], return_counts=True)
        parts = (1 + np.log(often)) * field.idf_of(terms)
        found.append(terms)
        weights.append(chance * parts / (np.linalg.norm(parts) or 1.0))
    terms, places = np.unique(np.concatenate(found), return_inverse=True)
    totals = np.bincount(places, np.concatenate(weights), minlength=len(terms))
    best = np.argsort(-totals, kind="stable")[:MOST_TERMS]
    share = totals[best] / (totals[best].sum() or 1.0)
    return [(int(terms[place]), float(each)) for place, each in zip(best, share, strict=True)]


def chances(scores: Scores) -> list[float]:
    """How likely each of the best entries is meant, from their scores (softmax)."""
    if not len(scores):
        return []
    shares = np.exp(scores - scores.max())
    return [float(share) for share in shares / shares.sum()]
