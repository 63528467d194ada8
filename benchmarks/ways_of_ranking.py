"""Every way to rank the entries of a FAQ set, from plain string comparison to all signals."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

import numpy as np
from rapidfuzz import fuzz, process

from benchmarks.examples import Example, opened_faq
from benchmarks.train import cross_validated
from knowledge.counter import Counter
from knowledge.evaluation.lines import read_lines
from knowledge.evaluation.questions import percentiles
from knowledge.evaluation.ranking import DEPTH, RankedQuery, measures
from knowledge.ranking import Index, rank
from knowledge.ranking.asked import analyse
from knowledge.ranking.bm25 import Scores
from knowledge.ranking.meanings import Pending
from knowledge.ranking.order import look
from knowledge.ranking.signals import LEXICAL, SEMANTIC
from knowledge.words import content_words

Way = Callable[[str], Sequence[int]]
"""From a question to the positions of the best entries, best first."""
Row = dict[str, object]
FIGURES = ("nDCG@10", "recall@10", "hit@1")


def table(faq: Path, queries: Path, work: Path) -> list[Row]:
    city = opened_faq(faq, work)
    counter, index, names = city.counter, city.index, city.names
    asked = read_lines(queries, RankedQuery)
    rows = [
        _row(name, way, names, asked)
        for name, way in {**_alone(counter, index), **_together(counter, index)}.items()
    ]
    return [*rows, *_unseen(counter, index, names, asked)]


def _alone(counter: Counter, index: Index) -> Mapping[str, Way]:
    """Each signal over all entries; those made from a first look over its candidates."""
    titles = [entry.title for entry in index.entries]
    ways: dict[str, Way] = {
        "RapidFuzz token_set_ratio, raw titles": lambda q: _best(
            process.cdist([q], titles, scorer=fuzz.token_set_ratio)[0]
        ),
        "BM25, words alone": lambda q: _best(
            index.wholes.scores(dict.fromkeys(content_words(q), 1.0))
        ),
        "phrase": lambda q: _best(
            index.best_phrase(index.phrases.scores(analyse(q, index).weights))
        ),
        "body": lambda q: _best(index.bodies.scores(analyse(q, index).weights)),
        "whole": lambda q: _best(index.wholes.scores(analyse(q, index).weights)),
        "compounds": lambda q: _best(index.compounds.scores(analyse(q, index).compounds)),
        "letters": lambda q: _best(index.letters.scores(analyse(q, index).letters)),
        "sound": lambda q: _best(
            index.best_phrase(index.readings.scores(analyse(q, index).sounds))
        ),
        "common_words": lambda q: _by_column(q, "common_words", index, tuple),
    }
    if index.meanings:
        for name in ("meaning_phrase", "meaning_whole", "near_3", "near_10"):
            ways[name] = partial(_by_meaning, name, counter, index)
    return ways


def _by_meaning(name: str, counter: Counter, index: Index, question: str) -> list[int]:
    return _by_column(question, name, index, counter.library.vectors_soon(question, index))


def _together(counter: Counter, index: Index) -> Mapping[str, Way]:
    ways: dict[str, Way] = {
        "the lexical order": lambda q: [item.number for item in rank(q, index).best]
    }
    if index.meanings:
        ways["the whole"] = lambda q: [item.number for item in counter.find(q, index).best]
    return ways


def _unseen(
    counter: Counter, index: Index, names: Sequence[str], asked: Sequence[RankedQuery]
) -> Iterator[Row]:
    """The same orders, learned only from the other four fifths of these very queries."""
    for name, signals in (("lexical", LEXICAL), ("semantic", SEMANTIC)):
        if name == "semantic" and not index.meanings:
            continue
        examples = []
        for query in asked:
            pending = counter.library.vectors_soon(query.question, index)
            looks = (look(query.question, index, pending if name == "semantic" else tuple),) * 2
            examples.append(
                Example("", query.question, query.relevant, index, names, looks, True, False)
            )
        rankings = [
            [names[item.number] for item in best]
            for best in cross_validated(examples, signals, form=0)
        ]
        figures = measures(rankings, [query.relevant for query in asked])
        yield {
            "ranked by": f"{name} order, learned without the query asked",
            **{each: f"{figures[each]:.3f}" for each in FIGURES},
            "p50 ms": "",
            "p95 ms": "",
        }


def _row(name: str, way: Way, names: Sequence[str], asked: Sequence[RankedQuery]) -> Row:
    way(asked[0].question)  # loads what is loaded once
    rankings, milliseconds = [], []
    for query in asked:
        start = time.perf_counter()
        best = way(query.question)
        milliseconds.append((time.perf_counter() - start) * 1000)
        rankings.append([names[number] for number in best])
    figures = measures(rankings, [query.relevant for query in asked])
    times = percentiles(milliseconds)
    return {
        "ranked by": name,
        **{each: f"{figures[each]:.3f}" for each in FIGURES},
        "p50 ms": f"{times['p50_ms']:.1f}",
        "p95 ms": f"{times['p95_ms']:.1f}",
    }


def _best(scores: Scores) -> list[int]:
    found = np.argsort(-scores, kind="stable")[:DEPTH]
    return [int(number) for number in found if scores[number] > 0]


def _by_column(question: str, name: str, index: Index, vectors: Pending) -> list[int]:
    signals = look(question, index, vectors).signals
    order = np.argsort(-signals.columns[name], kind="stable")[:DEPTH]
    return [int(number) for number in signals.candidates[order]]
