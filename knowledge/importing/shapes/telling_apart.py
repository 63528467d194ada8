"""Entries of one name are told apart, so that each can be asked for and none is lost."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from knowledge.importing.plan_reading import Leftover, Reason
from knowledge.importing.shapes.findings import Findings, Found
from knowledge.normalise import title_key
from store.records.initiatives import InitiativeRecord
from store.records.procedures import ListedProcedureRecord


class _Names:
    """Names that are taken, by what two spellings of one name share."""

    def __init__(self, key: Callable[[str], str] = str) -> None:
        self._key = key
        self._taken: set[str] = set()
        self._next: dict[str, int] = {}

    def take(self, name: str) -> str:
        """The name, or the name with the first number behind it that nobody has."""
        free = name
        while self._key(free) in self._taken:
            number = self._next.get(name, 2)
            self._next[name] = number + 1
            free = f"{name}（{number}）"
        self._taken.add(self._key(free))
        return free

    def __contains__(self, name: str) -> bool:
        return self._key(name) in self._taken


def tell_apart(found: Findings) -> None:
    """Give every record a key of its own; a procedure that is listed twice stands once.

    An initiative whose title stood before takes the theme it is under into its title.
    """
    found.initiatives[:] = _initiatives(found)
    found.procedures[:] = _procedures(found)
    keys: dict[type, _Names] = {}
    for place, part in enumerate(found.parts):
        key = keys.setdefault(type(part), _Names()).take(part.key)
        if key != part.key:
            found.parts[place] = replace(part, key=key)


def _initiatives(found: Findings) -> Iterable[Found[InitiativeRecord]]:
    titles = _Names(title_key)
    for one in found.initiatives:
        title = one.record.title
        if title not in titles:
            titles.take(title)
            yield one
            continue
        theme = one.record.theme[-1] if one.record.theme else ""
        title = titles.take(f"{title}（{theme}）" if theme else title)
        found.leftovers.append(Leftover(one.line, title, Reason.TWICE))
        yield Found(one.line, replace(one.record, title=title))


def _procedures(found: Findings) -> Iterable[Found[ListedProcedureRecord]]:
    titles = _Names(title_key)
    for one in found.procedures:
        if one.record.title in titles:
            found.leftovers.append(Leftover(one.line, one.record.title, Reason.TWICE))
            continue
        titles.take(one.record.title)
        yield one
