"""The Bolt app: which listener takes which command, button, shortcut or form.

It runs in the worker, on events that the endpoint or the Socket Mode process stored. Everything a
listener writes and sends belongs to its turn, which ``context["turn"]`` holds.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, TypeVar

from slack_bolt import Ack, App, BoltContext, BoltRequest
from slack_bolt.authorization import AuthorizeResult
from slack_sdk import WebClient
from slack_sdk.models.views import View

from handlers import wording
from handlers.office import Office
from handlers.slack import initiatives, progress, progress_form, questions
from handlers.slack.endpoint import verb_and_words
from handlers.slack.progress_submission import Submission, submission
from handlers.slack.replies import Reply, addressed, send, send_to_opener
from handlers.slack.views import open_modal
from handlers.slack.who import Stranger, acting, user_of, writer
from store import inbox
from store.inbox import Turn
from store.tables import Person, Status

COMMAND = "/dx"
FROM_MESSAGE = "progress_from_message"
"""The shortcut on a message."""
USER_CHECK_SECONDS = 2

Payload = dict[str, Any]
Said = Reply | View
"""What a person gets: a message, or a form."""
S = TypeVar("S", bound=Said)


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

    def by_writer(turn: Turn, do: Callable[[Person], S]) -> S | Reply:
        """Do what only a registered person may; anybody else is told why they may not."""
        person = writer(turn, office, acting(turn.event.payload), client)
        return progress.refused(person) if isinstance(person, Stranger) else do(person)

    @app.command(COMMAND)
    def dx(ack: Ack, command: Payload, context: BoltContext) -> None:
        ack()
        turn: Turn = context["turn"]
        verb, words = verb_and_words(command.get("text", ""))
        said: Said
        match verb:
            case "進捗":
                said = by_writer(turn, lambda person: progress.record(turn, person, words))
            case "取消" | "取り消し":
                said = by_writer(turn, lambda person: progress.withdraw(turn, person))
            case _:
                said = _look_up(turn, office, verb, words)
        _answer(turn, said)

    @app.action(re.compile(r"^(show_initiative|ask):"))
    def look_up(ack: Ack, action: Payload, context: BoltContext) -> None:
        ack()
        turn: Turn = context["turn"]
        value = action["value"]
        if action["action_id"].startswith("ask:"):
            _answer(turn, questions.ask(turn, office, value))
        else:
            _answer(turn, initiatives.show_one(office, turn.event.municipality, int(value)))

    @app.action(re.compile(r"^progress_status:"))
    def correct(ack: Ack, action: Payload, context: BoltContext) -> None:
        ack()
        turn: Turn = context["turn"]
        entry, status = int(action["value"]), Status[_argument(action)]
        _answer(turn, by_writer(turn, lambda who: progress.correct(turn, who, entry, status)))

    @app.action(re.compile(r"^progress_on:"))
    def choose(ack: Ack, action: Payload, context: BoltContext) -> None:
        ack()
        turn: Turn = context["turn"]
        _answer(turn, by_writer(turn, lambda person: _chosen(turn, person, action["value"])))

    @app.action(re.compile(r"^open_progress(:|$)"))
    def open_from_button(ack: Ack, action: Payload, context: BoltContext) -> None:
        ack()
        turn: Turn = context["turn"]
        number = int(_argument(action) or 0)
        _answer(turn, by_writer(turn, lambda person: progress.open_form(turn, person, number)))

    @app.global_shortcut(progress_form.CALLBACK)
    def open_from_shortcut(ack: Ack, context: BoltContext) -> None:
        ack()
        turn: Turn = context["turn"]
        _answer(turn, by_writer(turn, lambda _: progress_form.form(turn)))

    @app.message_shortcut(FROM_MESSAGE)
    def open_from_message(ack: Ack, context: BoltContext) -> None:
        ack()
        turn: Turn = context["turn"]
        _answer(turn, by_writer(turn, lambda _: progress.open_form_on_message(turn)))

    @app.view(progress_form.CALLBACK)
    def submit(ack: Ack, view: Payload, context: BoltContext) -> None:
        ack()
        turn: Turn = context["turn"]
        filled_in = submission(view)
        if not isinstance(filled_in, Submission):
            raise ValueError("a form with problems is refused before it is stored")
        said = by_writer(turn, lambda who: progress.record_submitted(turn, who, filled_in))
        send_to_opener(turn, said, opened_by=filled_in.opened_by)

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
    if "event" not in payload and user_of(payload):
        _answer(turn, Reply(wording.mrkdwn("slack/apology.j2")))


def _answer(turn: Turn, said: Said) -> None:
    payload = turn.event.payload
    response_url, user_id = payload.get("response_url", ""), user_of(payload)
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


def _look_up(turn: Turn, office: Office, verb: str, words: str) -> Reply:
    match verb:
        case "取組":
            return initiatives.show(office, turn.event.municipality, words)
        case "一覧":
            return initiatives.list_all(office, turn.event.municipality, words)
        case questions.VERB:
            return questions.ask(turn, office, words)
        case "" | "ヘルプ" | "help":
            return Reply(wording.mrkdwn("slack/help.j2"))
        case _:
            return Reply(wording.mrkdwn("slack/unknown_verb.j2", verb=verb))


def _chosen(turn: Turn, person: Person, value: str) -> Reply:
    """What a command said, for the initiative chosen under it."""
    event_id, _, number = value.partition(":")
    command = inbox.find(turn.session, turn.event.municipality, int(event_id))
    if command is None or command.payload.get("user_id") != user_of(turn.event.payload):
        return Reply(wording.mrkdwn("slack/gone.j2"))
    _, words = verb_and_words(command.payload["text"])
    return progress.record_chosen(turn, person, int(number), words, command_id=command.id)


def _argument(action: Payload) -> str:
    """What follows the name in an action's id."""
    _, _, argument = action["action_id"].partition(":")
    return str(argument)
