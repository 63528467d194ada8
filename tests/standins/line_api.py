"""Takes the place of LINE's Messaging API (api.line.me)."""

from __future__ import annotations

import itertools
import uuid
from typing import Any

from tests.standins.line_limits import (
    check_loading,
    check_messages,
    check_recipients,
    check_retry_key,
)
from tests.standins.line_rich_menus import RichMenus
from tests.standins.recording import Answer, Problem, Recorded, StandIn
from tests.standins.specs import LINE_MESSAGING
from tests.standins.strict_schema import strict_schemas

_MESSAGE = "/v2/bot/message"
_REPLY = f"{_MESSAGE}/reply"
_PUSH = f"{_MESSAGE}/push"
_MULTICAST = f"{_MESSAGE}/multicast"
_BROADCAST = f"{_MESSAGE}/broadcast"
_LOADING = "/v2/bot/chat/loading/start"
_INFO = "/v2/bot/info"
_QUOTA = f"{_MESSAGE}/quota"
_CONSUMPTION = f"{_MESSAGE}/quota/consumption"
_WEBHOOK = "/v2/bot/channel/webhook/endpoint"
_WEBHOOK_TEST = "/v2/bot/channel/webhook/test"
_METHODS = {
    _REPLY: "POST",
    _PUSH: "POST",
    _MULTICAST: "POST",
    _BROADCAST: "POST",
    _LOADING: "POST",
    _INFO: "GET",
    _QUOTA: "GET",
    _CONSUMPTION: "GET",
    _WEBHOOK: "GET",
    _WEBHOOK_TEST: "POST",
}
_RETRIABLE = frozenset({_PUSH, _MULTICAST, _BROADCAST})
BOT_USER_ID = "U" + "b0" * 16

Messages = list[dict[str, Any]]


class LineApiStandIn(StandIn):
    """The Messaging API for one channel.

    A faulty request is refused as LINE refuses it and noted in ``violations``.  A reply token
    works once: the second reply is refused with 400 but is no violation.  The same goes for
    tokens put into ``expired_reply_tokens`` and for a retry key that was accepted before (409).
    ``rich_menus`` holds the menus, also of what LINE serves from api-data.line.me.
    """

    def __init__(self, access_token: str = "test-channel-access-token") -> None:  # noqa: S107
        super().__init__()
        self.access_token = access_token
        self.replies_delivered: list[tuple[str, Messages]] = []
        self.pushes_delivered: list[tuple[str | list[str] | None, Messages]] = []
        self.expired_reply_tokens: set[str] = set()
        self.quota: int | None = 5000
        self.webhook: dict[str, Any] | None = None
        self.webhook_works = True
        self.chat_mode = "bot"
        self.rich_menus = RichMenus()
        self._retry_keys: dict[str, str] = {}
        self._message_ids = itertools.count(461230966842064897)
        self._schemas = strict_schemas(LINE_MESSAGING)

    @property
    def url(self) -> str:
        """The base address, to be used in place of https://api.line.me."""
        return self.origin

    @property
    def schema_checked(self) -> bool:
        """Whether bodies are also checked by the official API description."""
        return self._schemas is not None

    def reset(self) -> None:
        super().reset()
        self.replies_delivered.clear()
        self.pushes_delivered.clear()
        self.expired_reply_tokens.clear()
        self._retry_keys.clear()
        self.rich_menus = RichMenus()
        self.quota = 5000
        self.webhook, self.webhook_works, self.chat_mode = None, True, "bot"

    def is_aside(self, got: Recorded) -> bool:
        return got.path == _LOADING

    def check(self, got: Recorded) -> list[Problem]:
        if RichMenus.takes(got.path):
            return self._rich_menu_problems(got)
        expected = _METHODS.get(got.path)
        if expected is None:
            return [Problem("unknown path", "404")]
        if got.method != expected:
            return [Problem(f"the method must be {expected}", "405")]
        if got.headers.get("authorization") != f"Bearer {self.access_token}":
            return [Problem("the authorization header is not the channel's token", "401")]
        problems = check_retry_key(
            got.headers.get("x-line-retry-key"), allowed=got.path in _RETRIABLE
        )
        if expected == "GET":
            return [Problem(text, "400") for text in problems]
        if got.content_type != "application/json":
            return [Problem("the content type must be application/json", "415")]
        if not isinstance(got.body, dict):
            return [Problem("the body must be a JSON object", "400")]
        problems += self._schema_problems(got) + _limit_problems(got)
        return [Problem(text, "400") for text in dict.fromkeys(problems)]

    def _rich_menu_problems(self, got: Recorded) -> list[Problem]:
        if got.headers.get("authorization") != f"Bearer {self.access_token}":
            return [Problem("the authorization header is not the channel's token", "401")]
        problems = self._schema_problems(got) if isinstance(got.body, dict) else []
        return [Problem(text, "400") for text in problems + self.rich_menus.problems(got)]

    def _schema_problems(self, got: Recorded) -> list[str]:
        if self._schemas is None:
            return []
        name = self._schemas.request_schema_name(got.path, got.method)
        return self._schemas.problems(name, got.body) if name else []

    def answer(self, got: Recorded, problems: list[Problem]) -> Answer:
        request_id = {"x-line-request-id": str(uuid.uuid4())}
        if problems:
            return _refusal(problems, request_id)
        if RichMenus.takes(got.path):
            return self.rich_menus.answer(got, request_id)
        if got.path == _REPLY:
            return self._reply(got.body, request_id)
        if got.path in _RETRIABLE:
            return self._push(got, request_id)
        body, status = self._plain(got.path)
        return Answer(body, status, request_id)

    def failure_body(self, status: int) -> Any:
        known = {401: "Authentication failed", 429: "You have reached your monthly limit."}
        return {"message": known.get(status, "The stand-in was told to fail")}

    def _reply(self, body: dict[str, Any], headers: dict[str, str]) -> Answer:
        token = body["replyToken"]
        used = {delivered for delivered, _ in self.replies_delivered}
        if token in used | self.expired_reply_tokens:
            return Answer({"message": "Invalid reply token"}, 400, headers)
        self.replies_delivered.append((token, body["messages"]))
        return Answer(self._sent(body["messages"]), 200, headers)

    def _push(self, got: Recorded, headers: dict[str, str]) -> Answer:
        key = got.headers.get("x-line-retry-key", "").lower()
        if key in self._retry_keys:
            accepted = {"x-line-accepted-request-id": self._retry_keys[key]}
            return Answer({"message": "The retry key is already accepted"}, 409, headers | accepted)
        if key:
            self._retry_keys[key] = headers["x-line-request-id"]
        messages = got.body["messages"]
        self.pushes_delivered.append((got.body.get("to"), messages))
        return Answer(self._sent(messages) if got.path == _PUSH else {}, 200, headers)

    def _sent(self, messages: Messages) -> dict[str, Any]:
        return {"sentMessages": [{"id": str(next(self._message_ids))} for _ in messages]}

    def _plain(self, path: str) -> tuple[dict[str, Any], int]:
        if path == _LOADING:
            return {}, 202
        if path == _QUOTA:
            limited = {"type": "limited", "value": self.quota}
            return ({"type": "none"} if self.quota is None else limited), 200
        if path == _CONSUMPTION:
            return {"totalUsage": len(self.pushes_delivered)}, 200
        if path == _WEBHOOK:
            missing = {"message": "Webhook endpoint not found"}
            return (missing, 404) if self.webhook is None else (self.webhook, 200)
        if path == _WEBHOOK_TEST:
            return self._tried(), 200
        return {
            "userId": BOT_USER_ID,
            "basicId": "@000standin",
            "displayName": "Stand-in",
            "chatMode": self.chat_mode,
            "markAsReadMode": "auto",
        }, 200

    def _tried(self) -> dict[str, Any]:
        return {
            "success": self.webhook_works,
            "timestamp": "2026-11-21T05:00:00.000Z",
            "statusCode": 200 if self.webhook_works else 0,
            "reason": "OK" if self.webhook_works else "COULD_NOT_CONNECT",
            "detail": "200" if self.webhook_works else "connection refused",
        }


def _limit_problems(got: Recorded) -> list[str]:
    if got.path == _LOADING:
        return check_loading(got.body)
    if got.path == _WEBHOOK_TEST:
        return []
    problems = check_messages(got.body.get("messages"))
    if got.path == _REPLY:
        token = got.body.get("replyToken")
        if not isinstance(token, str) or not token:
            problems.append("replyToken: is required")
    elif got.path in {_PUSH, _MULTICAST}:
        problems += check_recipients(got.body.get("to"), many=got.path == _MULTICAST)
    return problems


def _refusal(problems: list[Problem], headers: dict[str, str]) -> Answer:
    code = problems[0].code
    status = int(code) if code.isdigit() else 400
    if status != 400:
        return Answer({"message": problems[0].text}, status, headers)
    details = []
    for problem in problems:
        place, separator, text = problem.text.partition(": ")
        details.append({"message": text, "property": place} if separator else {"message": place})
    message = f"The request body has {len(problems)} error(s)"
    return Answer({"message": message, "details": details}, 400, headers)
