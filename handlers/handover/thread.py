"""The thread of a handover in Slack: posts, and notes to staff."""

from __future__ import annotations

from typing import Any

from handlers import wording
from handlers.slack.replies import NOTICE, Button, posted
from store.inbox import Turn
from store.outbox import Outgoing
from store.tables import Handover

CLOSE = "close_handover"
"""Name of the button that ends a handover."""


def post_in_thread(
    turn: Turn,
    handover: Handover,
    text: str,
    *,
    key: str,
    buttons: tuple[Button, ...] = (),
    tells_back: dict[str, Any] | None = None,
) -> None:
    """Post in the thread, or what opens it; never where other organisations read."""
    message = posted(handover.channel, text, buttons)
    if handover.thread_ts:
        message["thread_ts"] = handover.thread_ts
    turn.send(
        Outgoing(
            key,
            NOTICE,
            {"message": message, "staff_only": True},
            tells_back=tells_back,
            tells_success=tells_back is not None,
        )
    )


def note(turn: Turn, handover: Handover, template: str, **values: Any) -> None:
    """Tell staff something in the thread, where there is one."""
    if handover.thread_ts:
        text = wording.mrkdwn(template, **values)
        name = template.removeprefix("handover/").removesuffix(".j2")
        key = f"handover:{handover.id}:{name}:{turn.event.id}"
        post_in_thread(turn, handover, text, key=key)
