"""Tell which fact of an entry a question asks for, and put that fact first."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from knowledge.answer import Answer, Contact, Kind, Part, Passage
from knowledge.normalise import in_letters, letters, normalise

OTHER_KINDS = "*"
ONLINE_FROM = "online_from"
"""The fact when something goes online."""
_BETWEEN = re.compile(r"[\s、。，．,.!?！？・「」]+")
_SENTENCE = re.compile(r"[^。！？\n]+[。！？]?(?:（[^）]*）。?)?")
_ENDS = (
    r"(?=$|\s|は|も|って|と(?!は)|です|だけ"
    r"|[をがの]?(?:教え|おしえ|知り|わから|分から|いくら|どこ|いつ|何))"
)
"""What follows a noun that ends here."""
MOST_SENTENCES = 2
"""Of a text, that lead because they tell what was asked."""
_FROM_CONTACTS: dict[Part, Callable[[Contact], str]] = {
    Part.CONTACT: lambda contact: contact.telephone,
    Part.HOURS: lambda contact: contact.hours,
    Part.PLACE: lambda contact: contact.place,
}
"""What the departments tell where the entry does not."""
_GO_BEFORE = {Part.PROGRESS: (Part.STATUS,)}
"""Parts without which another says little."""
_GO_AFTER = {Part.SCHEDULE: (Part.STATUS, Part.PROGRESS)}
"""Parts that tell how far it has come."""


@dataclass(frozen=True)
class Fact:
    """A fact that people ask for; see `asked_part.toml`."""

    words: re.Pattern[str]
    as_written: re.Pattern[str]
    """The same for a text in which katakana are what they are."""
    mentioned: re.Pattern[str]
    parts: dict[str, Part]
    names_something: bool = False
    """Whether who asks for it with no answer before says what it is about."""

    def part_of(self, kind: Kind | None, *, of_any_kind: bool) -> Part | None:
        named = self.parts.get(kind or "")
        return named or (self.parts.get(OTHER_KINDS) if of_any_kind else None)


def asked_facts(question: str) -> tuple[str, ...]:
    """Names of the facts that a question asks for, in the order it does."""
    spoken = " ".join(filter(None, map(letters, _BETWEEN.split(question))))
    found = {name: fact.words.search(spoken) for name, fact in facts().items()}
    spans = {name: match.span() for name, match in found.items() if match}
    # 「担当はどこ」 asks for the department, not for a place.
    whole = [name for name in spans if not any(_is_within(spans[name], spans[o]) for o in spans)]
    return tuple(sorted(whole, key=lambda name: spans[name]))


def _is_within(span: tuple[int, int], other: tuple[int, int]) -> bool:
    return span != other and other[0] <= span[0] and span[1] <= other[1]


def without_facts(question: str) -> str:
    """The question without the words that ask for a fact: what the fact is of."""
    rest = normalise(question)
    for fact in facts().values():
        rest = fact.as_written.sub(" ", rest)
    return rest.strip()


def tells_of(kind: Kind | None, names: Sequence[str]) -> bool:
    """Whether entries of a kind tell at least one of the facts."""
    return any(facts()[name].part_of(kind, of_any_kind=False) for name in names)


def led_by_facts(answer: Answer, names: Sequence[str], *, of_any_kind: bool = False) -> Answer:
    """The answer with what was asked for in front, or with the honest word that it is not there.

    A fact that the title names already is what the whole entry is about.

    Args:
        of_any_kind: the question asks for nothing but the facts, so something must be said of them.
    """
    titled = set(asked_facts(answer.title))
    first: list[Passage] = []
    asked: list[Part] = []
    unwritten: list[Part] = []
    for name in names:
        fact = facts()[name]
        part = fact.part_of(answer.kind, of_any_kind=of_any_kind)
        if part is None or name in titled or part in asked or part in unwritten:
            continue
        of_contact = _FROM_CONTACTS.get(part)
        is_in_contacts = of_contact is not None and any(map(of_contact, answer.contacts))
        told = [] if is_in_contacts and part is Part.CONTACT else _telling(answer, part, fact)
        first += [passage for passage in told if passage not in first]
        if told or is_in_contacts:
            asked.append(part)
        elif not any(passage.is_cut or passage.part is Part.LISTED for passage in answer.passages):
            unwritten.append(part)
    rest = [passage for passage in answer.passages if passage not in first]
    return replace(answer, passages=(*first, *rest), asked=tuple(asked), unwritten=tuple(unwritten))


def _telling(answer: Answer, part: Part, fact: Fact) -> list[Passage]:
    """The passages of a part, else the sentences of the text that tell the same."""
    wanted = (*_GO_BEFORE.get(part, ()), part, *_GO_AFTER.get(part, ()))
    own = [passage for kind in wanted for passage in answer.passages if passage.part is kind]
    if any(passage.part is part for passage in own):
        return own
    texts = [passage for passage in answer.passages if passage.part in {Part.TEXT, Part.NOTE}]
    for passage in texts:
        sentences = list(_sentences(passage))
        telling = [one for one in sentences if fact.mentioned.search(one)][:MOST_SENTENCES]
        if telling and part in _FROM_CONTACTS:
            return [replace(passage, part=part, lines=tuple(telling), is_cut=False)]
        if telling and telling == sentences[: len(telling)]:
            return [passage]  # it says so first by itself
        if telling:
            return [replace(passage, lines=tuple(telling), is_cut=False)]
    return []


def _sentences(passage: Passage) -> Iterator[str]:
    return (found.group().strip() for line in passage.lines for found in _SENTENCE.finditer(line))


@cache
def facts() -> dict[str, Fact]:
    data = tomllib.loads((files("knowledge") / "asked_part.toml").read_text(encoding="utf-8"))
    return {
        name: Fact(
            words=re.compile(in_letters(_nouns_and_words(fact))),
            as_written=re.compile(_nouns_and_words(fact)),
            mentioned=re.compile("|".join(fact["mentioned"]) or r"(?!)"),
            parts={kind: Part(part) for kind, part in fact["parts"].items()},
            names_something=fact.get("names_something", False),
        )
        for name, fact in data.items()
    }


def _nouns_and_words(fact: Mapping[str, Sequence[str]]) -> str:
    return "|".join((*(f"(?:{noun}){_ENDS}" for noun in fact["nouns"]), *fact["words"]))
