"""Words without a command: mentions, direct messages, and what staff writes in a thread."""

from __future__ import annotations

import re

from slack_bolt import App, BoltContext

from handlers.slack import handover, proposals, questions
from handlers.slack.door import HELP, Door, Said, answer, help_text
from handlers.slack.heard import heard_in
from store.inbox import Turn


def listen(app: App, door: Door) -> None:
    """Let an app hear of these words."""

    @app.event(re.compile("^(app_mention|message)$"))
    def hear(context: BoltContext) -> None:
        turn: Turn = context["turn"]
        heard, in_thread = heard_in(turn.event.payload), handover.said_in_thread(turn.event.payload)
        if in_thread is not None:
            handover.hear(turn, door.office, in_thread, door.client)
        elif heard is not None:
            answer(turn, _said_to(door, turn, heard.words))


def _said_to(door: Door, turn: Turn, words: str) -> Said:
    """What is said to a mention or a direct message."""
    if words in HELP:
        return help_text()
    told = proposals.told(turn, door.office, words)
    if told is None:
        return questions.ask(turn, door.office, words, door.audience(turn))
    return door.by_writer(turn, lambda who: proposals.propose(turn, who, told))
