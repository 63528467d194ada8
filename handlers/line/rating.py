"""Citizens say whether an answer helped (役に立った / 違う), and why it did not."""

from __future__ import annotations

from collections.abc import Mapping

from handlers.answers.asking import Asked
from handlers.line import handover
from handlers.line.taps import Tap
from handlers.line.visit import Visit
from knowledge.answer import Audience, Decision
from store import questions
from store.tables import Question

RATE, REASON = "rate", "rate_reason"
REASONS = ("other_matter", "unclear", "outdated", "stuck")
"""Why an answer did not help, in the order of the buttons."""


def offers(visit: Visit, asked: Asked) -> list[Tap]:
    """The buttons under an answer, where it is one."""
    if asked.answer.decision is not Decision.ANSWER or asked.answer.small_talk is not None:
        return []
    labels = visit.labels("line/labels.j2")
    number = asked.question_id
    return [
        visit.tap(labels["helpful"], RATE, question=number, helpful=1),
        visit.tap(labels["not_helpful"], RATE, question=number, helpful=0),
    ]


def rate(visit: Visit, values: Mapping[str, str]) -> None:
    """Keep whether an answer helped; where it did not, ask why and offer a person."""
    question = _question(visit, values)
    if question is None:
        return
    if values["helpful"] == "1":
        _keep(visit, question, is_helpful=True)
        visit.reply_text(visit.say("line/rated_helpful.j2"))
        return
    _keep(visit, question, is_helpful=False)
    labels = visit.labels("line/labels.j2")
    reasons: list[Tap | str] = [
        visit.tap(labels[reason], REASON, question=question.id, reason=reason) for reason in REASONS
    ]
    visit.reply_text(
        visit.say("line/rated_wrong.j2"), [*reasons, *handover.offer(visit, question.id)]
    )


def give_reason(visit: Visit, values: Mapping[str, str]) -> None:
    """Keep why an answer did not help, and say whom to ask."""
    question = _question(visit, values)
    if question is None:
        return
    _keep(visit, question, is_helpful=False, reason=values["reason"])
    told = visit.office.counter.again(
        question.text,
        question.entry_key,
        municipality=question.municipality,
        audience=Audience.CITIZEN,
    )
    contacts = told.contacts if told else ()
    visit.reply_text(
        visit.say("line/rated_why.j2", reason=values["reason"], contacts=contacts),
        handover.offer(visit, question.id),
    )


def _question(visit: Visit, values: Mapping[str, str]) -> Question | None:
    """The question that was answered; where it is gone, the citizen hears so."""
    question = questions.find(visit.turn.session, visit.municipality, int(values["question"]))
    if question is None:
        visit.reply_text(visit.say("line/old_button.j2"))
    return question


def _keep(visit: Visit, question: Question, *, is_helpful: bool, reason: str = "") -> None:
    questions.rate(
        visit.turn.session,
        question,
        rater=questions.rater_of(visit.office.conversation_key, question, visit.conversation),
        is_helpful=is_helpful,
        at=visit.turn.now,
        reason=reason,
    )
