"""Numbers of footnotes as plans write them: raised digits, in the text and before the note."""

from __future__ import annotations

_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def raised(digits: str) -> str:
    """``12`` as ``¹²``."""
    return digits.translate(_RAISED)
