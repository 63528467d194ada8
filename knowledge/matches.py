"""Which words of a question an entry has, in which of its fields, and what each brings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from knowledge.ranking import Index
from knowledge.ranking.asked import Asked
from knowledge.ranking.bm25 import Bm25
from knowledge.ranking.index import phrases_of


@dataclass(frozen=True)
class Part:
    """What one word or run of letters adds to the score of a field."""

    word: str
    of: tuple[str, ...]
    """The words of the question that it stands for."""
    why: str
    """``asked``, ``heard``, ``spelling``, or the source of the expansion; of runs of letters
    ``asked``."""
    part: float


@dataclass(frozen=True)
class Match:
    """What a question and one field of an entry have in common."""

    field: str
    """Name of the signal that it is the score of."""
    text: str
    """The title or wording that fits best; empty for fields that are one text."""
    parts: tuple[Part, ...]
    """The greatest first."""


class Matcher:
    """Compares one question with the fields of entries."""

    def __init__(self, asked: Asked, index: Index) -> None:
        self._index = index
        self._words = [
            Part(meant.word, asked.words[slice(*meant.by)], meant.why, meant.weight)
            for word, weight in asked.weights.items()
            for meant in [next(m for m in asked.meant if (m.word, m.weight) == (word, weight))]
        ]
        self._compounds = [Part(run, (run,), "asked", w) for run, w in asked.compounds.items()]
        self._letters = [Part(run, (run,), "asked", w) for run, w in asked.letters.items()]
        self._sounds = [Part(run, (run,), "asked", w) for run, w in asked.sounds.items()]
        self._by_words = index.phrases.scores(asked.weights)
        self._by_sound = index.readings.scores(asked.sounds)

    def matches(self, number: int) -> Iterator[Match]:
        """The fields of an entry that have something of the question."""
        index = self._index
        first = int(index.first_phrase[number])
        phrases = phrases_of(index.entries[number])
        own = slice(first, first + len(phrases))
        spoken, heard = (int(np.argmax(scores[own])) for scores in (self._by_words, self._by_sound))
        fields = (
            ("phrase", phrases[spoken], self._words, index.phrases, first + spoken),
            ("body", "", self._words, index.bodies, number),
            ("whole", "", self._words, index.wholes, number),
            ("compounds", "", self._compounds, index.compounds, number),
            ("letters", "", self._letters, index.letters, number),
            ("sound", phrases[heard], self._sounds, index.readings, first + heard),
        )
        for name, text, wanted, field, place in fields:
            if parts := _parts(wanted, field, place):
                yield Match(name, text, parts)


def _parts(wanted: list[Part], field: Bm25, text: int) -> tuple[Part, ...]:
    """Words of a question with their weights as what they bring to a text."""
    found = [
        Part(each.word, each.of, each.why, each.part * field.part(each.word, text))
        for each in wanted
    ]
    return tuple(sorted((each for each in found if each.part), key=lambda each: -each.part))
