"""Put a person's question to the counter, and keep it without who asked."""

from __future__ import annotations

from handlers.office import Office
from knowledge.answer import Answer, Audience, Notice, SmallTalk
from knowledge.follow_up import follow_up
from store import last_answers, questions
from store.inbox import Turn

_NO_DANGER = frozenset({Notice.NUMBERS_HIDDEN, Notice.ALL_THERE_IS})


def ask(turn: Turn, office: Office, text: str, *, audience: Audience, channel: str) -> Answer:
    """The counter's answer; a question such as 「費用は？」 goes on from the last one.

    The question is logged with its outcome, and what it was about is remembered for a while, in
    the same transaction.
    """
    conversation = last_answers.conversation_hash(office.conversation_key, turn.event.conversation)
    goes_on = follow_up(text) is not None
    answer = office.counter.ask(
        text,
        municipality=turn.event.municipality,
        audience=audience,
        last_entry=_last_entry(turn, office, conversation) if goes_on else "",
    )
    if answer.entry_key:
        last_answers.remember(
            turn.session,
            answer.municipality,
            conversation,
            entry_key=answer.entry_key,
            at=turn.now,
        )
    elif answer.small_talk is None and not goes_on:
        last_answers.forget(turn.session, conversation)
    questions.log(
        turn.session,
        answer.municipality,
        audience=audience,
        channel=channel,
        text=text,
        decision=answer.decision,
        kind=_what_it_was(answer),
        title=answer.title,
        confidence=answer.confidence,
        at=turn.now,
    )
    return answer


def _last_entry(turn: Turn, office: Office, conversation: str) -> str:
    """Read apart from the turn's transaction, which would keep others waiting while we search."""
    with office.database.reading() as session:
        return last_answers.recall(session, turn.event.municipality, conversation, now=turn.now)


def _what_it_was(answer: Answer) -> str:
    """What the log calls a question: the danger it told of rather than nothing, so that no cry for
    help stands among the questions that the office reads each week."""
    if answer.small_talk is not None and answer.small_talk is not SmallTalk.CALL_FOR_HELP:
        return answer.small_talk
    if answer.kind is not None:
        return answer.kind
    return next((notice for notice in answer.notices if notice not in _NO_DANGER), "")
