"""「答えができたら知らせて」: who asked in vain is told once, when a review has answered it."""

from __future__ import annotations

from collections.abc import Collection

from handlers import wording
from handlers.answers.text import answer_text
from handlers.slack import replies
from handlers.slack.replies import Button, Reply
from knowledge.answer import Answer, Audience, Decision
from store import notices, questions
from store.inbox import Turn
from store.tables import Person, Question

WANT = "want_notice"
"""What the button does; its value is the question's id."""


def button_under(question: Question) -> tuple[Button, ...]:
    """The button under the reply to a question of staff that nothing answers, if it may wait for
    the office."""
    is_open = question.decision == Decision.PASS_ON and not question.kind
    if not is_open or question.audience != Audience.STAFF:
        return ()
    labels = wording.labels("slack/answer_buttons.j2")
    return (Button(labels["want_notice"], WANT, str(question.id)),)


def want(turn: Turn, person: Person, number: int) -> Reply:
    """Note that somebody wants to hear of the answer to a question."""
    question = questions.find(turn.session, turn.event.municipality, number)
    if question is None or not button_under(question):
        return Reply(wording.mrkdwn("slack/gone.j2"))
    if question.reviewed_as is None:
        notices.want(turn.session, question, by=person, at=turn.now)
    return Reply(wording.mrkdwn("slack/reviews/notice_wanted.j2", question=question))


def tell(turn: Turn, texts: Collection[str], told: Answer) -> None:
    """Tell everybody who waits for an answer to questions in these words, each person once.

    Args:
        told: the answer as staff is told it.
    """
    for person, question in notices.take(turn.session, turn.event.municipality, texts):
        head = wording.mrkdwn("slack/reviews/notice_told.j2", question=question)
        said = Reply(f"{head}\n\n{answer_text(told, wording.mrkdwn)}")
        replies.tell(turn, person, said, key=f"slack:answer_notice:{question.id}:{person.id}")
