"""Put a person's question to the counter, and keep it without who asked."""

from __future__ import annotations

from handlers.office import Office
from knowledge.answer import Answer, Audience
from store import questions
from store.inbox import Turn


def ask(turn: Turn, office: Office, text: str, *, audience: Audience, channel: str) -> Answer:
    """The counter's answer; the question is logged with its outcome in the same transaction."""
    answer = office.counter.ask(text, municipality=turn.event.municipality, audience=audience)
    questions.log(
        turn.session,
        answer.municipality,
        audience=audience,
        channel=channel,
        text=text,
        decision=answer.decision,
        kind=answer.small_talk or answer.kind or "",
        title=answer.title,
        confidence=answer.confidence,
        at=turn.now,
    )
    return answer
