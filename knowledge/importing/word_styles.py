"""Which paragraph styles of a Word document are headings, and how deep."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element, fromstring

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ALWAYS = (
    "p[style-name='Title'] => h1.title:fresh",
    "p[style-name='title'] => h1.title:fresh",
    "p[style-name^='toc '] => !",
    "p[style-name^='TOC '] => !",
)
_DEEPEST = 6


@dataclass(frozen=True)
class _Style:
    name: str
    based_on: str
    level: int | None
    """Depth in the outline from 0 (w:outlineLvl); 9 is body text; nothing if not said."""


def style_map(packed: zipfile.ZipFile) -> str:
    """Rules for mammoth: the title, no table of contents, and styles of the city's own making.

    Word knows a heading by its outline level; mammoth by the name of Word's own styles only.
    """
    if "word/styles.xml" not in packed.namelist():
        return "\n".join(_ALWAYS)
    root = fromstring(packed.read("word/styles.xml"))  # noqa: S314 - expat bounds expansion
    styles = dict(_styles(root))
    rules = []
    for style in styles.values():
        level = _level(style, styles)
        if level is not None and level < _DEEPEST and "'" not in style.name:
            rules.append(f"p[style-name='{style.name}'] => h{level + 1}:fresh")
    return "\n".join([*_ALWAYS, *rules])


def _styles(root: Element) -> Iterator[tuple[str, _Style]]:
    for style in root.iter(f"{_W}style"):
        if style.get(f"{_W}type") != "paragraph":
            continue
        level = _value(style, f"{_W}pPr/{_W}outlineLvl")
        yield (
            style.get(f"{_W}styleId", ""),
            _Style(
                name=_value(style, f"{_W}name"),
                based_on=_value(style, f"{_W}basedOn"),
                level=int(level) if level else None,
            ),
        )


def _value(style: Element, path: str) -> str:
    found = style.find(path)
    return "" if found is None else found.get(f"{_W}val", "")


def _level(style: _Style, styles: dict[str, _Style]) -> int | None:
    """Its own level, or that of the style it is based on."""
    seen: set[str] = set()
    level, parent = style.level, style.based_on
    while level is None and parent in styles and parent not in seen:
        seen.add(parent)
        level, parent = styles[parent].level, styles[parent].based_on
    return level
