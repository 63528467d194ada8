"""Buttons and forms with which the DX office answers questions that got no answer."""

from __future__ import annotations

import re

from slack_bolt import Ack, App, BoltContext

from handlers.slack.door import Door, Payload, answer
from handlers.slack.replies import send_to_opener
from handlers.slack.reviews import answering, telling
from handlers.slack.reviews.listing import PRESS
from handlers.slack.reviews.submissions import CALLBACKS, said_in
from store.inbox import Turn


def listen(app: App, door: Door) -> None:
    """Let an app hear of these buttons and forms."""
    office = door.office
    door.listen_to_buttons(
        app,
        PRESS,
        lambda turn, who, what, value: answering.press(turn, office, who, what, value),
    )

    @app.action(telling.WANT)
    def want(ack: Ack, action: Payload, context: BoltContext) -> None:
        ack()
        turn: Turn = context["turn"]
        number = int(action["value"])
        answer(turn, door.by_writer(turn, lambda who: telling.want(turn, who, number)))

    @app.view(re.compile("|".join(map(re.escape, sorted(CALLBACKS)))))
    def submit(ack: Ack, view: Payload, context: BoltContext) -> None:
        ack()
        turn: Turn = context["turn"]
        said = said_in(view)
        reply = door.by_writer(turn, lambda who: answering.submitted(turn, office, who, said))
        send_to_opener(turn, reply, opened_by=said.opened_by)
