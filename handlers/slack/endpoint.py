"""`POST /slack/events`: events, commands, buttons and forms are checked, stored and acknowledged.

Bolt handles them in the worker, so that nothing is lost when a process dies after the
acknowledgement. What Slack wants in the acknowledgement itself is answered here. Source of the
rules: Slack API docs, verifying requests from Slack.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from slack_sdk.signature import SignatureVerifier
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from handlers.intake import BodyTooLarge, Intake, decoded, read_body, storable
from handlers.office import Office
from handlers.slack.at_once import answer_at_once
from handlers.slack.handover import is_other_talk
from handlers.slack.heard import message_key
from handlers.slack.message_text import is_permalink
from handlers.slack.who import user_of
from knowledge.personal_numbers import mask
from store import municipalities
from store.inbox import Received

Payload = dict[str, Any]


class SlackEndpoint:
    """The endpoint of the Slack app; the workspace decides which municipality it is for."""

    def __init__(self, office: Office, intake: Intake, signing_secret: str) -> None:
        self._office = office
        self._intake = intake
        self._verifier = SignatureVerifier(signing_secret) if signing_secret else None

    async def post(self, request: Request) -> Response:
        try:
            body = await read_body(request)
        except BodyTooLarge:
            return Response(status_code=413)
        if not self._is_signed(body, request):
            return Response(status_code=401)
        payload = _payload(body, request.headers.get("content-type", ""))
        if payload is None:
            return Response(status_code=400)
        if payload.get("type") == "url_verification":
            return JSONResponse({"challenge": payload.get("challenge", "")})
        if payload.get("ssl_check"):
            return Response(status_code=200)
        received = await run_in_threadpool(received_of, self._office, payload)
        if received is None:
            return Response(status_code=403)
        if isinstance(received, AtOnce):
            empty = received.body is None
            return Response(status_code=200) if empty else JSONResponse(received.body)
        return await self._intake.accept([received])

    def _is_signed(self, body: bytes, request: Request) -> bool:
        """Signature and a time at most five minutes old."""
        if self._verifier is None:
            return False
        try:
            return self._verifier.is_valid_request(body, dict(request.headers))
        except (ValueError, TypeError):
            return False  # a timestamp that is no number, or bytes that are no text


@dataclass(frozen=True)
class AtOnce:
    """An acknowledgement that is the answer itself, or an empty one; nothing is to be stored."""

    body: Payload | None


def received_of(office: Office, payload: Payload) -> Received | AtOnce | None:
    """An event ready to be stored, or its answer; nothing when its workspace is not ours."""
    team_id = _team_id(payload)
    with office.database.reading() as session:
        municipality = municipalities.of_workspace(session, team_id)
    if municipality is None:
        return None
    _mask_texts(payload)
    answer = answer_at_once(office, municipality, payload)
    if answer is not None:
        return AtOnce(answer)
    if is_other_talk(office, municipality, payload):
        return AtOnce(None)
    return Received(
        municipality=municipality,
        source="slack",
        event_key=_event_key(payload),
        conversation=f"slack:{team_id}:{user_of(payload)}",
        payload=payload,
        received_at=office.now(),
    )


def _payload(body: bytes, content_type: str) -> Payload | None:
    """The payload of an event (JSON), a command (form) or a button (JSON in a form)."""
    try:
        if "json" in content_type:
            data = decoded(body)
        else:
            form = dict(parse_qsl(body.decode(), keep_blank_values=True))
            data = decoded(form["payload"]) if "payload" in form else storable(form)
    except ValueError:
        return None
    return data if isinstance(data, dict) and data else None


def _team_id(payload: Payload) -> str:
    """The workspace: of the command, of the event's receiver, or of the one who clicked."""
    team = payload.get("team")
    found = payload.get("team_id") or (team.get("id") if isinstance(team, dict) else None)
    return found if isinstance(found, str) else ""


def _event_key(payload: Payload) -> str:
    """The message that somebody wrote (edited or shown in the channel too, it comes again as
    another event), the event's id, the form that was submitted (whoever hears no answer presses
    again, with another trigger), the trigger of a command or click, else a digest of all of it."""
    view = payload.get("view") if payload.get("type") == "view_submission" else None
    form = f"form:{view['id']}" if isinstance(view, dict) and view.get("id") else None
    for value in (message_key(payload), payload.get("event_id"), form, payload.get("trigger_id")):
        if isinstance(value, str) and 0 < len(value) <= 100:
            return value
    return hashlib.sha256(json.dumps(payload, sort_keys=True).encode()).hexdigest()


_OF_A_MESSAGE = ("text", "ts", "thread_ts")
_OF_AN_EVENT = (
    *_OF_A_MESSAGE,
    *("type", "subtype", "user", "bot_id", "event_ts", "channel", "channel_type", "tab"),
    *("team", "user_team"),
)
"""What is kept of them; their blocks and files repeat, unmasked, what people wrote."""
_OF_A_SHOWN_VIEW = ("type", "private_metadata")
"""Of a view that something is pressed in, or that a Home tab showed before: what kind it is, and
what it was narrowed to."""


def _mask_texts(payload: Payload) -> None:
    """Mask what people wrote, and drop what repeats it."""
    event = payload.get("event")
    _keep_only(payload, "event", _OF_AN_EVENT)
    if isinstance(event, dict) and isinstance(event.get("view"), dict):
        payload["event"]["view"] = _kept(event["view"], _OF_A_SHOWN_VIEW)
    match payload.get("type"):
        case "message_action":
            _keep_only(payload, "message", _OF_A_MESSAGE)
        case "block_actions":
            _keep_only(payload, "view", _OF_A_SHOWN_VIEW)
    for holder in (payload, payload.get("event"), payload.get("message")):
        if isinstance(holder, dict) and isinstance(holder.get("text"), str):
            holder["text"] = mask(holder["text"])
    for field in _typed_fields(payload.get("view")):
        if not is_permalink(field["value"]):
            field["value"] = mask(field["value"])


def _keep_only(payload: Payload, name: str, wanted: Collection[str]) -> None:
    held = payload.get(name)
    if isinstance(held, dict):
        payload[name] = _kept(held, wanted)


def _kept(held: Payload, wanted: Collection[str]) -> Payload:
    return {key: held[key] for key in wanted if isinstance(held.get(key), str)}


def _typed_fields(view: object) -> Iterator[Payload]:
    """The fields of a view that hold what somebody typed."""
    state = view.get("state") if isinstance(view, dict) else None
    values = state.get("values") if isinstance(state, dict) else None
    for block in values.values() if isinstance(values, dict) else ():
        for field in block.values() if isinstance(block, dict) else ():
            if isinstance(field, dict) and isinstance(field.get("value"), str):
                yield field
