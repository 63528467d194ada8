"""What one can do with an answer in Slack: say whether it helped (役に立った / 違う), and show it
to everybody in the channel (みんなに見せる)."""

from __future__ import annotations

from handlers import wording
from handlers.answers.asking import Asked
from handlers.answers.text import answer_text
from handlers.office import Office
from handlers.slack.heard import heard_in
from handlers.slack.replies import Button, Reply, addressed, body_of, send
from handlers.slack.reviews import telling
from handlers.slack.who import acting, channel_of, user_of
from knowledge.answer import Audience, Decision
from store import inbox, outbox, questions
from store.inbox import Turn
from store.outbox import Outgoing
from store.tables import Question

HELPFUL, WRONG, SHARE = "rate:helpful", "rate:wrong", "share_answer"
"""What the buttons do."""


def buttons_under(turn: Turn, office: Office, asked: Asked) -> tuple[Button, ...]:
    """The buttons under an answer; under what is none, the way to hear of one later."""
    question = questions.find(turn.session, turn.event.municipality, asked.question_id)
    if question is None or asked.answer.small_talk is not None:
        return ()
    if asked.answer.decision is not Decision.ANSWER:
        return telling.button_under(question)
    labels = wording.labels("slack/answer_buttons.j2")
    number = str(asked.question_id)
    rating = (
        Button(labels["helpful"], HELPFUL, number),
        Button(labels["wrong"], WRONG, number),
    )
    if channel_of(turn.event.payload).startswith("D"):
        return rating
    # Built anew here, an index would keep all other writers waiting; a press looks again anyway.
    if not office.counter.was_for_citizens(asked.answer):
        return rating
    return (*rating, Button(labels["share"], SHARE, f"{turn.event.id}:{number}"))


def rate(turn: Turn, office: Office, question_id: int, *, is_helpful: bool) -> Reply:
    """Keep what somebody thought of an answer, and say what to do next where it was wrong."""
    question = questions.find(turn.session, turn.event.municipality, question_id)
    if question is None:
        return Reply(wording.mrkdwn("slack/answer_gone.j2"))
    user = acting(turn.event.payload)
    questions.rate(
        turn.session,
        question,
        rater=questions.rater_of(
            office.conversation_key, question, f"{user.team_id}/{user.user_id}"
        ),
        is_helpful=is_helpful,
        at=turn.now,
    )
    if is_helpful:
        return Reply(wording.mrkdwn("slack/rated_helpful.j2"))
    told = office.counter.again(
        question.text,
        question.entry_key,
        municipality=question.municipality,
        audience=Audience(question.audience),
    )
    return Reply(wording.mrkdwn("slack/rated_wrong.j2", contacts=told.contacts if told else ()))


def share(turn: Turn, office: Office, value: str) -> None:
    """Show an answer to everybody in the channel, once, if its asker wants it: what citizens are
    told, for guests and other organisations may be in the channel too."""
    response_url, presser = turn.event.payload.get("response_url", ""), user_of(turn.event.payload)
    event_id, _, question_id = value.partition(":")
    asked_in = inbox.find(turn.session, turn.event.municipality, int(event_id))
    question = questions.find(turn.session, turn.event.municipality, int(question_id))
    shown = _for_all(office, question) if question is not None else None
    key = f"slack:share:{question_id}"
    if asked_in is None or shown is None:
        refusal = "slack/answer_gone.j2"
    elif user_of(asked_in.payload) != presser:
        refusal = "slack/not_your_answer.j2"
    elif outbox.state_of(turn.session, key) is not None:
        refusal = "slack/already_shared.j2"
    else:
        heard = heard_in(asked_in.payload)
        thread = {"thread_ts": heard.thread_ts} if heard is not None and heard.thread_ts else {}
        body = {**body_of(shown), "response_type": "in_channel", **thread}
        sorry = Reply(wording.mrkdwn("slack/not_shared.j2"))
        turn.send(
            Outgoing(
                key,
                "slack_response",
                {"url": response_url, "body": body},
                instead=addressed(sorry, user_id=presser),
            )
        )
        return
    send(turn, Reply(wording.mrkdwn(refusal)), response_url=response_url, user_id=presser)


def _for_all(office: Office, question: Question) -> Reply | None:
    """The answer to a question as everybody may see it; nothing where it is not for everybody."""
    told = office.counter.again(
        question.text,
        question.entry_key,
        municipality=question.municipality,
        audience=Audience.CITIZEN,
    )
    if told is None:
        return None
    head = wording.mrkdwn("slack/shared_answer.j2", question=question.text)
    return Reply(f"{head}\n\n{answer_text(told, wording.mrkdwn)}")
