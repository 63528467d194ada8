"""Vectors of a municipality's entries: made once for each text, kept in the store."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np

from knowledge.encoding.encoder import Encoder, NoEncoder, Vectors
from knowledge.entries import Entry
from knowledge.normalise import normalise, without_footnote_marks
from knowledge.ranking.index import phrases_of
from knowledge.ranking.meanings import Meanings, Space
from store import vectors as shelf
from store.database import Database

LETTERS_OF_A_WHOLE = 200
"""Letters of the body that are encoded with the title: more blur what an entry is about."""
MISSING_AT_MOST = 0.05
"""Share of texts that may lack a vector for a while; with more the words alone are used."""
AT_ONCE = 8
"""Texts encoded before somebody else's question may come between."""
KEPT_AS = np.dtype("<f2")
SPACES_OF_A_MODEL = 4
"""Of phrases and of wholes, for citizens and for staff."""
OTHER_DIMENSIONS = "other dimensions than the vectors that are kept"


@dataclass(frozen=True)
class Text:
    """What a model is given of an entry."""

    text: str
    is_phrase: bool

    @property
    def digest(self) -> str:
        role = "phrase" if self.is_phrase else "whole"
        return hashlib.sha256(f"{role}\n{self.text}".encode()).hexdigest()


Texts = Mapping[str, Text]
"""By their digests."""


class KeptVectors:
    """The vectors of all texts that were ever encoded for a municipality, in memory and store."""

    def __init__(self, database: Database, municipality: str, encoders: Sequence[Encoder]) -> None:
        self._database = database
        self._municipality = municipality
        self._encoders = encoders
        self._loading = threading.Lock()
        self._changing = threading.Lock()
        self._known: dict[str, dict[str, Vectors]] | None = None
        self._spaces: dict[str, Space] = {}

    def meanings(self, entries: Sequence[Entry]) -> tuple[Meanings, ...]:
        """What the models make of the entries; of those models that know nearly all of them."""
        if not self._encoders:
            return ()
        phrases = [item.digest for entry in entries for item in _phrases(entry)]
        wholes = [_whole(entry).digest for entry in entries]
        found = []
        for encoder in self._encoders:
            known = self._kept()[encoder.name]
            missing = sum(digest not in known for digest in (*phrases, *wholes))
            if known and entries and missing <= MISSING_AT_MOST * len((*phrases, *wholes)):
                spaces = (self._space(encoder, digests, known) for digests in (phrases, wholes))
                found.append(Meanings(encoder.name, *spaces))
        return tuple(found)

    def _space(self, encoder: Encoder, digests: list[str], known: dict[str, Vectors]) -> Space:
        """The space of some texts; the same one for the same texts, as whitening takes long.

        Citizens and staff mostly share their texts, and an edited body leaves the phrases alone.
        """
        made_of = "\n".join((encoder.name, *(each if each in known else "" for each in digests)))
        key = hashlib.sha256(made_of.encode()).hexdigest()
        space = self._spaces.pop(key, None)
        if space is None:
            space = Space.of(_stack(digests, known))
        self._spaces[key] = space
        while len(self._spaces) > SPACES_OF_A_MODEL * len(self._encoders):
            del self._spaces[next(iter(self._spaces))]
        return space

    def missing(self, texts: Texts) -> int:
        """How many texts no vector was made of yet, over all models."""
        return sum(len(own) for _, own in self._to_do(texts))

    def unneeded(self, texts: Texts) -> int:
        """How many vectors are of other texts, over all models."""
        return sum(len(known.keys() - texts.keys()) for known in self._kept().values())

    def fill(self, texts: Texts, *, hurry: bool = False) -> Iterator[int]:
        """Make what is missing, a few at a time; yields how many were made each time.

        Raises:
            NoEncoder: a model does not answer; what was made so far is kept, and so is what the
                others make.
        """
        failure = None
        for encoder, own in self._to_do(texts):
            try:
                for start in range(0, len(own), AT_ONCE):
                    yield self._encode(encoder, own[start : start + AT_ONCE], hurry=hurry)
            except NoEncoder as error:
                failure = error
        if failure:
            raise failure

    def forget_others(self, texts: Texts) -> None:
        """Forget the vectors of all other texts, here and in the store."""
        shelf.forget_others(self._database, self._municipality, texts.keys())
        with self._changing:
            for model, known in self._kept().items():
                self._kept()[model] = {one: known[one] for one in known.keys() & texts.keys()}

    def _encode(self, encoder: Encoder, few: Sequence[Text], *, hurry: bool) -> int:
        made: dict[str, Vectors] = {}
        for is_phrase in (True, False):
            own = [item for item in few if item.is_phrase is is_phrase]
            encode = encoder.questions if is_phrase else encoder.texts
            if own:
                vectors = encode([item.text for item in own], hurry=hurry)
                made |= {item.digest: row for item, row in zip(own, vectors, strict=True)}
        known = self._kept()[encoder.name]
        if len({row.shape for row in (*made.values(), *islice(known.values(), 1))}) > 1:
            raise NoEncoder(encoder.name, OTHER_DIMENSIONS)
        kept = {digest: row.astype(KEPT_AS).tobytes() for digest, row in made.items()}
        shelf.keep(self._database, self._municipality, encoder.name, kept)
        as_kept = {digest: _vector(row) for digest, row in kept.items()}
        with self._changing:
            # A new one, for somebody may be reading the old one.
            self._kept()[encoder.name] = self._kept()[encoder.name] | as_kept
        return len(made)

    def _to_do(self, texts: Texts) -> Iterator[tuple[Encoder, list[Text]]]:
        for encoder in self._encoders:
            known = self._kept()[encoder.name]
            yield encoder, [item for digest, item in texts.items() if digest not in known]

    def _kept(self) -> dict[str, dict[str, Vectors]]:
        with self._loading:
            if self._known is None:
                with self._database.reading() as session:
                    self._known = {
                        encoder.name: {
                            digest: _vector(kept)
                            for digest, kept in shelf.kept(
                                session, self._municipality, encoder.name
                            )
                        }
                        for encoder in self._encoders
                    }
            return self._known


def _vector(kept: bytes) -> Vectors:
    """Rounded as it is kept, so that the same question gets the same answer after a restart."""
    return np.frombuffer(kept, dtype=KEPT_AS).astype(np.float32)


def texts_of(entries: Iterable[Entry]) -> Texts:
    """All that models are given of some entries."""
    return {item.digest: item for entry in entries for item in (*_phrases(entry), _whole(entry))}


def _phrases(entry: Entry) -> list[Text]:
    return [
        Text(normalise(without_footnote_marks(text)), is_phrase=True) for text in phrases_of(entry)
    ]


def _whole(entry: Entry) -> Text:
    body = without_footnote_marks(entry.body)[:LETTERS_OF_A_WHOLE]
    return Text(normalise(f"{entry.title} {body}"), is_phrase=False)


def _stack(digests: Sequence[str], known: dict[str, Vectors]) -> Vectors:
    blank = np.zeros_like(next(iter(known.values())))
    return np.stack([known.get(digest, blank) for digest in digests])
