"""Mask personal numbers before a text is stored or logged (design rule 5)."""

from __future__ import annotations

import re

MASK = "■"

_BETWEEN = r"[-‐‑–—−ー－ｰ\s()（）]{0,3}"
"""What people put between the digits of one number."""
_PATTERNS = (
    # Mail addresses. The lookbehind keeps a long text without any from being read again and again.
    re.compile(r"(?<![\w.+%-])[\w.+%-]+[@＠][\w-]+(?:[.．][\w-]+)+"),
    # My Number (12 digits; its check digit lets one random number in ten pass, so every run of
    # twelve counts) and card numbers (13 to 19 digits, ISO/IEC 7812-1), grouped or not; longer
    # runs as well, for two numbers may stand side by side.
    re.compile(rf"(?<!\d)(?:\d{_BETWEEN}){{11,}}\d"),
    # Telephone numbers: 0 and nine or ten more digits, grouped or not, or +81 for the 0.
    re.compile(rf"(?<!\d)(?:[+＋]\s?\d{{2}}{_BETWEEN}|[0０])(?:\d{_BETWEEN}){{8,9}}\d(?!\d)"),
)


def mask(text: str) -> str:
    """The text with every digit or letter of a personal number replaced; its length stays.

    Covers My Number, card, telephone numbers and mail addresses in half and full width.
    """
    for pattern in _PATTERNS:
        text = pattern.sub(lambda match: MASK * len(match.group()), text)
    return text
