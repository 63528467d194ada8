"""Order entries by how well they fit a question."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.asked_part import without_facts
from knowledge.normalise import title_key
from knowledge.ranking.asked import Asked, analyse
from knowledge.ranking.bm25 import Scores
from knowledge.ranking.coverage import Coverage
from knowledge.ranking.index import Index, phrases_of
from knowledge.ranking.meanings import Pending
from knowledge.ranking.signals import Signals, collect
from knowledge.ranking.subjects import subject_of
from knowledge.ranking.trees import Trees

TITLE_BONUS = 100.0
"""How far the entries stand above all others whose title or other name is the question itself:
then nothing else can be meant."""


@dataclass(frozen=True)
class Ranked:
    """An entry with its score and the signs from which confidence is judged."""

    number: int
    """Position in the index."""
    score: float
    """Of the learned order; only the differences within one question mean something."""
    coverage: float
    """Share of the question's meaning, weighted by how telling each word is, that the entry
    has anywhere, 0 to 1."""
    phrase_coverage: float
    """The same, counting only its best title or wording."""
    nearness: float
    """How near in meaning, −1 to 1: the mean cosine over the models; 0 without one."""
    is_exact: bool
    """The question is its title or another name of it."""


@dataclass(frozen=True)
class Look:
    """A question beside the entries that may be meant, before they are put in order."""

    asked: Asked
    signals: Signals
    exact: frozenset[int]
    """Entries whose title or other name is asked for."""
    family: frozenset[int]
    """Entries that only a bracket tells apart, where the name before it is asked for."""
    literal: int | None
    """The entry whose title is the question, letter by letter."""
    has_meanings: bool


@dataclass(frozen=True)
class Ranking:
    """The best entries for a question, best first, and what they were found by."""

    best: tuple[Ranked, ...]
    look: Look | None
    """Nothing where there are no entries."""


def rank(
    question: str,
    index: Index,
    vectors: Pending = tuple,
    *,
    limit: int = 10,
) -> Ranking:
    """The best entries for a question, best first.

    Args:
        vectors: waits for what each model of ``index.meanings`` makes of the question; it is called
            after all that can be done without.
    """
    if not index.entries:
        return Ranking((), None)
    seen = look(question, index, vectors)
    trees = learned_order(has_meanings=seen.has_meanings, is_hiragana=seen.asked.is_hiragana)
    scores = trees.scores(seen.signals.rows(trees.signals))
    return Ranking(in_order(seen, scores, index, limit=limit), seen)


def look(question: str, index: Index, vectors: Pending = tuple) -> Look:
    """What a question and the entries of an index have to do with one another."""
    asked = analyse(question, index)
    subject = subject_of(question)
    exact = index.called(question) | index.called(subject)
    names = (question, subject, without_facts(question))
    signals = collect(asked, index, vectors, exact)
    return Look(
        asked,
        signals,
        exact,
        frozenset().union(*map(index.family, names)),
        index.titles.get(title_key(question)),
        has_meanings=signals.has_meanings,
    )


def in_order(seen: Look, scores: Scores, index: Index, *, limit: int) -> tuple[Ranked, ...]:
    """The candidates by their scores, what is called by its name before all others."""
    numbers = seen.signals.candidates
    is_exact = np.isin(numbers, list(seen.exact))
    bonus = TITLE_BONUS * (is_exact * seen.signals.columns["kind"] + (numbers == seen.literal))
    total = np.where(_has_something(seen), scores + bonus, -np.inf)
    places = np.lexsort((numbers, -total))[:limit]
    wholes, phrases = Coverage(seen.asked, index.wholes), Coverage(seen.asked, index.phrases)
    return tuple(
        _ranked(int(place), float(total[place]), seen, index, wholes, phrases)
        for place in places
        if total[place] > -np.inf
    )


def _has_something(seen: Look) -> NDArray[np.bool_]:
    """Which candidates share a word with the question, or a sound; by meaning all may be meant."""
    columns = seen.signals.columns
    shares: NDArray[np.bool_] = (columns["whole"] > 0) | (columns["phrase"] > 0)
    if seen.asked.is_hiragana:
        shares |= columns["sound"] > 0
    return shares | seen.has_meanings


def _ranked(
    place: int, score: float, seen: Look, index: Index, wholes: Coverage, phrases: Coverage
) -> Ranked:
    number = int(seen.signals.candidates[place])
    is_exact = number in seen.exact
    columns = seen.signals.columns
    return Ranked(
        number,
        score,
        coverage=1.0 if is_exact else wholes.of(number),
        phrase_coverage=1.0 if is_exact else _by_a_phrase(phrases, index, number),
        nearness=float(columns["cosine"][place]) if seen.has_meanings else 0.0,
        is_exact=is_exact,
    )


def _by_a_phrase(phrases: Coverage, index: Index, number: int) -> float:
    """The best that one of an entry's phrases covers."""
    first = int(index.first_phrase[number])
    count = len(phrases_of(index.entries[number]))
    return max(map(phrases.of, range(first, first + count)))


@cache
def learned_order(*, has_meanings: bool, is_hiragana: bool) -> Trees:
    """The learned order, for questions with vectors or without, in hiragana alone or not."""
    name = "semantic" if has_meanings else "lexical"
    return Trees.load(model()["order"][f"{name}_hiragana" if is_hiragana else name])


@cache
def model() -> Mapping[str, Any]:
    """What `make train` has written."""
    text = (files("knowledge.ranking") / "model.json").read_text(encoding="utf-8")
    found: Mapping[str, Any] = json.loads(text)
    return found
