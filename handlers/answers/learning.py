"""Learn from people who had to ask twice how else an entry is asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from knowledge.answer import Answer, Decision
from knowledge.follow_up import follow_up
from knowledge.normalise import title_key
from knowledge.personal_numbers import mask
from store import inbox, questions, wordings
from store.inbox import Turn

WITHIN = timedelta(minutes=10)
"""How long after a question somebody still tries to get an answer to the same."""


def learn(turn: Turn, answer: Answer, question_in: Callable[[Mapping[str, Any]], str]) -> None:
    """Where the question before this one got no answer and this one did, propose the one before as
    a wording (別の言い方) of the entry: whoever chose a candidate, or put it otherwise, meant that.

    The question before is read from the event that was received, never from a button, so nobody can
    slip words in; and it is a proposal, for which a person decides whether it counts.

    Args:
        question_in: the question that an event of this channel asks; empty where it asks none.
    """
    if answer.decision is not Decision.ANSWER or not answer.entry_key:
        return
    since = turn.now - WITHIN
    before = inbox.before(turn.session, turn.event, since=since)
    asked = question_in(before.payload) if before else ""
    if title_key(asked) in ("", title_key(answer.title)):
        return
    if follow_up(asked) is not None:  # 「ほかには？」 names nothing and is no other way to ask
        return
    if questions.was_left_open(turn.session, answer.municipality, text=asked, since=since):
        wordings.propose_question(
            turn.session, answer.municipality, answer.entry_key, mask(asked), at=turn.now
        )
