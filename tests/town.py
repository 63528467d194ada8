"""A running bot with stand-ins for LINE and Slack, driven through its HTTP interfaces."""

from __future__ import annotations

import socket
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import parse_qsl

import httpx
import uvicorn
from pydantic import SecretStr
from sqlalchemy import text as sql
from sqlalchemy import update

from bot.commands.sample import load
from bot.settings import Settings
from bot.web import web_app
from bot.wiring import open_office, utc_now
from handlers.office import Office
from store.tables import InboxEvent, InboxState
from store.traffic import waiting
from tests.slack_forms import Form
from tests.slack_home import Home
from tests.standins.line_api import LineApiStandIn
from tests.standins.slack_acknowledgements import check_acknowledgement
from tests.standins.slack_api import SlackApiStandIn
from tests.standins.webhook_events import (
    USER_ID,
    block_action_form,
    event_callback_body,
    interaction_of,
    line_signature,
    postback_event,
    slack_headers,
    slash_command_form,
    text_event,
    webhook_body,
)

T = TypeVar("T")

LINE_SECRET = "line-secret"
LINE_TOKEN = "token-1"
SLACK_SECRET = "slack-secret"
SLACK_TOKEN = "xoxb-1"
TEAM = "T0MIHON01"
DX_OFFICE = "U0MIHON01"
"""朝霧 こずえ, the person of the sample who is of the DX office."""
CITIZENS_DESK = "U0MIHON03"
"""若草 みのり of 市民課."""
TAX_OFFICE = "U0MIHON06"
"""実山 あきら of 税務課."""
PATIENCE_SECONDS = 30.0
OPENING = datetime(2026, 11, 18, 1, 0, tzinfo=UTC)
"""When a town of the tests opens: Wednesday 2026-11-18, 10:00 in Japan, fiscal year 2026."""


def town_clock() -> Callable[[], datetime]:
    """A clock that runs like any other and shows `OPENING` now."""
    ahead = OPENING - utc_now()
    return lambda: utc_now() + ahead


@dataclass(frozen=True)
class SlackReply:
    """What one person got back for a command or a click."""

    body: dict[str, Any]

    @property
    def text(self) -> str:
        """All words in the message's sections, as Slack would show them."""
        sections = [block for block in self.body["blocks"] if block["type"] == "section"]
        return "\n".join(block["text"]["text"] for block in sections)

    @property
    def buttons(self) -> dict[str, dict[str, Any]]:
        """Buttons by what they say."""
        return {
            element["text"]["text"]: element
            for block in self.body["blocks"]
            if block["type"] == "actions"
            for element in block["elements"]
        }


class Town:
    """What a citizen and a member of staff can do from outside."""

    def __init__(
        self, url: str, office: Office, line: LineApiStandIn, slack: SlackApiStandIn
    ) -> None:
        self.url = url
        self.office = office
        self.line = line
        self.slack = slack
        self.http = httpx.Client(base_url=url, trust_env=False, timeout=PATIENCE_SECONDS)
        self._commands = 0
        self._version_put_back = -1

    def post_line(self, body: bytes, signature: str | bytes | None = None) -> httpx.Response:
        """A webhook request, signed unless another signature is given."""
        given = line_signature(LINE_SECRET, body) if signature is None else signature
        sent = given.encode() if isinstance(given, str) else given
        return self.http.post("/line/webhook", content=body, headers={b"x-line-signature": sent})

    def send_line(self, *events: dict[str, Any]) -> None:
        """Send events in one request and wait until nothing is left to do."""
        assert self.post_line(webhook_body(*events)).status_code == 200
        self.settle()

    def replies_to(self, event: dict[str, Any]) -> list[list[dict[str, Any]]]:
        """Every reply that reached the citizen for an event: none, one, or one too many."""
        token = event["replyToken"]
        return [messages for used, messages in self.line.replies_delivered if used == token]

    def line_event(self, event: dict[str, Any]) -> list[dict[str, Any]]:
        """Send one event and wait for the messages of the reply to it."""
        assert self.post_line(webhook_body(event)).status_code == 200
        found = self.wait_for(lambda: self.replies_to(event) or None, f"a reply to {event['type']}")
        return found[0]

    def citizen_says(self, text: str) -> list[dict[str, Any]]:
        """A citizen writes to the bot on LINE; the messages that come back."""
        return self.line_event(text_event(text))

    def citizen_presses(self, action: dict[str, Any], user: str = USER_ID) -> list[dict[str, Any]]:
        """A citizen presses a button on LINE; the messages that come back."""
        if action["type"] == "message":
            return self.line_event(text_event(action["text"], user_id=user))
        return self.line_event(postback_event(action["data"], user_id=user))

    def post_slack(self, body: bytes, headers: dict[str, str] | None = None) -> httpx.Response:
        """A request from Slack, signed unless other headers are given; what it is acknowledged
        with must be what Slack takes."""
        answer = self.http.post(
            "/slack/events", content=body, headers=headers or slack_headers(SLACK_SECRET, body)
        )
        if answer.status_code == 200:
            said = answer.json() if answer.content else None
            self.slack.violations += check_acknowledgement(interaction_of(body), said)
        return answer

    def command_form(self, text: str, *, by: str = DX_OFFICE, team: str = TEAM) -> bytes:
        """What Slack sends for `/dx …`, with a response URL of its own."""
        url = self._response_url()
        return slash_command_form(text, team_id=team, user_id=by, response_url=url)

    def dx(self, text: str, *, by: str = DX_OFFICE, team: str = TEAM) -> SlackReply:
        """A member of staff types `/dx …`; what they get back."""
        form = self.command_form(text, by=by, team=team)
        assert self.post_slack(form).status_code == 200
        return self._reply_to(dict(parse_qsl(form.decode()))["response_url"], f"/dx {text[:60]}")

    def press(self, button: dict[str, Any], *, by: str = DX_OFFICE) -> SlackReply:
        """A member of staff presses a button of an earlier reply."""
        url = self._response_url()
        assert self.post_slack(_pressed(button, url, by)).status_code == 200
        return self._reply_to(url, f"an answer to {button['action_id']}")

    def press_for_form(self, button: dict[str, Any], *, by: str = DX_OFFICE) -> Form:
        """A member of staff presses a button of an earlier reply; the form that opens."""
        return self.open_form(_pressed(button, self._response_url(), by), by=by)

    def open_form(self, body: bytes, *, by: str = DX_OFFICE, team: str = TEAM) -> Form:
        """A member of staff does what Slack sends ``body`` for; the form that opens."""
        before = len(self.slack.views_shown)
        assert self.post_slack(body).status_code == 200
        shown = self.wait_for(lambda: self.slack.views_shown[before:] or None, "a form")
        return Form(shown[0][1], self.post_slack, team=team, user=by)

    def progress_form(self, *, by: str = DX_OFFICE) -> Form:
        """A member of staff types `/dx 進捗`; the form that opens."""
        return self.open_form(self.command_form("進捗", by=by), by=by)

    def open_home(self, *, by: str = DX_OFFICE, view: dict[str, Any] | None = None) -> Home:
        """A member of staff opens the Home tab; what it shows then.

        Args:
            view: what it showed before.
        """
        opened = {"type": "app_home_opened", "user": by, "channel": "D0STANDIN", "tab": "home"}
        body = event_callback_body(
            opened if view is None else opened | {"view": view}, team_id=TEAM
        )
        headers = slack_headers(SLACK_SECRET, body, content_type="application/json")
        return self._home_after(body, headers, by=by)

    def _home_after(self, body: bytes, headers: dict[str, str] | None = None, *, by: str) -> Home:
        """What somebody's Home tab shows after a request from Slack."""
        before = len(self.slack.homes_shown)
        assert self.post_slack(body, headers).status_code == 200
        self.settle()
        shown = self.slack.homes_shown[before:]
        assert shown, f"{by} is shown no Home tab"
        assert {user for user, _ in shown} == {by}
        view = shown[-1][1]
        return Home(view, lambda pressed: self._home_after(pressed, by=by), team=TEAM, user=by)

    def told(self, user: str) -> list[SlackReply]:
        """The direct messages that somebody got."""
        self.settle()
        posts = [one for one in self.slack.requests if one.path.endswith("/chat.postMessage")]
        return [SlackReply(one.body) for one in posts if one.body["channel"] == user]

    def posted_in(self, channel: str) -> list[SlackReply]:
        """The messages that Slack took for a channel, threads included."""
        self.settle()
        posts = [one for one in self.slack.messages if one["channel"] == channel]
        return [SlackReply(one) for one in posts]

    def settle(self) -> None:
        """Wait until every event received is handled and every message delivered or given up."""
        self.wait_for(
            lambda: True if self.left_to_do() == 0 else None, "the end of the work in hand"
        )

    def left_to_do(self) -> int:
        """Events and messages that are not finished."""
        return sum((waiting(self.office.database) or {"": 1}).values())

    def rows(self, query: str, **values: Any) -> list[tuple[Any, ...]]:
        """What the database holds, asked in SQL."""
        with self.office.database.reading() as session:
            return [tuple(row) for row in session.execute(sql(query), values)]

    def events_left(self) -> list[tuple[Any, ...]]:
        """Events received that did not end as done, with what went wrong."""
        return self.rows("SELECT event_key, state, error FROM inbox WHERE state <> 'done'")

    def progress(self, title: str) -> list[tuple[Any, ...]]:
        """Mark, status and text of everything that people posted on an initiative."""
        return self.rows(
            "SELECT p.mark, p.status, p.text FROM progress_entry p"
            " JOIN initiative i ON i.id = p.initiative_id"
            " WHERE i.title = :title AND p.person_id IS NOT NULL ORDER BY p.id",
            title=title,
        )

    def let_time_go_by(self) -> None:
        """Nobody has written for hours: what was received before is long ago."""
        earlier = update(InboxEvent).values(received_at=OPENING - timedelta(days=1))
        with self.office.database.writing() as session:
            session.execute(earlier.where(InboxEvent.state == InboxState.DONE))

    def put_back(self, sample: Path) -> None:
        """Give the database the content of another SQLite file: as knowledge that is new, unless
        nobody has changed any since that was done before."""
        (version,) = self.rows("SELECT max(knowledge_version) FROM municipality")[0]
        if version != self._version_put_back:
            version += 1
        own = self.office.database.url.database or ""
        with closing(sqlite3.connect(sample)) as source, closing(sqlite3.connect(own)) as target:
            source.backup(target)
        with self.office.database.writing() as session:
            newer = sql("UPDATE municipality SET knowledge_version = :version")
            session.execute(newer, {"version": version})
        self._version_put_back = version

    def wait_for(self, look: Callable[[], T | None], what: str) -> T:
        """Look until there is something."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < deadline:
            found = look()
            if found is not None:
                return found
            time.sleep(0.02)
        raise AssertionError(f"waited {PATIENCE_SECONDS} s in vain for {what}")

    def _response_url(self) -> str:
        self._commands += 1
        return self.slack.response_url(f"answer-{self._commands}")

    def _reply_to(self, url: str, what: str) -> SlackReply:
        name = url.rpartition("/")[2]
        delivered = self.slack.responses_delivered
        body = self.wait_for(
            lambda: next((body for at, body in delivered if at == name), None), what
        )
        return SlackReply(body)


@contextmanager
def open_town(
    database_url: str,
    line: LineApiStandIn,
    slack: SlackApiStandIn,
    *,
    now: Callable[[], datetime] = utc_now,
    is_loaded: bool = False,
    **settings: Any,
) -> Iterator[Town]:
    """Serve the sample city on a free port, worker included.

    Args:
        is_loaded: the database holds the sample already.
    """
    chosen = Settings(
        _env_file=None,
        database_url=database_url,
        port=free_port(),
        line_channel_secret=SecretStr(LINE_SECRET),
        line_channel_access_token=SecretStr(LINE_TOKEN),
        line_api_base_url=line.url,
        slack_signing_secret=SecretStr(SLACK_SECRET),
        slack_bot_token=SecretStr(SLACK_TOKEN),
        slack_api_base_url=slack.url,
        **{"encoder": "none", **settings},  # models take longer than all the rest
    )
    office = open_office(chosen, now)
    if not is_loaded:
        load(office)
    with serving(chosen, office):
        town = Town(chosen.own_url, office, line, slack)
        try:
            yield town
        finally:
            town.http.close()


def _pressed(button: dict[str, Any], response_url: str, user: str) -> bytes:
    """What Slack sends when somebody presses a button."""
    name, value = button["action_id"], button["value"]
    return block_action_form(name, value, response_url=response_url, team_id=TEAM, user_id=user)


@contextmanager
def serving(settings: Settings, office: Office) -> Iterator[None]:
    """Run the real application with uvicorn in a thread."""
    app = web_app(settings, office, with_worker=True)
    server = uvicorn.Server(
        uvicorn.Config(app, host=settings.host, port=settings.port, log_level="warning")
    )
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive(), "the application did not start"
        time.sleep(0.01)
    try:
        yield
    finally:
        server.should_exit = True
        thread.join(PATIENCE_SECONDS)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
