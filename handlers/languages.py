"""The languages that citizens can read the counter in: one folder under ``locale`` each.

Japanese is what the templates say themselves. A catalogue there says the same sentences in another
language; a new folder makes its language one to choose.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from gettext import NullTranslations
from io import BytesIO
from pathlib import Path
from types import MappingProxyType
from typing import IO, Any

from babel import Locale
from babel.core import UnknownLocaleError
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations

JAPANESE = "ja"
EASY_JAPANESE = "ja_easy"
ENGLISH = "en"

_FOLDER = Path(__file__).with_name("locale")
_CATALOGUE = Path("LC_MESSAGES", "madoguchi.po")


@dataclass(frozen=True)
class Language:
    """A language to choose."""

    code: str
    name: str
    """What it calls itself."""
    locale: Locale
    """How it writes days and times."""
    sentences: NullTranslations
    """What it says for each Japanese sentence of the templates."""

    @property
    def is_japanese(self) -> bool:
        return self.locale.language == JAPANESE


@cache
def languages() -> Mapping[str, Language]:
    """All languages there are by code, Japanese first."""
    japanese = Language(JAPANESE, "日本語", Locale(JAPANESE), NullTranslations())
    others = sorted(path.parent.parent.name for path in _FOLDER.glob(f"*/{_CATALOGUE}"))
    return MappingProxyType({JAPANESE: japanese} | {code: _language(code) for code in others})


def language(code: str) -> Language:
    """The language of a code; Japanese where there is none of it."""
    return languages().get(code) or languages()[JAPANESE]


def catalogue(code: str) -> Catalog:
    """The sentences of a language as its file has them."""
    with (_FOLDER / code / _CATALOGUE).open("rb") as file:
        return read_po(file, locale=code, abort_invalid=True)


def words_of_data(
    file: IO[bytes],
    keywords: object,
    comment_tags: object,
    options: Mapping[str, Any],
) -> Iterator[tuple[int, str, str, list[str]]]:
    """Find the words to translate in a data file: the named fields of every table of it.

    `pybabel extract` calls this, as ``babel.cfg`` says (Babel, writing extraction methods).
    """
    fields = options["fields"].split()
    for table in tomllib.loads(file.read().decode()).values():
        for field in fields:
            if table.get(field):
                yield 1, "gettext", table[field], []


def _language(code: str) -> Language:
    found = catalogue(code)
    compiled = BytesIO()
    write_mo(compiled, found)
    compiled.seek(0)
    try:
        locale = Locale.parse(code)
    except UnknownLocaleError:  # easy Japanese is Japanese
        locale = Locale(code.partition("_")[0])
    # The header of a catalogue has one place for a name, and `pybabel update` keeps it.
    return Language(code, found.language_team, locale, Translations(compiled, "madoguchi"))
