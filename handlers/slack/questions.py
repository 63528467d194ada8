"""`/dx 質問`: ask the counter as staff, internal entries included."""

from __future__ import annotations

from handlers import wording
from handlers.answers import asking
from handlers.answers.text import answer_text
from handlers.office import Office
from handlers.slack.replies import Button, Reply
from knowledge.answer import Audience
from store.inbox import Turn


def ask(turn: Turn, office: Office, words: str) -> Reply:
    """The counter's answer, with a button for each alternative."""
    answer = asking.ask(turn, office, words, audience=Audience.STAFF, channel="slack")
    return Reply(
        answer_text(answer, wording.mrkdwn),
        buttons=tuple(
            Button(choice.title, f"ask:{choice.entry_key}", choice.title)
            for choice in answer.alternatives
        ),
    )
