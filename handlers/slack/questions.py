"""`/dx 質問`: ask the counter as staff, internal entries included."""

from __future__ import annotations

from handlers import wording
from handlers.answers.text import answer_text
from handlers.office import Office
from handlers.slack.replies import Button, Reply
from knowledge.answer import Audience
from store import questions
from store.inbox import Turn


def ask(turn: Turn, office: Office, words: str, *, replaces: bool = False) -> Reply:
    """The counter's answer, with a button for each alternative."""
    answer = office.counter.ask(
        words, municipality=turn.event.municipality, audience=Audience.STAFF
    )
    questions.log(
        turn.session,
        answer.municipality,
        audience=answer.audience,
        channel="slack",
        text=answer.question,
        decision=answer.decision,
        kind=answer.small_talk or answer.kind or "",
        title=answer.title,
        confidence=answer.confidence,
        at=turn.now,
    )
    return Reply(
        answer_text(answer, wording.mrkdwn),
        buttons=tuple(
            Button(choice.title, f"ask:{choice.entry_key}", choice.title)
            for choice in answer.alternatives
        ),
        replaces=replaces,
    )
