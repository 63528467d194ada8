"""Takes the place of Slack's Web API and of the response URLs on hooks.slack.com."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from tests.standins.block_kit import check_message_content, check_view
from tests.standins.recording import Answer, Problem, Recorded, StandIn
from tests.standins.slack_answers import SlackAnswers
from tests.standins.slack_arguments import WebMethods, decode_arguments
from tests.standins.specs import SLACK_WEB, read_spec, spec_file

_API = "/api/"
_HOOKS = "/commands/"
_FORM = "application/x-www-form-urlencoded"
_JSON = "application/json"
# "Handling user interaction", section on response URLs: up to five times.
RESPONSE_URL_USES = 5
# The same section and the page of slash commands.
_RESPONSE_FIELDS = frozenset(
    {
        "response_type",
        "replace_original",
        "delete_original",
        "text",
        "blocks",
        "thread_ts",
        "attachments",
    }
)
_POSTING = frozenset({"chat.postMessage", "chat.postEphemeral", "chat.scheduleMessage"})
_CONTENT = ("text", "blocks", "attachments", "markdown_text")
_CONNECT = "apps.connections.open"
"""Newer than the archived description, and the only method that takes the app's own token."""
_VIEWS = frozenset({"views.open", "views.push", "views.publish", "views.update"})
_METHOD_NAME = re.compile(r"[a-z]+(\.[A-Za-z]+)+")


class SlackApiStandIn(StandIn):
    """The Web API of one workspace and its response URLs.

    Like Slack it answers 200 with ``"ok": false`` to a faulty call; each fault is also noted in
    ``violations``.  ``users`` holds what is special about a user (``is_restricted`` and so on);
    ids in ``unknown_users`` are not found.  ``answers`` presets the body for a method.
    ``channels`` holds what is special about a channel (`is_ext_shared` and so on), or as ``error``
    why nothing can be posted there; a message whose ts is in ``deleted_messages`` has no thread.
    What was posted is in ``messages``, each with its ts.
    A trigger opens one view, and none when it is in ``expired_triggers`` or ``used_triggers``;
    the views that people got to see are in ``views_shown``, by method and with Slack's id; Home
    tabs are in ``homes_shown``, by user.
    """

    def __init__(
        self,
        token: str = "xoxb-standin",  # noqa: S107
        *,
        team_id: str = "T0STANDIN",
        extra_methods: Iterable[str] = (),
    ) -> None:
        super().__init__()
        self.token = token
        self.users: dict[str, dict[str, Any]] = {}
        self.unknown_users: set[str] = set()
        self.app_token = "xapp-standin"
        self.scopes: tuple[str, ...] = ()
        self.channels: dict[str, dict[str, Any]] = {}
        self.unknown_channels: set[str] = set()
        self.deleted_messages: set[str] = set()
        self.messages: list[dict[str, Any]] = []
        self.answers: dict[str, dict[str, Any]] = {}
        self.responses_delivered: list[tuple[str, dict[str, Any]]] = []
        self.expired_triggers: set[str] = set()
        self.views_shown: list[tuple[str, dict[str, Any]]] = []
        self.homes_shown: list[tuple[str, dict[str, Any]]] = []
        self.used_triggers: set[str] = set()
        self._team_id = team_id
        self._extra_methods = frozenset(extra_methods)
        self._response_urls: dict[str, str] = {}
        self._uses: Counter[str] = Counter()
        self._made_up = SlackAnswers(team_id)
        path = spec_file(SLACK_WEB)
        self._methods = None if path is None else WebMethods(read_spec(path))

    @property
    def url(self) -> str:
        """The base address, to be used in place of https://slack.com/api/."""
        return f"{self.origin}{_API}"

    @property
    def schema_checked(self) -> bool:
        """Whether methods and arguments are checked by the official API description."""
        return self._methods is not None

    def response_url(self, name: str) -> str:
        """An address that stands for a response URL; the same name gives the same address."""
        path = f"{_HOOKS}{self._team_id}/{quote(name, safe='')}"
        self._response_urls[f"{_HOOKS}{self._team_id}/{name}"] = name
        return f"{self.origin}{path}"

    def reset(self) -> None:
        super().reset()
        self.users.clear()
        self.unknown_users.clear()
        self.scopes = ()
        self.channels.clear()
        self.unknown_channels.clear()
        self.deleted_messages.clear()
        self.messages.clear()
        self.answers.clear()
        self.responses_delivered.clear()
        self.expired_triggers.clear()
        self.views_shown.clear()
        self.homes_shown.clear()
        self.used_triggers.clear()
        self._response_urls.clear()
        self._uses.clear()

    def check(self, got: Recorded) -> list[Problem]:
        if got.path.startswith(_HOOKS):
            return self._check_response(got)
        if not got.path.startswith(_API):
            return [Problem("unknown path", "404")]
        return self._check_call(got, got.path.removeprefix(_API))

    def answer(self, got: Recorded, problems: list[Problem]) -> Answer:
        if got.path.startswith(_HOOKS):
            return self._answer_response(got, problems)
        if problems:
            if problems[0].code == "404":
                return Answer("not found", 404)
            error = problems[0].code or "invalid_arguments"
            messages = [f"[ERROR] {problem.text}" for problem in problems]
            details = {"response_metadata": {"messages": messages}}
            return Answer({"ok": False, "error": error, **details})
        method = got.path.removeprefix(_API)
        arguments, _ = decode_arguments(_arguments(got))
        if method in self.answers:
            return Answer(self.answers[method])
        user = arguments.get("user")
        if method == "users.info" and (not user or user in self.unknown_users):
            return Answer({"ok": False, "error": "user_not_found"})
        if method == "conversations.info":
            return Answer(self._channel(str(arguments.get("channel"))))
        if method in _VIEWS:
            return self._show(method, arguments)
        if (refusal := self._refusal(method, arguments)) is not None:
            return Answer({"ok": False, "error": refusal})
        granted = {"x-oauth-scopes": ",".join(self.scopes)}
        body = self._made_up.body(method, arguments, self.users)
        if method == "chat.postMessage":
            self.messages.append({**arguments, "ts": body["ts"]})
        return Answer(body, headers=granted)

    def failure_body(self, status: int) -> Any:
        return {"ok": False, "error": "ratelimited" if status == 429 else "internal_error"}

    def _check_call(self, got: Recorded, method: str) -> list[Problem]:
        if not self._is_method(method):
            return [Problem(f"{method!r} is not a Web API method", "unknown_method")]
        if got.method not in {"GET", "POST"}:
            return [Problem("the HTTP method must be GET or POST", "invalid_arguments")]
        problems = self._check_token(got, self.app_token if method == _CONNECT else self.token)
        if got.body is not None:
            problems += self._check_content_type(got, method)
        if problems:
            return problems
        arguments = _arguments(got)
        texts: list[str] = []
        if self._methods is not None and method in self._methods:
            form = got.content_type != _JSON
            texts += self._methods.problems(method, arguments, form=form)
        decoded, undecoded = decode_arguments(arguments)
        texts += undecoded
        if method in _POSTING and not any(decoded.get(key) for key in _CONTENT):
            problems.append(Problem("text: a message needs text or blocks", "no_text"))
        problems += [Problem(text, "invalid_arguments") for text in texts]
        problems += [_content_problem(text) for text in check_message_content(decoded)]
        if "view" in decoded:
            problems += [
                Problem(text, "invalid_arguments") for text in _check_view(method, decoded)
            ]
        return problems

    def _show(self, method: str, arguments: dict[str, Any]) -> Answer:
        trigger = arguments.get("trigger_id")
        if trigger in self.expired_triggers:
            return Answer({"ok": False, "error": "expired_trigger_id"})
        if trigger in self.used_triggers:
            return Answer({"ok": False, "error": "exchanged_trigger_id"})
        if isinstance(trigger, str):
            self.used_triggers.add(trigger)
        body = self._made_up.body(method, arguments, self.users)
        self.views_shown.append((method, body["view"]))
        if method == "views.publish":
            self.homes_shown.append((str(arguments["user_id"]), body["view"]))
        return Answer(body)

    def _channel(self, channel: str) -> dict[str, Any]:
        if channel in self.unknown_channels:
            return {"ok": False, "error": "channel_not_found"}
        plain = {"id": channel, "name": channel.lower(), "is_member": True, "is_archived": False}
        plain["is_ext_shared"] = False
        return {"ok": True, "channel": plain | self.channels.get(channel, {})}

    def _refusal(self, method: str, arguments: dict[str, Any]) -> str | None:
        """Why nothing can be posted in this channel or thread."""
        if method != "chat.postMessage":
            return None
        if arguments.get("thread_ts") in self.deleted_messages:
            return "thread_not_found"
        error: str | None = self.channels.get(arguments["channel"], {}).get("error")
        return error

    def _is_method(self, method: str) -> bool:
        if method in self._extra_methods or method == _CONNECT:
            return True
        if self._methods is None:
            return _METHOD_NAME.fullmatch(method) is not None
        return method in self._methods

    def _check_token(self, got: Recorded, expected: str) -> list[Problem]:
        if "token" in got.query:
            return [Problem("the token must not be in the query", "invalid_auth")]
        header = got.headers.get("authorization")
        fields = got.body if got.content_type == _FORM and isinstance(got.body, dict) else {}
        token = fields.get("token") if header is None else header.removeprefix("Bearer ")
        if token is None:
            return [Problem("the token is missing", "not_authed")]
        if token != expected or (header is not None and not header.startswith("Bearer ")):
            return [Problem("the token is not the app's", "invalid_auth")]
        return []

    def _check_content_type(self, got: Recorded, method: str) -> list[Problem]:
        if got.content_type not in {_FORM, _JSON}:
            return [Problem("the content type must be a form or JSON", "invalid_post_type")]
        if not isinstance(got.body, dict):
            return [Problem("the body must be a JSON object", "invalid_json")]
        known = self._methods is not None and method in self._methods
        if got.content_type == _JSON and known and got.body and self._methods is not None:
            if not self._methods.accepts_json(method):
                return [Problem(f"{method} does not read JSON bodies", "invalid_arguments")]
            if "token" in got.body:
                return [Problem("the token must not be in a JSON body", "not_authed")]
        return []

    def _check_response(self, got: Recorded) -> list[Problem]:
        if got.path not in self._response_urls:
            return [Problem("unknown response URL", "404")]
        if self._uses[got.path] >= RESPONSE_URL_USES:
            return [Problem(f"used_url: more than {RESPONSE_URL_USES} uses", "404")]
        if got.method != "POST" or got.content_type != _JSON:
            return [Problem("a response URL takes a POST of application/json", "400")]
        if not isinstance(got.body, dict):
            return [Problem("the body must be a JSON object", "400")]
        texts = [f"{key}: unknown field" for key in got.body if key not in _RESPONSE_FIELDS]
        if got.body.get("response_type", "ephemeral") not in ("ephemeral", "in_channel"):
            texts.append("response_type: must be ephemeral or in_channel")
        for key in ("replace_original", "delete_original"):
            if not isinstance(got.body.get(key, False), bool):
                texts.append(f"{key}: must be true or false")
        for key in ("text", "thread_ts"):
            if not isinstance(got.body.get(key, ""), str):
                texts.append(f"{key}: must be a string")
        has_content = any(got.body.get(key) for key in _CONTENT)
        if not has_content and not got.body.get("delete_original"):
            texts.append("text: a response needs text or blocks")
        texts += check_message_content(got.body)
        return [Problem(text, "400") for text in texts]

    def _answer_response(self, got: Recorded, problems: list[Problem]) -> Answer:
        if not problems:
            self._uses[got.path] += 1
            self.responses_delivered.append((self._response_urls[got.path], got.body))
            return Answer("ok")
        if problems[0].code == "404":
            used = self._uses[got.path] >= RESPONSE_URL_USES
            return Answer("used_url" if used else "not found", 404)
        return Answer("invalid_payload", 400)


def _arguments(got: Recorded) -> dict[str, Any]:
    body = got.body if isinstance(got.body, dict) else {}
    together = {**got.query, **body}
    return {name: value for name, value in together.items() if name != "token"}


def _content_problem(text: str) -> Problem:
    if text.startswith("text:"):
        return Problem(text, "msg_too_long")
    code = "invalid_attachments" if text.startswith("attachments") else "invalid_blocks"
    return Problem(text, code)


def _check_view(method: str, arguments: dict[str, Any]) -> list[str]:
    view = arguments["view"]
    problems = check_view(view)
    expected = {"views.publish": "home", "views.open": "modal", "views.push": "modal"}.get(method)
    if expected and isinstance(view, dict) and view.get("type") != expected:
        problems.append(f"view.type: {method} takes a {expected} view")
    return problems
