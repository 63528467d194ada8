"""`/dx 質問`: ask the counter as staff, internal entries included."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from handlers import wording
from handlers.answers import asking
from handlers.answers.learning import learn
from handlers.answers.text import answer_text
from handlers.office import Office
from handlers.slack.endpoint import verb_and_words
from handlers.slack.replies import Button, Reply
from knowledge.answer import Audience
from store.inbox import Turn

VERB = "質問"


def ask(turn: Turn, office: Office, words: str) -> Reply:
    """The counter's answer, with a button for each alternative."""
    answer = asking.ask(turn, office, words, audience=Audience.STAFF, channel="slack")
    learn(turn, answer, question_in)
    return Reply(
        answer_text(answer, wording.mrkdwn),
        buttons=tuple(
            Button(choice.title, f"ask:{choice.entry_key}", choice.title)
            for choice in answer.alternatives
        ),
    )


def question_in(payload: Mapping[str, Any]) -> str:
    """What somebody asks with a command; empty where it is another one, or no command."""
    text = payload.get("text")
    verb, words = verb_and_words(text) if isinstance(text, str) else ("", "")
    return words if "command" in payload and verb == VERB else ""
