"""Views (modals and the Home tab) go out through the outbox like every other message.

Source: Slack API docs, views.open, views.update, views.publish, and handling user interaction.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from slack_sdk.models.views import View

from handlers import wording
from handlers.slack.replies import Reply, addressed
from store.inbox import Turn
from store.outbox import Content, Outgoing

TRIGGER_LIFE = timedelta(seconds=3)
"""How long Slack lets a modal be opened after somebody pressed or typed something."""


def open_modal(turn: Turn, view: View, *, trigger_id: str, instead: Content) -> None:
    """Open a modal for whoever acted; too late for Slack, they get ``instead``."""
    arguments = {"trigger_id": trigger_id, "view": view.to_dict()}
    turn.send(
        Outgoing(
            f"slack:{turn.event.event_key}",
            "slack_view",
            view_call("views.open", arguments),
            expires_at=turn.event.received_at + TRIGGER_LIFE,
            instead=instead,
        )
    )


def publish_home(turn: Turn, view: View, *, user_id: str) -> None:
    """Show somebody's Home tab. Of several only the latest counts, for tabs are shown anew."""
    sorry = Reply(wording.mrkdwn("slack/home_not_shown.j2"))
    turn.send(
        Outgoing(
            f"slack_home:{turn.event.conversation}",
            "slack_view",
            view_call("views.publish", {"user_id": user_id, "view": view.to_dict()}),
            instead=addressed(sorry, user_id=user_id),
            is_latest=True,
        )
    )


def view_call(method: str, arguments: dict[str, Any]) -> dict[str, Any]:
    """The payload that `handlers.slack.delivery.SlackViews` takes."""
    return {"method": method, "arguments": arguments}
