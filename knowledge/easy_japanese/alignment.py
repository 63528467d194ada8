"""Where in a word its reading belongs: after the kanji, before the kana that follow them."""

from __future__ import annotations

import re
from collections.abc import Iterator

import jaconv

KANJI = "々〆一-鿿㐀-䶿"
_PARTS = re.compile(f"[{KANJI}]+|[^{KANJI}]+")
_SOUND = re.compile("[ぁ-ゖー]+")
_KANJI = re.compile(f"[{KANJI}]")


def has_kanji(text: str) -> bool:
    return _KANJI.search(text) is not None


def aligned(word: str, sound: str) -> Iterator[tuple[str, str]]:
    """A word in parts, each with its reading in hiragana, which is empty where it needs none: 出し
    is 出 with だ, and し. A word whose own kana are not in its reading stays whole.

    No part has a reading where ``sound`` is none, as for words that no dictionary knows.
    """
    heard = jaconv.kata2hira(sound)
    if not has_kanji(word) or _SOUND.fullmatch(heard) is None:
        yield word, ""
        return
    parts = _PARTS.findall(word)
    pattern = "".join(
        "(.+?)" if has_kanji(part) else re.escape(jaconv.kata2hira(part)) for part in parts
    )
    found = re.fullmatch(pattern, heard)
    if found is None:
        yield word, heard
        return
    sounds = iter(found.groups())
    for part in parts:
        yield part, next(sounds) if has_kanji(part) else ""
