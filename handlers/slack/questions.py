"""Ask the counter with `/dx 質問`, a mention or a direct message, as staff or as others may."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from handlers import wording
from handlers.answers import asking
from handlers.answers.learning import learn
from handlers.answers.text import answer_text
from handlers.office import Office
from handlers.slack.answered import buttons_under
from handlers.slack.heard import heard_in
from handlers.slack.message_text import verb_and_words
from handlers.slack.replies import Button, Reply
from knowledge.answer import Answer, Audience
from store import city_notices
from store.inbox import Turn

VERB = "質問"


def ask(turn: Turn, office: Office, words: str, audience: Audience) -> Reply:
    """The counter's answer, with a button for each alternative, and those of every answer."""
    asked = asking.ask(turn, office, words, audience=audience, channel="slack")
    learn(turn, asked.answer, question_in)
    others = tuple(
        Button(choice.title, f"ask:{choice.entry_key}", choice.title)
        for choice in asked.answer.alternatives
    )
    return Reply(
        _with_city_notice(turn, asked.answer),
        buttons=(*others, *buttons_under(turn, office, asked)),
    )


def _with_city_notice(turn: Turn, answer: Answer) -> str:
    """The answer under what the city tells everybody; only whom to call stands before that."""
    told = answer_text(answer, wording.mrkdwn)
    notice = city_notices.current(turn.session, turn.event.municipality, now=turn.now)
    if notice is None:
        return told
    first = wording.mrkdwn("answers/city_notice.j2", notice=notice)
    return "\n\n".join((told, first) if answer.notices else (first, told))


def question_in(payload: Mapping[str, Any]) -> str:
    """What somebody asks; empty where an event is something else."""
    heard = heard_in(payload)
    if heard is not None:
        return heard.words
    text = payload.get("text")
    verb, words = verb_and_words(text) if isinstance(text, str) else ("", "")
    return words if "command" in payload and verb == VERB else ""
