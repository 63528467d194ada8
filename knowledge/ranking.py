"""Order entries by how well they fit a question."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from rapidfuzz import fuzz, process

from knowledge.bm25 import Bm25
from knowledge.index import Index
from knowledge.kinds import MEANING_WEIGHT
from knowledge.normalise import title_key
from knowledge.subjects import asks_meaning, subject_of
from knowledge.words import content_words, is_hiragana, reading_grams

BODY_WEIGHT = 0.75
"""Weight of the body against the best phrase; measured on municipal FAQ, docs/benchmarks.md."""
TITLE_BONUS = 10.0
"""How far the entries stand above all others whose title or other name is the question itself:
then nothing else can be meant."""
HIRAGANA_WORDS_WEIGHT = 0.5
"""Weight of the words against the sound of a question in hiragana."""
SPELLING_WEIGHT = 0.7
SPELLING_CUTOFF = 80
"""RapidFuzz ratio, 0 to 100, from which a known word may stand for a misspelt one."""
SPELLING_LETTERS = 3
"""Shorter words have too many neighbours."""


@dataclass(frozen=True)
class Ranked:
    """An entry with its score and the signs from which confidence is judged."""

    number: int
    """Position in the index."""
    score: float
    coverage: float
    """Share of the question's meaning, weighted by how telling each word is, that the entry
    has anywhere, 0 to 1."""
    phrase_coverage: float
    """The same, counting only its best title or wording."""
    is_exact: bool
    """The question is its title or another name of it."""


def query_words(question: str, index: Index) -> dict[str, float]:
    """The words of a question with weights; words nobody knows bring their nearest spellings."""
    words = dict.fromkeys(content_words(question), 1.0)
    unknown = [
        word
        for word in words
        if len(word) >= SPELLING_LETTERS and word not in index.phrases and word not in index.bodies
    ]
    known = index.phrases.vocabulary if unknown else []
    for word in unknown:
        near = process.extract(
            word, known, scorer=fuzz.ratio, score_cutoff=SPELLING_CUTOFF, limit=3
        )
        if near:
            del words[word]
        for spelling, ratio, _ in near:
            words.setdefault(spelling, SPELLING_WEIGHT * ratio / 100)
    return words


def rank(question: str, index: Index, *, limit: int = 10) -> list[Ranked]:
    """The best entries for a question, best first; none when no word of it is known."""
    if not index.entries:
        return []
    words = query_words(question, index)
    phrase = index.best_phrase(index.phrases.scores(words))
    total = phrase + BODY_WEIGHT * index.bodies.scores(words)
    sounds: dict[str, float] = {}
    if is_hiragana(question):
        sounds = dict.fromkeys(reading_grams(question), 1.0)
        phrase = index.best_phrase(index.readings.scores(sounds))
        total = phrase + HIRAGANA_WORDS_WEIGHT * total
    total *= index.kind_weights
    if asks_meaning(question):
        total[index.is_term] *= MEANING_WEIGHT
    exact = _called(question, index) | _called(subject_of(question), index)
    total[list(exact)] += total.max() + TITLE_BONUS
    literal = index.titles.get(title_key(question))
    if literal is not None:
        total[literal] += total.max()
    count = min(limit, len(total))
    best = np.argpartition(-total, count - 1)[:count]
    best = best[np.lexsort((best, -total[best]))]
    return [
        _ranked(int(number), float(total[number]), float(phrase[number]), words, sounds, index)
        if number not in exact
        else Ranked(int(number), float(total[number]), 1.0, 1.0, is_exact=True)
        for number in best
        if total[number] > 0
    ]


def _called(text: str, index: Index) -> set[int]:
    """Entries whose title or other name is the text, or has just its words."""
    literal = index.titles.get(title_key(text))
    named = () if is_hiragana(text) else index.named.get(frozenset(content_words(text)), ())
    return {*named} if literal is None else {literal, *named}


def _ranked(
    number: int,
    score: float,
    phrase: float,
    words: Mapping[str, float],
    sounds: Mapping[str, float],
    index: Index,
) -> Ranked:
    field = index.readings if sounds else index.phrases
    phrase_coverage = _phrase_coverage(sounds or words, field, phrase)
    coverage = phrase_coverage if sounds else _coverage(words, index, index.words_of[number])
    return Ranked(number, score, coverage, phrase_coverage, is_exact=False)


def _coverage(words: Mapping[str, float], index: Index, own: frozenset[str]) -> float:
    telling = {word: weight * index.bodies.idf(word) for word, weight in words.items()}
    total = sum(telling.values())
    return sum(value for word, value in telling.items() if word in own) / total if total else 0.0


def _phrase_coverage(words: Mapping[str, float], field: Bm25, score: float) -> float:
    """Score of the best phrase against the score of a short phrase that has every word."""
    full = sum(weight * field.idf(word) for word, weight in words.items())
    return min(1.0, score / full) if full else 0.0
