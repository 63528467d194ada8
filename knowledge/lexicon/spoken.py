"""Words that people say and what they mean, to be looked up by content words and by sound."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from knowledge.lexicon.same_meaning import Stars, Words
from knowledge.lexicon.sounds import SHORTEST, Sounds
from knowledge.normalise import letters
from knowledge.words import content_words, is_hiragana, reading

Row = tuple[str, Sequence[str]]
"""A word and what it means, as they are written."""


@dataclass(frozen=True)
class Spoken:
    """Words and what they mean."""

    stars: Stars
    sounds: Sounds

    @classmethod
    def of(cls, rows: Sequence[Row]) -> Spoken:
        told = [(_Told.of(word), [*map(_Told.of, means)]) for word, means in rows]
        stars = [
            (word.words, [each.words for each in means if each.is_cut_well])
            for word, means in told
            if word.is_cut_well
        ]
        return cls(Stars(stars), Sounds.of(_by_sound(told)))


@dataclass(frozen=True)
class _Told:
    """A word as it is written, and cut."""

    written: str
    words: Words
    is_cut_well: bool
    """Whether these are the words that are meant.

    Sudachi takes what it does not know in hiragana for something that sounds alike: てんきょ is
    cut to 天気, which must not mean 転居.
    """

    @classmethod
    def of(cls, written: str) -> _Told:
        words = tuple(content_words(written))
        is_known = not is_hiragana(written) or reading("".join(words)) == letters(written)
        return cls(written, words, is_known)


def _by_sound(rows: Sequence[tuple[_Told, Sequence[_Told]]]) -> Iterator[tuple[str, Words]]:
    """A word in hiragana stands for its first meaning; others are read as Sudachi reads them."""
    for word, means in rows:
        if is_hiragana(word.written) and means:
            yield word.written, means[0].words
        for each in means:
            if not each.is_cut_well:
                yield each.written, word.words
    for word, means in rows:
        for each in (word, *means):
            if each.is_cut_well:
                yield each.written, each.words


def can_be_told(text: str) -> bool:
    """Whether it can be told that a question has these words: they say something, or sound so."""
    is_heard = is_hiragana(text) and len(letters(text)) >= SHORTEST
    return is_heard or bool(content_words(text))
