"""Buttons under answers and in threads with citizens."""

from __future__ import annotations

import re

from slack_bolt import Ack, App, BoltContext

from handlers.handover.thread import CLOSE
from handlers.slack import answered, city_notices, handover, initiatives, questions
from handlers.slack.door import Door, Payload, answer
from store.inbox import Turn


def listen(app: App, door: Door) -> None:
    """Let an app hear of these buttons."""
    office = door.office

    @app.action(re.compile(r"^ask:"))
    def ask(ack: Ack, action: Payload, context: BoltContext) -> None:
        ack()
        turn: Turn = context["turn"]
        answer(turn, questions.ask(turn, office, action["value"], door.audience(turn)))

    @app.action(re.compile(r"^show_initiative:"))
    def show(ack: Ack, action: Payload, context: BoltContext) -> None:
        ack()
        turn: Turn = context["turn"]
        city, number = turn.event.municipality, int(action["value"])
        answer(turn, initiatives.show_one(office, city, number, door.audience(turn)))

    @app.action(re.compile(r"^rate:"))
    def rate(ack: Ack, action: Payload, context: BoltContext) -> None:
        ack()
        turn: Turn = context["turn"]
        is_helpful = action["action_id"] == answered.HELPFUL
        answer(turn, answered.rate(turn, office, int(action["value"]), is_helpful=is_helpful))

    @app.action(answered.SHARE)
    def share(ack: Ack, action: Payload, context: BoltContext) -> None:
        ack()
        answered.share(context["turn"], office, action["value"])

    door.listen_to_buttons(
        app, CLOSE, lambda turn, who, _, value: handover.close(turn, office, who, int(value))
    )
    door.listen_to_buttons(
        app,
        city_notices.PRESS,
        lambda turn, who, what, value: city_notices.press(turn, office, who, what, value),
    )
