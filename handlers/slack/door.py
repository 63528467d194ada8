"""The door to the counter in Slack: who comes in, what they may, and how they are answered."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient
from slack_sdk.models.views import View

from handlers import wording
from handlers.office import Office
from handlers.slack.heard import answer_heard, heard_in
from handlers.slack.progress import refused
from handlers.slack.replies import Reply, addressed, send
from handlers.slack.views import open_modal
from handlers.slack.who import Stranger, acting, audience_of, reader, user_of, writer
from knowledge.answer import Audience
from store.inbox import Turn
from store.tables import Person

HELP = ("", "ヘルプ", "help")
"""Said alone, they ask what one can do here."""

Payload = dict[str, Any]
Said = Reply | View
"""What a person gets: a message, or a form."""
Press = Callable[[Turn, Person, str, str], Said]
"""What a button does for somebody: what stands after the colon of its id, and its value."""
S = TypeVar("S", bound=Said)


@dataclass(frozen=True)
class Door:
    """What every listener needs."""

    office: Office
    client: WebClient
    """Asks Slack who somebody is."""

    def by_writer(self, turn: Turn, do: Callable[[Person], S]) -> S | Reply:
        """Do what only a registered person may; anybody else is told why they may not."""
        person = writer(turn, self.office, acting(turn.event.payload), self.client)
        return refused(person) if isinstance(person, Stranger) else do(person)

    def known(self, turn: Turn) -> Person | Stranger:
        """Who acts, where they only look at something."""
        user = acting(turn.event.payload)
        return reader(self.office, turn.event.municipality, user, self.client)

    def audience(self, turn: Turn) -> Audience:
        """Whose answers they hear."""
        user = acting(turn.event.payload)
        return audience_of(self.office, turn.event.municipality, user, self.client)

    def listen_to_buttons(self, app: App, name: str, press: Press) -> None:
        """Let an app hear of all buttons of a kind: their ids begin with ``name`` and a colon."""

        @app.action(re.compile(rf"^{name}:"))
        def pressed(ack: Ack, action: Payload, context: BoltContext) -> None:
            ack()
            turn: Turn = context["turn"]
            what, value = argument(action), action["value"]
            answer(turn, self.by_writer(turn, lambda who: press(turn, who, what, value)))


def answer(turn: Turn, said: Said) -> None:
    """Give somebody what they asked for, where they asked."""
    payload = turn.event.payload
    response_url, user_id = payload.get("response_url", ""), user_of(payload)
    heard = heard_in(payload)
    if isinstance(said, Reply) and heard is not None:
        answer_heard(turn, heard, said)
        return
    if isinstance(said, Reply):
        send(turn, said, response_url=response_url, user_id=user_id)
        return
    sorry = Reply(wording.mrkdwn("slack/form_not_opened.j2"))
    open_modal(
        turn,
        said,
        trigger_id=payload["trigger_id"],
        instead=addressed(sorry, response_url=response_url, user_id=user_id),
    )


def help_text() -> Reply:
    """What one can do with the bot."""
    return Reply(wording.mrkdwn("slack/help.j2"))


def argument(action: Payload) -> str:
    """What follows the name in an action's id."""
    _, _, found = action["action_id"].partition(":")
    return str(found)
