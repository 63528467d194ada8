"""Cut Japanese text into the words that carry meaning, with SudachiPy."""

from __future__ import annotations

import re
import threading
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.resources import files

from sudachipy import Dictionary, SplitMode, Tokenizer

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


def content_words(text: str) -> list[str]:
    """Content words of a text in Sudachi's normalised form, shortest units, in order.

    Which words to keep and how to cut them was measured on municipal FAQ: see
    docs/benchmarks.md.
    """
    normal = normalise(text)
    words = []
    for start in range(0, len(normal), _PIECE):
        for morpheme in _tokenizer().tokenize(normal[start : start + _PIECE]):
            kind = morpheme.part_of_speech()
            word = morpheme.normalized_form()
            if kind[0] not in _CONTENT or word in _EMPTY_WORDS or not word.strip():
                continue
            if kind[0] in {"動詞", "形容詞"} and kind[1] in _EMPTY_KINDS and len(word) == 1:
                continue
            words.append(word)
    return words


def is_hiragana(text: str) -> bool:
    """Whether a text has hiragana and no kanji, katakana or Latin letters.

    Sudachi cuts such a text into whatever words sound like it (てんきょ: 天気 and よ), so it is
    compared by its sound, not by its words.
    """
    return _HIRAGANA.fullmatch(letters(text, keep_katakana=True)) is not None


def reading_grams(text: str) -> list[str]:
    """Runs of three letters of how a text is read, in hiragana; of two where it is shorter."""
    if is_hiragana(text):
        reading = letters(text)
    else:
        normal = normalise(text)[:_PIECE]
        reading = letters("".join(part.reading_form() for part in _tokenizer().tokenize(normal)))
    size = min(3, len(reading))
    return [reading[start : start + size] for start in range(len(reading) - size + 1) if size > 1]


class Cutter:
    """Remembers how texts were cut: when one entry changes, the others are not cut again."""

    def __init__(self, remembered: int = 50_000) -> None:
        self.words = lru_cache(remembered)(_words)
        self.grams = lru_cache(remembered)(_grams)


def _words(text: str) -> Sequence[str]:
    return tuple(content_words(text))


def _grams(text: str) -> Sequence[str]:
    return tuple(reading_grams(text))
