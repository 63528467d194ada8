"""The searchable form of a set of entries: built whole, then only read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.answer import Kind
from knowledge.entries import Entry, name_before_bracket
from knowledge.lexicon import Lexicon
from knowledge.normalise import title_key, without_footnote_marks
from knowledge.ranking.bm25 import Bm25, Scores
from knowledge.ranking.kinds import GROUPS, weight
from knowledge.ranking.meanings import Meanings
from knowledge.ranking.terms import Terminology, Terms, run_code
from knowledge.words import content_words, is_hiragana

LETTERS_OF_BODY = 400
"""Letters of a body that are searched by pairs: misspelt words are mended in what stands first."""


@dataclass(frozen=True)
class Index:
    """Entries with their words in several fields.

    A *phrase* is a title or one wording of an entry; an entry counts with its best phrase, so
    that many wordings do not drown each other. The *body* is what is told, and the *whole* is both
    with the departments. A phrase in hiragana is found by its sound alone.
    """

    entries: tuple[Entry, ...]
    lexicon: Lexicon
    phrases: Bm25
    first_phrase: NDArray[np.int64]
    """The first phrase of each entry; those of one entry follow one another."""
    readings: Bm25
    """How each phrase is read, in runs of three hiragana."""
    bodies: Bm25
    wholes: Bm25
    texts: tuple[Terms, ...]
    """The numbers of the words of each whole, in order."""
    compounds: Bm25
    """Every two words that touch, of the whole."""
    letters: Bm25
    """Pairs of letters, of the phrases and the beginning of the body."""
    meanings: tuple[Meanings, ...]
    """What models make of the texts; none where there is no model."""
    vocabulary: tuple[str, ...]
    """Words that titles and wordings have."""
    kind_weights: Scores
    """How readily each entry is what people mean, by its kind (`kinds.weight`)."""
    kinds: dict[str, Scores]
    """1 for each entry of a group of kinds (`kinds.GROUPS`), 0 for the others."""
    titles: dict[str, int]
    """The first entry with a title, by the key of the title (`normalise.title_key`)."""
    named: dict[frozenset[str], tuple[int, ...]]
    """Entries by the words of their title and other names."""
    worded: dict[frozenset[str], tuple[int, ...]]
    """Entries by the words of a wording: who asks just so means one of them."""
    families: dict[frozenset[str], tuple[int, ...]]
    """Entries that only a bracket tells apart, such as 証明書（本人） and 証明書（代理人）, by the
    words before it."""
    is_term: NDArray[np.bool_]

    @classmethod
    def build(
        cls,
        entries: Sequence[Entry],
        terms: Terminology,
        lexicon: Lexicon,
        meanings: Sequence[Meanings] = (),
    ) -> Index:
        texts = [[*map(without_footnote_marks, phrases_of(entry))] for entry in entries]
        bodies = [without_footnote_marks(entry.body) for entry in entries]
        phrases = [[_words(text, terms) for text in own] for own in texts]
        wholes = tuple(
            np.concatenate([*own, terms.cut(body)[0], terms.cut(_departments(entry))[0]])
            for own, body, entry in zip(phrases, bodies, entries, strict=True)
        )
        counts = np.array([len(own) for own in texts], dtype=np.int64)
        each_phrase = Bm25([words for own in phrases for words in own], terms.number)
        return cls(
            entries=tuple(entries),
            lexicon=lexicon,
            phrases=each_phrase,
            first_phrase=np.cumsum(counts) - counts,
            readings=Bm25([terms.sounds(text) for own in texts for text in own], run_code),
            bodies=Bm25([terms.cut(body)[0] for body in bodies], terms.number),
            wholes=Bm25(wholes, terms.number),
            texts=wholes,
            compounds=Bm25(
                [
                    np.concatenate([terms.cut(text)[1] for text in (*own, body)])
                    for own, body in zip(texts, bodies, strict=True)
                ],
                terms.number,
            ),
            letters=Bm25(
                [
                    np.concatenate([terms.pairs(text) for text in (*own, body[:LETTERS_OF_BODY])])
                    for own, body in zip(texts, bodies, strict=True)
                ],
                run_code,
            ),
            meanings=tuple(meanings),
            vocabulary=tuple(terms.word(int(number)) for number in each_phrase.terms),
            kind_weights=np.array([weight(entry.kind) for entry in entries], dtype=np.float32),
            kinds={
                name: np.array([entry.kind in group for entry in entries], dtype=np.float32)
                for name, group in GROUPS.items()
            },
            titles={title_key(entry.title): n for n, entry in reversed([*enumerate(entries)])},
            named=_by_words(entries, lambda entry: (entry.title, *entry.names), terms),
            worded=_by_words(entries, lambda entry: entry.wordings, terms),
            families=_families(entries, terms),
            is_term=np.array([entry.kind is Kind.TERM for entry in entries], dtype=np.bool_),
        )

    def called(self, text: str) -> frozenset[int]:
        """Entries whose title or other name is a text, or has just its words; or that alone have
        it as a wording (児童手当 is a word for many)."""
        words = _called(text, content_words)
        literal = self.titles.get(title_key(text))
        worded = self.worded.get(words, ())
        return frozenset(
            {
                *(() if literal is None else (literal,)),
                *self.named.get(words, ()),
                *(worded if len(worded) == 1 else ()),
            }
        )

    def family(self, text: str) -> frozenset[int]:
        """Two entries or more that only a bracket tells apart, of which a text is the name before
        it; none where the text names nothing or just one."""
        return frozenset(self.families.get(_called(text, content_words), ()))

    def best_phrase(self, phrase_scores: Scores) -> Scores:
        """Score of each entry's best phrase, shape (entries,), from a score per phrase."""
        best: Scores = np.maximum.reduceat(phrase_scores, self.first_phrase)
        return best


def phrases_of(entry: Entry) -> tuple[str, ...]:
    """Title, other names and wordings: by each of them alone an entry is found."""
    return (entry.title, *entry.names, *entry.wordings)


def _departments(entry: Entry) -> str:
    return " ".join(contact.department for contact in entry.contacts)


def _words(text: str, terms: Terminology) -> Terms:
    """A phrase in hiragana has no words of its own: it is found by its sound."""
    return np.zeros(0, dtype=np.int64) if is_hiragana(text) else terms.cut(text)[0]


def _called(text: str, cut: Callable[[str], Iterable[str]]) -> frozenset[str]:
    """The words by which a name is known again; what is in hiragana has no words of its own."""
    return frozenset([title_key(text)] if is_hiragana(text) else cut(text))


def _by_words(
    entries: Sequence[Entry], texts_of: Callable[[Entry], Iterable[str]], terms: Terminology
) -> dict[frozenset[str], tuple[int, ...]]:
    def cut(text: str) -> list[str]:
        return [terms.word(int(number)) for number in terms.cut(text)[0]]

    found: dict[frozenset[str], dict[int, None]] = {}
    for number, entry in enumerate(entries):
        for text in texts_of(entry):
            if words := _called(without_footnote_marks(text), cut):
                found.setdefault(words, {})[number] = None
    return {words: tuple(numbers) for words, numbers in found.items()}


def _families(
    entries: Sequence[Entry], terms: Terminology
) -> dict[frozenset[str], tuple[int, ...]]:
    sharing = _by_words(entries, lambda entry: [name_before_bracket(entry.title)], terms)
    return {words: numbers for words, numbers in sharing.items() if len(numbers) > 1}
