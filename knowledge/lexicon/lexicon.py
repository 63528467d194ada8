"""Look up what the words of a question may mean besides themselves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from knowledge.lexicon.administrative_words import administrative_words
from knowledge.lexicon.same_meaning import SameMeaning, Words
from knowledge.lexicon.sounds import Sounds
from knowledge.lexicon.spoken import Spoken
from knowledge.lexicon.sudachi_synonyms import sudachi_synonyms


class Source(StrEnum):
    """Who says that words mean the same, the most to be trusted first."""

    OWN = "own"
    """The municipality's clerks (用語の言い換え)."""
    ADMINISTRATIVE = "administrative"
    """What people call what every office has."""
    SUDACHI = "sudachi"
    """A dictionary of general Japanese."""


@dataclass(frozen=True)
class Expansion:
    """What some words of a question may mean besides themselves."""

    tokens: tuple[int, int]
    """First content word of the question that is meant, and the one after the last."""
    meanings: tuple[Words, ...]
    """Each expression that may be meant, as its content words; never the words themselves."""
    words: tuple[str, ...]
    """All content words of the meanings that the words themselves have not; may be none (住民票 for
    住民票の写し)."""
    source: Source
    how_many: int
    """Expressions that may be meant: the more, the vaguer."""


class Lexicon:
    """What words mean the same in one municipality; made once, then only read."""

    def __init__(self, parts: Sequence[tuple[Source, SameMeaning]], sounds: Sounds) -> None:
        self._parts = tuple(parts)
        self._sounds = sounds
        self._longest = max(part.longest for _, part in self._parts)

    @classmethod
    def build(cls, own: Sequence[tuple[str, Sequence[str]]] = ()) -> Lexicon:
        """The packaged lexicons with a municipality's own words and the meanings of each."""
        clerks, packaged = Spoken.of(own), administrative_words()
        return cls(
            (
                (Source.OWN, clerks.stars),
                (Source.ADMINISTRATIVE, packaged.stars),
                (Source.SUDACHI, sudachi_synonyms()),
            ),
            clerks.sounds.before(packaged.sounds),
        )

    def expansions(self, tokens: Sequence[str]) -> list[Expansion]:
        """What content words of a question may mean, the longest expressions first.

        The words inside of a longer expression have their own expansions too.
        """
        return [
            _expansion(source, start, expression, meanings)
            for length in range(min(self._longest, len(tokens)), 0, -1)
            for start in range(len(tokens) - length + 1)
            for expression in (tuple(tokens[start : start + length]),)
            for source, part in self._parts
            for meanings in part.of(expression)
        ]

    def heard(self, text: str) -> list[str]:
        """Content words of the known words that a text in hiragana sounds like, in order.

        Sudachi cuts ほけんしょう to 保健; here it is 保険 and 証. Words of general Japanese are not
        listened for: some word or other sounds like any three letters.
        """
        return self._sounds.heard_in(text)


def _expansion(
    source: Source, start: int, expression: Words, meanings: tuple[Words, ...]
) -> Expansion:
    words = dict.fromkeys(word for meaning in meanings for word in meaning)
    return Expansion(
        tokens=(start, start + len(expression)),
        meanings=meanings,
        words=tuple(word for word in words if word not in expression),
        source=source,
        how_many=len(meanings),
    )
