"""Buttons that make a progress entry or mend one, and the forms for that."""

from __future__ import annotations

import re

from slack_bolt import Ack, App, BoltContext

from handlers.slack import (
    approvals,
    corrections,
    home,
    progress,
    progress_form,
    proposals,
    verification,
)
from handlers.slack.door import Door, Payload, Press, Said, answer
from handlers.slack.progress_submission import Correction, correction, remembered
from handlers.slack.replies import Reply, send_to_opener
from handlers.slack.reviews import publishing
from store.inbox import Turn
from store.tables import Person, Status


def listen(app: App, door: Door) -> None:
    """Let an app hear of these buttons and forms."""
    door.listen_to_buttons(
        app,
        "progress_status",
        lambda turn, who, status, value: corrections.correct_status(
            turn, who, int(value), Status[status]
        ),
    )
    door.listen_to_buttons(
        app, "progress_on", lambda turn, who, _, value: progress.chosen(turn, who, value)
    )
    door.listen_to_buttons(app, verification.PRESS, verification.press)
    door.listen_to_buttons(app, "mend_progress", _seen_in_home(corrections.press))
    door.listen_to_buttons(app, "review_progress", _seen_in_home(approvals.press))

    @_seen_in_home
    def press_beside_answer(turn: Turn, who: Person, what: str, value: str) -> Said:
        return publishing.press(turn, door.office, who, what, value)

    door.listen_to_buttons(app, publishing.PRESS, press_beside_answer)

    @app.action(re.compile(rf"^({'|'.join(proposals.Press)}):"))
    def propose(ack: Ack, action: Payload, context: BoltContext) -> None:
        ack()
        turn: Turn = context["turn"]
        what, value = proposals.Press(action["action_id"].partition(":")[0]), action["value"]
        answer(turn, door.by_writer(turn, lambda who: proposals.press(turn, who, what, value)))

    @app.view(progress_form.CORRECTION)
    def submit_correction(ack: Ack, view: Payload, context: BoltContext) -> None:
        ack()
        turn: Turn = context["turn"]
        filled_in = correction(view)
        if not isinstance(filled_in, Correction):
            raise ValueError("a form with problems is refused before it is stored")
        opened_by = filled_in.opened_by

        def correct(who: Person) -> Reply:
            said = corrections.submitted(turn, who, filled_in)
            home.show_again(turn, who, opened_by=opened_by)
            return said

        send_to_opener(turn, door.by_writer(turn, correct), opened_by=opened_by)

    @app.view(re.compile(f"^({approvals.RETURN}|{publishing.RETURN})$"))
    def send_back(ack: Ack, view: Payload, context: BoltContext) -> None:
        ack()
        turn: Turn = context["turn"]
        opened_by, _ = remembered(view)

        def decide(who: Person) -> Reply:
            is_answer = view["callback_id"] == publishing.RETURN
            submitted = publishing.submitted if is_answer else approvals.submitted
            said = submitted(turn, who, view)
            home.show_again(turn, who, opened_by=opened_by)
            return said

        send_to_opener(turn, door.by_writer(turn, decide), opened_by=opened_by)


def _seen_in_home(press: Press) -> Press:
    """The same; whoever pressed in the Home tab sees there what it did."""

    def pressed(turn: Turn, who: Person, what: str, value: str) -> Said:
        said = press(turn, who, what, value)
        if isinstance(said, Reply):
            home.show_again(turn, who, opened_by=turn.event.id)
        return said

    return pressed
