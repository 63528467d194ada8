"""Cut Japanese text into the words that carry meaning, with SudachiPy."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from functools import cache
from importlib.resources import files
from sys import intern

from sudachipy import Dictionary, Morpheme, SplitMode, Tokenizer

from knowledge.normalise import letters, normalise

_PIECE = 8_000
"""Characters handed over at once: SudachiPy refuses more than 49,149 bytes."""

_CONTENT = frozenset({"名詞", "動詞", "形容詞", "形状詞", "副詞", "代名詞", "接頭辞", "接尾辞"})
_EMPTY_KINDS = frozenset({"非自立可能", "助動詞語幹"})
_EMPTY_WORDS = frozenset(
    (files("knowledge") / "empty_words.txt").read_text(encoding="utf-8").split()
)
"""Words that nearly every question has; they say nothing about which entry is meant."""

_HIRAGANA = re.compile(r"[ぁ-ゖゝゞ]+")

_here = threading.local()


@cache
def _dictionary() -> Dictionary:
    return Dictionary(dict="small")


def _tokenizer() -> Tokenizer:
    """One tokenizer a thread: SudachiPy's tokenizers must not be shared between threads."""
    found: Tokenizer | None = getattr(_here, "tokenizer", None)
    if found is None:
        found = _here.tokenizer = _dictionary().tokenizer(mode=SplitMode.A)
    return found


@dataclass(frozen=True)
class Cut:
    """A text in its content words, in two granularities."""

    words: tuple[str, ...]
    """Shortest units in Sudachi's normalised form, in order."""
    compounds: tuple[str, ...]
    """Every two of them that touch, as one: 国民健康 and 健康保険 of 国民健康保険. Sudachi's small
    dictionary has hardly any longer units of its own."""


def cut(text: str) -> Cut:
    """Cut a text into its content words.

    Which words to keep and how to cut them was measured on municipal FAQ: see
    docs/benchmarks.md.
    """
    words: list[str] = []
    pairs: list[str] = []
    for piece in _pieces(text):
        before, end = "", -1
        for morpheme in _tokenizer().tokenize(piece):
            word = _content(morpheme)
            if not word:
                continue
            if before and morpheme.begin() == end:
                pairs.append(intern(before + word))
            words.append(intern(word))
            before, end = word, morpheme.end()
    return Cut(tuple(words), tuple(pairs))


def content_words(text: str) -> list[str]:
    """The content words of a text in their shortest units."""
    return [*cut(text).words]


def _pieces(text: str) -> Iterator[str]:
    normal = normalise(text)
    for start in range(0, len(normal), _PIECE):
        yield normal[start : start + _PIECE]


def _content(morpheme: Morpheme) -> str:
    """The word in its normalised form; nothing where it does not say what is asked about."""
    sort = _sort(morpheme.part_of_speech_id())
    if sort is _Sort.EMPTY:
        return ""
    word: str = morpheme.normalized_form()
    if word in _EMPTY_WORDS or not word.strip():
        return ""
    return "" if sort is _Sort.EMPTY_IF_SHORT and len(word) == 1 else word


class _Sort(Enum):
    """What a part of speech is to a question."""

    CONTENT = auto()
    EMPTY_IF_SHORT = auto()
    EMPTY = auto()


@cache
def _sort(part_of_speech: int) -> _Sort:
    kind = _dictionary().pos_of(part_of_speech)
    if kind[0] not in _CONTENT:
        return _Sort.EMPTY
    if kind[0] in {"動詞", "形容詞"} and kind[1] in _EMPTY_KINDS:
        return _Sort.EMPTY_IF_SHORT
    return _Sort.CONTENT


def is_hiragana(text: str) -> bool:
    """Whether a text has hiragana and no kanji, katakana or Latin letters.

    Sudachi cuts such a text into whatever words sound like it (てんきょ: 天気 and よ), so it is
    compared by its sound, not by its words.
    """
    return _HIRAGANA.fullmatch(letters(text, keep_katakana=True)) is not None


def reading(text: str) -> str:
    """How a text is read, in hiragana, without spaces and punctuation."""
    if is_hiragana(text):
        return letters(text)
    normal = normalise(text)[:_PIECE]
    return letters("".join(part.reading_form() for part in _tokenizer().tokenize(normal)))


@dataclass(frozen=True)
class Spoken:
    """A word as it stands in a text, and how it is read."""

    text: str
    sound: str
    """In katakana; the word itself where the dictionary does not know."""


def spoken_words(text: str) -> Iterator[Spoken]:
    """The words of a text, signs and spaces among them: put together they are the text."""
    for start in range(0, len(text), _PIECE):
        for part in _tokenizer().tokenize(text[start : start + _PIECE]):
            yield Spoken(part.surface(), part.reading_form())


def runs_of_sound(text: str) -> list[str]:
    """Runs of three letters of how a text is read, in hiragana; of two where it is shorter."""
    spoken = reading(text)
    return runs_of(spoken, min(3, len(spoken)))


def pairs_of_letters(text: str) -> list[str]:
    """Every two letters that stand side by side; most survive a misspelling."""
    return runs_of(letters(text), 2)


def runs_of(text: str, size: int) -> list[str]:
    """Every run of so many letters."""
    return [text[start : start + size] for start in range(len(text) - size + 1) if size > 1]
