"""Who is behind a Slack user: registered, and not a guest or somebody from outside."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import structlog
from slack_sdk import WebClient
from slack_sdk.errors import SlackClientError

from handlers.office import Office
from store import audit, people
from store.inbox import Turn
from store.tables import Person

_log = structlog.get_logger(__name__)


class Stranger(StrEnum):
    """Why somebody may not write; a template says it kindly."""

    NOT_REGISTERED = "not_registered"
    GUEST = "guest"
    OUTSIDER = "outsider"
    BOT = "bot"


@dataclass(frozen=True)
class SlackUser:
    """The ids that Slack sends with a command or click."""

    team_id: str
    user_id: str


def user_of(payload: Mapping[str, Any]) -> str:
    """Slack user id of whoever typed, pressed or wrote; empty where nobody did."""
    event, user = payload.get("event"), payload.get("user")
    found = payload.get("user_id")
    if isinstance(user, dict):
        found = user.get("id")
    elif isinstance(event, dict):
        found = event.get("user")
    return found if isinstance(found, str) else ""


def acting(payload: Mapping[str, Any]) -> SlackUser:
    """Who typed or pressed; somebody of another organisation may in a shared channel."""
    user = payload.get("user")
    if isinstance(user, dict):
        return SlackUser(user.get("team_id") or payload["team"]["id"], user["id"])
    return SlackUser(payload["team_id"], payload["user_id"])


def writer(turn: Turn, office: Office, user: SlackUser, client: WebClient) -> Person | Stranger:
    """The registered person who may write, or why not; a refusal is recorded."""
    # Ask Slack first: nobody should hold the write transaction while a network call runs.
    standing = _standing(client, user)
    person = people.find(
        turn.session,
        municipality=turn.event.municipality,
        slack_team_id=user.team_id,
        slack_user_id=user.user_id,
    )
    stranger = Stranger.NOT_REGISTERED if person is None else standing
    if person is not None and stranger is None:
        return person
    audit.append(
        turn.session,
        turn.event.municipality,
        at=turn.now,
        actor=audit.Actor(f"slack:{user.team_id}/{user.user_id}", "Slack"),
        action="write",
        subject="",
        outcome="refused",
        after={"reason": stranger},
    )
    return stranger or Stranger.NOT_REGISTERED


def _standing(client: WebClient, user: SlackUser) -> Stranger | None:
    """What Slack says of the user. Where it cannot be asked, the registration decides."""
    try:
        found = client.users_info(user=user.user_id).get("user") or {}
    except (SlackClientError, OSError) as error:
        _log.warning("slack_user_not_checked", reason=type(error).__name__)
        return None
    if found.get("is_restricted") or found.get("is_ultra_restricted"):
        return Stranger.GUEST
    if found.get("is_stranger") or found.get("team_id", user.team_id) != user.team_id:
        return Stranger.OUTSIDER
    return Stranger.BOT if found.get("is_bot") or found.get("deleted") else None
