"""Add to a text what makes it easy to read; nothing of the text itself is changed.

Readings stand in brackets after kanji (出（だ）します), once for each word of a message. A hard
word is followed by what it means (申請（しんせい）〈＝もうしこむこと〉). Every sentence begins
a line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from knowledge.easy_japanese.alignment import KANJI, aligned
from knowledge.easy_japanese.listed import listed_words, plain_words
from knowledge.words import Spoken, spoken_words

LONGEST_RUN = 4
"""Kanji before one bracket, besides one that ends a word (電子証明書): 本人確認書類 gets two, for a
longer reading is hard to follow."""
_ADDRESS = re.compile(r"https?://[^\s「」（）。、]+|[\w.+-]+@[\w.-]+", re.ASCII)
_READ_ALREADY = re.compile("[（(][ぁ-ゖー・]+[)）]")
_GOES_ON = f"(?![{KANJI}ァ-ヺーさしすせ]|でき|いただ)"
"""A hard word that is part of a longer one, or of a verb, takes no explanation in its midst."""
_KANJI_ONLY = re.compile(f"[{KANJI}]+")
_OPENING, _CLOSING = "「『（(【", "」』）)】"
_NONE: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True)
class Piece:
    """A stretch of a text, or what was added to it."""

    text: str
    is_added: bool = False


def easy(text: str, own_readings: Mapping[str, str] = _NONE) -> str:
    """A text with readings, meanings and a line for each sentence.

    Args:
        own_readings: readings that a city has corrected, by word.
    """
    return "".join(piece.text for piece in pieces(text, own_readings))


def pieces(text: str, own_readings: Mapping[str, str] = _NONE) -> Iterator[Piece]:
    """The same in pieces: those that were not added are together the text."""
    return _a_line_each(_read(text, own_readings))


def _read(text: str, own: Mapping[str, str]) -> Iterator[Piece]:
    told: set[tuple[str, str]] = set()
    meant: set[str] = set()
    for stretch, is_address in _stretches(text):
        if is_address:
            yield Piece(stretch)
            continue
        meanings = {found.end(): found[0] for found in _hard_words().finditer(stretch)}
        place = 0
        for word in _runs(_words(stretch, own), meanings):
            place += len(word.text)
            is_read_already = _READ_ALREADY.match(stretch, place) is not None
            for part, sound in aligned(word.text, word.sound):
                yield Piece(part)
                if sound and not is_read_already and (part, sound) not in told:
                    told.add((part, sound))
                    yield Piece(f"（{sound}）", is_added=True)
            hard = meanings.get(place, "")
            if hard and not is_read_already and hard not in meant:
                meant.add(hard)
                yield Piece(f"〈＝{plain_words()[hard]}〉", is_added=True)


def _stretches(text: str) -> Iterator[tuple[str, bool]]:
    """Stretches of a text, and whether they are an address, which nobody reads aloud."""
    place = 0
    for address in _ADDRESS.finditer(text):
        yield text[place : address.start()], False
        yield address[0], True
        place = address.end()
    yield text[place:], False


def _words(text: str, own: Mapping[str, str]) -> Iterator[Spoken]:
    """The words of a text as the dictionary reads them, and as the lists know better."""
    words = [*spoken_words(text)]
    starts = {0: 0}
    place = 0
    for number, word in enumerate(words, start=1):
        place += len(word.text)
        starts[place] = number
    place = 0
    for listed in listed_words(text, starts.keys(), own):
        yield from _between(text, place, listed.start, words, starts)
        yield Spoken(text[listed.start : listed.end], listed.sound)
        if listed.is_counted:
            yield Spoken("", "")  # nothing joins it: 14日 and 以内 are two words
        place = listed.end
    yield from _between(text, place, len(text), words, starts)


def _between(
    text: str, start: int, end: int, words: list[Spoken], starts: Mapping[int, int]
) -> Iterable[Spoken]:
    """The words between two places; cut anew where these are within words."""
    if start in starts and end in starts:
        return words[starts[start] : starts[end]]
    return spoken_words(text[start:end])


def _runs(words: Iterable[Spoken], ends: Mapping[int, str]) -> Iterator[Spoken]:
    """Words, with short ones that are written in kanji alone joined: 転入 and 届 to 転入届.

    Args:
        ends: where a run ends, whatever follows.
    """
    text = sound = ""
    place = 0
    for word in words:
        joins = bool(text) and place not in ends and _is_joined(text, sound, word)
        if text and not joins:
            yield Spoken(text, sound)
            text = sound = ""
        text, sound = text + word.text, sound + word.sound
        place += len(word.text)
    if text:
        yield Spoken(text, sound)


def _is_joined(text: str, sound: str, word: Spoken) -> bool:
    most = LONGEST_RUN + (len(word.text) == 1)
    return (
        bool(sound and word.sound)
        and len(text) + len(word.text) <= most
        and _KANJI_ONLY.fullmatch(text + word.text) is not None
    )


@cache
def _hard_words() -> re.Pattern[str]:
    words = sorted(plain_words(), key=len, reverse=True)
    return re.compile(f"(?<![{KANJI}])(?:{'|'.join(map(re.escape, words))}){_GOES_ON}")


def _a_line_each(given: Iterable[Piece]) -> Iterator[Piece]:
    """Begin a line after each sentence that stands in no bracket."""
    depth = 0
    ended = False
    for piece in given:
        if piece.is_added:
            yield piece
            continue
        begun = 0
        for place, letter in enumerate(piece.text):
            if ended and letter not in "\n" and letter not in _CLOSING:
                if place > begun:
                    yield Piece(piece.text[begun:place])
                yield Piece("\n", is_added=True)
                begun = place
            depth = max(0, depth + (letter in _OPENING) - (letter in _CLOSING))
            ended = letter == "。" and depth == 0
        if piece.text[begun:]:
            yield Piece(piece.text[begun:])
