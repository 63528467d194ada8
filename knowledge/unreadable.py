"""Recognise what nobody can answer: no words, too few, too many, or keys pressed at random."""

from __future__ import annotations

import re

from knowledge.answer import SmallTalk
from knowledge.normalise import letters, normalise
from knowledge.personal_numbers import MASK

LONGEST_QUESTION = 500
"""Characters of a question; what is longer is a letter, and the bot asks for one sentence."""
_KEYBOARD = ("qwertyuiop", "asdfghjkl", "zxcvbnm", "qazwsxedcrfvtgbyhnujmikolp", "0123456789")
_LINKS = re.compile(r"(?:(?:https?://|www\.)[^\s]+\s*)+")
_LETTER = re.compile(r"[^\W_]")
_ONE_LETTER = re.compile(r"[ぁ-んa-z0-9]|[0-9]{1,3}")
"""A kanji alone may be a word: 税, 犬, 水."""
_SAME_LETTER = re.compile(r"(.)\1{2,}")
_KEYS = re.compile(r"[a-z0-9]{5,}")
_VOWELS = re.compile(r"[aeiou0-9]")


def unreadable(text: str) -> SmallTalk | None:
    """Why a text cannot be read as a question, or nothing where it can."""
    if len(text) > LONGEST_QUESTION:
        return SmallTalk.TOO_LONG
    if _LINKS.fullmatch(normalise(text)):
        return SmallTalk.LINK
    spoken = letters(text).replace(MASK, "")
    if not _LETTER.search(spoken):
        return SmallTalk.EMPTY
    if _ONE_LETTER.fullmatch(spoken):
        return SmallTalk.TOO_SHORT
    if _SAME_LETTER.fullmatch(spoken) or (_KEYS.fullmatch(spoken) and _is_typed_blindly(spoken)):
        return SmallTalk.NONSENSE
    return None


def _is_typed_blindly(spoken: str) -> bool:
    """Keys that lie side by side, or so many consonants that nobody could say it."""
    trios = [spoken[start : start + 3] for start in range(len(spoken) - 2)]
    rows = [row for forward in _KEYBOARD for row in (forward, forward[::-1])]
    beside = sum(any(trio in row for row in rows) for trio in trios)
    return 2 * beside > len(trios) or (len(spoken) > 5 and not _VOWELS.search(spoken))
