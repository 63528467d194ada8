"""Characters that a file cannot hold, in the notation of workbooks: ``_x000B_``.

ECMA-376 part 1, 22.9.2.19 (ST_Xstring). CSV files have them in the same way, for a file with many
control characters would be taken for no text at all.
"""

from __future__ import annotations

import re

_NOT_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
"""Characters that are no text, and what would be read as one of them."""
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def escaped(text: str) -> str:
    return _NOT_TEXT.sub(lambda found: f"_x{ord(found[0]):04X}_", text)


def escaped_for_xml(text: str) -> str:
    """Besides, XML turns a carriage return into a line feed."""
    return escaped(text).replace("\r", "_x000D_")


def unescaped(text: str) -> str:
    return _ESCAPED.sub(_character, text)


def _character(found: re.Match[str]) -> str:
    code = int(found[1], 16)
    is_letter = code and not 0xD800 <= code <= 0xDFFF
    return chr(code) if is_letter else found[0]
