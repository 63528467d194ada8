"""Tell a question that goes on from the last answer (「費用は？」) from one that stands alone."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

from knowledge.asked_part import asked_facts, facts
from knowledge.normalise import in_letters, letters

LONGEST = 24
"""Letters: whoever writes more than this names something."""


class Wish(StrEnum):
    """What somebody wants to know of the last answer."""

    FACTS = "facts"
    MORE = "more"
    """All there is about it."""
    OTHERS = "others"
    """Something else than that."""


@dataclass(frozen=True)
class FollowUp:
    """A question that names nothing by itself."""

    wish: Wish
    facts: tuple[str, ...] = ()
    """Names of the facts asked for (`asked_part.toml`)."""

    @property
    def names_something(self) -> bool:
        """Whether it is a question of its own where nothing was answered before."""
        return any(facts()[name].names_something for name in self.facts)


def follow_up(question: str) -> FollowUp | None:
    """What a question wants to know of the last answer; nothing where it names a thing itself."""
    spoken = letters(question)
    if not spoken or len(spoken) > LONGEST:
        return None
    for wish, pattern in _patterns().items():
        if pattern.fullmatch(spoken):
            return FollowUp(wish, _facts_in(question, spoken) if wish is Wish.FACTS else ())
    return None


def _facts_in(question: str, spoken: str) -> tuple[str, ...]:
    """The facts asked for; what is one of them when spaces are left out is that one
    (「オンライン申請 いつから」)."""
    whole = next((name for name, one in facts().items() if one.words.fullmatch(spoken)), None)
    return (whole,) if whole else asked_facts(question)


@cache
def _patterns() -> dict[Wish, re.Pattern[str]]:
    data = tomllib.loads((files("knowledge") / "follow_up.toml").read_text(encoding="utf-8"))
    before, after, more, others = (
        in_letters(*data[name]) for name in ("before", "after", "more", "others")
    )
    fact = "|".join(one.words.pattern for one in facts().values())
    around = {
        Wish.MORE: more,
        Wish.OTHERS: others,
        Wish.FACTS: rf"(?:{fact})(?:(?:{after})*?(?:{fact}))*?",
    }
    return {
        wish: re.compile(rf"(?:{before})*?(?:{words})(?:{after})*")
        for wish, words in around.items()
    }
