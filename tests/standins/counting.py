"""How LINE counts characters.

Source: LINE Developers, "Character counting in a text" (docs/messaging-api/text-character-count):
texts are counted in UTF-16 code units; labels, the texts of message and postback actions and
the titles and texts of template messages are counted in grapheme clusters.
"""

from __future__ import annotations

import json
import unicodedata

_JOINER = "\u200d"


def utf16_units(text: str) -> int:
    """The number of UTF-16 code units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def graphemes(text: str) -> int:
    """The number of grapheme clusters.

    Covers combining marks, half-width sound marks, variation selectors, emoji joined or with a
    skin tone, flags and CR LF; conjoining Hangul letters are counted singly.
    """
    count = 0
    joined = False
    regional = 0
    previous = ""
    for char in text:
        if _extends(char) or (previous == "\r" and char == "\n"):
            count = max(count, 1)
            joined = char == _JOINER
        else:
            regional = regional + 1 if "\U0001f1e6" <= char <= "\U0001f1ff" else 0
            second_half = regional > 0 and regional % 2 == 0
            count += 0 if joined or second_half else 1
            joined = False
        previous = char
    return count


def _extends(char: str) -> bool:
    return (
        unicodedata.category(char) in {"Mn", "Me", "Mc"}
        or char in {_JOINER, "\uff9e", "\uff9f"}
        or "\U0001f3fb" <= char <= "\U0001f3ff"
        or "\U000e0020" <= char <= "\U000e007f"
    )


def json_bytes(value: object) -> int:
    """The size of a value as compact JSON in UTF-8."""
    return len(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8"))
