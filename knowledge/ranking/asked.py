"""What a question is made of: its words, what they may mean, how it is spelt and how it sounds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from knowledge.lexicon import Expansion, Lexicon, Source
from knowledge.normalise import normalise
from knowledge.ranking.index import Index
from knowledge.words import (
    cut,
    is_hiragana,
    pairs_of_letters,
    runs_of_sound,
)

EXPANSION_WEIGHTS = {Source.OWN: 0.9, Source.ADMINISTRATIVE: 0.7, Source.SUDACHI: 0.7}
"""What a word of the same meaning counts for against 1 of the word itself; between .5 and .7 the
order hardly moves (docs/benchmarks.md). A clerk's own words are meant for just this city."""
VAGUE_FROM = 20
"""A word that may mean so many others says too little."""
CUT_BY_SOUND_WEIGHT = 0.5
"""Words that Sudachi cuts from hiragana are often others that merely sound alike."""
SPELLING_WEIGHT = 0.7
SPELLING_CUTOFF = 80
"""RapidFuzz ratio, 0 to 100, from which a known word may stand for a misspelt one."""
SPELLING_LETTERS = 3
"""Shorter words have too many neighbours."""


@dataclass(frozen=True)
class Meant:
    """A word of the question, or one that may be meant by it."""

    word: str
    weight: float
    """From 0 to 1; 1 for the words of the question."""
    by: tuple[int, int]
    """Words of the question it stands for: the first, and the one after the last."""
    why: str
    """``asked``, ``heard``, ``spelling``, or the source of the expansion."""


@dataclass(frozen=True)
class Asked:
    """A question, ready to be compared with entries."""

    text: str
    words: tuple[str, ...]
    """As asked, in order."""
    meant: tuple[Meant, ...]
    compounds: dict[str, float]
    letters: dict[str, float]
    """Pairs of letters."""
    sounds: dict[str, float]
    """Runs of three hiragana of how it is read."""
    is_hiragana: bool

    @property
    def weights(self) -> dict[str, float]:
        """Every word that is asked for or may be meant, with its greatest weight."""
        weights: dict[str, float] = {}
        for meant in self.meant:
            weights[meant.word] = max(weights.get(meant.word, 0.0), meant.weight)
        return weights


def analyse(question: str, index: Index) -> Asked:
    """Cut a question, expand its words, and mend words that no entry has."""
    spoken = is_hiragana(question)
    heard = index.lexicon.heard(question) if spoken else []
    as_cut = cut(question)
    words = tuple(dict.fromkeys([*heard, *as_cut.words]))
    meant = [
        Meant(
            word,
            CUT_BY_SOUND_WEIGHT if spoken and word not in heard else 1.0,
            (place, place + 1),
            "heard" if word in heard else "asked",
        )
        for place, word in enumerate(words)
    ]
    meant += _expanded(words, index.lexicon)
    for place, word in enumerate(words):
        meant += _spelt(word, place, index)
    return Asked(
        text=normalise(question),
        words=words,
        meant=tuple(meant),
        compounds=dict.fromkeys(as_cut.compounds, 1.0),
        letters=dict.fromkeys(pairs_of_letters(question), 1.0),
        sounds=dict.fromkeys(runs_of_sound(question), 1.0),
        is_hiragana=spoken,
    )


def _expanded(words: tuple[str, ...], lexicon: Lexicon) -> Iterator[Meant]:
    for expansion in lexicon.expansions(words):
        if expansion.how_many <= VAGUE_FROM:
            yield from _as_meant(expansion)


def _as_meant(expansion: Expansion) -> Iterator[Meant]:
    """The words of an expression share its weight, or long expressions drown the others; a letter
    of one (国 of アメリカ合衆国) says nothing by itself."""
    weight = EXPANSION_WEIGHTS[expansion.source]
    for meaning in expansion.meanings:
        for word in meaning:
            if word in expansion.words and (len(word) > 1 or len(meaning) == 1):
                yield Meant(word, weight / len(meaning), expansion.tokens, expansion.source)


def _spelt(word: str, place: int, index: Index) -> Iterator[Meant]:
    """The nearest spellings of a word that no entry has."""
    if len(word) < SPELLING_LETTERS or word in index.wholes:
        return
    near = process.extract(
        word, index.vocabulary, scorer=fuzz.ratio, score_cutoff=SPELLING_CUTOFF, limit=3
    )
    for spelling, ratio, _ in near:
        yield Meant(spelling, SPELLING_WEIGHT * ratio / 100, (place, place + 1), "spelling")
