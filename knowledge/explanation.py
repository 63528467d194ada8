"""Why a question was answered as it was: for whoever mends a wording.

Everything here is read from what the ranking and the decision have left; nothing is decided.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from knowledge import decision, first_look
from knowledge.answer import Answer, Audience, Decision, Kind, Notice, SmallTalk
from knowledge.asked_part import asked_facts
from knowledge.follow_up import Wish, follow_up
from knowledge.matches import Match, Matcher
from knowledge.normalise import normalise, title_key
from knowledge.ranking import Index, Look, Ranked, Ranking
from knowledge.ranking.asked import Asked
from knowledge.ranking.order import learned_order


@dataclass(frozen=True)
class SpecialHandling:
    """What the steps before and beside the search made of a question."""

    notices: tuple[Notice, ...]
    small_talk: SmallTalk | None
    is_title: bool
    """It is the title of an entry, so it is a question whatever else it sounds like."""
    follows_up: Wish | None
    """It names nothing by itself and goes on from the last answer."""
    facts: tuple[str, ...]
    """Names of the facts it asks for (`asked_part.toml`)."""


@dataclass(frozen=True)
class MeantWord:
    """A word that may be meant by words of the question."""

    of: tuple[str, ...]
    word: str
    weight: float
    why: str
    """``spelling``, ``own``, ``administrative`` or ``sudachi``."""
    is_anywhere: bool
    """Whether any entry has it."""


@dataclass(frozen=True)
class Heard:
    """What the ranking heard in a question."""

    words: tuple[str, ...]
    by_sound: tuple[str, ...]
    """Of these, the ones that a question in hiragana sounds like."""
    unknown: tuple[str, ...]
    """Words of the question that no entry has."""
    meant: tuple[MeantWord, ...]
    is_hiragana: bool


@dataclass(frozen=True)
class Signal:
    """How well an entry fits, seen from one side."""

    name: str
    raw: float
    scaled: float
    """As the learned order takes it: 0 is the middle of the candidates, 1 the best of them."""


@dataclass(frozen=True)
class ExplainedEntry:
    """An entry in its place, with what brought it there."""

    key: str
    kind: Kind
    title: str
    score: float
    """Of the learned order; only the differences within one question mean something."""
    is_called_by_name: bool
    coverage: float
    phrase_coverage: float
    nearness: float
    signals: tuple[Signal, ...]
    matches: tuple[Match, ...]


@dataclass(frozen=True)
class Lines:
    """The lines that the decision compares with."""

    answer_from: float = decision.ANSWER_FROM
    ask_back_from: float = decision.ASK_BACK_FROM
    answer_coverage: float = decision.ANSWER_COVERAGE


@dataclass(frozen=True)
class Explanation:
    """The whole way from a question to a decision."""

    municipality: str
    audience: Audience
    question: str
    normalised: str
    special: SpecialHandling
    searched: str
    """What was searched for; empty where nothing was."""
    heard: Heard | None
    """Nothing where nothing was searched for, or there are no entries."""
    entries: tuple[ExplainedEntry, ...]
    models: tuple[str, ...]
    """Models of meaning whose vectors took part."""
    signs: dict[str, float]
    """What the best entry showed, from which confidence is judged (`decision.signs`)."""
    confidence: float
    is_for_many: bool
    """Several entries are called what was asked: then it is asked back, however sure."""
    decision: Decision
    title: str
    """Of the entry that was answered with."""
    lines: Lines


def explain(answer: Answer, index: Index, ranking: Ranking) -> Explanation:
    """Why the counter gave an answer.

    Args:
        ranking: of what the answer was searched by, in ``index``; empty where nothing was.
    """
    look = ranking.look
    best = list(ranking.best)
    has_meanings = look is not None and look.has_meanings
    return Explanation(
        municipality=answer.municipality,
        audience=answer.audience,
        question=answer.question,
        normalised=normalise(answer.question),
        special=_special(answer, index),
        searched=searched_for(answer),
        heard=_heard(look, index) if look else None,
        entries=tuple(_entries(look, best, index)) if look else (),
        models=tuple(meanings.model for meanings in index.meanings) if has_meanings else (),
        signs=_signs(look, ranking.best) if look and best else {},
        confidence=answer.confidence,
        is_for_many=decision.is_for_many(ranking),
        decision=answer.decision,
        title=answer.title,
        lines=Lines(),
    )


def searched_for(answer: Answer) -> str:
    """What was searched for; nothing for what needed no search."""
    return "" if answer.small_talk else answer.searched or answer.question


def _special(answer: Answer, index: Index) -> SpecialHandling:
    seen = first_look.look(answer.question)
    is_title = title_key(answer.question) in index.titles
    wish = None if is_title else follow_up(answer.question)
    return SpecialHandling(
        notices=seen.notices,
        small_talk=answer.small_talk,
        is_title=is_title,
        follows_up=wish.wish if wish else None,
        facts=() if is_title else asked_facts(answer.question),
    )


def _heard(look: Look, index: Index) -> Heard:
    asked = look.asked
    return Heard(
        words=asked.words,
        by_sound=tuple(meant.word for meant in asked.meant if meant.why == "heard"),
        unknown=tuple(word for word in asked.words if word not in index.wholes),
        meant=tuple(
            MeantWord(of, word, weight, why, word in index.wholes)
            for (of, why, word), weight in _weights(asked).items()
        ),
        is_hiragana=asked.is_hiragana,
    )


def _weights(asked: Asked) -> dict[tuple[tuple[str, ...], str, str], float]:
    """The greatest weight of each word that may be meant, by what it stands for and its source."""
    weights: dict[tuple[tuple[str, ...], str, str], float] = {}
    for meant in asked.meant:
        if meant.why not in {"asked", "heard"}:
            key = (asked.words[slice(*meant.by)], meant.why, meant.word)
            weights[key] = max(weights.get(key, 0.0), meant.weight)
    return weights


def _signs(look: Look, best: tuple[Ranked, ...]) -> dict[str, float]:
    names = decision.SEMANTIC_SIGNS if look.has_meanings else decision.LEXICAL_SIGNS
    return dict(zip(names, decision.signs(best, look).tolist(), strict=True))


def _entries(look: Look, best: list[Ranked], index: Index) -> Iterator[ExplainedEntry]:
    names = learned_order(
        has_meanings=look.has_meanings, is_hiragana=look.asked.is_hiragana
    ).signals
    scaled = look.signals.rows(names)
    place_of = {int(number): place for place, number in enumerate(look.signals.candidates)}
    matcher = Matcher(look.asked, index)
    for item in best:
        entry, place = index.entries[item.number], place_of[item.number]
        yield ExplainedEntry(
            key=entry.key,
            kind=entry.kind,
            title=entry.title,
            score=item.score,
            is_called_by_name=item.is_exact,
            coverage=item.coverage,
            phrase_coverage=item.phrase_coverage,
            nearness=item.nearness,
            signals=tuple(
                Signal(name, float(look.signals.columns[name][place]), float(value))
                for name, value in zip(names, scaled[place], strict=True)
            ),
            matches=tuple(matcher.matches(item.number)),
        )
