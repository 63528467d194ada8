"""Measures of a ranking against graded relevance, over a FAQ set in a throw-away store."""

from __future__ import annotations

import math
import time
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from pydantic import BaseModel, Field

from knowledge.answer import Audience
from knowledge.counter import Counter
from knowledge.encoding import Encoder
from knowledge.evaluation.questions import Figures, check_that_all_answered, percentiles
from store.audit import Actor
from store.clock import TOKYO
from store.database import Database
from store.municipalities import ensure
from store.records.changes import compare, write
from store.records.faq import FaqRecord, FaqShelf
from store.schema import upgrade
from store.tables import Visibility

DEPTH = 10
"""How many ranked entries count."""
CODE = "evaluation"
"""The municipality that holds a FAQ set in its throw-away store."""


class FaqLine(BaseModel):
    """One entry of a FAQ set."""

    id: str
    question: str
    answer: str


class RankedQuery(BaseModel):
    """A query with the relevance grade (1, 2 …) of each relevant FAQ id."""

    id: str
    question: str
    relevant: dict[str, int] = Field(default_factory=dict)


def run(
    faq: Sequence[FaqLine], queries: Sequence[RankedQuery], encoders: Sequence[Encoder] = ()
) -> Figures:
    """Import the FAQ set into a throw-away store and ask every query there as staff.

    Raises:
        NoEncoder: a model does not answer.
    """
    with TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{Path(folder) / 'evaluation.db'}")
        try:
            titles = fill(database, faq)
            return _ask(Counter(database, encoders), titles, queries)
        finally:
            database.close()


def ids_of(faq: Sequence[FaqLine]) -> dict[str, str]:
    """The id of each question as it is stored.

    Questions that a set has twice get their id added, for a store keeps each question once.
    """
    ids: dict[str, str] = {}
    for line in faq:
        question = line.question if line.question not in ids else f"{line.question}（{line.id}）"
        ids[question] = line.id
    return ids


def fill(database: Database, faq: Sequence[FaqLine]) -> dict[str, str]:
    """Store the FAQ set; returns the id of each stored question."""
    upgrade(database)
    ids = ids_of(faq)
    answers = {line.id: line.answer for line in faq}
    records = [
        FaqRecord(
            question=question,
            answer=answers[key],
            department="",
            keywords=(),
            wordings=(),
            offline_way="",
            related_procedures=(),
            visibility=Visibility.PUBLIC,
            source=CODE,
            verified_on=None,
            source_document=CODE,
        )
        for question, key in ids.items()
    ]
    with database.writing() as session:
        ensure(session, CODE)
        shelf = FaqShelf()
        changes = compare(shelf, session, CODE, records, {CODE})
        at = datetime.now(TOKYO)
        write(shelf, session, CODE, changes, at=at, actor=Actor(CODE, "CLI"))
    return ids


def _ask(counter: Counter, ids: Mapping[str, str], queries: Sequence[RankedQuery]) -> Figures:
    counter.library.encode_all(CODE)
    rankings: list[list[str]] = []
    milliseconds = []
    for query in queries:
        start = time.perf_counter()
        answer = counter.ask(query.question, municipality=CODE, audience=Audience.STAFF)
        milliseconds.append((time.perf_counter() - start) * 1000)
        rankings.append([ids[candidate.title] for candidate in answer.ranking])
    check_that_all_answered(counter)
    grades = [query.relevant for query in queries]
    return {**measures(rankings, grades), **percentiles(milliseconds)}


def measures(rankings: Sequence[Sequence[str]], grades: Sequence[Mapping[str, int]]) -> Figures:
    """Means over all queries of hit@1, hit@3, recall@10, MRR@10 and nDCG@10.

    nDCG takes a gain of 2^grade − 1 and a discount of log2(rank + 1) (Burges et al. 2005).
    Recall is the share of a query's relevant entries in the first ten. A query without any
    relevant entry counts as 0 in every measure.
    """
    pairs = list(zip(rankings, grades, strict=True))
    return {
        "n": len(pairs),
        "hit@1": _mean([_hit(ranking, relevant, 1) for ranking, relevant in pairs]),
        "hit@3": _mean([_hit(ranking, relevant, 3) for ranking, relevant in pairs]),
        "recall@10": _mean([_recall(ranking, relevant) for ranking, relevant in pairs]),
        "MRR@10": _mean([_reciprocal_rank(ranking, relevant) for ranking, relevant in pairs]),
        "nDCG@10": _mean([_ndcg(ranking, relevant) for ranking, relevant in pairs]),
    }


def _hit(ranking: Sequence[str], relevant: Mapping[str, int], first: int) -> float:
    return float(any(relevant.get(key, 0) > 0 for key in ranking[:first]))


def _recall(ranking: Sequence[str], relevant: Mapping[str, int]) -> float:
    wanted = {key for key, grade in relevant.items() if grade > 0}
    return len(wanted & set(ranking[:DEPTH])) / len(wanted) if wanted else 0.0


def _reciprocal_rank(ranking: Sequence[str], relevant: Mapping[str, int]) -> float:
    ranks = (rank for rank, key in enumerate(ranking[:DEPTH], 1) if relevant.get(key, 0) > 0)
    return 1 / next(ranks, math.inf)


def _ndcg(ranking: Sequence[str], relevant: Mapping[str, int]) -> float:
    gained = _dcg([relevant.get(key, 0) for key in ranking[:DEPTH]])
    best = _dcg(sorted(relevant.values(), reverse=True)[:DEPTH])
    return gained / best if best else 0.0


def _dcg(grades: Sequence[int]) -> float:
    return sum((2.0**grade - 1) / math.log2(rank + 1) for rank, grade in enumerate(grades, 1))


def _mean(values: Sequence[float]) -> float:
    return round(sum(values) / len(values), 4) if values else 0.0
