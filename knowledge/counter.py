"""The counter itself: a question in, one `Answer` out."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from knowledge import decision, first_look
from knowledge.answer import Answer, Audience, Candidate, Contact, Decision, Notice, SmallTalk
from knowledge.asked_part import asked_facts, led_by_facts, tells_of, without_facts
from knowledge.encoding import Encoder
from knowledge.entries import Entry, KnowledgeBase
from knowledge.follow_up import FollowUp, Wish, follow_up
from knowledge.normalise import letters, title_key
from knowledge.ranking import Index, Ranked, Ranking, rank
from knowledge.shelves import Library, Shelves
from store.database import Database

MOST_ALTERNATIVES = 3
MOST_CONTACTS = 5
RELATED_COVERAGE = 0.3
"""Share of a question that the title or a wording of another entry must have to be offered beside
the answer."""


class Counter:
    """Answers questions from the store's entries; rebuilds its indexes when the store changed."""

    def __init__(self, database: Database, encoders: Sequence[Encoder] = ()) -> None:
        self.library = Library(database, encoders)

    def ask(
        self, question: str, *, municipality: str, audience: Audience, last_entry: str = ""
    ) -> Answer:
        """Find the entry that answers a question, or say honestly that there is none.

        Args:
            last_entry: key of the entry that the conversation was about a moment ago.

        Raises:
            UnknownMunicipality: the code is not in the database.
        """
        shelves = self.shelves(municipality)
        seen = first_look.look(question)
        # Whatever an entry is called, who asks for it by its title gets it.
        is_title = title_key(question) in shelves.indexes[audience].titles
        wish = None if is_title else follow_up(question)
        if seen.small_talk is not None and not is_title:
            found = _small_talk(seen.small_talk, question, shelves.base, audience)
        elif wish is not None:
            found = self._follow(wish, last_entry, question, shelves, audience)
        else:
            found = self._search(question, shelves, audience)
            names = () if is_title else asked_facts(question)
            if names and found.decision is not Decision.ANSWER:
                # 「転出届はいつまで」 names 転出届, whatever else has a deadline; and what is not
                # found with such words may be found without.
                named = self._search(without_facts(question), shelves, audience)
                is_sure = named.confidence == 1.0 or found.decision is Decision.PASS_ON
                if is_sure and (named.kind is None or tells_of(named.kind, names)):
                    found = replace(named, question=question, searched=named.question)
            found = led_by_facts(found, names)
        return replace(found, notices=(*seen.notices, *found.notices))

    def _search(self, question: str, shelves: Shelves, audience: Audience) -> Answer:
        index = shelves.indexes[audience]
        ranking = self.find(question, index)
        ranked = ranking.best
        sure = decision.confidence(ranking)
        decided = decision.decide(ranking, sure)
        candidates = _candidates(ranked, index, sure)
        if decided is Decision.ANSWER:
            entry = index.entries[ranked[0].number]
            return _answer(
                entry,
                shelves.base,
                question=question,
                audience=audience,
                sure=sure,
                alternatives=_related(entry, index, candidates, ranked),
                ranking=candidates,
            )
        return Answer(
            shelves.base.municipality,
            audience,
            question,
            decided,
            confidence=sure,
            alternatives=(candidates[:MOST_ALTERNATIVES] if decided is Decision.ASK_BACK else ()),
            contacts=_who_to_ask(question, shelves.base),
            ranking=candidates,
        )

    def _follow(
        self,
        wish: FollowUp,
        last_entry: str,
        question: str,
        shelves: Shelves,
        audience: Audience,
    ) -> Answer:
        """Answer what goes on from the last answer, as far as this audience may still see it."""
        base = shelves.base
        entry = next((one for one in base.entries(audience) if one.key == last_entry), None)
        if entry is None:
            return _small_talk(SmallTalk.NO_SUBJECT, question, base, audience)
        whole = self.show(entry, municipality=base.municipality, audience=audience)
        whole = replace(whole, question=question)
        match wish.wish:
            case Wish.FACTS:
                return led_by_facts(whole, wish.facts, of_any_kind=True)
            case Wish.MORE:
                return replace(whole, notices=(Notice.ALL_THERE_IS,))
            case Wish.OTHERS:
                return self._others(entry, question, shelves, audience)

    def _others(self, entry: Entry, question: str, shelves: Shelves, audience: Audience) -> Answer:
        """What may be meant instead of an entry."""
        near = self._search(entry.title, shelves, audience)
        others = {
            one.entry_key: one
            for one in (*near.alternatives, *near.ranking)
            if one.entry_key != entry.key
        }
        if not others:
            return _small_talk(SmallTalk.NOTHING_ELSE, question, shelves.base, audience)
        return Answer(
            shelves.base.municipality,
            audience,
            question,
            Decision.ASK_BACK,
            confidence=0.0,
            contacts=_reachable(entry.contacts, shelves.base, MOST_CONTACTS),
            alternatives=tuple(others.values())[:MOST_ALTERNATIVES],
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
        """The current knowledge of a municipality.

        Raises:
            UnknownMunicipality: the code is not in the database.
        """
        return self.library.shelves(municipality)

    def find(self, question: str, index: Index) -> Ranking:
        """The entries of an index that fit a question, with what they were found by."""
        return rank(question, index, self.library.vectors(question, index))


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
        entry_key=entry.key,
        contacts=_reachable(entry.contacts, base, most_contacts),
        source=entry.source,
        link=entry.link,
        alternatives=alternatives,
        ranking=ranking,
    )


def _small_talk(kind: SmallTalk, question: str, base: KnowledgeBase, audience: Audience) -> Answer:
    return Answer(
        base.municipality,
        audience,
        question,
        Decision.PASS_ON,
        confidence=0.0,
        small_talk=kind,
        contacts=_general_desk(base),
    )


def _candidates(ranked: Sequence[Ranked], index: Index, sure: float) -> tuple[Candidate, ...]:
    best = ranked[0].score if ranked else 0.0
    return tuple(
        Candidate(
            entry.key,
            entry.kind,
            entry.title,
            confidence=round(sure * math.exp(item.score - best), 4),
        )
        for item in ranked
        for entry in [index.entries[item.number]]
    )


def _related(
    entry: Entry, index: Index, candidates: Sequence[Candidate], ranked: Sequence[Ranked]
) -> tuple[Candidate, ...]:
    """Entries a clerk linked to this one first, then what else fits the question well."""
    linked = [
        Candidate(found.key, found.kind, found.title, confidence=1.0)
        for title in entry.related
        if (number := index.titles.get(title_key(title))) is not None
        for found in [index.entries[number]]
    ]
    near = [
        candidate
        for candidate, item in zip(candidates, ranked, strict=True)
        if item.phrase_coverage >= RELATED_COVERAGE
    ]
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
