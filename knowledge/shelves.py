"""What can be asked: the entries of each municipality with their indexes, kept up to date."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cached_property

from knowledge.answer import Audience
from knowledge.catching_up import CatchingUp
from knowledge.encoding import Encoder, KeptVectors, NoEncoder, Outages, texts_of
from knowledge.encoding.encoder import Vectors
from knowledge.encoding.kept_vectors import OTHER_DIMENSIONS
from knowledge.entries import KnowledgeBase, read
from knowledge.lexicon import Lexicon
from knowledge.normalise import normalise
from knowledge.ranking import Index
from knowledge.ranking.meanings import Pending
from knowledge.ranking.terms import Terminology
from knowledge.remembered import Remembered
from store.database import Database
from store.municipalities import knowledge_version
from store.records.lexicon import lexicon_words

FEW_TEXTS = 12
"""Texts without vectors that are encoded before an index is built; about half a second's work."""
FEW_SECONDS = 1.0
"""After so long the rest of them waits too, for somebody wants an answer."""
MOST_AT_ONCE = 8
"""Questions of which a model may be asked at the same time."""
UNNEEDED_AT_MOST = 500
"""Vectors of texts that no entry has any more, before they are forgotten."""


class UnknownMunicipality(LookupError):
    """Nothing was imported for this municipality code."""


@dataclass(frozen=True)
class Shelves:
    """What one municipality can be asked, at one version of its store."""

    base: KnowledgeBase
    indexes: dict[Audience, Index]
    remembered: Remembered = field(default_factory=Remembered, compare=False)
    """Gone with these shelves, when what they hold changes."""

    @cached_property
    def by_words(self) -> Shelves:
        """The same without models of meaning, for who cannot wait for them."""
        plain = {seen: replace(index, meanings=()) for seen, index in self.indexes.items()}
        return Shelves(self.base, plain)


class Library:
    """The shelves of all municipalities; rebuilt when the store changed."""

    def __init__(self, database: Database, encoders: Sequence[Encoder]) -> None:
        self._database = database
        self._encoders = {encoder.name: encoder for encoder in encoders}
        self.outages = Outages()
        self._catching_up: CatchingUp | None = None
        # As many as there are workers that ask; each model takes one question after the other.
        self._beside = ThreadPoolExecutor(MOST_AT_ONCE, thread_name_prefix="meaning")
        self._terms = Terminology()
        self._shelves: dict[str, Shelves] = {}
        self._kept: dict[str, KeptVectors] = {}
        self._building = threading.Lock()
        self._adds_vectors = False
        """Whether somebody builds without a question: it may not see the edit that one is about."""

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
        if known is not None and self._building.locked() and not self._adds_vectors:
            return known  # another thread is building; nobody waits for it or sees half of it
        with self._building:
            return self._build(municipality, version)

    def at_hand(self, municipality: str) -> KnowledgeBase | None:
        """What was last read of a municipality, however the store has changed since."""
        known = self._shelves.get(municipality)
        return known.base if known is not None else None

    def encode_in_background(self) -> None:
        """From now on make vectors of many new texts beside answering, for a process that stays."""
        self._catching_up = CatchingUp(self.encode_all, self.outages)
        for municipality in tuple(self._shelves):
            self._catching_up.wants(municipality)

    def stop_encoding(self) -> None:
        """Make no more vectors in the background; returns when the ones at hand are kept."""
        if self._catching_up is not None:
            self._catching_up.stop()

    def encode_all(self, municipality: str, is_wanted: Callable[[], bool] = lambda: True) -> None:
        """Make all vectors that are missing, forget those of texts that are gone, and build the
        indexes anew.

        Raises:
            NoEncoder: a model does not answer.
            UnknownMunicipality: the code is not in the database.
        """
        with self._nobody_asks():
            base = self.shelves(municipality).base
        kept = self._kept[municipality]
        made, failure = 0, None
        try:
            for few in kept.fill(texts_of(base.all_entries)):
                made += few
                if not is_wanted():
                    return
        except NoEncoder as error:
            failure = error
        if made or not failure:
            with self._nobody_asks(), self._building:
                kept.forget_others(texts_of(self._put(municipality).base.all_entries))
        if failure:
            raise failure
        for model in self._encoders:
            self.outages.ends(model)

    def vectors_soon(self, question: str, index: Index) -> Pending:
        """The same beside whatever is done meanwhile; who calls what comes back waits for it."""
        if not index.meanings:
            return tuple
        return self._beside.submit(self.vectors, question, index).result

    def vectors(self, question: str, index: Index) -> list[Vectors]:
        """What each model of an index makes of a question; nothing when one does not answer."""
        found = []
        for meanings in index.meanings:
            try:
                asked = self._encoders[meanings.model].questions([normalise(question)], hurry=True)
            except NoEncoder as error:
                self.outages.begins(error)
                return []
            if asked.shape[1:] != meanings.phrases.centre.shape:
                self.outages.begins(NoEncoder(meanings.model, OTHER_DIMENSIONS))
                return []
            self.outages.ends(meanings.model)
            found.append(asked[0])
        return found

    @contextmanager
    def _nobody_asks(self) -> Iterator[None]:
        self._adds_vectors = True
        try:
            yield
        finally:
            self._adds_vectors = False

    def _build(self, municipality: str, version: int) -> Shelves:
        known = self._shelves.get(municipality)
        if known is not None and known.base.version >= version:
            return known
        return self._put(municipality)

    def _put(self, municipality: str) -> Shelves:
        """Build from what is stored now; what is built replaces the old at once, and whole."""
        with self._database.reading() as session:
            base = read(session, municipality)
            own = [(row.word, row.means) for row in lexicon_words(session, municipality)]
        if base is None:
            raise UnknownMunicipality(municipality)
        kept = self._kept.setdefault(
            base.municipality,
            KeptVectors(self._database, base.municipality, tuple(self._encoders.values())),
        )
        self._encode_few(kept, base)
        lexicon = Lexicon.build(own)
        staff = base.staff_entries
        of_staff = Index.build(staff, self._terms, lexicon, kept.meanings(staff))
        of_citizens = of_staff
        if base.citizen_entries != staff:  # what has nothing internal is built once
            entries = base.citizen_entries
            of_citizens = Index.build(entries, self._terms, lexicon, kept.meanings(entries))
        built = Shelves(base, {Audience.CITIZEN: of_citizens, Audience.STAFF: of_staff})
        self._shelves[municipality] = built
        return built

    def _encode_few(self, kept: KeptVectors, base: KnowledgeBase) -> None:
        """An edited entry gets its vectors at once, many entries get theirs while the bot answers
        by words alone."""
        if not self._encoders:
            return
        texts = texts_of(base.all_entries)
        if 0 < kept.missing(texts) <= FEW_TEXTS:
            until = time.monotonic() + FEW_SECONDS
            try:
                for _ in kept.fill(texts, hurry=True):
                    if time.monotonic() > until:
                        break
            except NoEncoder as error:
                self.outages.begins(error)
        if self._catching_up is not None and (
            kept.missing(texts) or kept.unneeded(texts) > UNNEEDED_AT_MOST
        ):
            self._catching_up.wants(base.municipality)
