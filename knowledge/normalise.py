"""Make the same words look the same: full and half width, kana, spaces, footnote marks."""

from __future__ import annotations

import re
import unicodedata

import jaconv

_SPACES = re.compile(r"\s+")
_SPACED_OUT = re.compile(r"(?<![A-Za-z])[A-Z](?: [A-Z])+(?![A-Za-z])")
_FOOTNOTE_MARK = re.compile(
    r"\^\([^)]*\)"  # ^(参考2)
    r"|[¹²³⁰⁴-⁹]+"  # raised digits, before NFKC makes them plain ones
    r"|[*＊※]\d+"
)
_PUNCTUATION = re.compile(
    r"[\s、。，．,.!?！？・:：;；「」『』（）()\[\]【】〈〉<>\"'”“’~〜～\-ー_/／|｜]+"
)


def normalise(text: str) -> str:
    """NFKC, lower case, one space between words, none at the ends; K P I is kpi."""
    plain = _SPACES.sub(" ", unicodedata.normalize("NFKC", text)).strip()
    return _SPACED_OUT.sub(lambda found: found[0].replace(" ", ""), plain).lower()


def without_footnote_marks(text: str) -> str:
    """The text without raised digits, ``^(…)`` and ``*1`` that point to a footnote."""
    return _FOOTNOTE_MARK.sub("", text)


def title_key(text: str) -> str:
    """What two spellings of one title share: no footnote marks, NFKC, no spaces, lower case."""
    return normalise(without_footnote_marks(text)).replace(" ", "")


def letters(text: str, *, keep_katakana: bool = False) -> str:
    """Only the letters of a text, katakana written as hiragana: for comparing short phrases."""
    plain = _PUNCTUATION.sub("", normalise(text))
    return plain if keep_katakana else jaconv.kata2hira(plain)


def in_letters(*patterns: str) -> str:
    """One regular expression for all of these, to be compared with what `letters` leaves: either
    kana may be written in them, and 「ー」 does not count. None at all matches nothing."""
    together = "|".join(f"(?:{one})" for one in patterns) or "(?!)"
    return jaconv.kata2hira(together).replace("ー", "")
