"""Put a person's question to the counter, and keep it without who asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from handlers.office import Office
from knowledge.answer import Answer, Audience, Notice, SmallTalk
from knowledge.follow_up import follow_up
from store import last_answers, next_asked, questions
from store.inbox import Turn

LATE_AFTER = timedelta(seconds=3)
"""Who waited so long is answered by words alone: where more is asked than can be answered by
meaning, the queue must not grow for ever."""
_NO_DANGER = frozenset({Notice.NUMBERS_HIDDEN, Notice.ALL_THERE_IS})


@dataclass(frozen=True)
class Asked:
    """What somebody asked, as it was kept, and the counter's answer."""

    question_id: int
    answer: Answer


def ask(turn: Turn, office: Office, text: str, *, audience: Audience, channel: str) -> Asked:
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
        in_hurry=turn.now - turn.event.received_at > LATE_AFTER,
    )
    if not answer.entry_key and answer.small_talk is None and not goes_on:
        last_answers.forget(turn.session, conversation)
    return _keep(turn, conversation, text, answer, channel=channel)


def show(
    turn: Turn, office: Office, entry_key: str, *, audience: Audience, channel: str
) -> Asked | None:
    """What an entry tells that somebody chose instead of asking, kept like a question for its
    title; nothing where this audience may not see it, or it is gone."""
    base = office.counter.shelves(turn.event.municipality).base
    entry = base.entry(entry_key, audience)
    if entry is None:
        return None
    answer = office.counter.show(entry, municipality=turn.event.municipality, audience=audience)
    conversation = last_answers.conversation_hash(office.conversation_key, turn.event.conversation)
    return _keep(turn, conversation, answer.title, answer, channel=channel)


def _keep(turn: Turn, conversation: str, text: str, answer: Answer, *, channel: str) -> Asked:
    """Log what was asked, and remember what the conversation is about now."""
    if answer.entry_key:
        _go_on_to(turn, conversation, answer)
    question = questions.log(
        turn.session,
        answer.municipality,
        audience=answer.audience,
        channel=channel,
        text=text,
        decision=answer.decision,
        kind=_what_it_was(answer),
        title=answer.title,
        entry_key=answer.entry_key,
        confidence=answer.confidence,
        at=turn.now,
    )
    return Asked(question.id, answer)


def _go_on_to(turn: Turn, conversation: str, answer: Answer) -> None:
    """The conversation is about another entry now, or about the same one still."""
    before = last_answers.remember(
        turn.session,
        answer.municipality,
        conversation,
        entry_key=answer.entry_key,
        at=turn.now,
    )
    if answer.audience is Audience.CITIZEN and before not in ("", answer.entry_key):
        next_asked.count(turn.session, answer.municipality, before, answer.entry_key)


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
