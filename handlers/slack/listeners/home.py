"""The Home tab: somebody opens it, turns a page or chooses from a menu."""

from __future__ import annotations

import re

from slack_bolt import Ack, App, BoltContext

from handlers.slack import home, home_state
from handlers.slack.door import Door, Payload
from store.inbox import Turn

HOME_OPENED = "app_home_opened"


def listen(app: App, door: Door) -> None:
    """Let an app hear of the Home tab."""

    @app.event(HOME_OPENED)
    def open_home(event: Payload, context: BoltContext) -> None:
        if event.get("tab") == "home":  # the other tab holds the messages
            turn: Turn = context["turn"]
            shown = home_state.remembered(event.get("view"))
            home.show(turn, door.office, door.known(turn), shown)

    @app.action(re.compile(rf"^{home_state.ACTION}:"))
    def turn_home(ack: Ack, action: Payload, context: BoltContext) -> None:
        ack()
        turn: Turn = context["turn"]
        shown = home_state.remembered(turn.event.payload.get("view"))
        home.show(turn, door.office, door.known(turn), home_state.after(shown, action))
