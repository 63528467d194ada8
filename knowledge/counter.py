"""The counter itself: a question in, one `Answer` out."""

from __future__ import annotations

import threading
from dataclasses import dataclass

from knowledge import decision, small_talk
from knowledge.answer import Answer, Audience, Candidate, Contact, Decision
from knowledge.entries import Entry, KnowledgeBase, read
from knowledge.index import Index
from knowledge.normalise import letters, title_key
from knowledge.ranking import Ranked, rank
from knowledge.words import Cutter
from store.database import Database
from store.municipalities import knowledge_version

MOST_ALTERNATIVES = 3
MOST_CONTACTS = 5


class UnknownMunicipality(LookupError):
    """Nothing was imported for this municipality code."""


@dataclass(frozen=True)
class Shelves:
    """What one municipality can be asked, at one version of its store."""

    base: KnowledgeBase
    indexes: dict[Audience, Index]


class Counter:
    """Answers questions from the store's entries; rebuilds its indexes when the store changed."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._cutter = Cutter()
        self._shelves: dict[str, Shelves] = {}
        self._building = threading.Lock()

    def ask(self, question: str, *, municipality: str, audience: Audience) -> Answer:
        """Find the entry that answers a question, or say honestly that there is none.

        Raises:
            UnknownMunicipality: the code is not in the database.
        """
        shelves = self.shelves(municipality)
        talk = small_talk.recognise(question)
        if talk is not None:
            return Answer(
                municipality,
                audience,
                question,
                Decision.PASS_ON,
                confidence=0.0,
                small_talk=talk,
                contacts=_general_desk(shelves.base),
            )
        index = shelves.indexes[audience]
        ranked = rank(question, index)
        sure = decision.confidence(ranked)
        decided = decision.decide(ranked, sure)
        candidates = _candidates(ranked, index, sure)
        if decided is Decision.ANSWER:
            entry = index.entries[ranked[0].number]
            return _answer(
                entry,
                shelves.base,
                question=question,
                audience=audience,
                sure=sure,
                alternatives=_related(entry, index, candidates),
                ranking=candidates,
            )
        return Answer(
            municipality,
            audience,
            question,
            decided,
            confidence=sure,
            alternatives=(candidates[:MOST_ALTERNATIVES] if decided is Decision.ASK_BACK else ()),
            contacts=_who_to_ask(question, shelves.base),
            ranking=candidates,
        )

    def show(self, entry: Entry, *, municipality: str, audience: Audience) -> Answer:
        """The answer that shows one entry, as if it had been asked for by its title."""
        shelves = self.shelves(municipality)
        return _answer(
            entry,
            shelves.base,
            question=entry.title,
            audience=audience,
            sure=1.0,
            alternatives=(),
            ranking=(),
            # Whoever looks an entry up must see every department that is responsible for it.
            most_contacts=None,
        )

    def shelves(self, municipality: str) -> Shelves:
        """The current knowledge of a municipality; a new one replaces the old one when built.

        Raises:
            UnknownMunicipality: the code is not in the database.
        """
        with self._database.reading() as session:
            version = knowledge_version(session, municipality)
        if version is None:
            raise UnknownMunicipality(municipality)
        known = self._shelves.get(municipality)
        if known is not None and known.base.version == version:
            return known
        if known is not None and self._building.locked():
            return known  # another thread is building; nobody waits for it or sees half of it
        with self._building:
            return self._build(municipality, version)

    def _build(self, municipality: str, version: int) -> Shelves:
        known = self._shelves.get(municipality)
        if known is not None and known.base.version >= version:
            return known
        with self._database.reading() as session:
            base = read(session, municipality)
        if base is None:
            raise UnknownMunicipality(municipality)
        built = Shelves(
            base,
            {
                Audience.CITIZEN: Index.build(base.citizen_entries, self._cutter),
                Audience.STAFF: Index.build(base.staff_entries, self._cutter),
            },
        )
        self._shelves[municipality] = built
        return built


def _answer(
    entry: Entry,
    base: KnowledgeBase,
    *,
    question: str,
    audience: Audience,
    sure: float,
    alternatives: tuple[Candidate, ...],
    ranking: tuple[Candidate, ...],
    most_contacts: int | None = MOST_CONTACTS,
) -> Answer:
    return Answer(
        municipality=base.municipality,
        audience=audience,
        question=question,
        decision=Decision.ANSWER,
        confidence=sure,
        kind=entry.kind,
        title=entry.title,
        passages=entry.passages,
        contacts=_reachable(entry.contacts, base, most_contacts),
        source=entry.source,
        link=entry.link,
        alternatives=alternatives,
        ranking=ranking,
    )


def _candidates(ranked: list[Ranked], index: Index, sure: float) -> tuple[Candidate, ...]:
    best = ranked[0].score if ranked else 1.0
    return tuple(
        Candidate(entry.key, entry.kind, entry.title, confidence=round(sure * item.score / best, 4))
        for item in ranked
        for entry in [index.entries[item.number]]
    )


def _related(
    entry: Entry, index: Index, candidates: tuple[Candidate, ...]
) -> tuple[Candidate, ...]:
    """Entries a clerk linked to this one first, then what else fits the question well."""
    linked = [
        Candidate(found.key, found.kind, found.title, confidence=1.0)
        for title in entry.related
        if (number := index.titles.get(title_key(title))) is not None
        for found in [index.entries[number]]
    ]
    near = [item for item in candidates if item.confidence >= decision.ASK_BACK_FROM]
    chosen: dict[str, Candidate] = {}
    for candidate in linked + near:
        if candidate.entry_key != entry.key:
            chosen.setdefault(candidate.entry_key, candidate)
    return tuple(chosen.values())[:MOST_ALTERNATIVES]


def _reachable(
    contacts: tuple[Contact, ...], base: KnowledgeBase, most: int | None
) -> tuple[Contact, ...]:
    """The departments of an entry; with the general desk where none has a telephone."""
    if any(contact.telephone for contact in contacts):
        return contacts[:most]
    desk = tuple(item for item in _general_desk(base) if item not in contacts)
    return contacts[:most] + desk


def _general_desk(base: KnowledgeBase) -> tuple[Contact, ...]:
    return tuple(item.contact for item in base.departments if item.is_general_desk)[:1]


def _who_to_ask(question: str, base: KnowledgeBase) -> tuple[Contact, ...]:
    """The department whose words the question has, else the general desk."""
    spoken = letters(question)
    best = max(
        base.departments,
        key=lambda item: sum(
            len(word) for word in map(letters, item.handles) if word and word in spoken
        ),
        default=None,
    )
    if best is not None and any(letters(word) in spoken for word in best.handles if letters(word)):
        return (best.contact,)
    return _general_desk(base)
