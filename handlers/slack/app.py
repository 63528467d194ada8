"""The Bolt app, made of the listeners.

It runs in the worker, on events that the endpoint or the Socket Mode process stored. Everything a
listener writes and sends belongs to its turn, which ``context["turn"]`` holds.
"""

from __future__ import annotations

from slack_bolt import App, BoltRequest
from slack_bolt.authorization import AuthorizeResult
from slack_sdk import WebClient

from handlers import wording
from handlers.office import Office
from handlers.slack import handover
from handlers.slack import home as home_tab
from handlers.slack.door import Door, answer
from handlers.slack.heard import heard_in
from handlers.slack.listeners import answers, commands, entries, forms, home, unanswered, words
from handlers.slack.replies import Reply
from handlers.slack.views import publish_home
from handlers.slack.who import user_of
from store.inbox import Turn

USER_CHECK_SECONDS = 2


def slack_app(office: Office, *, base_url: str, bot_token: str) -> App:
    """Make the Bolt app of this process."""

    def authorize(enterprise_id: str | None, team_id: str | None) -> AuthorizeResult:
        return AuthorizeResult(enterprise_id=enterprise_id, team_id=team_id, bot_token=bot_token)

    app = App(
        client=WebClient(base_url=base_url),  # each request's own client gets the token
        authorize=authorize,
        process_before_response=True,
        request_verification_enabled=False,  # the endpoint did it on the raw bytes
        ignoring_self_events_enabled=False,
    )
    client = WebClient(token=bot_token, base_url=base_url, timeout=USER_CHECK_SECONDS)
    door = Door(office, client)
    for listeners in (commands, words, home, answers, forms, entries, unanswered):
        listeners.listen(app, door)

    @app.error
    def fail(error: Exception) -> None:
        raise error  # the worker gives the event back and tries again

    return app


def handle(turn: Turn, app: App) -> None:
    """Let Bolt handle one stored event; kinds without a listener need no reply."""
    app.dispatch(BoltRequest(body=turn.event.payload, mode="socket_mode", context={"turn": turn}))


def apologise(turn: Turn) -> None:
    """Say that something went wrong, where handling failed for good."""
    payload, sorry = turn.event.payload, wording.mrkdwn("slack/apology.j2")
    event, in_thread = payload.get("event"), handover.said_in_thread(payload)
    if isinstance(event, dict) and event.get("type") == home.HOME_OPENED:
        publish_home(turn, home_tab.saying(sorry), user_id=user_of(payload))
    elif in_thread is not None:
        handover.apologise(turn, in_thread)
    elif heard_in(payload) or ("event" not in payload and user_of(payload)):
        answer(turn, Reply(sorry))
