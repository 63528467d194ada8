"""Find words in a text in hiragana, by how they are read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from knowledge.lexicon.same_meaning import Words
from knowledge.normalise import letters
from knowledge.words import is_hiragana, reading

SHORTEST = 3
"""Letters of a word that is found in the middle of others; shorter ones are everywhere."""


class Sounds:
    """Words by their sound."""

    def __init__(self, words: Mapping[str, Words]) -> None:
        """Content words by how they are read."""
        self._words = words
        self._longest = max(map(len, words), default=0)

    @classmethod
    def of(cls, words: Iterable[tuple[str, Words]]) -> Sounds:
        """Of words as they are written with their content words; of two that sound alike the
        first is meant."""
        found: dict[str, Words] = {}
        for written, content in words:
            sound = reading(written)
            if len(sound) >= SHORTEST and is_hiragana(sound) and content:
                found.setdefault(sound, content)
        return cls(found)

    def before(self, others: Sounds) -> Sounds:
        """These and others, where these are meant if both sound alike."""
        return Sounds({**others._words, **self._words})

    def heard_in(self, text: str) -> list[str]:
        """Content words of the known words in a text, from its beginning, the longest first."""
        sound = letters(text)
        heard: list[str] = []
        start = 0
        while start < len(sound):
            for length in range(min(self._longest, len(sound) - start), SHORTEST - 1, -1):
                found = self._words.get(sound[start : start + length])
                if found is not None:
                    heard += found
                    start += length
                    break
            else:
                start += 1
        return heard
