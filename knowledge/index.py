"""The searchable form of a set of entries: built whole, then only read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.answer import Kind
from knowledge.bm25 import Bm25, Scores
from knowledge.entries import Entry
from knowledge.kinds import weight
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
    kind_weights: Scores
    """How readily each entry is what people mean, by its kind (`kinds.WEIGHTS`)."""
    words_of: tuple[frozenset[str], ...]
    """All words of each entry, for telling how much of a question it covers."""
    titles: dict[str, int]
    """The first entry with a title, by the key of the title (`normalise.title_key`)."""
    named: dict[frozenset[str], tuple[int, ...]]
    """Entries by the words of their title and other names."""
    is_term: NDArray[np.bool_]

    @classmethod
    def build(cls, entries: Sequence[Entry], cutter: Cutter) -> Index:
        phrases: list[Sequence[str]] = []
        readings: list[Sequence[str]] = []
        owner: list[int] = []
        bodies: list[Sequence[str]] = []
        words_of: list[frozenset[str]] = []
        for number, entry in enumerate(entries):
            texts = [without_footnote_marks(text) for text in _phrases(entry)]
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
            kind_weights=np.array([weight(entry.kind) for entry in entries], dtype=np.float32),
            words_of=tuple(words_of),
            titles={title_key(entry.title): n for n, entry in reversed([*enumerate(entries)])},
            named=_named(entries, cutter),
            is_term=np.array([entry.kind is Kind.TERM for entry in entries], dtype=np.bool_),
        )

    def best_phrase(self, phrase_scores: Scores) -> Scores:
        """Score of each entry's best phrase, shape (entries,), from a score per phrase."""
        best = np.zeros(len(self.entries), dtype=np.float32)
        np.maximum.at(best, self.phrase_entry, phrase_scores)
        return best


def _phrases(entry: Entry) -> tuple[str, ...]:
    return (entry.title, *entry.names, *entry.wordings)


def _named(entries: Sequence[Entry], cutter: Cutter) -> dict[frozenset[str], tuple[int, ...]]:
    named: dict[frozenset[str], dict[int, None]] = {}
    for number, entry in enumerate(entries):
        for name in (entry.title, *entry.names):
            words = frozenset(cutter.words(without_footnote_marks(name)))
            if words and not is_hiragana(name):
                named.setdefault(words, {})[number] = None
    return {words: tuple(numbers) for words, numbers in named.items()}
