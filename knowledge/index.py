"""The searchable form of a set of entries: built whole, then only read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.bm25 import Bm25, Scores
from knowledge.entries import Entry
from knowledge.normalise import title_key, without_footnote_marks
from knowledge.words import Cutter, is_hiragana


@dataclass(frozen=True)
class Index:
    """Entries with their words in two fields.

    A *phrase* is a title or one wording of an entry; an entry counts with its best phrase, so
    that many wordings do not drown each other. The *body* is everything else. A phrase in
    hiragana is found by its sound alone.
    """

    entries: tuple[Entry, ...]
    phrases: Bm25
    phrase_entry: NDArray[np.int32]
    """Which entry each phrase belongs to, shape (phrases,)."""
    readings: Bm25
    """How each phrase is read, in runs of three hiragana."""
    bodies: Bm25
    words_of: tuple[frozenset[str], ...]
    """All words of each entry, for telling how much of a question it covers."""
    titles: dict[str, int]
    """Entry by the key of its title (`normalise.title_key`)."""

    @classmethod
    def build(cls, entries: Sequence[Entry], cutter: Cutter) -> Index:
        phrases: list[Sequence[str]] = []
        readings: list[Sequence[str]] = []
        owner: list[int] = []
        bodies: list[Sequence[str]] = []
        words_of: list[frozenset[str]] = []
        for number, entry in enumerate(entries):
            texts = [without_footnote_marks(text) for text in (entry.title, *entry.wordings)]
            own = [cutter.words(text) if not is_hiragana(text) else () for text in texts]
            phrases += own
            readings += [cutter.grams(text) for text in texts]
            owner += [number] * len(own)
            body = cutter.words(without_footnote_marks(entry.body))
            bodies.append(body)
            words_of.append(frozenset(body).union(*own))
        return cls(
            entries=tuple(entries),
            phrases=Bm25(phrases),
            phrase_entry=np.array(owner, dtype=np.int32),
            readings=Bm25(readings),
            bodies=Bm25(bodies),
            words_of=tuple(words_of),
            titles={title_key(entry.title): n for n, entry in enumerate(entries)},
        )

    def best_phrase(self, phrase_scores: Scores) -> Scores:
        """Score of each entry's best phrase, shape (entries,), from a score per phrase."""
        best = np.zeros(len(self.entries), dtype=np.float32)
        np.maximum.at(best, self.phrase_entry, phrase_scores)
        return best
