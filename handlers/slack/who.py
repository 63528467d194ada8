"""Who is behind a Slack user: registered, and not a guest or somebody from outside."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

import structlog
from slack_sdk import WebClient
from slack_sdk.errors import SlackClientError

from handlers.office import Office
from knowledge.answer import Audience
from store import audit, people
from store.inbox import Turn
from store.people import SlackUser
from store.tables import Person

VIA = "Slack"
"""The door that the audit trail names for what came through Slack."""

_log = structlog.get_logger(__name__)


class Stranger(StrEnum):
    """Why somebody may not write; a template says it kindly."""

    NOT_REGISTERED = "not_registered"
    GUEST = "guest"
    OUTSIDER = "outsider"
    BOT = "bot"


def user_of(payload: Mapping[str, Any]) -> str:
    """Slack user id of whoever typed, pressed or wrote; empty where nobody did."""
    return _id_of("user", payload)


def channel_of(payload: Mapping[str, Any]) -> str:
    """Id of the channel that somebody wrote or pressed in; empty where it is in none."""
    return _id_of("channel", payload)


def _id_of(kind: str, payload: Mapping[str, Any]) -> str:
    """An id that commands, clicks and events name in a way of their own each."""
    event, pressed = payload.get("event"), payload.get(kind)
    found = payload.get(f"{kind}_id")
    if isinstance(pressed, dict):
        found = pressed.get("id")
    elif isinstance(event, dict):
        found = event.get(kind)
    return found if isinstance(found, str) else ""


def acting(payload: Mapping[str, Any]) -> SlackUser:
    """Who acted: typed, pressed, wrote or came, also from another organisation."""
    user, event = payload.get("user"), payload.get("event")
    if isinstance(user, dict):
        return SlackUser(user.get("team_id") or payload["team"]["id"], user["id"])
    if isinstance(event, dict):
        home = event.get("user_team") or event.get("team") or payload["team_id"]
        return SlackUser(home, event["user"])
    return SlackUser(payload["team_id"], payload["user_id"])


def audience_of(office: Office, municipality: str, user: SlackUser, client: WebClient) -> Audience:
    """Whose answers somebody hears: those of staff (internal entries too) only who is registered
    and neither a guest nor of another organisation, everybody else those of citizens."""
    is_staff = isinstance(reader(office, municipality, user, client), Person)
    return Audience.STAFF if is_staff else Audience.CITIZEN


def writer(turn: Turn, office: Office, user: SlackUser, client: WebClient) -> Person | Stranger:
    """The registered person who may write, or why not; a refusal is recorded."""
    # Ask Slack first: nobody should hold the write transaction while a network call runs.
    standing = _standing(client, user)
    found = _known(people.find(turn.session, turn.event.municipality, user), standing)
    if isinstance(found, Person):
        return found
    audit.append(
        turn.session,
        turn.event.municipality,
        at=turn.now,
        actor=audit.Actor(f"slack:{user.team_id}/{user.user_id}", VIA),
        action="write",
        subject="",
        outcome="refused",
        after={"reason": found},
    )
    return found


def reader(
    office: Office, municipality: str, user: SlackUser, client: WebClient
) -> Person | Stranger:
    """The registered person who may see how the plan stands, or why not; nothing is recorded."""
    with office.database.reading() as session:
        person = people.find(session, municipality, user)
    return _known(person, _standing(client, user))


def _known(person: Person | None, standing: Stranger | None) -> Person | Stranger:
    """The registered person of whom Slack says ``standing``, or why they count as a stranger."""
    return Stranger.NOT_REGISTERED if person is None else standing or person


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
