"""Entries of one name are told apart, so that each can be asked for and none is lost."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Set
from dataclasses import replace

from knowledge.importing.plan_reading import Leftover, Reason
from knowledge.importing.shapes.findings import Findings
from knowledge.normalise import title_key
from store.records.counter import ListedProcedureRecord
from store.records.initiatives import InitiativeRecord


def tell_apart(found: Findings) -> None:
    """Give every record a key of its own; a procedure that is listed twice stands once.

    An initiative whose title stood before takes the theme it is under into its title.
    """
    found.initiatives[:] = _initiatives(found)
    found.procedures[:] = _procedures(found)
    seen: dict[type, set[str]] = {}
    for place, part in enumerate(found.parts):
        keys = seen.setdefault(type(part), set())
        key = _free(part.key, keys)
        keys.add(key)
        if key != part.key:
            found.parts[place] = replace(part, key=key)


def _initiatives(found: Findings) -> Iterable[InitiativeRecord]:
    titles: dict[str, None] = {}
    for record in found.initiatives:
        title = record.title
        if title_key(title) in titles:
            theme = record.theme[-1] if record.theme else ""
            title = f"{title}（{theme}）" if theme else title
            title = _free(title, titles.keys(), title_key)
            found.leftovers.append(Leftover(0, title, Reason.TWICE))
        titles[title_key(title)] = None
        yield replace(record, title=title)


def _procedures(found: Findings) -> Iterable[ListedProcedureRecord]:
    titles: set[str] = set()
    for record in found.procedures:
        if title_key(record.title) in titles:
            found.leftovers.append(Leftover(0, record.title, Reason.TWICE))
            continue
        titles.add(title_key(record.title))
        yield record


def _free(name: str, taken: Set[str], key: Callable[[str], str] = str) -> str:
    """The name, with the first number behind it that makes it another one than those taken."""
    free, number = name, 2
    while key(free) in taken:
        free, number = f"{name}（{number}）", number + 1
    return free
