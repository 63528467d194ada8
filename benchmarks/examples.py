"""Questions with what is right for each, beside the entries that may be meant."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.settings import load
from bot.wiring import encoders_of
from knowledge.answer import Audience
from knowledge.counter import Counter
from knowledge.encoding import KeptVectors
from knowledge.evaluation import ranking as graded
from knowledge.evaluation.lines import read_lines
from knowledge.evaluation.questions import ExpectedQuestion
from knowledge.evaluation.ranking import FaqLine, RankedQuery
from knowledge.normalise import title_key
from knowledge.ranking import Index, Look
from knowledge.ranking.order import look
from knowledge.ranking.terms import Terminology
from knowledge.words import reading
from store import municipalities
from store.database import Database

FEW = (3, 6, 12, 25)
"""Entries of a city that has only begun: each question is asked there too."""
BEST_GRADE = 2
"""Of an acceptable title in a question set; FAQ sets bring their own grades."""


@dataclass(frozen=True)
class Example:
    """One question, as it is written and in hiragana."""

    origin: str
    question: str
    relevant: Mapping[str, int]
    """Grade by what names an entry; empty for a question out of scope."""
    index: Index
    """Without vectors: they are in the looks."""
    names: Sequence[str]
    """What names each entry of the index."""
    looks: tuple[Look, Look]
    is_graded: bool
    """From a FAQ set, where what is related has a grade too."""
    of_few: bool
    """Asked of a few entries only."""

    @property
    def group(self) -> str:
        """With what it is counted together."""
        origin = self.origin if self.relevant else f"{self.origin}, out of scope"
        return f"{origin}, few entries" if self.of_few else origin

    def grades(self, seen: Look) -> NDArray[np.int_]:
        """The grade of each candidate."""
        return np.array([self.relevant.get(self.names[n], 0) for n in seen.signals.candidates])


@dataclass
class City:
    """Some entries that questions are asked of, all and only a few of them."""

    counter: Counter
    index: Index
    names: Sequence[str]
    kept: KeptVectors
    is_few: bool = False
    _terms: Terminology = field(default_factory=Terminology)
    _chance: np.random.Generator = field(default_factory=lambda: np.random.default_rng(1))

    def examples(
        self, origin: str, question: str, relevant: Mapping[str, int], *, is_graded: bool
    ) -> Iterator[Example]:
        yield self._example(origin, question, relevant, is_graded)
        yield self._few(relevant)._example(origin, question, relevant, is_graded)

    def _example(
        self, origin: str, question: str, relevant: Mapping[str, int], is_graded: bool
    ) -> Example:
        written, heard = (
            look(text, self.index, self.counter.library.vectors_soon(text, self.index))
            for text in (question, reading(question) or question)
        )
        return Example(
            origin,
            question,
            relevant,
            replace(self.index, meanings=()),
            self.names,
            (written, heard),
            is_graded,
            self.is_few,
        )

    def _few(self, relevant: Mapping[str, int]) -> City:
        """What is right and some others, as if nothing else had been imported yet."""
        right = [n for n, name in enumerate(self.names) if relevant.get(name)]
        others = [n for n, name in enumerate(self.names) if not relevant.get(name)]
        count = max(int(self._chance.choice(FEW)) - len(right), 1)
        drawn = self._chance.choice(others, min(count, len(others)), replace=False)
        chosen = sorted({*right, *map(int, drawn)})
        entries = [self.index.entries[number] for number in chosen]
        index = Index.build(entries, self._terms, self.index.lexicon, self.kept.meanings(entries))
        names = [self.names[number] for number in chosen]
        return City(self.counter, index, names, self.kept, is_few=True)


def opened_faq(faq: Path, work: Path) -> City:
    """A FAQ set with all vectors, in a store of its own that is kept under ``work``."""
    lines = read_lines(faq, FaqLine)
    kept = work / f"{faq.stem}.db"
    is_kept = kept.exists()
    database = Database(f"sqlite:///{kept}")
    ids = graded.ids_of(lines) if is_kept else graded.fill(database, lines)
    counter = Counter(database, encoders_of(load()))
    counter.library.encode_all(graded.CODE)
    index = counter.shelves(graded.CODE).indexes[Audience.STAFF]
    names = [ids[entry.title] for entry in index.entries]
    return City(counter, index, names, KeptVectors(database, graded.CODE, encoders_of(load())))


def from_faq(faq: Path, queries: Path, work: Path) -> Iterator[Example]:
    city = opened_faq(faq, work)
    for query in read_lines(queries, RankedQuery):
        yield from city.examples(queries.stem, query.question, query.relevant, is_graded=True)


def from_questions(files: Sequence[Path]) -> Iterator[Example]:
    """Every question in its municipality."""
    settings = load()
    encoders = encoders_of(settings)
    database = Database(settings.database_url)
    counter = Counter(database, encoders)
    with database.reading() as session:
        codes = municipalities.codes(session)
    cities: dict[tuple[str, Audience], City] = {}
    for code in codes:
        counter.library.encode_all(code)
        kept = KeptVectors(database, code, encoders)
        for audience, index in counter.shelves(code).indexes.items():
            names = [title_key(entry.title) for entry in index.entries]
            cities[code, audience] = City(counter, index, names, kept)
    asked = [(file.stem, item) for file in files for item in read_lines(file, ExpectedQuestion)]
    for origin, item in asked:
        relevant = {title_key(title): BEST_GRADE for title in item.expect}
        city = cities[item.municipality, item.audience]
        yield from city.examples(origin, item.question, relevant, is_graded=False)


def without_meanings(example: Example) -> Example:
    """The same question seen by words alone."""
    written, heard = (look(seen.asked.text, example.index) for seen in example.looks)
    return replace(example, looks=(written, heard))
