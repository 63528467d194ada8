"""Socket Mode: Slack's events over a connection that this side opens.

They go into the same inbox as those of the HTTP endpoint, and the same worker handles them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import structlog
from slack_sdk import WebClient
from slack_sdk.socket_mode import SocketModeClient
from slack_sdk.socket_mode.client import BaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse

from bot.settings import Settings
from bot.stopping import wait_until_stopped
from handlers.intake import storable
from handlers.office import Office
from handlers.slack.endpoint import AtOnce, received_of
from store.inbox import InboxWriter

STORE_SECONDS = 2.0
"""Slack waits three seconds for an acknowledgement."""

_log = structlog.get_logger(__name__)


class SocketIntake:
    """Stores what comes over the socket, then acknowledges it; answers what wants an answer."""

    def __init__(self, office: Office, writer: InboxWriter) -> None:
        self._office = office
        self._writer = writer

    def __call__(self, client: BaseSocketModeClient, request: SocketModeRequest) -> None:
        received = received_of(self._office, storable(dict(request.payload)))
        answer: dict[str, Any] | None = None
        if received is None:
            _log.warning("other_workspace")
        elif isinstance(received, AtOnce):
            answer = received.body
        else:
            # Without the acknowledgement below Slack sends the event again.
            self._writer.store([received]).result(timeout=STORE_SECONDS)
        client.send_socket_mode_response(SocketModeResponse(request.envelope_id, answer))


def run_socket_mode(
    settings: Settings, office: Office, *, on_connected: Callable[[], None]
) -> None:
    """Connect and stay connected until the process is told to stop."""
    writer = InboxWriter(office.database)
    client = SocketModeClient(
        app_token=settings.slack_app_token.get_secret_value(),
        web_client=WebClient(token=settings.slack_token, base_url=settings.slack_api),
    )
    client.socket_mode_request_listeners.append(SocketIntake(office, writer))
    client.connect()
    on_connected()
    try:
        wait_until_stopped()
    finally:
        client.close()
        writer.close()
