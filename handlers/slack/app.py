"""The Bolt app: which listener takes which command or button.

It runs in the worker, on events that the endpoint or the Socket Mode process stored. Everything a
listener writes and sends belongs to its turn, which ``context["turn"]`` holds.
"""

from __future__ import annotations

import re
from typing import Any

from slack_bolt import Ack, App, BoltContext, BoltRequest
from slack_bolt.authorization import AuthorizeResult
from slack_sdk import WebClient

from handlers import wording
from handlers.office import Office
from handlers.slack import initiatives, progress, questions
from handlers.slack.endpoint import user_of, verb_and_words
from handlers.slack.replies import Reply, send
from handlers.slack.who import SlackUser, Stranger, writer
from store import inbox
from store.inbox import Turn
from store.tables import Status

COMMAND = "/dx"
USER_CHECK_SECONDS = 2

Payload = dict[str, Any]


def slack_app(office: Office, *, base_url: str, bot_token: str) -> App:
    """Make the Bolt app of this process."""
    client = WebClient(token=bot_token, base_url=base_url, timeout=USER_CHECK_SECONDS)

    def authorize(enterprise_id: str | None, team_id: str | None) -> AuthorizeResult:
        return AuthorizeResult(enterprise_id=enterprise_id, team_id=team_id, bot_token=bot_token)

    app = App(
        client=WebClient(base_url=base_url),  # each request's own client gets the token
        authorize=authorize,
        process_before_response=True,
        request_verification_enabled=False,  # the endpoint did it on the raw bytes
        ignoring_self_events_enabled=False,
    )

    @app.command(COMMAND)
    def dx(ack: Ack, command: Payload, context: BoltContext) -> None:
        ack()
        turn: Turn = context["turn"]
        reply = _command(turn, office, client, command)
        send(
            turn,
            reply,
            response_url=command.get("response_url", ""),
            user_id=command["user_id"],
        )

    @app.action(re.compile(r"^(progress_status|progress_on|show_initiative|ask):"))
    def press(ack: Ack, body: Payload, action: Payload, context: BoltContext) -> None:
        ack()
        turn: Turn = context["turn"]
        # Somebody of another organisation may press a button in a shared channel.
        user = SlackUser(body["user"].get("team_id", body["team"]["id"]), body["user"]["id"])
        reply = _press(turn, office, client, user, action)
        send(turn, reply, response_url=body.get("response_url", ""), user_id=user.user_id)

    @app.error
    def fail(error: Exception) -> None:
        raise error  # the worker gives the event back and tries again

    return app


def handle(turn: Turn, app: App) -> None:
    """Let Bolt handle one stored event; kinds without a listener need no reply."""
    app.dispatch(BoltRequest(body=turn.event.payload, mode="socket_mode", context={"turn": turn}))


def apologise(turn: Turn) -> None:
    """Say that something went wrong, where handling failed for good."""
    payload = turn.event.payload
    response_url = payload.get("response_url")
    if isinstance(response_url, str):
        reply = Reply(wording.mrkdwn("slack/apology.j2"))
        send(turn, reply, response_url=response_url, user_id=user_of(payload))


def _command(turn: Turn, office: Office, client: WebClient, command: Payload) -> Reply:
    verb, words = verb_and_words(command.get("text", ""))
    municipality = turn.event.municipality
    match verb:
        case "取組":
            return initiatives.show(office, municipality, words)
        case "一覧":
            return initiatives.list_all(office, municipality, words)
        case questions.VERB:
            return questions.ask(turn, office, words)
        case "進捗" | "取消" | "取り消し":
            user = SlackUser(command["team_id"], command["user_id"])
            person = writer(turn, office, user, client)
            if isinstance(person, Stranger):
                return progress.refused(person)
            if verb == "進捗":
                return progress.record(turn, person, words)
            return progress.withdraw(turn, person)
        case "" | "ヘルプ" | "help":
            return Reply(wording.mrkdwn("slack/help.j2"))
        case _:
            return Reply(wording.mrkdwn("slack/unknown_verb.j2", verb=verb))


def _press(
    turn: Turn, office: Office, client: WebClient, user: SlackUser, action: Payload
) -> Reply:
    name, _, argument = action["action_id"].partition(":")
    value = action["value"]
    if name == "show_initiative":
        return initiatives.show_one(office, turn.event.municipality, int(value))
    if name == "ask":
        return questions.ask(turn, office, value)
    person = writer(turn, office, user, client)
    if isinstance(person, Stranger):
        return progress.refused(person)
    if name == "progress_status":
        return progress.correct(turn, person, int(value), Status[argument])
    event_id, _, number = value.partition(":")
    command = inbox.find(turn.session, turn.event.municipality, int(event_id))
    if command is None or command.payload.get("user_id") != user.user_id:
        return Reply(wording.mrkdwn("slack/gone.j2"))
    _, words = verb_and_words(command.payload["text"])
    return progress.record_chosen(turn, person, int(number), words, command_id=command.id)
