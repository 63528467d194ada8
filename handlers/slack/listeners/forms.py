"""The form for progress: the shortcuts and buttons that open it, and what comes back."""

from __future__ import annotations

import re

from slack_bolt import Ack, App, BoltContext

from handlers.slack import home, progress, progress_form, proposals
from handlers.slack.door import Door, Payload, answer, argument
from handlers.slack.progress_submission import Submission, submission
from handlers.slack.replies import Reply, send_to_opener
from store.inbox import Turn
from store.tables import Person

FROM_MESSAGE = "progress_from_message"
"""The shortcut on a message."""


def listen(app: App, door: Door) -> None:
    """Let an app hear of the form."""

    @app.action(re.compile(r"^open_progress(:|$)"))
    def open_from_button(ack: Ack, action: Payload, context: BoltContext) -> None:
        ack()
        turn: Turn = context["turn"]
        number = int(argument(action) or 0)
        answer(turn, door.by_writer(turn, lambda who: progress.open_form(turn, who, number)))

    @app.global_shortcut(progress_form.CALLBACK)
    def open_from_shortcut(ack: Ack, context: BoltContext) -> None:
        ack()
        turn: Turn = context["turn"]
        answer(turn, door.by_writer(turn, lambda _: progress_form.form(turn)))

    @app.message_shortcut(FROM_MESSAGE)
    def open_from_message(ack: Ack, context: BoltContext) -> None:
        ack()
        turn: Turn = context["turn"]
        answer(turn, door.by_writer(turn, lambda _: progress.open_form_on_message(turn)))

    @app.view(progress_form.CALLBACK)
    def submit(ack: Ack, view: Payload, context: BoltContext) -> None:
        ack()
        turn: Turn = context["turn"]
        filled_in = submission(view)
        if not isinstance(filled_in, Submission):
            raise ValueError("a form with problems is refused before it is stored")
        said = door.by_writer(turn, lambda who: _submitted(turn, who, filled_in))
        send_to_opener(turn, said, opened_by=filled_in.opened_by)


def _submitted(turn: Turn, person: Person, filled_in: Submission) -> Reply:
    message = proposals.corrected_message(turn, filled_in.opened_by)
    said = progress.record_submitted(turn, person, filled_in, posted_with=message)
    home.show_again(turn, person, opened_by=filled_in.opened_by)
    return said
