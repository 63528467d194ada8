"""The playground of a running bot: nothing but this process takes part."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import httpx

from bot.commands.sample import load
from bot.settings import PRACTICE_SECRET, Settings
from bot.wiring import make_default_municipality, open_office, utc_now
from handlers.office import Office
from tests.databases import fresh_database
from tests.town import DX_OFFICE, PATIENCE_SECONDS, free_port, serving

JSON = dict[str, Any]
RIGHT = {"Authorization": f"Bearer {PRACTICE_SECRET}"}
"""The token that the stand-ins take where no real one is set."""


@dataclass(frozen=True)
class Playground:
    """What the page's scripts do, without a browser."""

    url: str
    office: Office
    http: httpx.Client

    def citizen(self, text: str = "", kind: str = "text") -> JSON:
        """The body of the reply that LINE would have got."""
        return self._citizen(kind=kind, text=text)

    def citizen_presses(self, action: JSON, **params: str) -> JSON:
        """The body of the reply to a button, perhaps with a day that was chosen."""
        return self._citizen(kind="postback", data=action["data"], params=params)

    def dx(self, text: str, *, by: str = DX_OFFICE) -> JSON:
        """The body that Slack would have got for `/dx …`."""
        return self._staff("command", by, text=text)

    def press(self, button: JSON, *, by: str = DX_OFFICE, view: JSON | None = None) -> JSON:
        """The body that Slack would have got for a pressed button: of a message, or of a view."""
        action = {name: button[name] for name in ("type", "action_id", "value")}
        return self._staff("action", by, action=action, view=view or {})

    def home(self, *, by: str = DX_OFFICE) -> JSON:
        """The Home tab that somebody opens."""
        self.act("home", by)
        view: JSON = self.sent_to(by)["view"]
        return view

    def act(self, what: str, by: str = DX_OFFICE, **asked: Any) -> JSON:
        """What the page is told at once when a member of staff does something."""
        answer = self.http.post(f"/playground/slack/{what}", json={"user_id": by, **asked})
        told: JSON = answer.json()
        assert told["status"] == 200
        return told

    def push(self, *messages: JSON) -> None:
        """What a bot does that writes to a citizen of its own accord."""
        self._call("/playground/api/line/v2/bot/message/push", to="U1", messages=messages)

    def post_to_channel(self, *blocks: JSON, **message: str) -> str:
        """What a bot does that writes to everybody in a Slack channel; its ts."""
        said = {"channel": "C1", "text": "", "blocks": blocks, **message}
        return str(self._call("/playground/api/slack/chat.postMessage", **said)["ts"])

    def sent_to(self, to: str) -> JSON:
        """What the bot sent there, waiting for it as the page does."""
        after = 0
        for _ in range(10):
            news = self.http.get("/playground/sent", params={"after": after}).json()
            for message in news["messages"]:
                if message["to"] == to:
                    body: JSON = message["body"]
                    return body
            after = news["last"]
        raise AssertionError(f"nothing was sent to {to}")

    def _citizen(self, **asked: Any) -> JSON:
        answer = self.http.post("/playground/line", json=asked)
        assert answer.json()["status"] == 200
        return self.sent_to(answer.json()["replyToken"])

    def _call(self, path: str, **body: Any) -> JSON:
        answer: JSON = self.http.post(path, json=body, headers=RIGHT).raise_for_status().json()
        return answer

    def _staff(self, what: str, by: str, **asked: Any) -> JSON:
        return self.sent_to(self.act(what, by, **asked)["answer"])


@contextmanager
def open_playground(
    folder: Path, *, sample: bool = True, now: Callable[[], datetime] = utc_now, **settings: Any
) -> Iterator[Playground]:
    """Serve the playground on a free port, with the sample city unless told otherwise."""
    if sample:
        (folder / "madoguchi.db").write_bytes(_sample_city())
    with fresh_database("sqlite", folder) as database_url:
        chosen = Settings(
            _env_file=None,
            database_url=database_url,
            port=free_port(),
            playground=True,
            **settings,
        )
        office = open_office(chosen, now)
        make_default_municipality(office)
        with (
            serving(chosen, office),
            httpx.Client(
                base_url=chosen.own_url, trust_env=False, timeout=PATIENCE_SECONDS
            ) as http,
        ):
            yield Playground(chosen.own_url, office, http)


@cache
def _sample_city() -> bytes:
    """A database with the sample city, made once a process: reading the files takes a while."""
    with TemporaryDirectory() as name, fresh_database("sqlite", Path(name)) as database_url:
        office = open_office(Settings(_env_file=None, database_url=database_url))
        load(office)
        office.database.close()
        return (Path(name) / "madoguchi.db").read_bytes()


def buttons(body: JSON) -> dict[str, JSON]:
    """The buttons of a Slack message by what they say."""
    return {
        element["text"]["text"]: element
        for block in body["blocks"]
        if block["type"] == "actions"
        for element in block["elements"]
    }
