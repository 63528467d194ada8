"""What a growing log of wordings brings: queries with their answers, learned fold by fold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from knowledge.answer import Audience
from knowledge.counter import Counter
from knowledge.encoding import Encoder
from knowledge.evaluation.questions import Figures, check_that_all_answered
from knowledge.evaluation.ranking import CODE, FaqLine, RankedQuery, fill, measures
from knowledge.normalise import letters
from store import wordings
from store.audit import Actor
from store.clock import TOKYO
from store.database import Database
from store.tables import WordingState

FOLDS = 5
SHARES = (0, 25, 50, 100)
"""Percent of the other folds' queries that count as wordings already."""
ACTOR = Actor(CODE, "CLI")
SHUFFLE = 20261121
"""Seed of the one order in which queries fall into folds and become known."""


def run(
    faq: Sequence[FaqLine], queries: Sequence[RankedQuery], encoders: Sequence[Encoder] = ()
) -> dict[int, Figures]:
    """Measures over all queries for each share in `SHARES`, by cross-validation.

    Each query is asked as staff while the queries of the other folds are wordings of the entries
    that answer them best. They are proposed, accepted and indexed as those of a municipality, in
    one throw-away store; what is accepted changes from fold to fold.

    Raises:
        NoEncoder: a model does not answer.
    """
    with TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{Path(folder) / 'evaluation.db'}")
        try:
            return _GrowingLog(database, fill(database, faq), queries, encoders).figures()
        finally:
            database.close()


def folds(queries: Sequence[RankedQuery]) -> list[list[RankedQuery]]:
    """The queries in `FOLDS` parts, shuffled; the same words twice fall into the same part, for
    nobody learns anything from a query that is its own wording."""
    same: dict[str, list[RankedQuery]] = {}
    for query in queries:
        same.setdefault(letters(query.question), []).append(query)
    groups = list(same.values())
    order = np.random.default_rng(SHUFFLE).permutation(len(groups))
    return [
        [query for place in order[fold::FOLDS] for query in groups[place]] for fold in range(FOLDS)
    ]


def best_answers(query: RankedQuery) -> list[str]:
    """Ids of the entries with the highest grade: those that somebody would have chosen."""
    highest = max(query.relevant.values(), default=0)
    return [key for key, grade in query.relevant.items() if grade == highest > 0]


class _GrowingLog:
    def __init__(
        self,
        database: Database,
        ids: Mapping[str, str],
        queries: Sequence[RankedQuery],
        encoders: Sequence[Encoder],
    ) -> None:
        self._database = database
        self._ids = ids
        self._folds = folds(queries)
        self._counter = Counter(database, encoders)
        self._numbers = self._propose(queries)
        # The vectors of every wording there will be, for none is made while queries are asked.
        self._let_count(queries)
        self._counter.library.encode_all(CODE)

    def figures(self) -> dict[int, Figures]:
        asked: dict[int, list[tuple[list[str], Mapping[str, int]]]] = {one: [] for one in SHARES}
        for fold, queries in enumerate(self._folds):
            others = [one for place, one in enumerate(self._folds) if place != fold]
            for share in SHARES:
                self._let_count([one for other in others for one in _first(other, share)])
                asked[share] += [(self._ranking(query), query.relevant) for query in queries]
        check_that_all_answered(self._counter)
        return {
            share: measures([ranking for ranking, _ in told], [grades for _, grades in told])
            for share, told in asked.items()
        }

    def _propose(self, queries: Sequence[RankedQuery]) -> dict[str, list[int]]:
        """Propose every query for the entries that answer it best; the numbers by query id."""
        base = self._counter.shelves(CODE).base
        keys = {self._ids[entry.title]: entry.key for entry in base.staff_entries}
        numbers: dict[str, list[int]] = {}
        at = datetime.now(TOKYO)
        with self._database.writing() as session:
            for query in queries:
                text = query.question[: wordings.MOST_LETTERS]
                numbers[query.id] = [
                    wordings.propose(session, CODE, keys[answer], text, at=at, actor=ACTOR).id
                    for answer in best_answers(query)
                    if answer in keys and text.strip()
                ]
        return numbers

    def _let_count(self, queries: Sequence[RankedQuery]) -> None:
        """Make just these queries wordings that count."""
        wanted = {number for query in queries for number in self._numbers[query.id]}
        at = datetime.now(TOKYO)
        with self._database.writing() as session:
            rows = wordings.listed(session, CODE, WordingState.ACCEPTED)
            known = {row.id for row in rows}
            wordings.refuse(session, CODE, sorted(known - wanted), at=at, actor=ACTOR)
            wordings.accept(session, CODE, sorted(wanted - known), at=at, actor=ACTOR)

    def _ranking(self, query: RankedQuery) -> list[str]:
        answer = self._counter.ask(query.question, municipality=CODE, audience=Audience.STAFF)
        return [self._ids[candidate.title] for candidate in answer.ranking]


def _first(queries: Sequence[RankedQuery], percent: int) -> Sequence[RankedQuery]:
    return queries[: round(len(queries) * percent / 100)]
