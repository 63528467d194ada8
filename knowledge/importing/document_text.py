"""The text of a plan document of any kind, in lines that the reader of plans understands.

Headings carry `#` marks where the document knows them, a paragraph is one line, a bullet starts
with `- ` or its own mark, a row of a table is one line with tabs, and `<br>` parts what a
cell holds. Footnotes have their number raised (`¹`), in the text and before the note.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping

from knowledge.importing.pdf_document import pdf_text
from knowledge.importing.reading import Problem, ProblemKind, UnreadableFile, text_of
from knowledge.importing.sheet_document import csv_text, workbook_text
from knowledge.importing.word_document import word_text

Reader = Callable[[bytes, str], str]

READERS: Mapping[str, Reader] = {
    ".md": text_of,
    ".markdown": text_of,
    ".txt": text_of,
    ".docx": word_text,
    ".pdf": pdf_text,
    ".xlsx": workbook_text,
    ".csv": csv_text,
}
"""What reads a file, by how its name ends."""

_OLD = {".doc": ".docx", ".rtf": ".docx", ".xls": ".xlsx"}
_COMPOUND = bytes.fromhex("D0CF11E0A1B11AE1")
"""How files of Word and Excel before 2007 begin, and newer ones with a password ([MS-CFB] 2.2)."""
_PARTS = {".docx": "word/", ".xlsx": "xl/"}
_PACKED = b"PK\x03\x04"
_MOST_UNPACKED = 40 * 1024 * 1024
"""Bytes of XML in a packed file: it takes 22 times that in memory (docs/benchmarks.md), and the
thickest plans have a few megabytes. Pictures are not unpacked."""


def document_text(content: bytes, name: str) -> str:
    """The text of the file `name`, whose bytes are `content`.

    Raises:
        UnreadableFile: it is of another kind than its name says or than can be read, of an old
            format, damaged, protected by a password, too large unpacked, or without text.
    """
    suffix = "." + name.rpartition(".")[2].lower()
    if content.startswith(_COMPOUND):
        raise UnreadableFile(_compound(content, name, suffix))
    if suffix in _OLD:
        raise UnreadableFile(Problem(ProblemKind.FILE_OLD_FORMAT, value=name, suffix=_OLD[suffix]))
    if suffix not in READERS:
        raise UnreadableFile(Problem(ProblemKind.FILE_KIND, value=name))
    found = _kind(content, name)
    if found is not None and found != suffix:
        raise UnreadableFile(_other_kind(found, name))
    if found is None and suffix in {".pdf", *_PARTS}:
        raise UnreadableFile(Problem(ProblemKind.FILE_DAMAGED, value=name))
    text = READERS[suffix](content, name)
    if not text.strip():
        raise UnreadableFile(Problem(ProblemKind.FILE_EMPTY, value=name))
    return text


def _kind(content: bytes, name: str) -> str | None:
    """How the name ought to end by the content; nothing for a text or what nobody knows."""
    if b"%PDF-" in content[:1024]:
        return ".pdf"
    return _packed_kind(content, name) if content.startswith(_PACKED) else None


def _packed_kind(content: bytes, name: str) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            parts = packed.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise UnreadableFile(Problem(ProblemKind.FILE_DAMAGED, value=name)) from error
    if any(part.flag_bits & 0x1 for part in parts):
        raise UnreadableFile(Problem(ProblemKind.FILE_ENCRYPTED, value=name))
    unpacked = sum(part.file_size for part in parts if part.filename.endswith((".xml", ".rels")))
    if unpacked > _MOST_UNPACKED:
        raise UnreadableFile(Problem(ProblemKind.FILE_UNPACKS_TOO_LARGE, value=name))
    names = [part.filename for part in parts]
    kinds = (kind for kind, folder in _PARTS.items() if any(n.startswith(folder) for n in names))
    return next(kinds, ".zip")


def _other_kind(found: str, name: str) -> Problem:
    if found in READERS:
        return Problem(ProblemKind.FILE_MISNAMED, value=name, suffix=found)
    return Problem(ProblemKind.FILE_KIND, value=name)


def _compound(content: bytes, name: str, suffix: str) -> Problem:
    """An old file of Word or Excel, or a newer one that a password protects."""
    if "WordDocument".encode("utf-16-le") in content:
        return Problem(ProblemKind.FILE_OLD_FORMAT, value=name, suffix=".docx")
    if "Workbook".encode("utf-16-le") in content:
        return Problem(ProblemKind.FILE_OLD_FORMAT, value=name, suffix=".xlsx")
    if suffix in _OLD:
        return Problem(ProblemKind.FILE_OLD_FORMAT, value=name, suffix=_OLD[suffix])
    return Problem(ProblemKind.FILE_ENCRYPTED, value=name)
