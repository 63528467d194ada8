"""Reply to a LINE event with the token that came with it; push what the token was too old for."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import structlog

from handlers import wording
from handlers.line.messages import Message, text_message
from handlers.office import Office
from store import city_notices, inbox, outbox
from store.inbox import Turn
from store.outbox import Outgoing
from store.tables import OutboxState

SERVICE = "line_reply"
PUSH = "line_push"
REPLY_WITHIN = timedelta(minutes=5)
"""A reply token lives about a minute; LINE decides, and after this nobody waits any more."""
PUSH_WITHIN = timedelta(hours=1)
"""After a question a push still answers it; later it would only startle."""
REPLIED_TO = "replied_to"
"""In what a reply tells back: the event that it answers."""

_log = structlog.get_logger(__name__)


def reply(
    turn: Turn,
    messages: list[Message],
    *,
    urgent: int = 0,
    held_until: datetime | None = None,
    tells_back: dict[str, Any] | None = None,
) -> None:
    """Reply to the event of this turn, where it can be replied to; the notice of the city stands
    on top, where there is one.

    Args:
        urgent: how many of the messages must be read even before that, such as whom to call.
        held_until: keep the token so long for something better (`store.outbox.withdraw`).
        tells_back: what the event tells that says how the delivery ended.
    """
    token = reply_token(turn)
    is_pushed_instead = tells_back is None and held_until is None
    if token:
        told = [*messages[:urgent], *_city_notice(turn), *messages[urgent:]]
        turn.send(
            Outgoing(
                key=reply_key(turn),
                service=SERVICE,
                payload={"replyToken": token, "messages": told},
                expires_at=turn.event.received_at + REPLY_WITHIN,
                tells_back={REPLIED_TO: turn.event.id} if is_pushed_instead else tells_back,
                tells_success=tells_back is not None,
                held_until=held_until,
            )
        )


def undelivered(turn: Turn, office: Office) -> None:
    """A reply did not arrive: push it, where that is allowed and it surely did not."""
    told = turn.event.payload
    asked = inbox.find(turn.session, turn.event.municipality, told[REPLIED_TO])
    sent = outbox.payload_of(turn.session, turn.event.event_key)
    if not office.may_push or asked is None or sent is None or not _surely_not(told["error"]):
        return
    match asked.payload:
        case {"source": {"type": "user", "userId": str(user)}}:
            _log.info("pushed_instead", inbox_id=asked.id)
            turn.send(
                Outgoing(
                    key=f"{turn.event.event_key}:push",
                    service=PUSH,
                    payload={"to": user, "messages": sent["messages"]},
                    expires_at=asked.received_at + PUSH_WITHIN,
                )
            )


def _surely_not(error: str) -> bool:
    """Whether a reply cannot have arrived: it never went out in time, or LINE refused the token at
    the first try. At a later try that may mean that an earlier one had arrived (`delivery`)."""
    return error == OutboxState.EXPIRED or "reply token" in error


def _city_notice(turn: Turn) -> list[Message]:
    notice = city_notices.current(turn.session, turn.event.municipality, now=turn.now)
    if notice is None:
        return []
    return [text_message(wording.plain("answers/city_notice.j2", notice=notice))]


def reply_key(turn: Turn) -> str:
    """What the reply to the event of this turn is called in the outbox."""
    return f"line:{turn.event.event_key}"


def reply_token(turn: Turn) -> str:
    token = turn.event.payload.get("replyToken")
    return token if isinstance(token, str) else ""
