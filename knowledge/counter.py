"""The counter itself: a question in, one `Answer` out."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

from knowledge import decision, first_look, same_meaning
from knowledge.answer import (
    Answer,
    Audience,
    Decision,
    Kind,
    Notice,
    SmallTalk,
)
from knowledge.asked_part import ONLINE_FROM, asked_facts, led_by_facts, tells_of, without_facts
from knowledge.composing import (
    MOST_ALTERNATIVES,
    MOST_CONTACTS,
    answer_from,
    candidates_of,
    reachable,
    related_to,
    talk,
    to_choose_from,
    who_to_ask,
)
from knowledge.encoding import Encoder
from knowledge.entries import Entry
from knowledge.follow_up import FollowUp, Wish, follow_up
from knowledge.normalise import title_key
from knowledge.ranking import Index, Ranking, rank
from knowledge.shelves import Library, Shelves
from knowledge.translations import JAPANESE, translated
from store.clock import TOKYO
from store.database import Database

_PARTICLE = re.compile(r"(?:って|[はがのを])?[\s、。?？]*$")


def _utc_now() -> datetime:
    return datetime.now(UTC)


class Counter:
    """Answers questions from the store's entries; rebuilds its indexes when the store changed."""

    def __init__(
        self,
        database: Database,
        encoders: Sequence[Encoder] = (),
        now: Callable[[], datetime] = _utc_now,
    ) -> None:
        self.library = Library(database, encoders)
        self._now = now

    def ask(
        self,
        question: str,
        *,
        municipality: str,
        audience: Audience,
        last_entry: str = "",
        in_hurry: bool = False,
    ) -> Answer:
        """Find the entry that answers a question, or say honestly that there is none.

        Args:
            last_entry: key of the entry that the conversation was about a moment ago.
            in_hurry: do without models of meaning, which take as long as all the rest together.

        Raises:
            UnknownMunicipality: the code is not in the database.
        """
        shelves = self.shelves(municipality)
        if in_hurry:
            shelves = shelves.by_words
        seen = first_look.look(question)
        # Whatever an entry is called, who asks for it by its title gets it.
        is_title = title_key(question) in shelves.indexes[audience].titles
        wish = None if is_title else follow_up(question)
        if wish is not None and wish.names_something and not last_entry:
            wish = None
        if seen.small_talk is not None and not is_title:
            found = talk(seen.small_talk, question, shelves.base, audience)
        elif wish is not None:
            found = self._follow(wish, last_entry, question, shelves, audience)
        else:
            found = self._search(question, shelves, audience)
            names = () if is_title else asked_facts(question)
            is_told = found.decision is Decision.ANSWER and tells_of(found.kind, names)
            if names and not is_told:
                found = self._by_name(found, names, question, shelves, audience)
            found = self._led(found, names, shelves)
        return replace(
            found,
            notices=(*seen.notices, *found.notices),
            evacuation_url=shelves.base.evacuation_url,
        )

    def _search(self, question: str, shelves: Shelves, audience: Audience) -> Answer:
        asked = (question, audience, self._today())
        known = shelves.remembered.get(asked)
        if known is not None:
            return known
        index = shelves.indexes[audience]
        ranking = self.find(question, index)
        found = self._decided(question, ranking, shelves, audience)
        if ranking.look is None or ranking.look.has_meanings == bool(index.meanings):
            shelves.remembered.keep(asked, found)  # else a model was late, and may not be next time
        return found

    def _decided(
        self, question: str, ranking: Ranking, shelves: Shelves, audience: Audience
    ) -> Answer:
        """What to do with a question, by how its entries were put in order."""
        index = shelves.indexes[audience]
        ranked = ranking.best
        sure = decision.confidence(ranking)
        decided = decision.decide(ranking, sure)
        candidates = candidates_of(ranked, index, sure)
        if decided is Decision.ANSWER:
            entry = index.entries[ranked[0].number]
            return answer_from(
                entry,
                shelves.base,
                today=self._today(),
                question=question,
                audience=audience,
                sure=sure,
                alternatives=related_to(entry, index, candidates, ranked),
                ranking=candidates,
            )
        may_choose = decided is Decision.ASK_BACK
        return Answer(
            shelves.base.municipality,
            audience,
            question,
            decided,
            confidence=sure,
            alternatives=to_choose_from(candidates, ranking) if may_choose else (),
            contacts=who_to_ask(question, shelves.base),
            ranking=candidates,
        )

    def _by_name(
        self,
        found: Answer,
        names: Sequence[str],
        question: str,
        shelves: Shelves,
        audience: Audience,
    ) -> Answer:
        """What a question names besides the facts it asks for: 「転出届はいつまで」 names 転出届,
        whatever else has a deadline; and what is not found with such words may be found without."""
        rest = without_facts(question)
        if found.decision is Decision.ANSWER:
            rest = _PARTICLE.sub("", rest)  # another entry must be named in full
        named = self._search(rest, shelves, audience)
        is_sure = named.confidence == 1.0 or found.decision is Decision.PASS_ON
        tells = tells_of(named.kind, names)
        if is_sure and (tells or (named.kind is None and found.decision is not Decision.ANSWER)):
            return replace(named, question=question, searched=named.question)
        return found

    def _led(
        self, found: Answer, names: Sequence[str], shelves: Shelves, *, of_any_kind: bool = False
    ) -> Answer:
        """The answer with the facts in front. When a procedure goes online, the initiative that a
        clerk linked to it tells."""
        told = led_by_facts(found, names, of_any_kind=of_any_kind)
        if ONLINE_FROM not in names or found.kind is not Kind.PROCEDURE or not told.unwritten:
            return told
        index = shelves.indexes[found.audience]
        entry = shelves.base.entry(found.entry_key, found.audience)
        linked = (index.titles.get(title_key(title)) for title in (entry.related if entry else ()))
        related = (index.entries[number] for number in linked if number is not None)
        plan = next((one for one in related if one.kind is Kind.INITIATIVE), None)
        if plan is None:
            return told
        shown = self.show(plan, municipality=found.municipality, audience=found.audience)
        return led_by_facts(replace(shown, question=found.question), names)

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
        entry = base.entry(last_entry, audience)
        if entry is None:
            return talk(SmallTalk.NO_SUBJECT, question, base, audience)
        whole = self.show(entry, municipality=base.municipality, audience=audience)
        whole = replace(whole, question=question)
        match wish.wish:
            case Wish.FACTS:
                return self._led(whole, wish.facts, shelves, of_any_kind=True)
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
            return talk(SmallTalk.NOTHING_ELSE, question, shelves.base, audience)
        return Answer(
            shelves.base.municipality,
            audience,
            question,
            Decision.ASK_BACK,
            confidence=0.0,
            contacts=reachable(entry.contacts, shelves.base, MOST_CONTACTS),
            alternatives=tuple(others.values())[:MOST_ALTERNATIVES],
        )

    def show(self, entry: Entry, *, municipality: str, audience: Audience) -> Answer:
        """The answer that shows one entry, as if it had been asked for by its title."""
        shelves = self.shelves(municipality)
        return answer_from(
            entry,
            shelves.base,
            today=self._today(),
            question=entry.title,
            audience=audience,
            sure=1.0,
            alternatives=(),
            ranking=(),
            # Whoever looks an entry up must see every department that is responsible for it.
            most_contacts=None,
        )

    def again(
        self, question: str, entry_key: str, *, municipality: str, audience: Audience
    ) -> Answer | None:
        """What the entry that answered a question tells this audience now, what was asked for
        first; nothing where they may not see it, or it is gone."""
        entry = self.shelves(municipality).base.entry(entry_key, audience)
        if entry is None:
            return None
        whole = self.show(entry, municipality=municipality, audience=audience)
        return led_by_facts(replace(whole, question=question), asked_facts(question))

    def translated(self, answer: Answer, language: str) -> Answer:
        """An answer in another language, as far as a person has written it in that."""
        if language in ("", JAPANESE):
            return answer
        base = self.shelves(answer.municipality).base
        return translated(answer, lambda key: base.entry(key, answer.audience), language)

    def readings(self, municipality: str) -> Mapping[str, str]:
        """How the municipality has corrected the readings of easy Japanese, by word.

        Raises:
            UnknownMunicipality: the code is not in the database.
        """
        return self.shelves(municipality).base.readings

    def was_for_citizens(self, answer: Answer) -> bool:
        """Whether citizens may see the entry of an answer, by the index at hand: none is built."""
        base = self.library.at_hand(answer.municipality)
        return base is not None and base.entry(answer.entry_key, Audience.CITIZEN) is not None

    def same_meaning(self, texts: Sequence[str], *, municipality: str) -> list[list[int]]:
        """Places of questions that mean the same, in groups; the first of a group stands for it.

        Raises:
            UnknownMunicipality: the code is not in the database.
        """
        index = self.shelves(municipality).indexes[Audience.STAFF]
        vectors = [self.library.vectors(text, index) for text in texts]
        if vectors and all(vectors):
            return same_meaning.together(texts, same_meaning.by_meaning(index.meanings, vectors))
        return same_meaning.together(texts, same_meaning.by_words(texts))

    def _today(self) -> date:
        return self._now().astimezone(TOKYO).date()

    def shelves(self, municipality: str) -> Shelves:
        """The current knowledge of a municipality.

        Raises:
            UnknownMunicipality: the code is not in the database.
        """
        return self.library.shelves(municipality)

    def find(self, question: str, index: Index) -> Ranking:
        """The entries of an index that fit a question, with what they were found by."""
        return rank(question, index, self.library.vectors_soon(question, index))
