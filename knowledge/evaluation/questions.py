"""Ask every question of a set and count what came of it."""

from __future__ import annotations

import time
from collections import Counter as Tally
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass

import numpy as np
from pydantic import BaseModel

from knowledge.answer import Answer, Audience, Decision
from knowledge.counter import Counter
from knowledge.normalise import title_key
from knowledge.shelves import UnknownMunicipality

Figures = dict[str, float | int | None]

OUTCOMES = (
    "answered_correct",
    "answered_wrong",
    "asked_back_with",
    "asked_back_without",
    "passed_on",
)


class ExpectedQuestion(BaseModel):
    """One line of a question set. ``expect``: acceptable titles, empty for out of scope."""

    municipality: str
    audience: Audience
    slice: str
    question: str
    expect: list[str]


@dataclass(frozen=True)
class Asked:
    """A question with what the counter did and how long it took."""

    slice: str
    outcome: str
    rank: int | None
    """Position of the first acceptable title in the ranking, from 1."""
    is_in_scope: bool
    milliseconds: float


@dataclass(frozen=True)
class QuestionReport:
    """Figures over all questions and for each slice, and what could not be asked."""

    overall: Figures
    slices: dict[str, Figures]
    skipped: dict[str, int]
    """Questions left out, by municipality that is not in the database."""


def run(counter: Counter, questions: Iterable[ExpectedQuestion]) -> QuestionReport:
    """Ask all questions. Indexes are built, with all vectors, before the clock starts.

    Raises:
        NoEncoder: a model does not answer.
    """
    asked: list[Asked] = []
    skipped: Tally[str] = Tally()
    ready: dict[str, bool] = {}
    for item in questions:
        if item.municipality not in ready:
            ready[item.municipality] = _make_ready(counter, item.municipality)
        if not ready[item.municipality]:
            skipped[item.municipality] += 1
            continue
        start = time.perf_counter()
        answer = counter.ask(item.question, municipality=item.municipality, audience=item.audience)
        milliseconds = (time.perf_counter() - start) * 1000
        asked.append(_judge(item, answer, milliseconds))
    check_that_all_answered(counter)
    names = dict.fromkeys(one.slice for one in asked)
    return QuestionReport(
        overall=figures(asked),
        slices={name: figures([one for one in asked if one.slice == name]) for name in names},
        skipped=dict(skipped),
    )


def check_that_all_answered(counter: Counter) -> None:
    """Figures that are partly by words must not pass for those of a model.

    Raises:
        NoEncoder: a model failed while questions were asked.
    """
    if counter.library.outages.last is not None:
        raise counter.library.outages.last


def _make_ready(counter: Counter, municipality: str) -> bool:
    """Whether anything was imported for a municipality; then its indexes have all vectors."""
    with suppress(UnknownMunicipality):
        counter.library.encode_all(municipality)
        return True
    return False


def figures(asked: Sequence[Asked]) -> Figures:
    """Counts of outcomes; hit@k as a share of the questions that have an answer."""
    in_scope = [one for one in asked if one.is_in_scope]
    outcomes = Tally(one.outcome for one in asked)
    return {
        "n": len(asked),
        "hit@1": _hit_rate(in_scope, 1),
        "hit@3": _hit_rate(in_scope, 3),
        **{name: outcomes[name] for name in OUTCOMES},
        **percentiles([one.milliseconds for one in asked]),
    }


def percentiles(milliseconds: Sequence[float]) -> Figures:
    """Median and 95th percentile in milliseconds."""
    if not milliseconds:
        return {"p50_ms": None, "p95_ms": None}
    p50, p95 = np.percentile(milliseconds, [50, 95])
    return {"p50_ms": round(float(p50), 3), "p95_ms": round(float(p95), 3)}


def _judge(item: ExpectedQuestion, answer: Answer, milliseconds: float) -> Asked:
    wanted = {title_key(title) for title in item.expect}
    ranking = [title_key(candidate.title) for candidate in answer.ranking]
    rank = next((place for place, title in enumerate(ranking, 1) if title in wanted), None)
    match answer.decision:
        case Decision.ANSWER:
            right = title_key(answer.title) in wanted
            outcome = "answered_correct" if right else "answered_wrong"
        case Decision.ASK_BACK:
            offered = {title_key(choice.title) for choice in answer.alternatives}
            outcome = "asked_back_with" if offered & wanted else "asked_back_without"
        case Decision.PASS_ON:
            outcome = "passed_on"
    return Asked(item.slice, outcome, rank, bool(item.expect), milliseconds)


def _hit_rate(asked: Sequence[Asked], first: int) -> float | None:
    if not asked:
        return None
    hits = sum(one.rank is not None and one.rank <= first for one in asked)
    return round(hits / len(asked), 4)
