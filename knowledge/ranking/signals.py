"""How well every entry fits a question, seen from several sides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.ranking.asked import Asked
from knowledge.ranking.bm25 import Scores
from knowledge.ranking.feedback import chances, common_terms
from knowledge.ranking.index import Index
from knowledge.ranking.kinds import GROUPS, MEANING_WEIGHT
from knowledge.ranking.meanings import Pending, Vectors
from knowledge.ranking.subjects import asks_meaning

LEXICAL = (
    "phrase",
    "body",
    "whole",
    "compounds",
    "letters",
    "sound",
    "kind",
    *GROUPS,
    "common_words",
)
SEMANTIC = (*LEXICAL, "meaning_phrase", "meaning_whole", "near_3", "near_10")
"""Columns of the two learned orders: without a model of meaning, and with one."""

CANDIDATES = 100
"""Entries that get the learned order; what the first look places further back is not shown."""
LEXICAL_FIRST_LOOK = {"whole": 1.0, "phrase": 0.4, "letters": 0.3}
SEMANTIC_FIRST_LOOK = {
    "whole": 1.0,
    "phrase": 0.4,
    "letters": 0.3,
    "meaning_phrase": 1.3,
    "meaning_whole": 1.9,
}
HIRAGANA_FIRST_LOOK = {"sound": 1.5}
"""What is added for a question in hiragana: the sound is all that is sure."""
FEEDBACK_FROM = 3


@dataclass(frozen=True)
class Signals:
    """The candidates for a question, best of the first look first, with every signal of each."""

    candidates: NDArray[np.intp]
    """Positions in the index."""
    columns: Mapping[str, Scores]
    """Raw scores of the candidates; ``cosine`` is how near in meaning, −1 to 1, and no signal of
    the order: what is near in all entries says nothing about which is meant."""
    first_look: Scores

    @property
    def has_meanings(self) -> bool:
        """Whether any model made something of the question."""
        return "cosine" in self.columns

    def rows(self, names: Sequence[str]) -> NDArray[np.float32]:
        """The signals as the learned order takes them, shape (candidates, signals).

        Each is put between its middle among the candidates (0) and its best (1), so that the
        number and length of a city's entries do not matter.
        """
        return np.stack(
            [
                column if name in _AS_IT_IS else _between(column)
                for name in names
                for column in [self.columns[name]]
            ],
            axis=1,
        )


_AS_IT_IS = frozenset({"kind", *GROUPS})


def collect(
    asked: Asked,
    index: Index,
    vectors: Pending,
    always: Set[int] = frozenset(),
) -> Signals:
    """All signals of the best entries of a first look.

    Args:
        vectors: waits for what each model of ``index.meanings`` makes of the question.
        always: entries that are candidates whatever the first look says.
    """
    every = _scores(asked, index)
    weights = dict(LEXICAL_FIRST_LOOK)
    question = vectors()
    if question:
        weights = dict(SEMANTIC_FIRST_LOOK)
        every |= _meanings(index, question)
    if asked.is_hiragana:
        weights |= HIRAGANA_FIRST_LOOK
    first_look = sum(
        (weight * _standard(every[name]) for name, weight in weights.items()),
        start=np.zeros(len(index.entries), dtype=np.float32),
    )
    count = min(CANDIDATES, len(index.entries))
    best = np.argpartition(-first_look, count - 1)[:count]
    best = np.union1d(best, np.array(sorted(always), dtype=np.intp))
    best = best[np.lexsort((best, -first_look[best]))]
    columns = {name: scores[best] for name, scores in every.items()}
    columns |= _feedback(index, best, first_look, with_meanings=bool(question))
    columns["kind"] = _kinds(asked, index)[best]
    columns |= {name: column[best] for name, column in index.kinds.items()}
    return Signals(best, columns, first_look[best])


def _scores(asked: Asked, index: Index) -> dict[str, Scores]:
    words = asked.weights
    return {
        "phrase": index.best_phrase(index.phrases.scores(words)),
        "body": index.bodies.scores(words),
        "whole": index.wholes.scores(words),
        "compounds": index.compounds.scores(asked.compounds),
        "letters": index.letters.scores(asked.letters),
        "sound": index.best_phrase(index.readings.scores(asked.sounds)),
    }


def _meanings(index: Index, question: Sequence[Vectors]) -> dict[str, Scores]:
    """The mean over all models, each put on one scale first."""
    phrases, wholes = [], []
    for meanings, vector in zip(index.meanings, question, strict=True):
        phrase, whole = meanings.nearness(vector)
        phrases.append(index.best_phrase(phrase))
        wholes.append(whole)
    return {
        "meaning_phrase": _mean([*map(_standard, phrases)]),
        "meaning_whole": _mean([*map(_standard, wholes)]),
        "cosine": np.maximum(_mean(phrases), _mean(wholes)),
    }


def _feedback(
    index: Index, best: NDArray[np.intp], first_look: Scores, *, with_meanings: bool
) -> dict[str, Scores]:
    top = best[:FEEDBACK_FROM]
    texts = [index.texts[number] for number in top]
    terms = common_terms(texts, chances(first_look[top]), index.wholes)
    columns = {"common_words": index.wholes.scores_by_number(terms)[best]}
    if with_meanings:
        for many in (3, 10):
            near = [_standard(item.near_to(best[:many].tolist())) for item in index.meanings]
            columns[f"near_{many}"] = _mean(near)[best]
    return columns


def _kinds(asked: Asked, index: Index) -> Scores:
    if not asks_meaning(asked.text):
        return index.kind_weights
    return np.where(index.is_term, index.kind_weights * MEANING_WEIGHT, index.kind_weights)


def _standard(scores: Scores) -> Scores:
    """Mean 0 and deviation 1 over all entries."""
    standard: Scores = (scores - scores.mean()) / (scores.std() + np.float32(1e-6))
    return standard


def _between(scores: Scores) -> Scores:
    """Where there are few entries, those that are missing would have had nothing."""
    none = np.full(max(CANDIDATES - len(scores), 0), min(scores.min(), 0), dtype=np.float32)
    middle = np.median(np.concatenate([scores, none]))
    between: Scores = ((scores - middle) / max(scores.max() - middle, 1e-6)).astype(np.float32)
    return between


def _mean(scores: Sequence[Scores]) -> Scores:
    mean: Scores = np.mean(scores, axis=0, dtype=np.float32)
    return mean
