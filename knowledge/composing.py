"""Put an `Answer` together from what was found: its entry, whom to ask, what else may be meant."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date

from knowledge.answer import Answer, Audience, Candidate, Contact, Decision, SmallTalk
from knowledge.entries import Entry, KnowledgeBase
from knowledge.normalise import letters, title_key
from knowledge.ranking import Index, Ranked, Ranking

MOST_ALTERNATIVES = 3
MOST_CONTACTS = 5
RELATED_COVERAGE = 0.3
"""Share of a question that the title or a wording of another entry must have to be offered beside
the answer."""


def answer_from(
    entry: Entry,
    base: KnowledgeBase,
    *,
    today: date,
    question: str,
    audience: Audience,
    sure: float,
    alternatives: tuple[Candidate, ...],
    ranking: tuple[Candidate, ...],
    most_contacts: int | None = MOST_CONTACTS,
) -> Answer:
    """The answer that an entry gives.

    Args:
        sure: confidence that it is meant, 0 to 1.
        most_contacts: departments that are named; all of them for nothing.
    """
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
        contacts=reachable(entry.contacts, base, most_contacts),
        source=entry.source,
        is_unsure=entry.is_unsure(today, base.verified_for),
        link=entry.link,
        page=entry.page,
        alternatives=alternatives,
        ranking=ranking,
    )


def talk(kind: SmallTalk, question: str, base: KnowledgeBase, audience: Audience) -> Answer:
    """A short reply to what is no question."""
    return Answer(
        base.municipality,
        audience,
        question,
        Decision.PASS_ON,
        confidence=0.0,
        small_talk=kind,
        contacts=base.general_desk,
    )


def candidates_of(ranked: Sequence[Ranked], index: Index, sure: float) -> tuple[Candidate, ...]:
    """The entries that were considered, with the confidence that each is meant."""
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


def to_choose_from(candidates: Sequence[Candidate], ranking: Ranking) -> tuple[Candidate, ...]:
    """The best few of those that share the name which was asked for, else of all."""
    family = ranking.look.family if ranking.look else frozenset()
    sharing = [
        candidate
        for candidate, item in zip(candidates, ranking.best, strict=True)
        if item.number in family
    ]
    return tuple(sharing or candidates)[:MOST_ALTERNATIVES]


def related_to(
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


def reachable(
    contacts: tuple[Contact, ...], base: KnowledgeBase, most: int | None
) -> tuple[Contact, ...]:
    """The departments of an entry; with the general desk where none has a telephone."""
    if any(contact.telephone for contact in contacts):
        return contacts[:most]
    desk = tuple(item for item in base.general_desk if item not in contacts)
    return contacts[:most] + desk


def who_to_ask(question: str, base: KnowledgeBase) -> tuple[Contact, ...]:
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
    return base.general_desk
