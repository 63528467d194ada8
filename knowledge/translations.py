"""An answer in another language: what a person wrote in it, else the Japanese and a word of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from knowledge.answer import Answer, Candidate, Decision, Passage
from knowledge.entries import Entry

JAPANESE = "ja"


def translated(answer: Answer, entry_of: Callable[[str], Entry | None], language: str) -> Answer:
    """The answer in another language than Japanese; its parts stay in their order.

    Args:
        entry_of: finds what the audience of the answer may see, by its key.
        language: code; a variety of Japanese (``ja_easy``) may do with the Japanese itself.
    """
    others = tuple(_candidate(one, entry_of, language) for one in answer.alternatives)
    answer = replace(answer, alternatives=others)
    if answer.decision is not Decision.ANSWER or answer.small_talk is not None:
        return answer
    entry = entry_of(answer.entry_key)
    found = entry.translation(language) if entry else None
    if found is None:
        return replace(answer, is_only_japanese=not language.startswith(JAPANESE))
    return replace(
        answer,
        title=found.title,
        passages=_in_order(found.passages, answer.passages),
        source=found.passages[0].source if found.passages else answer.source,
        is_out_of_date=found.is_out_of_date,
    )


def _candidate(one: Candidate, entry_of: Callable[[str], Entry | None], language: str) -> Candidate:
    entry = entry_of(one.entry_key)
    found = entry.translation(language) if entry else None
    return replace(one, title=found.title) if found else one


def _in_order(passages: Sequence[Passage], shown: Sequence[Passage]) -> tuple[Passage, ...]:
    """What was asked for comes first, as it does in Japanese."""
    places = {passage.part: place for place, passage in reversed([*enumerate(shown)])}
    return tuple(sorted(passages, key=lambda passage: places.get(passage.part, len(shown))))
